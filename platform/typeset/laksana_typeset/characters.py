"""Which characters the packaged fonts can set, so that a name that no letter could carry is found at intake."""

import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.resources import files

# Typst sets these without asking a font: they break, separate, join or direct text.
_SET_WITHOUT_A_FONT = (
    *((0x9, 0xD), (0x85, 0x85), (0x2028, 0x2029)),
    *((0x20, 0x20), (0xA0, 0xA0), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)),
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E)),
    *((0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0x1BCA0, 0x1BCA3)),
    *((0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F), (0xE0100, 0xE01EF)),
)


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
    """First and last code points, ascending; the file is written by `font_coverage.py`, which stands beside the package."""
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
