"""How wide words are in the packaged typeface, and where lines break."""

from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from laksana_kit.form.geometry import Rect, Text

_POINT: Final = 25.4 / 72
"""Millimetres."""
LEADING: Final = 1.18


@cache
def _advances(bold: bool) -> tuple[dict[int, int], int]:
    face = files("laksana_typeset") / "fonts" / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"
    with as_file(face) as path, TTFont(path, lazy=True) as font:
        widths, names = font["hmtx"].metrics, font.getBestCmap()
        return {code: widths[name][0] for code, name in names.items()}, font["head"].unitsPerEm


@lru_cache(maxsize=8192)
def width(text: str, points: float, *, bold: bool = False) -> float:
    """The text's width in mm at this size."""
    advances, em = _advances(bold)
    missing = advances[ord("n")]
    return sum(advances.get(ord(sign), missing) for sign in text) / em * points * _POINT


def line_height(points: float) -> float:
    """From one baseline to the next, in mm."""
    return points * _POINT * LEADING


def extent(text: Text) -> Rect:
    """Where the words stand, from the first line's ascenders to the last one's descenders."""
    wide = max((width(line, text.points, bold=text.bold) for line in text.lines), default=0.0)
    left = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
    high = line_height(text.points)
    return Rect(
        left, text.y - 0.72 * text.points * _POINT, wide, (len(text.lines) - 1) * high + 0.93 * text.points * _POINT
    )


def wrapped(text: str, room: float, points: float, *, bold: bool = False) -> list[str]:
    """The lines of a text in a cell of `room` mm; a word that is wider is broken."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            for piece in _pieces(word, room, points, bold):
                longer = f"{line} {piece}" if line else piece
                if line and width(longer, points, bold=bold) > room:
                    lines.append(line)
                    longer = piece
                line = longer
        if line:
            lines.append(line)
    return lines


def _pieces(word: str, room: float, points: float, bold: bool) -> list[str]:
    if width(word, points, bold=bold) <= room:
        return [word]
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, points, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
