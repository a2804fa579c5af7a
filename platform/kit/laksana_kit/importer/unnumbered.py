"""Steps in running text whose number is lost, stands behind them or in front of the table's head."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from laksana_kit.importer.marks import Mark, verbs_in
from laksana_kit.importer.spans import time_spans
from laksana_kit.importer.times import Unit
from laksana_kit.importer.vocabulary import begins_activity
from laksana_kit.importer.wording import column_of, is_group

_NUMBERED: Final = re.compile(r"\s*(?P<n>\d{1,2})(?:\s?[.)]|(?=\s*$))\s*(?P<rest>.*)$")
_FEWEST: Final = 3
_MOSTLY: Final = 0.6


def numbers_in_front(lines: Sequence[str]) -> list[str]:
    """The lines, with the numbers in front that a file has on the second line of their activity or below it."""
    every = [at for at, line in enumerate(lines) if _NUMBERED.match(line)]
    # Where some have a dot, those without are a time's or a paper's.
    numbered = [at for at in every if lines[at].strip(" 0123456789")[:1] in {".", ")"}] or every
    middle = [at for at in numbered if at and _stands_inside(lines, at)]
    if len(middle) < _FEWEST or len(middle) < _MOSTLY * len(numbered):
        return list(lines)
    moved = list(lines)
    for at in middle:
        found = _NUMBERED.match(lines[at])
        if found:
            moved[at - 1], moved[at] = "", f"{found['n']}. {lines[at - 1].strip()} {found['rest']}".strip()
    return moved


def _stands_inside(lines: Sequence[str], at: int) -> bool:
    found = _NUMBERED.match(lines[at])
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if found is None or not begins_activity(lines[at - 1].strip()) or time_spans(lines[at - 1], None):
        return False
    return found["rest"][0].islower() if found["rest"] else bool(below) and not begins_activity(below.strip())


def with_unnumbered(text: str, marks: Sequence[Mark], unit: Unit | None) -> list[Mark]:
    """The marks, and more: before the first number, and where a piece with two times has a beginning between them."""
    every: list[Mark] = []
    if marks[0].number is not None and int(marks[0].number) <= 2:
        every += _leading(text[: marks[0].start], unit)
    for mark, end in zip(marks, [*(mark.start for mark in marks[1:]), len(text)], strict=True):
        piece = text[mark.end : end]
        spans = time_spans(piece, unit)
        if _is_number_behind(every, mark, spans):
            every[-1] = replace(every[-1], number=mark.number)
            continue
        every.append(mark)
        for (_, before), (after, _) in pairwise(spans):
            begins = _begins_between(piece, before, after)
            if begins is not None:
                every.append(_unnumbered(mark.end + begins))
    return every


def _unnumbered(start: int) -> Mark:
    return Mark(number=None, start=start, end=start)


def _is_number_behind(every: Sequence[Mark], mark: Mark, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a number without a time of its own stands behind the step that has none."""
    return len(every) > 1 and every[-1].number is None and not spans and every[-2].number is not None


def _leading(text: str, unit: Unit | None) -> list[Mark]:
    """The first step, where its number stands further up between the names of the columns."""
    spans = time_spans(text, unit)
    begins = [at for at in _line_starts(text) if begins_activity(_line(text, at)) and not _names(_line(text, at))]
    before = [at for at in begins if len(spans) == 1 and at < spans[0][0]]
    return [_unnumbered(max(before, key=lambda at: len(_line(text, at))))] if before else []


def _begins_between(piece: str, before: int, after: int) -> int | None:
    """Where the next activity begins: at the only verb, or at the longest line that begins like one."""
    between = piece[before:after]
    verbs = verbs_in(between)
    if len(verbs) == 1:
        return before + verbs[0]
    lines = [at for at in _line_starts(between) if at and begins_activity(_line(between, at))]
    longest = max(lines, key=lambda at: len(_line(between, at)), default=None)
    return None if longest is None else before + longest


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]


def _line(text: str, start: int) -> str:
    return text[start:].partition("\n")[0].strip()


def _names(line: str) -> bool:
    return is_group(line) or column_of(line) is not None
