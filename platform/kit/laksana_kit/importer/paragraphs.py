"""Text that sets its cells apart by blank lines: what stands between two of them is one cell, broken into lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from laksana_kit.importer.steps import number_alone
from laksana_kit.importer.times import is_time
from laksana_kit.importer.wording import column_of, is_group, labels_in

_FEWEST_CELLS: Final = 20
# Of the lines that say something, how many begin behind a blank one at least.
_MOSTLY: Final = 0.5
_UNIT: Final = re.compile(r"(?:menit|jam|hari|minggu|bulan)\b", re.IGNORECASE)


def is_set_apart(lines: Sequence[str]) -> bool:
    """Whether blank lines stand between the cells: hardly two lines follow upon each other."""
    cells = sum(said for said, _ in groupby(bool(line.strip()) for line in lines))
    return cells >= _FEWEST_CELLS and cells >= _MOSTLY * sum(bool(line.strip()) for line in lines)


def set_apart(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The cells, each with the number of its first line from 1."""
    cell, first = "", 0
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if cell and (not text or not _goes_on(cell, text)):
            yield first, cell
            cell = ""
        if text:
            first = first if cell else number
            cell = f"{cell} {text}".strip()
    if cell:
        yield first, cell


def _goes_on(cell: str, line: str) -> bool:
    """Whether a line is the next one of the same cell: numbers, times and names of cells stand by themselves."""
    if line[0].islower() or _UNIT.match(line):
        return True
    return not any(_is_whole(text) for text in (cell, line))


def _is_whole(text: str) -> bool:
    named = column_of(text) or is_group(text) or labels_in(text)
    return bool(named) or number_alone(text) is not None or is_time(text)
