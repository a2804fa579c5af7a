"""The table as running text: its cells are lost, its words are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.glued import unglued
from laksana_kit.importer.grouped import activity_texts, groups
from laksana_kit.importer.headers import without_office
from laksana_kit.importer.heads import (
    activities_before,
    find_head,
    listed_before,
    unglued_names,
    unit_in,
    without_heads,
)
from laksana_kit.importer.heaped import heap_below, read_heaped
from laksana_kit.importer.lined import read_lined
from laksana_kit.importer.marks import Mark, step_marks
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.running import HeadSays, read_segment, share_things
from laksana_kit.importer.steps import SHAPE, Step
from laksana_kit.importer.times import NO_TIME, Unit, read_time
from laksana_kit.importer.unnumbered import numbers_in_front, with_unnumbered
from laksana_sdk.sheet import PrintedTime

# No names between the actor's column and the next: each row names its own.
_ONE_ACTOR: Final = re.compile(r"Pelaksana\s+(?:Kelengkapan|Persyaratan|Waktu)", re.IGNORECASE)
_NO_ALONE: Final = re.compile(r"no(?:mor)?\.?(?:\s+urut)?", re.IGNORECASE)
_NOISE: Final = re.compile(
    r"(?:anda\s+(?:di\s+halaman|mungkin\s+juga)\b.*|ukuran:\s+px|embed\s+size.*|hal(?:aman)?\.?\s*\d+(?:\s*(?:dari|/)\s*\d+)?|page\s*\d+.*|-\s*\d+\s*-|\(?\s*\d+(?:[\s|]+\(?\d+\)?){3,}\s*)",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"(?:^|\n|\s{2})\s*(?:legenda|keterangan\s+simbol|keterangan\s*:|simbol\s*:|ditetapkan\s+di\b|disahkan\s+di\b|mengetahui\b"
    r"|[A-Z][A-Za-z ]{2,30},\s*\d{1,2}\s+[A-Z][a-z]+\s+20\d\d).*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A table without cells: the file's rows cut at its head, and what the head says."""

    rows: Sequence[Row]
    first: int
    body: int
    says: HeadSays


def find_flat(rows: Sequence[Row]) -> Flat | None:
    """Where the words of a table's head stand close together, or None."""
    above = rows
    rows = [Row(place=row.place, cells=tuple(map(unglued_names, row.cells))) for row in unglued(rows)]
    heap = heap_below([row.text for row in rows])
    if heap is not None:
        says = HeadSays(unit=unit_in("\n".join(row.text for row in rows[heap:])), names_actors=False)
        return Flat(rows=rows, first=heap, body=heap + 1, says=says)
    offsets, text = _joined(rows)
    cluster = find_head(text)
    if cluster is None:
        return None
    start, end = cluster
    before_head = activities_before(text, start) or listed_before(text, start, end)
    head = text[start:end]
    if before_head is not None:
        start = before_head[0]
    at = max(place for place, offset in enumerate(offsets) if offset <= start)
    last = max(place for place, offset in enumerate(offsets) if offset <= end - 1)
    before = re.sub(r"\bNo(?:mor)?\.?\s*$", "", text[offsets[at] : start], flags=re.IGNORECASE).strip()
    after_end = offsets[last] + len(rows[last].text)
    numbered = at > 0 and not before and _NO_ALONE.fullmatch(rows[at - 1].text) is not None
    cut = [
        *above[: at - numbered],
        Row(place=rows[at].place, cells=(before,)),
        Row(place=rows[at].place, cells=(" ".join(head.split()),)),
        *(Row(place=rows[at].place, cells=(line,)) for line in (before_head[1].split("\n") if before_head else ())),
        Row(place=rows[last].place, cells=(text[end:after_end].strip(" ."),)),
        *rows[last + 1 :],
    ]
    return Flat(
        rows=cut,
        first=at + 1 - numbered,
        body=at + 2 - numbered,
        says=HeadSays(
            unit=unit_in(f"{head}{text[end : end + 80]}"),
            names_actors=_ONE_ACTOR.search(head) is not None,
        ),
    )


def _joined(rows: Sequence[Row]) -> tuple[list[int], str]:
    offsets, parts, length = [], [], 0
    for row in rows:
        offsets.append(length)
        parts.append(row.text)
        length += len(row.text) + 1
    return offsets, "\n".join(parts)


def read_flat(rows: Sequence[Row], flat: Flat, report: Report) -> list[Step]:
    """The steps in running text, each from its number (or its verb) to the next; a doubtful time is left out."""
    kept = [row for row in rows if row.text and not _NOISE.fullmatch(row.text) and not SHAPE.fullmatch(row.text)]
    _, text = _joined(kept)
    text = _END.sub(_blanked, text)
    lines, line_places = text.split("\n"), [row.place for row in kept]
    steps = read_lined(lines, line_places, flat.says.unit, report) or read_heaped(lines, line_places, flat.says, report)
    if steps:
        report.doubt("import.cells_lost", "langkah", steps=len(steps))
        return steps
    text = without_heads("\n".join(numbers_in_front(lines)))
    marks = step_marks(text)
    if not marks:
        return []
    if next(groups(_segments(text, marks), flat.says.unit), None) is None:
        marks = with_unnumbered(text, marks, flat.says.unit)
    segments = _segments(text, marks)
    places = [kept[text.count("\n", 0, mark.start)].place for mark in marks]
    apart = _apart(segments, flat.says.unit, report)
    steps = [
        Step(place=place, no=mark.number, kegiatan=apart[at][0], waktu=apart[at][1], sureness=Sureness.LIKELY)
        if at in apart
        else read_segment(segment, no=mark.number, place=place, head=flat.says, report=report, at=at + 1)
        for at, (segment, mark, place) in enumerate(zip(segments, marks, places, strict=True))
    ]
    share_things(steps)
    steps[-1].output = without_office(steps[-1].output)
    report.doubt("import.cells_lost", "langkah", steps=len(steps))
    return [step for step in steps if step.kegiatan and not SHAPE.fullmatch(step.kegiatan)]


def _blanked(found: re.Match[str]) -> str:
    """As many lines without words."""
    return re.sub(r"[^\n]", " ", found[0])


def _segments(text: str, marks: Sequence[Mark]) -> list[str]:
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    return [text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _apart(segments: Sequence[str], unit: Unit | None, report: Report) -> dict[int, tuple[str, PrintedTime]]:
    """The activity and time of each step whose values stand behind those of others; no times where the count is off."""
    read: dict[int, tuple[str, PrintedTime]] = {}
    for group in groups(segments, unit):
        if group.times:
            report.doubt("import.times_in_order", "langkah", times=len(group.times))
        else:
            report.doubt("import.times_apart", "langkah", times=group.printed, steps=group.last - group.first + 1)
        times = [read_time(time, unit=unit) for time in group.times] or [NO_TIME] * (group.last - group.first + 1)
        read |= enumerate(zip(activity_texts(segments, group), times, strict=True), start=group.first)
    return read
