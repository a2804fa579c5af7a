"""A case in a test's hands: each step performed as a whole by whoever is asked, on an invented office and clock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from laksana_engine import commands as ask
from laksana_engine.commands import Acting
from laksana_engine.decision import Decision, Refusal
from laksana_engine.events import CaseEnded, CaseReturned, Event, StepEntered
from laksana_engine.state import Answer, CaseState
from laksana_engine.worktime import Calendar, local_date
from laksana_kit.explore.acts import Act, asked, beside
from laksana_kit.explore.case_run import CaseRun, acting
from laksana_kit.explore.filler import Filler
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_kit.explore.office import HEAD, PEOPLE, RECEIVERS
from laksana_kit.explore.play import Play
from laksana_kit.explore.rarest import Rarest
from laksana_kit.testing.survey import outcomes_of
from laksana_sdk.findings import Finding, text
from laksana_sdk.forms import Form
from laksana_sdk.letters import InstitutionFacts, OfficerFacts
from laksana_sdk.procedure import Procedure, Return, Step
from laksana_sdk.roles import Role
from laksana_sdk.states import Status

TRIES: Final = 16
MOST_ACTS: Final = 40


class RefusedError(AssertionError):
    """The engine refused, and nothing happened; `codes` are those of the findings that block."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{one.field or '-'}: {text(one)}" for one in findings))
        self.codes = [one.code for one in findings if one.blocks]


class InventedOffice:
    """The office in which cases are played: its hours, its people and the institutions it knows."""

    calendar: Calendar = ORDINARY_CALENDAR
    head: OfficerFacts = HEAD
    people: Mapping[str, OfficerFacts] = PEOPLE
    institutions: Mapping[str, InstitutionFacts] = RECEIVERS

    def holding(self, *roles: Role) -> Acting:
        """A person of the office who holds these roles."""
        return acting(*(role.code for role in roles))


class Clock:
    """The time of one case; it stands still between commands until a test turns it."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run

    @property
    def now(self) -> datetime:
        """The moment, aware UTC."""
        return self._run.now

    @property
    def today(self) -> date:
        """The office's day."""
        return local_date(self._run.calendar, self._run.now)

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Let time go by."""
        self._run.now += timedelta(days=days, hours=hours, minutes=minutes)


class PlayedCase:
    """One case of a procedure; what a test does not say about a form is filled in so that nothing stands against it."""

    def __init__(self, procedure: Procedure, office: InventedOffice) -> None:
        self.procedure = procedure
        self._play = Play(procedure)
        self._play.run.calendar = office.calendar
        self._choices = Rarest(seed=1)
        self.clock = Clock(self._play.run)

    @property
    def state(self) -> CaseState:
        """The case as the engine knows it."""
        return self._play.run.case

    @property
    def step(self) -> str:
        """Where the case stands; before it is opened, at the intake."""
        return self.state.step or self.procedure.intake.slug

    @property
    def status(self) -> Status:
        """The case's status."""
        return self.state.status

    @property
    def outcome(self) -> str | None:
        """The outcome by which the case was closed, for statistics."""
        return self.state.core.outcome

    @property
    def events(self) -> tuple[Event, ...]:
        """All that has happened."""
        return self._play.run.events

    @property
    def letters(self) -> tuple[str, ...]:
        """The kinds of the letters made so far, in order."""
        return tuple(letter.template.kind for letter in self._play.letters)

    def said(self, kind: str) -> Mapping[str, Any]:
        """What the latest letter of that kind says (`isi`). Raises KeyError where there is none."""
        said = [letter.said for letter in self._play.letters if letter.template.kind == kind]
        if not said:
            raise KeyError(f"no letter {kind!r} yet; there are: {', '.join(self.letters) or 'none'}")
        return said[-1]

    def perform(self, step: str, outcome: str | None = None, *, by: Role | None = None, **fields: Any) -> "PlayedCase":  # noqa: ANN401 - of any form
        """All that is asked at the step done by whoever is asked, or by that role: papers checked, letters signed.

        `fields` are those of the step's form that the test is about. Raises RefusedError with what stands against it.
        """
        if step != self.step or self.status.ended:
            raise AssertionError(f"the case stands at {self.step!r} ({self.status.value}), not at {step!r}")
        self._check_named(step, outcome)
        checked = False
        for _ in range(MOST_ACTS):
            act = self._asked(outcome, checked=checked)
            checked = checked or act.kind is ask.CheckPapers
            known, existed = len(self.events), self.state.exists
            self._give(act, fields, by)
            happened = {type(event) for event in self.events[known:]}
            if happened & {CaseEnded, CaseReturned} or (existed and StepEntered in happened):
                return self
        raise AssertionError(f"{step!r} is asked for again and again")

    def leave(self, leaving: str, *, by: Role | None = None, **fields: Any) -> "PlayedCase":  # noqa: ANN401 - of any form
        """The case on its way to that early end (`cancel`, `deceased` ...), by the first of its reasons."""
        exit_ = self.procedure.exits[leaving]
        details = {"exit": leaving, "reason": next(iter(exit_.reasons))}
        offered = (act for act in beside(self._play.run) if act.name == f"{ask.LeaveCase.kind} {leaving}")
        act = next(offered, Act(name=leaving, kind=ask.LeaveCase, by=acting(exit_.by[0].code), asking=exit_))
        known = {**act.details, **details}
        self._give(Act(name=act.name, kind=act.kind, by=act.by, details=known, asking=exit_), fields, by or exit_.by[0])
        return self

    def _check_named(self, step: str, outcome: str | None) -> None:
        codes = [one.code for one in outcomes_of(self.procedure.step(step))]
        if (outcome is None and codes) or (outcome is not None and outcome not in codes):
            raise AssertionError(f"{step!r} has the outcomes {', '.join(codes) or 'none'}, not {outcome!r}; name one")

    def _asked(self, outcome: str | None, *, checked: bool) -> Act:
        """What to do next on the way to the outcome."""
        acts = {act.name: act for act in asked(self._play.run) if not act.details.get("by_party")}
        node = self.procedure.step(self.step)
        back = any(one.code == outcome and isinstance(one.then, Return) for one in outcomes_of(node))
        if (came_back := acts.get(ask.ResubmitCase.kind)) is not None:
            return came_back
        if isinstance(node, Step) and node.papers and not checked:
            return acts[f"{ask.CheckPapers.kind} {'none' if back else 'every'}"]
        if isinstance(node, Step) and back and not any(paper.required for paper in node.papers):
            return acts[f"{ask.ReturnCase.kind} for {len(node.papers)}"]
        for act in acts.values():
            if act.kind in {ask.CheckPapers, ask.ReturnCase} or act.details.get("outcome", outcome) != outcome:
                continue
            if act.details.get("answer", Answer.CARRIED_OUT.value) == Answer.CARRIED_OUT.value:
                return act
        raise AssertionError(f"nobody is asked for anything at {self.step!r}")

    def _give(self, act: Act, fields: Mapping[str, Any], by: Role | None) -> None:
        who = acting(by.code) if by is not None else act.by
        act = Act(name=act.name, kind=act.kind, by=who, details=act.details, asking=act.asking, form=act.form)
        decision = self._filled(act, act.wanted, fields) if act.wanted else self._play.give(act, act.form)
        if isinstance(decision, Refusal):
            raise RefusedError(decision.findings)

    def _filled(self, act: Act, form: type[Form], fields: Mapping[str, Any]) -> Decision:
        filler = Filler(self._choices, self.clock.today, plain=True)
        raw = _over(filler.filled(form), fields)
        for _ in range(TRIES):
            decision = self._play.give(act, raw)
            amended = (
                _over(filler.amended(form, raw, decision.findings), fields) if isinstance(decision, Refusal) else raw
            )
            if amended == raw:
                break
            raw = amended
        return decision


Perform = Callable[..., PlayedCase]
"""`PlayedCase.perform` of the test's case."""


def _over(raw: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The form with the test's fields, group by group."""
    merged = dict(raw)
    for name, value in fields.items():
        held = merged.get(name)
        merged[name] = _over(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return merged
