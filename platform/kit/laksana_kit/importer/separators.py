"""Lines that keep their cells apart by a sign: ` | `, ` -- `, ` ; `."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from laksana_kit.importer.times import is_time
from laksana_kit.importer.wording import column_of, is_group

_PIPE: Final = re.compile(r"\s*\|\s*")
_OTHERS: Final = tuple(
    re.compile(sign)
    for sign in (
        r"\s+--+\s+",
        r"\s+[\u2013\u2014]\s+",
        r"\s*;\s*",
        r"\s+-\s+",
        r"\s+//?\s+",
        r"\s*\u00a6\s*",
        r"\s+>+\s+",
    )
)
_HEAD: Final = re.compile(r"\s+[-/>\u2013\u2014]+\s+|\s*[,;\u00a6]\s*")
_FEWEST_LINES: Final = 3
_FEWEST_CELLS: Final = 4
# Signs stand between words; among so many blanks a search for them would take long.
_WIDE: Final = re.compile(r"\s{9,}")

Splitter = Callable[[str], list[str]]


def splitter(lines: Sequence[str]) -> Splitter:
    """How a line of this file falls into cells: by the sign behind which the lines have a time in a cell of its own."""
    for sign in _OTHERS:
        if _separates(sign, lines):
            return lambda line: _by_sign(sign, line)
    return _by_pipes


def _by_pipes(line: str) -> list[str]:
    return _PIPE.split(_WIDE.sub("  ", line.strip()).strip("|"))


def _by_sign(sign: re.Pattern[str], line: str) -> list[str]:
    """A row's cells, the names in a head that another sign may keep apart, or the line as it is."""
    text = _WIDE.sub("  ", line.strip())
    cells = sign.split(text)
    if len(cells) >= _FEWEST_CELLS:
        return cells
    names = _HEAD.split(text)
    known = [name for name in names if column_of(name) or is_group(name)]
    return names if len(known) >= _FEWEST_CELLS - 1 else [text]


def _separates(sign: re.Pattern[str], lines: Sequence[str]) -> bool:
    split = (sign.split(_WIDE.sub("  ", line.strip())) for line in lines)
    rows = [cells for cells in split if len(cells) >= _FEWEST_CELLS]
    return sum(any(map(is_time, cells)) for cells in rows) >= _FEWEST_LINES
