"""Header cells that a file has torn around their values, put together again."""

import re
from collections.abc import Sequence
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.steps import is_open
from laksana_kit.importer.wording import labels_in

_DATE: Final = r"(?:\d{1,2}\s+[^\W\d]{3,10}\s+(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)"
_KIND: Final = r"(?:Pembuatan|Revisi|Efektif|Pengesahan)"
_TORN: Final = re.compile(rf"(?P<day>\b(?:Tanggal|Tgl\.?))\s+(?P<date>{_DATE})\s+(?P<kind>{_KIND})\b", re.IGNORECASE)
_DAY_AND_DATE: Final = re.compile(rf"(?P<before>.*)\b(?P<day>Tanggal|Tgl\.?)\s+(?P<date>{_DATE})\s*", re.IGNORECASE)
_KIND_AT_END: Final = re.compile(rf"(?P<before>.*?)\s*\b(?P<kind>{_KIND})\s*", re.IGNORECASE)
_UNFINISHED: Final = re.compile(r"(?:NIP|NIP\s?:|[Tt]ingkat|Tk)\.?\s*$")
_GOES_ON: Final = re.compile(r"[a-z\d(]")
# The kop in capital letters stands left of the cell, on the same line.
_KOP: Final = re.compile(r"^(?:[A-Z][A-Z.,/&-]+\s+){2,}(?=[A-Z][a-z])")


def mended(rows: Sequence[Row]) -> list[Row]:
    """The rows, with `Tanggal 5 Juni 2020 Pembuatan` in order and values that stand around their label behind it."""
    whole = [row if row.is_table else _ordered(row) for row in rows]
    for at in range(len(whole) - 1):
        _date_over_two_lines(whole, at)
    for at in range(1, len(whole) - 1):
        _label_in_the_middle(whole, at)
    return [row for row in whole if any(row.cells)]


def _ordered(row: Row) -> Row:
    return _with(row, _TORN.sub(lambda found: f"{found['day']} {found['kind']} {found['date']}", row.text))


def _with(row: Row, text: str) -> Row:
    return Row(place=row.place, cells=(text,))


def _date_over_two_lines(rows: list[Row], at: int) -> None:
    """`Tanggal 5 Juni 2020` above `DINAS SOSIAL Pembuatan`."""
    upper, lower = rows[at], rows[at + 1]
    if upper.is_table or lower.is_table or labels_in(lower.text):
        return
    day, kind = _DAY_AND_DATE.fullmatch(upper.text), _KIND_AT_END.fullmatch(lower.text)
    if day and kind:
        rows[at] = _with(upper, f"{day['before']}{day['day']} {kind['kind']} {day['date']}")
        rows[at + 1] = _with(lower, kind["before"])


def _label_in_the_middle(rows: list[Row], at: int) -> None:
    """A label by itself between the two lines of its value, of which the second one goes on with the first."""
    above, label, below = rows[at - 1], rows[at], rows[at + 1]
    if above.is_table or label.is_table or below.is_table or labels_in(above.text) or labels_in(below.text):
        return
    names = labels_in(label.text)
    if not names or names[0].field not in {"disahkan_oleh", "nama_sop"} or label.text[names[0].end :].strip(" :"):
        return
    first, second = above.text, _KOP.sub("", below.text)
    if names[0].field == "nama_sop":
        first = _KOP.sub("", first)
    unfinished = _UNFINISHED.search(first) or is_open(first)
    if unfinished or _GOES_ON.match(second):
        rows[at - 1] = _with(above, "")
        rows[at] = _with(label, f"{label.text.strip(' :')} {first} {second}")
        rows[at + 1] = _with(below, "")
