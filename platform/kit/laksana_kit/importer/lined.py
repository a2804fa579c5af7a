"""A table whose lines hold a piece of every cell: words of the activity, then those of the cells beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.bands import FREE, UNLIKELY, WRONG, Band, bands
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.running import remark_apart
from laksana_kit.importer.spans import time_spans
from laksana_kit.importer.steps import BRANCH_IN_TEXT, SHAPE, SHAPE_IN_TEXT, Step, branches_of, is_open, one_line
from laksana_kit.importer.times import Unit, read_time
from laksana_kit.importer.vocabulary import inside_a_row
from laksana_kit.importer.wrapped import Line, activities

_NUMBERED: Final = re.compile(r"\s*(?P<n>\d{1,2})\s?[.)]?(?:\s+(?P<rest>\S.*))?$")
_GOOD_BRANCH: Final = re.compile(r"(?:Lengkap|Sesuai|Setuju|Disetujui|Layak)(?=\s+[A-Z])")
# Reading a line grows with the square of its words; the longest sheets have a third of this.
_MOST_WORDS: Final = 8_500
_MOST_CENTRED_WORDS: Final = 32
_MOST_SKIPPED: Final = 6
_SKIPPED: Final = 0.4
_FEWEST_STEPS: Final = 3
_TIMED: Final = 0.6
# A number alone on its line is rather that of a file with one cell a line.
_TIMED_AMONG_LONE_NUMBERS: Final = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """One line: its number, the words before its time, the branch label between them, the time, what stands behind."""

    number: str | None
    words: str
    branch: str
    beside: str
    time: str | None
    behind: str


def read_lined(lines: Sequence[str], places: Sequence[str], unit: Unit | None, report: Report) -> list[Step] | None:
    """The steps, or None where the lines are not of this kind: a number and a time on one line of each step."""
    cuts = [_cut(line, unit) for line in lines]
    numbers = _numbers(cuts)
    timed = sum(cuts[at].time is not None for at in numbers)
    alone = any(not lines[at].strip(" .)0123456789") for at in numbers)
    needed = _TIMED_AMONG_LONE_NUMBERS if alone else _TIMED
    if sum(len(line.split()) ** 2 for line in lines) > _MOST_WORDS:
        return None
    if len(numbers) < _FEWEST_STEPS or timed < needed * len(numbers) or len(lines) - len(numbers) < 2:
        return None
    cuts = [
        cut if at in numbers else _cut(line, unit, numbered=False)
        for at, (cut, line) in enumerate(zip(cuts, lines, strict=True))
    ]
    inside = [
        inside_a_row(cut.words, above) for cut, above in zip(cuts, ["", *(cut.words for cut in cuts)], strict=False)
    ]
    found = bands(numbers, [_as_beginning(cuts, at) for at in range(len(cuts))], inside)
    rows = [[_line(cut) for cut in cuts[band.start : band.end]] for band in found]
    centred = any(band.start < band.number for band in found)
    middles = [
        band.number - band.start if centred and sum(len(line.words) for line in row) <= _MOST_CENTRED_WORDS else None
        for band, row in zip(found, rows, strict=True)
    ]
    steps = [
        _step(cuts, band, words, place=places[band.number], unit=unit, report=report, at=at)
        for at, (band, words) in enumerate(zip(found, activities(rows, middles), strict=True), start=1)
    ]
    return [step for step in steps if step.kegiatan and not SHAPE.fullmatch(step.kegiatan)]


def _cut(line: str, unit: Unit | None, *, numbered: bool = True) -> _Cut:
    match = _NUMBERED.match(line) if numbered else None
    rest = (match["rest"] or "") if match else line.strip()
    spans = time_spans(rest, unit if numbered else None)
    start, end = spans[-1] if spans else (len(rest), len(rest))
    words, branch, beside = _apart(rest[:start])
    return _Cut(
        number=match["n"] if match else None,
        words=words,
        branch=branch,
        beside=beside,
        time=rest[start:end] if spans else None,
        behind=rest[end:].strip(),
    )


def _apart(text: str) -> tuple[str, str, str]:
    """The words before a shape or a branch label that stands in the middle, the label, and the words behind it."""
    patterns = (BRANCH_IN_TEXT.search(text), SHAPE_IN_TEXT.search(text), _GOOD_BRANCH.match(text))
    every = [found for found in patterns if found]
    if not every:
        return text.strip(), "", ""
    found = min(every, key=lambda match: match.start())
    return text[: found.start()].strip(), found[0], text[found.end() :].strip()


def _numbers(cuts: Sequence[_Cut]) -> list[int]:
    """The lines with the numbers 1, 2, 3 ..., one skipped or repeated where it has a time; those with a time first."""
    best: dict[int, tuple[float, list[int]]] = {}
    for at, cut in enumerate(cuts):
        number = int(cut.number) if cut.number else 0
        if number == 0:
            continue
        reached: list[tuple[float, list[int]]] = [(0.0, [])] if number == 1 else []
        for before in range(max(1, number - _MOST_SKIPPED), number + (cut.time is not None and number > 1)):
            if before in best and (cut.time is not None or before == number - 1):
                worth, chain = best[before]
                reached.append((worth - abs(number - before - 1) * _SKIPPED, chain))
        if not reached:
            continue
        worth, chain = max(reached, key=lambda one: one[0])
        worth += 1 + 2 * (cut.time is not None)
        if number not in best or worth > best[number][0]:
            best[number] = (worth, [*chain, at])
    return max(best.values(), key=lambda one: one[0], default=(0.0, []))[1]


def _as_beginning(cuts: Sequence[_Cut], at: int) -> float:
    """What it costs when a row begins at this line."""
    words = cuts[at].words
    if not words:
        return UNLIKELY
    goes_on = at > 0 and is_open(cuts[at - 1].words)
    return WRONG if goes_on or words[0].islower() else FREE


def _line(cut: _Cut) -> Line:
    words = tuple(cut.words.split())
    return Line(words=words, others=bool(cut.beside or cut.branch))


def _step(
    cuts: Sequence[_Cut], band: Band, words: Sequence[int], *, place: str, unit: Unit | None, report: Report, at: int
) -> Step:
    lines = cuts[band.start : band.end]
    main = cuts[band.number]
    taken = [line.words.split()[:count] for line, count in zip(lines, words, strict=True)]
    left = [" ".join(line.words.split()[count:]) for line, count in zip(lines, words, strict=True)]
    step = Step(place=place, no=main.number, sureness=Sureness.LIKELY)
    step.kegiatan = " ".join(word for line in taken for word in line)
    step.keputusan = [label for line in lines for label in branches_of(line.branch)]
    step.waktu = read_time(_time(lines, band.number - band.start) or "", unit=unit)
    beside = [f"{rest} {line.beside}".strip() for rest, line in zip(left, lines, strict=True)]
    others = [text for text, line in zip(beside, lines, strict=True) if text and line is not main]
    if others:
        report.doubt("import.cells_wrapped", f"langkah[{at}]", written=" ".join(others)[:60])
    else:
        step.kelengkapan = one_line(beside[band.number - band.start])
        output, remark = remark_apart(main.behind)
        step.output, step.keterangan = one_line(output), one_line(remark)
    return step


def _time(lines: Sequence[_Cut], number: int) -> str | None:
    """The row's time; one that was broken in two stands as far above the number as its second line below."""
    if lines[number].time:
        return lines[number].time
    for at, line in enumerate(lines):
        if line.time is None:
            continue
        mirrored = 2 * number - at
        below = lines[mirrored] if number < mirrored < len(lines) else None
        working = below is not None and "kerja" in below.words.split() and line.time.lower().endswith("hari")
        return f"{line.time} kerja" if working else line.time
    return None
