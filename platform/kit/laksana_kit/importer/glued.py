"""Cells and words that a file has glued together without a blank: `permohonanSurat permohonan10 MenitSurat`."""

import re
from collections.abc import Sequence
from typing import Final

from laksana_kit.importer.document import Row

_TIME: Final = (
    r"\d{1,3}(?:[.,/]\d{1,2}|\s?\([a-z ]{3,20}\)|\s?[xX]\s?\d{1,3}|\s?(?:-|\u2013|s/d)\s?\d{1,3})*"
    r"\s?(?:[Mm]enit|[Mm]nt|[Jj]am|[Hh]ari|hr|[Mm]inggu|[Bb]ulan)(?![a-z])"
)
_JOINT: Final = re.compile(
    rf"(?<=[a-z)])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{{2}})|(?<=[A-Z]{{2}})(?=[A-Z][a-z]{{2}})"
    rf"|(?<=[^\W\d]{{2}})(?<!s/d)(?={_TIME})"
)
_NUMBER: Final = re.compile(r"^(\d{1,2}[.)]?)(?=[A-Z])")
_FEWEST: Final = 3
# A name with a capital inside (`KesSos`) is no joint: it takes several on most lines.
_MOSTLY: Final = 0.6


def unglued(rows: Sequence[Row]) -> list[Row]:
    """The rows with blanks between the cells, where most lines have several joints of small and capital letters."""
    joints = [0 if row.is_table else len(_JOINT.findall(row.text)) for row in rows]
    long = [count for row, count in zip(rows, joints, strict=True) if len(row.text) > 40]
    if sum(count >= 2 for count in long) < max(_FEWEST, _MOSTLY * len(long)) and sum(joints) < 4 * _most_words(rows):
        return list(rows)
    return [
        Row(place=row.place, cells=(_apart(row.text),)) if count else row
        for row, count in zip(rows, joints, strict=True)
    ]


def _most_words(rows: Sequence[Row]) -> int:
    return max(4, sum(len(row.text.split()) for row in rows) // 50)


def _apart(text: str) -> str:
    return _NUMBER.sub(r"\1 ", _JOINT.sub(" ", text))
