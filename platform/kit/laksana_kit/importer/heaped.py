"""A table that a file gives column by column: all numbers, then all activities, then what stands beside them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.running import HeadSays
from laksana_kit.importer.spans import time_spans
from laksana_kit.importer.steps import Step, is_open, leads_on, number_before
from laksana_kit.importer.times import read_time, times_in
from laksana_kit.importer.vocabulary import begins_activity
from laksana_kit.importer.wording import Column, column_of, is_group

_FEWEST_STEPS: Final = 3
# What a line costs as the beginning of an activity.
_SMALL_LETTER: Final = 4.0
_LINE_ABOVE_OPEN: Final = 3.0
_VERB_ABOVE: Final = 1.0
_NO_VERB: Final = 1.0


def heap_below(lines: Sequence[str]) -> int | None:
    """The line that names the column of activities over a heap of numbers and activities, or None."""
    for at, line in enumerate(lines):
        if line.split() and column_of(line.split()[-1]) is Column.KEGIATAN:
            below = lines[at + 1 :]
            return at if _heap(below) is not None or _listed(below) is not None else None
    return None


def read_heaped(lines: Sequence[str], places: Sequence[str], head: HeadSays, report: Report) -> list[Step] | None:
    """The steps, or None where no heap of numbers has activities behind it.

    Times are given out in order where there are as many as steps, and left out otherwise.
    """
    listed = _listed(lines)
    if listed is not None:
        return _read_listed(listed, lines, places, head, report)
    heap = _heap(lines)
    if heap is None:
        return None
    numbers, words, end = heap
    begins = _beginnings([lines[at] for at in words], len(numbers))
    if begins is None:
        return None
    edges = [*begins, len(words)]
    steps = [
        Step(
            place=places[words[start]],
            no=str(number),
            kegiatan=" ".join(lines[at].strip() for at in words[start:stop]),
            sureness=Sureness.LIKELY,
        )
        for number, (start, stop) in enumerate(pairwise(edges), start=1)
    ]
    _times(steps, lines[end:], head, report)
    return steps


def _heap(lines: Sequence[str]) -> tuple[list[int], list[int], int] | None:
    """The lines with nothing but the numbers 1, 2, 3 ..., those with words, and where the next column begins."""
    end = next((at for at, line in enumerate(lines) if _names_a_column(line)), len(lines))
    numbers = [at for at in range(end) if re.fullmatch(r"\s*\d{1,2}\s?[.)]?\s*", lines[at])]
    printed = sorted(int(lines[at].strip(" .)")) for at in numbers)
    if len(numbers) < _FEWEST_STEPS or printed != list(range(1, len(numbers) + 1)):
        return None
    words = [at for at in range(end) if at not in numbers and lines[at].strip()]
    if end == len(lines) or any(times_in(lines[at]) for at in words):
        return None
    return numbers, words, end


def _listed(lines: Sequence[str]) -> tuple[list[int], int] | None:
    """Where the activities of a list begin that stands before the names of the other columns, and where it ends."""
    end = next((at for at in range(len(lines)) if _names_a_column(lines[at])), len(lines))
    begins = [at for at in range(end) if number_before(lines[at])[0] or lines[at][:1].isupper()]
    numbers = [int(number) for at in begins if (number := number_before(lines[at])[0])]
    if end == len(lines) or any(times_in(line) for line in lines[:end]):
        return None
    if len(numbers) < _FEWEST_STEPS or numbers != sorted(set(numbers)) or numbers[-1] != len(begins):
        return None
    return begins, end


def _read_listed(
    listed: tuple[list[int], int], lines: Sequence[str], places: Sequence[str], head: HeadSays, report: Report
) -> list[Step]:
    begins, end = listed
    steps = []
    for start, stop in pairwise([*begins, end]):
        no, text = number_before(" ".join(line.strip() for line in lines[start:stop]))
        steps.append(Step(place=places[start], no=no, kegiatan=text, sureness=Sureness.LIKELY))
    _times(steps, lines[end:], head, report)
    return steps


def _names_a_column(line: str) -> bool:
    """Whether the line is a column's name or begins with that of the actors' columns."""
    return is_group(line) or column_of(line) is not None or is_group(line.partition(" ")[0])


def _beginnings(lines: Sequence[str], steps: int) -> list[int] | None:
    """Where as many activities as there are steps begin: the lines that cost least; None where they are too few."""
    if len(lines) < steps:
        return None
    others = sorted(range(1, len(lines)), key=lambda at: (_cost(lines[at], lines[at - 1]), at))[: steps - 1]
    if any(_cost(lines[at], lines[at - 1]) >= _LINE_ABOVE_OPEN for at in others):
        return None
    return [0, *sorted(others)]


def _cost(line: str, above: str) -> float:
    cost = _SMALL_LETTER if line.strip()[0].islower() else 0.0
    cost += _LINE_ABOVE_OPEN if is_open(above) else _VERB_ABOVE if leads_on(above) else 0.0
    return cost if begins_activity(line) else cost + _NO_VERB


def _times(steps: Sequence[Step], lines: Sequence[str], head: HeadSays, report: Report) -> None:
    values = "\n".join(lines)
    printed = [values[start:end] for start, end in time_spans(values, None)]
    if not printed and head.unit is not None:
        printed = [line.strip() for line in lines if re.fullmatch(r"\s*\d{1,3}\s*", line)]
    if len(printed) != len(steps):
        report.doubt("import.times_apart", "langkah", times=len(printed), steps=len(steps))
        return
    for step, time in zip(steps, printed, strict=True):
        step.waktu = read_time(time, unit=head.unit)
    report.doubt("import.times_in_order", "langkah", times=len(printed))
