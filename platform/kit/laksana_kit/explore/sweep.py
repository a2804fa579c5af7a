"""Every act that any situation of a procedure offers, tried there until it was done or is known to be barred."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from laksana_engine.decision import Accepted
from laksana_kit.explore.acts import Act, asked, beside
from laksana_kit.explore.attempt import Attempt, stands_for_good
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.play import Play
from laksana_kit.explore.rarest import Rarest
from laksana_kit.explore.situation import Situation, situation
from laksana_sdk.procedure import Procedure

LOOKED_AT: Final = 6
"""How many cases of one situation are looked at for an act that none of the others offered."""
AGAIN: Final = 400
"""How often a case is played anew towards an act that its answers barred."""

Forms = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Course:
    """A case and the names of the acts that brought it where it is."""

    play: Play
    acts: tuple[str, ...] = ()


@dataclass(slots=True)
class Place:
    """A situation: how many cases came to it, what was done there, and what stood against the rest.

    `barred` are the acts against which only answers given earlier stood, with the cases in which they did.
    """

    came: int = 0
    done: set[str] = field(default_factory=set)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    barred: dict[str, list[Course]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An act in a situation, the letters that it made, and the codes of the findings where it was refused."""

    place: Situation
    act: str
    letters: tuple[Letter, ...] = ()
    against: tuple[str, ...] = ()


class Sweep:
    """Goes from situation to situation, each case on from where another one came to; a seed goes the same way again."""

    def __init__(self, procedure: Procedure, seed: int) -> None:
        self.procedure = procedure
        self.choices = Rarest(seed)
        self.places: dict[Situation, Place] = {}
        self._arrived = [Course(Play(procedure))]
        self._went: dict[tuple[str, str], list[Forms]] = {}

    def tries(self) -> Iterator[Tried]:
        """One act after another until nothing is left that was not tried."""
        yield from self._onward()
        for _ in range(AGAIN):
            barred = [(here, name) for here, place in self.places.items() for name in place.barred]
            if not barred:
                return
            for here, name in barred:
                course = self.choices.chance.choice(self.places[here].barred[name])
                self._arrived.extend(self._played_anew(course, here.step, name))
            yield from self._onward()

    def _onward(self) -> Iterator[Tried]:
        while self._arrived:
            course = self._arrived.pop(self.choices.chance.randrange(len(self._arrived)))
            here = situation(self.procedure, course.play.run.case)
            place = self.places.setdefault(here, Place())
            place.came += 1
            if place.came > LOOKED_AT and not place.barred:
                continue
            for act in offered(course.play):
                if act.name not in place.done and act.name not in place.refused:
                    yield self._tried(here, place, course, act)

    def _tried(self, here: Situation, place: Place, course: Course, act: Act) -> Tried:
        play = course.play.forked()
        decision = Attempt(play, self.choices).give(act)
        if not isinstance(decision, Accepted):
            codes = tuple(sorted({one.code for one in decision.findings if one.blocks}))
            if stands_for_good(act, codes):
                place.refused[act.name] = codes
            else:
                place.barred.setdefault(act.name, []).append(course)
            return Tried(place=here, act=act.name, against=codes)
        place.done.add(act.name)
        place.barred.pop(act.name, None)
        self._went.setdefault((here.step, act.name), []).append(play.run.forms)
        self._arrived.append(Course(play, (*course.acts, act.name)))
        return Tried(place=here, act=act.name, letters=tuple(play.letters[len(course.play.letters) :]))

    def _played_anew(self, course: Course, step: str, towards: str) -> Iterator[Course]:
        """Another case on the same course, by turns answered anew and as one that was not barred.

        Where its answers bar the choice that was made on the course, it goes on with another one.
        """
        chance = self.choices.chance
        known = chance.choice((chance.choice(self._went.get((step, towards), [{}])), {}))
        play, done = Play(self.procedure), list[str]()
        for name in course.acts:
            went = self._went_on(play, name, known)
            if went is None:
                return
            done.append(went)
        yield Course(play, tuple(done))

    def _went_on(self, play: Play, name: str, known: Forms) -> str | None:
        """The act that was accepted: the one so named, or where answers bar that, another choice with the same form."""
        offers = offered(play)
        act = next((one for one in offers if one.name == name), None)
        if act is None:
            return None
        others = [one for one in offers if one.kind is act.kind and one.filled_at == act.filled_at and one != act]
        self.choices.chance.shuffle(others)
        for one in [act, *others] if act.wanted is not None else [act]:
            form = known.get(one.filled_at) if one.filled_at else None
            if isinstance(Attempt(play, self.choices).give(one, form), Accepted):
                return one.name
        return None


def offered(play: Play) -> tuple[Act, ...]:
    """What may be done with the case now, asked for or not."""
    return (*asked(play.run), *beside(play.run))
