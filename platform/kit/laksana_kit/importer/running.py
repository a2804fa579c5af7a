"""One step in running text: its activity, what stands before its time, its time, and what stands behind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.activity import lines_of, split_activity
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.spans import is_line, time_spans
from laksana_kit.importer.steps import BRANCH_IN_TEXT, Step, branches_of, one_line
from laksana_kit.importer.times import Unit, read_time
from laksana_kit.importer.vocabulary import NAMED, post_behind

# The same thing is needed and made: `Data Pegawai 10 Data Pegawai`, one in each cell.
_TWICE: Final = re.compile(
    r"(?:^|\s)(?P<thing>[A-Z][^\n]{3,80}?)(?:\s+(?:telah|yang)\s[^\n\d]*)?\s+(?P<time>\d{1,3}\s+)?(?P=thing)(?:\s+(?:telah|yang)\s[^\n]*)?\s*$"
)
# Where nothing but an actor stands between the activity and its time.
_ACTOR_BEHIND: Final = re.compile(rf"\s+sda\.?\s*$|(?<=[a-z)]\.)\s+(?={NAMED.pattern})[\w./]+(?:\s+[\w./]+){{0,3}}\s*$")
_SHAPE_BEHIND: Final = re.compile(r"[,\s]+(?:Selesai|SELESAI|Mulai|MULAI)\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSays:
    """What a table's head says about the rows below: the unit of bare times, and whether rows name their own actor."""

    unit: Unit | None
    names_actors: bool


def read_segment(segment: str, *, no: str | None, place: str, head: HeadSays, report: Report, at: int) -> Step:
    """The step that a piece of text holds; with two times or more none is taken."""
    unit = head.unit
    step = Step(place=place, no=no, sureness=Sureness.LIKELY)
    text = _without_branches(segment, step)
    if _read_twice(text, step, unit):
        return step
    spans = time_spans(text, unit)
    if len(spans) > 1:
        report.doubt("import.several_times", f"langkah[{at}].waktu", times=len(spans))
        spans = _only(spans, text)
    if len(spans) == 1:
        start, end = spans[0]
        step.waktu = read_time(text[start:end], unit=unit)
        output, remark = remark_apart(" ".join(lines_of(text[end:])))
        step.output, step.keterangan = one_line(output), one_line(remark)
        text = text[:start]
    elif floating := _floating(text):
        step.waktu = read_time(floating)
        text = re.sub(r"(?m)^\s*(?:\d{1,3}|menit|jam|hari)\s*$", "", text, flags=re.IGNORECASE)
    _activity_and_things(text, step, head)
    return step


def _activity_and_things(text: str, step: Step, head: HeadSays) -> None:
    post = post_behind(text) if head.names_actors else None
    if post:
        step.pelaksana = [text[post[0] : post[1]].strip()]
        activity, things = text[: post[0]], text[post[1] :]
    else:
        activity, things = split_activity(text)
        activity = _ACTOR_BEHIND.sub("", activity)
    step.kegiatan, step.kelengkapan = _SHAPE_BEHIND.sub("", one_line(activity) or ""), one_line(things)


def remark_apart(text: str) -> tuple[str, str]:
    """What is made, and the sentence behind it that says what follows if: `Bila ... maka`."""
    found = re.search(r"(?:^|(?<=\s))(?:Bila|Jika|Apabila|Kalau)\s", text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _read_twice(text: str, step: Step, unit: Unit | None) -> bool:
    """Whether the lines end in a thing that two cells name, before and behind the time; then the step is read."""
    found = [(line, _TWICE.search(line)) for line in lines_of(text)]
    things = [match["thing"] for _, match in found if match]
    spans = time_spans(text, unit)
    if not things or len(spans) > 1 or len(found) < 2:
        return False
    activity: list[str] = []
    for line, match in found:
        before = line[: match.start()].strip() if match else line.strip()
        begun = bool(activity) and len(activity) < len(found) and any(taken for _, taken in found[: len(activity)])
        if not before or time_spans(before, unit) or (match is None and begun and not before[0].islower()):
            break
        activity.append(before)
    if not activity:
        return False
    step.kegiatan = " ".join(activity)
    step.kelengkapan = step.output = one_line(" ".join(things))
    if spans:
        step.waktu = read_time(text[spans[0][0] : spans[0][1]], unit=unit)
    return True


def share_things(steps: Sequence[Step]) -> None:
    """An activity that ends in what another step needs or makes gives it up as what it needs itself."""
    for step in steps:
        if step.kelengkapan or not step.waktu.printed:
            continue
        things = {thing for other in steps if other is not step for thing in (other.kelengkapan, other.output) if thing}
        ends = [thing for thing in things if step.kegiatan.endswith(f" {thing}") and thing[0].isupper()]
        if step.kegiatan in ends:
            continue
        if ends:
            step.kelengkapan = max(ends, key=len)
            step.kegiatan = step.kegiatan.removesuffix(step.kelengkapan).strip()


def _only(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    alone = [(start, end) for start, end in spans if is_line(text, start, end)]
    return alone if len(alone) == 1 else spans[:1]


def _floating(text: str) -> str | None:
    """A number on a line and its unit on another, at most two lines away."""
    found = re.search(r"(?:^|\n)\s*(\d{1,3})\s*\n(?:[^\n]*\n){0,2}\s*(menit|jam|hari)\s*(?:\n|$)", text, re.IGNORECASE)
    return f"{found[1]} {found[2]}" if found else None


def _without_branches(segment: str, step: Step) -> str:
    # In one line of words the label stands in a cell of its own.
    apart = "" if "\n" in segment else "\n"

    def taken(found: re.Match[str]) -> str:
        step.keputusan += branches_of(found[0])
        return apart

    return BRANCH_IN_TEXT.sub(taken, segment)
