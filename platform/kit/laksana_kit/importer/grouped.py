"""Activities that stand together with the values of all of them behind: once for a page, or again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.activity import split_off_values
from laksana_kit.importer.spans import time_spans
from laksana_kit.importer.steps import BRANCH_IN_TEXT
from laksana_kit.importer.times import Unit

_FEWEST_UNCLEAR: Final = 3
_FEWEST_BY_LINE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pieces of text that begin with a step each, the last one with the values of all.

    `printed` is how many times these have; `times` are the steps' in order, or none where their number differs.
    """

    first: int
    last: int
    times: tuple[str, ...]
    printed: int


def groups(segments: Sequence[str], unit: Unit | None) -> Iterator[Group]:
    """The groups: pieces without a time, then one with as many times as steps; with more or fewer none is taken."""
    first = 0
    for at, segment in enumerate(segments):
        spans = time_spans(segment, unit)
        if not spans:
            continue
        size = at - first + 1
        lined = _by_line(segment, size, unit) if size > 1 and len(spans) < size else ()
        if lined:
            yield Group(first=first, last=at, times=lined, printed=len(spans))
        elif size > 1 and len(spans) == size:
            yield Group(first=first, last=at, times=tuple(segment[start:end] for start, end in spans), printed=size)
        elif size > 1 and len(spans) >= _FEWEST_UNCLEAR:
            yield Group(first=first, last=at, times=(), printed=len(spans))
        first = at + 1


def _by_line(segment: str, size: int, unit: Unit | None) -> tuple[str, ...]:
    """The times where each step's values stand on a line of their own, blank where a line has none; else nothing."""
    lines = segment.splitlines()[1:]
    spans = [time_spans(line, unit) for line in lines]
    if len(lines) != size or sum(map(len, spans)) < _FEWEST_BY_LINE or any(len(found) > 1 for found in spans):
        return ()
    return tuple(line[found[0][0] : found[0][1]] if found else "" for line, found in zip(lines, spans, strict=True))


def activity_texts(segments: Sequence[str], group: Group) -> list[str]:
    """The activities of a group, without the values behind the last one."""
    *early, last = segments[group.first : group.last + 1]
    without_labels = [BRANCH_IN_TEXT.sub("", text) for text in (*early, split_off_values(last)[0])]
    return [" ".join(text.split()) for text in without_labels]
