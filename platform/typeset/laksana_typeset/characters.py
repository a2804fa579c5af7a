"""Which characters the packaged fonts can set, so that a name that no letter could carry is found at intake."""

import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.resources import files

# Typst breaks and spaces lines with these itself. Other characters without a glyph (tags, variation selectors, the
# ideographic space) it passes over in some neighbourhoods and refuses in others, so they count as unsettable.
_SET_WITHOUT_A_FONT = ((0x09, 0x0A), (0x0D, 0x0D))


def unsettable_characters(text: str) -> frozenset[str]:
    """The characters of the text that no packaged font can set; a letter with one of them would be refused.

    Composed and decomposed accents count the same.
    """
    if text.isascii() and text.isprintable():
        return frozenset()
    return frozenset(character for character in unicodedata.normalize("NFC", text) if not _is_settable(character))


def _is_settable(character: str) -> bool:
    return _covered(ord(character)) or all(_covered(ord(part)) for part in unicodedata.normalize("NFD", character))


def _covered(code_point: int) -> bool:
    starts, ends = _ranges()
    place = bisect_right(starts, code_point) - 1
    return place >= 0 and code_point <= ends[place]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code points, ascending; `font_coverage.py`, beside the package, writes the file."""
    lines = (files("laksana_typeset") / "fonts" / "coverage.txt").read_text("ascii").split()
    fonts = [(int(first, 16), int(last, 16)) for first, last in (line.split("-") for line in lines)]
    ranges = sorted({*fonts, *_SET_WITHOUT_A_FONT})
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return [first for first, _ in merged], [last for _, last in merged]
