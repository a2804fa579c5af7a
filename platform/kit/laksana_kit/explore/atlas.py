"""What has been seen of a procedure: which acts each situation offers, where they led, and what was refused."""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from laksana_kit.explore.situation import Situation
from laksana_sdk.states import Status

REFUSED_FOR_GOOD: Final = 20
BACK: Final = ("RETRACT_EXIT", "WITHDRAW_LETTER")
"""Acts that lead where this case came from, which is no way for another case."""


Shut = Collection[tuple[Situation, str]]
"""Acts that this case was refused, each at its situation."""


class Choice(NamedTuple):
    """What counts as done once it was done: what is asked at its situation, what lies beside the way at its step."""

    place: tuple[str, ...]
    act: str
    asked: bool


@dataclass(slots=True)
class Atlas:
    """The situations that walks came to, and the ways between them."""

    offers: dict[Situation, Mapping[str, Choice]] = field(default_factory=dict)
    leads: dict[tuple[Situation, str], Situation] = field(default_factory=dict)
    done: Counter[Choice] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    refused: dict[Choice, Counter[str]] = field(default_factory=dict)
    attempts: Counter[Choice] = field(default_factory=Counter)

    def accepted(self, place: Situation, choice: Choice, onward: Situation) -> None:
        """The act was done there and led to that situation."""
        self.done[choice] += 1
        self.named.add(choice.act)
        if not choice.act.startswith(BACK):
            self.leads[place, choice.act] = onward

    def turned_down(self, choice: Choice, codes: Iterable[str], *, for_good: bool) -> None:
        """The act was tried there, and these findings stood against it: `for_good` whatever else the case holds."""
        self.attempts[choice] += REFUSED_FOR_GOOD if for_good else 1
        self.refused.setdefault(choice, Counter()).update(codes)

    def never(self) -> dict[Choice, tuple[str, ...]]:
        """What was asked but never accepted anywhere, with the codes of the findings that stood against it."""
        return {one: tuple(said) for one, said in sorted(self.refused.items()) if one.asked and not self.done[one]}

    def way_to_news(self, here: Situation, closed: Shut) -> deque[str]:
        """The shortest way to what was not done yet: first what is asked, then any early end or detour, then each
        of these at each step. Empty when nothing new can be reached."""
        for fresh in (self._is_asked_news, self._is_new_by_name, self._is_news):
            if way := self._way(here, closed, fresh):
                return way
        return deque()

    def way_to_an_end(self, here: Situation, closed: Shut) -> deque[str]:
        """The shortest known way to the end of the case."""

        return self._way(here, closed, self._ends)

    def _way(self, here: Situation, closed: Shut, wanted: Callable[[Situation, str], bool]) -> deque[str]:
        reached, front = {here}, deque([(here, tuple[str, ...]())])
        while front:
            place, way = front.popleft()
            for name in self.offers.get(place, ()):
                if (place, name) in closed:
                    continue
                if wanted(place, name):
                    return deque((*way, name))
                onward = self.leads.get((place, name))
                if onward is not None and onward not in reached:
                    reached.add(onward)
                    front.append((onward, (*way, name)))
        return deque()

    def _ends(self, place: Situation, act: str) -> bool:
        onward = self.leads.get((place, act))
        return onward is not None and Status(onward.status).ended

    def _is_asked_news(self, place: Situation, act: str) -> bool:
        return self.offers[place][act].asked and self._is_news(place, act)

    def _is_new_by_name(self, place: Situation, act: str) -> bool:
        return act not in self.named and self._is_news(place, act)

    def _is_news(self, place: Situation, act: str) -> bool:
        choice = self.offers[place][act]
        return not self.done[choice] and self.attempts[choice] < REFUSED_FOR_GOOD
