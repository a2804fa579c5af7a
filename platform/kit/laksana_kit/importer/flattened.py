"""The table as running text: its cells are lost, its words are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.headers import without_office
from laksana_kit.importer.heaped import heap_below, read_heaped
from laksana_kit.importer.lined import read_lined
from laksana_kit.importer.marks import Mark, step_marks
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.running import HeadSays, read_segment, share_things, split_off_values, time_spans
from laksana_kit.importer.steps import SHAPE, Step
from laksana_kit.importer.times import Unit, read_time, unit_of_head
from laksana_kit.importer.unnumbered import numbers_in_front, with_unnumbered
from laksana_kit.importer.wording import Column

_HEAD_WORDS: Final = re.compile(
    r"(?<![\w/])(?:(?P<kegiatan>(?:Urutan\s+|Uraian\s+)?(?:Kegiatan|Aktivitas|Aktifitas)|Uraian\s+Prosedur|Tahapan)"
    r"|(?P<pelaksana>Pelaksana)|(?P<group>Mutu\s*Baku)"
    r"|(?P<kelengkapan>Kelengka\s?pan|Persyaratan|Perlengkapan|Persy/Klp)|(?P<waktu>Waktu)"
    r"|(?P<output>[O0]ut\s?put|Autput|Ouput|Keluaran|Hasil)|(?P<keterangan>Ket(?:erangan)?))(?![^\W\d_])",
    re.IGNORECASE,
)
_NAMES: Final = (
    r"(?:Uraian|Urutan|Kegiatan|Aktivitas|Aktifitas|Tahapan|Pelaksana|Mutu|Baku|Kelengkapan|Persyaratan|Perlengkapan"
    r"|Waktu|Output|Keluaran|Hasil|Keterangan|Ket|No)"
)
_HEAD_NAME: Final = re.compile(_NAMES, re.IGNORECASE)
_GLUED_HEAD: Final = re.compile(rf"\b{_NAMES}{{2,}}\b", re.IGNORECASE)
# No names between the actor's column and the next: each row names its own.
_ONE_ACTOR: Final = re.compile(r"Pelaksana\s+(?:Kelengkapan|Persyaratan|Waktu)", re.IGNORECASE)
_COLUMN_NUMBER: Final = re.compile(r"[\s.(]*(?P<n>\d{1,2})\)?(?=\s)")
_MOST_GAP: Final = 160
_NOISE: Final = re.compile(
    r"(?:hal(?:aman)?\.?\s*\d+(?:\s*(?:dari|/)\s*\d+)?|page\s*\d+.*|-\s*\d+\s*-|\(?\s*\d+(?:[\s|]+\(?\d+\)?){3,}\s*)",
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
    rows = [Row(place=row.place, cells=tuple(map(_unglued, row.cells))) for row in rows]
    heap = heap_below([row.text for row in rows])
    if heap is not None:
        says = HeadSays(unit=_unit("\n".join(row.text for row in rows[heap:])), names_actors=False)
        return Flat(rows=rows, first=heap, body=heap + 1, says=says)
    offsets, text = _joined(rows)
    cluster = _head(text)
    if cluster is None:
        return None
    start, end = cluster
    at = max(place for place, offset in enumerate(offsets) if offset <= start)
    last = max(place for place, offset in enumerate(offsets) if offset <= end - 1)
    before = re.sub(r"\bNo(?:mor)?\.?\s*$", "", text[offsets[at] : start], flags=re.IGNORECASE).strip()
    after_end = offsets[last] + len(rows[last].text)
    cut = [
        *rows[:at],
        Row(place=rows[at].place, cells=(before,)),
        Row(place=rows[at].place, cells=(" ".join(text[start:end].split()),)),
        Row(place=rows[last].place, cells=(text[end:after_end].strip(" ."),)),
        *rows[last + 1 :],
    ]
    return Flat(
        rows=cut,
        first=at + 1,
        body=at + 2,
        says=HeadSays(
            unit=_unit(text[start : end + 80]),
            names_actors=_ONE_ACTOR.search(text[start:end]) is not None,
        ),
    )


def _unit(head: str) -> Unit | None:
    over = re.search(r"waktu\s*\(?\s*(menit|jam|hari)\b", head, re.IGNORECASE)
    floating = over or re.search(r"\(\s*(menit|jam|hari)\s*\)", head, re.IGNORECASE)
    return unit_of_head(floating[1]) if floating else None


def _unglued(cell: str) -> str:
    """The cell with the names of columns apart that the file has glued together: `KEGIATANPELAKSANAWAKTU`."""
    return _GLUED_HEAD.sub(lambda found: " ".join(_HEAD_NAME.findall(found[0])), cell)


def _joined(rows: Sequence[Row]) -> tuple[list[int], str]:
    offsets, parts, length = [], [], 0
    for row in rows:
        offsets.append(length)
        parts.append(row.text)
        length += len(row.text) + 1
    return offsets, "\n".join(parts)


def _head(text: str) -> tuple[int, int] | None:
    """From the first to the last of at least three names of columns, each once and near the next."""
    words = [match for match in _HEAD_WORDS.finditer(text) if not match[0][0].islower()]
    for first, word in enumerate(words):
        if word.lastgroup == Column.KETERANGAN.value:
            continue
        seen: dict[str, int] = {}
        end = word.start()
        for follower in words[first:]:
            name = follower.lastgroup or ""
            again = name in seen and name != Column.PELAKSANA.value
            if follower.start() - end > _MOST_GAP or again or _begins(text[end : follower.start()]):
                break
            seen[name], end = 1, follower.end()
        quality = {"group", Column.WAKTU.value, Column.OUTPUT.value} & set(seen)
        if len(seen) >= 3 and quality:
            return word.start(), _behind_numbers(text, end)
    return None


def _behind_numbers(text: str, end: int) -> int:
    """The end of the head's names, or of the numbers of the columns behind them: `1 2 3 4`."""
    place, counted = end, 0
    while (found := _COLUMN_NUMBER.match(text, place)) and int(found["n"]) == counted + 1:
        place, counted = found.end(), counted + 1
    return place if counted > 3 else end


def _begins(between: str) -> bool:
    return re.search(r"(?:^|\s)1\s?[.)]?\s+[A-Z]", between) is not None


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
    text = "\n".join(numbers_in_front(lines))
    marks = step_marks(text)
    if not marks:
        return []
    if not _values_behind(_segments(text, marks), flat.says.unit):
        marks = with_unnumbered(text, marks, flat.says.unit)
    segments = _segments(text, marks)
    places = [kept[text.count("\n", 0, mark.start)].place for mark in marks]
    if _values_behind(segments, flat.says.unit):
        steps = _activities_first(segments, marks, places, report)
    else:
        steps = [
            read_segment(segment, no=mark.number, place=place, head=flat.says, report=report, at=number)
            for number, (segment, mark, place) in enumerate(zip(segments, marks, places, strict=True), start=1)
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


def _values_behind(segments: Sequence[str], unit: Unit | None) -> bool:
    """Whether the last step's text holds the times of all: activities came first, then the values."""
    if len(segments) < 3:
        return False
    *early, last = (len(time_spans(segment, unit)) for segment in segments)
    return sum(early) <= len(early) // 4 and last > 1 and last >= len(segments) // 2


def _activities_first(segments: list[str], marks: Sequence[Mark], places: Sequence[str], report: Report) -> list[Step]:
    activity, values = split_off_values(segments[-1])
    texts = [" ".join(segment.split()) for segment in [*segments[:-1], activity]]
    steps = [
        Step(place=place, no=mark.number, kegiatan=text, sureness=Sureness.LIKELY)
        for text, mark, place in zip(texts, marks, places, strict=True)
    ]
    printed = [values[start:end] for start, end in time_spans(values, None)]
    if len(printed) != len(steps):
        report.doubt("import.times_apart", "langkah", times=len(printed), steps=len(steps))
        return steps
    for step, time in zip(steps, printed, strict=True):
        step.waktu = read_time(time)
    report.doubt("import.times_in_order", "langkah", times=len(printed))
    return steps
