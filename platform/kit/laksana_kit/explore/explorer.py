"""All that can happen to a case of a procedure: walks that go where none went before, from the counter to an end."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from laksana_engine.commands import Acting, EscalateOverdue
from laksana_engine.decision import Refusal
from laksana_kit.explore.acts import Act, asked, beside
from laksana_kit.explore.atlas import Atlas, Choice
from laksana_kit.explore.attempt import Attempt, stands_for_good
from laksana_kit.explore.case_run import named_id
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.play import Observer, Play
from laksana_kit.explore.rarest import Rarest
from laksana_kit.explore.situation import Situation, roughly
from laksana_sdk.procedure import Procedure
from laksana_sdk.states import Status

TURNS: Final = 200
WANDERING: Final = 40
STALE: Final = 80
AFTER_THE_END: Final = 4
DETOURS: Final = 0.03
PAUSES: Final = (1, 10, 700, 3_000)
LONG_PAUSE: Final = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One act of a walk: at which step it was done, what it was, and to which step it led (None: the case stayed)."""

    step: str | None
    act: str
    to: str | None


@dataclass(slots=True, kw_only=True)
class Walked:
    """A case that was played: what was done, the letters made, how it ended.

    `stuck` are the codes of the findings where a case that has not ended could not go on.
    """

    path: list[Passed] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    status: Status = Status.DRAFT
    outcome: str | None = None
    stuck: tuple[str, ...] = ()


class Explorer:
    """Walks cases of one procedure; the same seed walks the same cases. `observe` is told of every command."""

    def __init__(self, procedure: Procedure, seed: int, *, observe: Observer | None = None) -> None:
        self.procedure = procedure
        self.choices = Rarest(seed)
        self.atlas = Atlas()
        self.observe = observe

    def walks(self, at_most: int, *, on_and_on: bool = False) -> Iterator[Walked]:
        """One case after another until nothing is left that was not tried; `on_and_on` the whole number."""
        for _ in range(at_most):
            walk = Walk(self)
            yield walk.to_its_end()
            if not walk.found_news and not on_and_on:
                return


class Walk:
    """One case from the counter to its end, and what may still happen to it then."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.atlas, self.choices = explorer.atlas, explorer.choices
        self.play = Play(explorer.procedure, observe=explorer.observe)
        self.run = self.play.run
        self.walked = Walked(letters=self.play.letters)
        self.found_news = False
        self._closed: set[tuple[Situation, str]] = set()
        self._route: deque[str] = deque()
        self._stale = 0
        self._attempt = Attempt(self.play, self.choices, plain=self.choices.choose("plain", (True, False)))
        self._patience = self.choices.chance.randrange(WANDERING)

    def to_its_end(self) -> Walked:
        """The case as it was played."""
        beyond = 0
        for _ in range(TURNS):
            here, offered = self._offered()
            ended = self.run.case.status.ended
            able = {name: act for name, act in offered.items() if (here, name) not in self._closed}
            name = self._next(here, able)
            if name is None or beyond == AFTER_THE_END:
                break
            beyond += ended
            self._do(here, able[name])
        self.walked.status, self.walked.outcome = self.run.case.status, self.run.case.outcome
        return self.walked

    def _offered(self) -> tuple[Situation, dict[str, Act]]:
        here = roughly(self.explorer.procedure, self.run.case)
        onward = {act.name: act for act in asked(self.run)}
        aside = {act.name: act for act in beside(self.run) if act.name not in onward}
        coarse = (here.step, here.status, here.exit and "leaving")
        self.atlas.offers[here] = {
            **{name: Choice(tuple(map(str, here)), name, asked=True) for name in onward},
            **{name: Choice(coarse, name, asked=False) for name in aside},
        }
        return here, {**onward, **aside}

    def _next(self, here: Situation, able: dict[str, Act]) -> str | None:
        """The next act: on the way to what was never done, else wandering, else towards an end."""
        if self._stale > STALE:
            # What was known of the way does not hold for this case: it must not look for it for ever.
            self._route, self._patience = deque(), min(self._patience, 0)
        elif not (self._route and self._route[0] in able):
            self._route = self.atlas.way_to_news(here, self._closed)
            self.found_news = self.found_news or bool(self._route)
        if self._route:
            return self._route.popleft()
        if self.run.case.status.ended:
            return None
        self._patience -= 1
        if self._patience < 0 and (way := self.atlas.way_to_an_end(here, self._closed)):
            return way[0]
        offers = self.atlas.offers[here]
        aside = [name for name in able if not offers[name].asked]
        onward = [name for name in able if offers[name].asked]
        wanted = aside if not onward or (aside and self.choices.chance.random() < DETOURS) else onward
        return self.choices.choose(" ".join(map(str, here)), wanted) if wanted else None

    def _do(self, here: Situation, act: Act) -> None:
        """The act is given with a form that stands up to its validators, where a few attempts find one."""
        choice, before = self.atlas.offers[here][act.name], self.run.case
        self._stale = 0 if not self.atlas.done[choice] else self._stale + 1
        decision = self._attempt.give(act)
        if isinstance(decision, Refusal):
            self._closed.add((here, act.name))
            self._route.clear()
            codes = tuple(finding.code for finding in decision.findings if finding.blocks)
            for_good = stands_for_good(act, codes)
            self.atlas.turned_down(choice, codes, for_good=for_good)
            if not for_good:
                self.choices.learn(self._attempt.held.items(), led_on=False)
            self.walked.stuck = codes
            return
        if act.wanted is not None and choice.asked:
            self.choices.learn(self._attempt.held.items(), led_on=True)
        after = self.run.case
        self.walked.stuck = ()
        moved = after.step if after.step != before.step else None
        self.walked.path.append(Passed(step=before.step, act=act.name, to=moved))
        self._pause()
        self.atlas.accepted(here, choice, roughly(self.explorer.procedure, self.run.case))

    def _pause(self) -> None:
        """Time goes by; after a long while whoever is above learns of what is overdue."""
        minutes = self.choices.chance.choice(PAUSES)
        self.run.now += timedelta(minutes=minutes)
        if minutes >= LONG_PAUSE and self.run.case.exists:
            above = dict.fromkeys(self.run.everybody.roles, named_id("above"))
            nobody = Acting(officer_id=None, roles={})
            self.play.decided(self.run.command(EscalateOverdue, nobody, posts_above=above, submission=None))
