"""Choosing what was chosen least, so that few tries see much, or what has led on so far."""

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

ChoiceT = TypeVar("ChoiceT")
Chosen = tuple[str, str]
"""A place and the option chosen there, as it is written."""


class Rarest:
    """Chooses at each place what it chose least there; among equals by chance, the same for the same seed."""

    def __init__(self, seed: int | str) -> None:
        self.chance = Random(seed)  # noqa: S311 - what is explored must come out the same again
        self._chosen: Counter[Chosen] = Counter()
        self._led_on: Counter[Chosen] = Counter()
        self._barred: Counter[Chosen] = Counter()

    def choose(self, place: str, options: Sequence[ChoiceT]) -> ChoiceT:
        """One of the options; two that are written alike count as one."""
        some = self.chance.sample(options, len(options))
        option = min(some, key=lambda one: self._chosen[place, str(one)])
        self._chosen[place, str(option)] += 1
        return option

    def favourite(self, place: str, options: Sequence[ChoiceT]) -> ChoiceT:
        """The option that barred the way least often so far; the first one where nothing is known."""

        def luck(option: ChoiceT) -> float:
            chosen = place, str(option)
            return (self._led_on[chosen] + 1) / (self._led_on[chosen] + self._barred[chosen] + 1)

        option = max(options, key=luck)
        self._chosen[place, str(option)] += 1
        return option

    def learn(self, held: Iterable[Chosen], *, led_on: bool) -> None:
        """What stood in the forms of a case when it went on, or when something in them was held against it."""
        (self._led_on if led_on else self._barred).update(held)
