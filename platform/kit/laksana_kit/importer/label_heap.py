"""Names of header cells in a heap, with their values in a heap of their own further down."""

import re
from collections.abc import Sequence
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.times import is_blank
from laksana_kit.importer.values import date_in
from laksana_kit.importer.wording import DATES, NO_FIELD, SCALARS, labels_in

_FEWEST: Final = 3
_FARTHEST: Final = 200
_KOP: Final = re.compile(r"[A-Z][A-Z .,/&-]+")
_A_DATE: Final = re.compile(
    r"\s*(?:(?:\d{1,2}\s+)?[A-Z][a-zA-Z]{2,9}\s+(?:19|20)\d\d(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|-(?=\s))"
)
# Who signed, up to the personnel number, and what stands behind it.
_SIGNED: Final = re.compile(r"(.*\bNIP\W*[\d ]{10,24}\d)\s+(\S.*)")
_COLONS: Final = re.compile(r"\s*:\s*")


def with_values(rows: Sequence[Row]) -> list[Row]:
    """The rows (`exploded`), each name of the heap with its value behind it as far as that is certain."""
    heap = _heap(rows)
    if len(heap) < _FEWEST:
        return list(rows)
    fields = [labels_in(rows[at].text)[0].field for at in heap]
    first = heap[-1] + 1
    found = _by_colons(rows, first, fields) or _by_lines(rows, first, fields) or _in_one_line(rows, first, fields)
    # The kop behind an empty name is none of its value.
    values, taken = found or (
        [],
        {at for at in range(heap[-1] + 1, _next_label(rows, heap[-1] + 1)) if _KOP.fullmatch(rows[at].text)},
    )
    named = dict(zip(heap, values, strict=False))
    kept: list[Row] = []
    for at, row in enumerate(rows):
        if at in named:
            label = labels_in(row.text)[0]
            kept.append(Row(place=row.place, cells=(f"{row.text[: label.end]} : {named[at]}",)))
        elif at not in taken:
            kept.append(row)
    return kept


def _heap(rows: Sequence[Row]) -> list[int]:
    """The first run of lines that hold the name of a header cell and no value; the office's kop may stand between."""
    heap: list[int] = []
    for at, row in enumerate(rows):
        if row.is_table:
            continue
        labels = labels_in(row.text)
        if len(labels) == 1 and labels[0].field in {*SCALARS, NO_FIELD} and _is_empty(row.text[labels[0].end :]):
            heap.append(at)
        elif not heap or (not labels and _KOP.fullmatch(row.text)):
            continue
        elif len(heap) >= _FEWEST:
            return heap
        else:
            heap = []
    return heap


def _next_label(rows: Sequence[Row], first: int) -> int:
    return next((at for at in range(first, len(rows)) if labels_in(rows[at].text)), len(rows))


def _is_empty(behind: str) -> bool:
    return is_blank(behind) or _KOP.fullmatch(behind.strip()) is not None


def _by_lines(rows: Sequence[Row], first: int, fields: Sequence[str]) -> tuple[list[str], set[int]] | None:
    """The values as lines in the order of their names: dates stand where dates are due.

    A date that is blank leaves no line: with one too few it cannot be told which, and all dates stay empty.
    """
    dates = [field for field in fields if field in DATES]
    if len(dates) < 2 or list(fields[1 : 1 + len(dates)]) != dates:
        return None
    for missing in (0, 1):
        due = [fields[0], *dates[missing:], *fields[1 + len(dates) :]]
        for start in range(first, min(first + _FARTHEST, len(rows) - len(due) + 1)):
            end = _next_label(rows, start)
            lines = [row.text for row in rows[start:end]]
            if len(lines) < len(due) or not all(map(_fits, due, lines)):
                continue
            values = lines if len(lines) == len(due) else _gathered(lines, due)
            blank = [values[0], *[""] * len(dates), *values[1 + len(dates) - missing :]]
            return (blank if missing else values), set(range(start, end))
    return None


def _gathered(lines: Sequence[str], fields: Sequence[str]) -> list[str]:
    single = len(fields) - 2
    return [*lines[:single], " ".join(lines[single:-1]), lines[-1]]


def _fits(field: str, line: str) -> bool:
    """Whether the line can be the field's value: a date where one is due, and nowhere else."""
    dated = date_in(line)[1] != "" or is_blank(line)
    if field in DATES:
        return dated
    return not dated and not (field == "nomor_sop" and not re.search(r"\d", line))


def _by_colons(rows: Sequence[Row], first: int, fields: Sequence[str]) -> tuple[list[str], set[int]] | None:
    """The values in one line, each behind a colon of its own; a name without one has the rest of the line."""
    for at in range(first, len(rows)):
        text = rows[at].text
        if not text.startswith(":") or text.count(":") < _FEWEST or labels_in(text):
            continue
        values = _COLONS.split(text)[1:]
        if len(values) < len(fields) - 1 or not any(values) or not all(map(_fits_or_blank, fields, values)):
            continue
        date = date_in(values[-1])[1]
        below = rows[at + 1].text if at + 1 < len(rows) and not labels_in(rows[at + 1].text) else ""
        if len(values) == len(fields) - 1 and date:
            values[-1:] = [date, f"{values[-1].partition(date)[2].strip()} {below}".strip()]
        return values, {at, at + 1} if below else {at}
    return None


def _in_one_line(rows: Sequence[Row], first: int, fields: Sequence[str]) -> tuple[list[str], set[int]] | None:
    """The values in one line without a sign between them: the dates part them, as many as there are names of dates."""
    at = next((place for place in range(first, len(rows)) if rows[place].text.strip(" :-")), len(rows))
    due = [field for field in fields if field in {*DATES, NO_FIELD}]
    if at == len(rows) or labels_in(rows[at].text) or len(due) < 2 or list(fields[1 : 1 + len(due)]) != due:
        return None
    before, rest = _up_to_date(rows[at].text)
    dates: list[str] = []
    while len(dates) < len(due) and (found := _A_DATE.match(rest)):
        dates.append(found[0].strip())
        rest = rest[found.end() :]
    behind = fields[1 + len(due) :]
    if len(dates) < len(due) or not re.search(r"\d", before):
        return None
    signed = _SIGNED.fullmatch(rest.strip())
    last = (
        [rest.strip()]
        if len(behind) == 1
        else list(signed.groups())
        if signed and len(behind) == 2
        else [""] * len(behind)
    )
    return [before.strip(), *dates, *last], set(range(first, at + 1))


def _up_to_date(text: str) -> tuple[str, str]:
    found = _A_DATE.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _fits_or_blank(field: str, value: str) -> bool:
    return not value or field not in DATES or date_in(value)[1] != "" or is_blank(value)
