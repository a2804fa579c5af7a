"""Which lines of a table make which row, where a row's number stands on its first or on its middle line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

# What a line costs as the beginning of a row.
FREE: Final = 0.0
UNLIKELY: Final = 0.5
WRONG: Final = 2.0
# What it costs inside of a row, where it reads like the beginning of one.
ANOTHER_BEGINNING: Final = 0.8

_LINE_LEFT_OUT: Final = 0.6
_LINE_OFF_CENTRE: Final = 0.8
_MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The lines of one row, the last one excluded, and the line with its number."""

    start: int
    number: int
    end: int


def bands(numbers: Sequence[int], begins: Sequence[float], inside: Sequence[float]) -> list[Band]:
    """A band around each line with a number, given what each line costs as a row's beginning and further inside.

    Word processors print a number on the first line of its row or in the middle: the reading that costs less is taken.
    Lines before the first row (rests of the head) and far behind the last one belong to none.
    """
    upto = list(accumulate(inside, initial=0.0))
    centred_cost, centred = _centred(numbers, begins, upto)
    topped = _on_top(numbers, len(begins))
    topped_cost = sum(begins[band.start] + upto[band.end] - upto[band.start + 1] for band in topped)
    topped_cost += _LINE_LEFT_OUT * numbers[0]
    return topped if topped_cost <= centred_cost else centred


def _on_top(numbers: Sequence[int], lines: int) -> list[Band]:
    ends = [*numbers[1:], min(lines, numbers[-1] + _MOST_LINES)]
    return [Band(start=number, number=number, end=end) for number, end in zip(numbers, ends, strict=True)]


def _centred(numbers: Sequence[int], begins: Sequence[float], upto: Sequence[float]) -> tuple[float, list[Band]]:
    """The cheapest cuts between the numbers, where each row has as many lines above its number as below."""
    # What the rows so far cost when the next one begins at a line, and where they begin.
    reached: dict[int, tuple[float, list[int]]] = {
        start: (_LINE_LEFT_OUT * start, []) for start in range(numbers[0] + 1)
    }
    for place, number in enumerate(numbers):
        last = place + 1 == len(numbers)
        limit = len(begins) if last else numbers[place + 1]
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, starts) in reached.items():
            for end in range(number + 1, min(limit, number + _MOST_LINES) + 1):
                off_centre = abs((end - number - 1) - (number - start))
                total = cost + begins[start] + upto[end] - upto[start + 1] + _LINE_OFF_CENTRE * off_centre
                total += _LINE_LEFT_OUT * (len(begins) - end) if last else 0
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*starts, start])
        reached = following
    end, (cost, starts) = min(reached.items(), key=lambda item: item[1][0])
    ends = [*starts[1:], end]
    found = [Band(start=one, number=two, end=three) for one, two, three in zip(starts, numbers, ends, strict=True)]
    return cost, found
