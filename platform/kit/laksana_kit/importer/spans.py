"""Where the times of cells stand in running text: with their unit, or bare where the column's head has it."""

import re
from typing import Final

from laksana_kit.importer.times import Unit, times_in

_SENTENCE_TIME: Final = re.compile(
    r"(?:selama|dalam|dalam\s+waktu|setelah|sebelum|tiap|setiap|lewat|minimal|usia|umur|berlaku)\s*$", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"(?:[\u00b1+~]\s*/?\s*-?|kurang\s+lebih|maks(?:imal|imum)?\.?|paling\s+lama|paling\s+lambat|min(?:imal)?\.?)\s*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*\(\s*(?:hari|minggu|tahap|per)\b[^)]{0,20}\)|\s*(?:/|\bper\b)\s*(?-i:[a-z])\w+", re.IGNORECASE
)
_BARE: Final = re.compile(r"(?<![\w./,:-])\d{1,3}(?:\s*-\s*\d{1,3})?(?=\s+[A-Z]|\s*\n|\s*$)")
_BARE_NO: Final = re.compile(r"(?:nomor|no|tahun|thn|pasal|form|model|tipe|lampiran)\.?\s*$", re.IGNORECASE)


def time_spans(text: str, unit: Unit | None) -> list[tuple[int, int]]:
    """Where a cell's times stand, not a sentence's ("dalam 3 hari"); bare numbers where the head has the unit."""
    spans: list[tuple[int, int]] = []
    for span in times_in(text):
        before = text[max(0, span.start - 30) : span.start]
        if _SENTENCE_TIME.search(before) and not re.search(r"minimal\s*$", before, re.IGNORECASE):
            continue
        about = _ABOUT.search(before)
        behind = _BEHIND.match(text, span.end)
        start, end = span.start - len(about[0]) if about else span.start, behind.end() if behind else span.end
        if spans and _one_cell(text[spans[-1][1] : start]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if spans or unit is None:
        return [_with_company(text, start, end) for start, end in spans]
    bare = [
        match.span()
        for match in _BARE.finditer(text)
        if not _BARE_NO.search(text[max(0, match.start() - 12) : match.start()])
    ]
    alone = [(start, end) for start, end in bare if is_line(text, start, end)]
    return alone if len(alone) == 1 else bare


def _one_cell(between: str) -> bool:
    """Whether two times are one cell's: a dash, "s/d", or "7 hari dengan bupati; 2 hari"."""
    return (
        re.fullmatch(
            r"\s*(?:-|\u2013|s/d|sampai|dan|,|;|/)\s*|\s+(?:dengan|untuk|bagi)\s+[^.\n\d]{2,30}[;,]\s*", between
        )
        is not None
    )


def _with_company(text: str, start: int, end: int) -> tuple[int, int]:
    """A cell of alternatives keeps the words of its last one: `2 hari dengan Kadin`."""
    company = re.match(r"\s+(?:dengan|untuk|bagi)\s+[A-Z]?[a-z]+", text[end:]) if ";" in text[start:end] else None
    return start, end + (company.end() if company else 0)


def is_line(text: str, start: int, end: int) -> bool:
    """Whether the span takes a whole line of the text."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
