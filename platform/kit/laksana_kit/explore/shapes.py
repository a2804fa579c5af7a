"""What a letter's content looks like apart from its words, and the few contents that between them show all of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final, TypeVar

from laksana_kit.explore.filler import STORY, WORDS

Feature = tuple[str, str]
"""A place in the content and what stands there: nothing, a choice's words, a text, none, one or several items."""

ItemT = TypeVar("ItemT")

_INVENTED: Final = re.compile("|".join(map(re.escape, sorted((STORY, *WORDS), key=len, reverse=True))))
_MONTHS: Final = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_DAYS: Final = "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
_DATED: Final = re.compile(rf"\b({_MONTHS}|{_DAYS})\b")
_NUMBER: Final = re.compile(r"\d[\d./-]*")
_STRUCTURE: Final = frozenset({"nothing", "a text", "no item", "one item", "several items", "True", "False"})


def features(said: object) -> frozenset[Feature]:
    """Every feature of a letter's content."""
    return frozenset(_features("", said))


def _features(place: str, said: object) -> Iterator[Feature]:
    match said:
        case None | "":
            yield place, "nothing"
        case bool():
            yield place, str(said)
        case int():
            # A second round is told of where the first one is not.
            yield place, "a number above one" if said > 1 else "a number"
        case str():
            yield place, "a text"
            yield place, _wording(said)
        case dict():
            for name, value in said.items():
                yield from _features(f"{place}.{name}", value)
        case list() | tuple():
            yield from _listed(place, said)
        case _:
            yield place, type(said).__name__


def _listed(place: str, said: Sequence[Any]) -> Iterator[Feature]:
    if said and all(_is_pair(item) for item in said):
        # A label with its value: which labels stand there is the shape.
        for label, value in said:
            yield from _features(f"{place}.{label}", value)
        return
    yield place, ("no item", "one item", "several items")[min(len(said), 2)]
    for item in said:
        yield from _features(f"{place}[]", item)


def _is_pair(item: object) -> bool:
    return isinstance(item, list | tuple) and len(item) == 2 and isinstance(item[0], str)


def _wording(text: str) -> str:
    """The text without what was invented for it, its days and its numbers."""
    return _NUMBER.sub("#", _DATED.sub("@", _INVENTED.sub("~", text)))


def representatives(items: Iterable[tuple[ItemT, object]]) -> list[ItemT]:
    """The fewest items, the most telling one first, whose contents show every feature that any of them shows, and
    every pair of features that says what is there and what is not."""
    open_: list[tuple[ItemT, set[object]]] = []
    known: set[frozenset[Feature]] = set()
    for item, said in items:
        shape = features(said)
        if shape not in known:
            known.add(shape)
            open_.append((item, _to_show(shape)))
    chosen: list[ItemT] = []
    while open_:
        best = max(range(len(open_)), key=lambda place: len(open_[place][1]))
        item, shown = open_.pop(best)
        chosen.append(item)
        open_ = [(other, left) for other, wanted in open_ if (left := wanted - shown)]
    return chosen


def _to_show(shape: frozenset[Feature]) -> set[object]:
    structure = sorted(feature for feature in shape if feature[1] in _STRUCTURE)
    return {*shape, *combinations(structure, 2)}
