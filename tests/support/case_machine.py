"""Any procedure under random commands by random people: the laws that hold for every case of every SOP."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar, assert_never

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.support.case_laws import CaseLaws
from tests.support.case_run import CaseRun, acting
from tests.support.random_commands import WITH_FORM, Details, Draw, beside, called_for, obedient

from laksana_engine import commands as ask
from laksana_engine.batching import BatchWay, way_in_batch
from laksana_engine.commands import COMMANDS, Acting, Command
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision, Refusal
from laksana_engine.evolve import replay
from laksana_engine.tasks import open_tasks
from laksana_kit.testing.inputs import filled
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure

Forms = Mapping[str, st.SearchStrategy[dict[str, Any]]]


class Office(RuleBasedStateMachine):
    """A case of `procedure`: sometimes the person asked does what is asked, sometimes anybody tries anything.

    `forms` draws a step's form where its validators would refuse most inputs that merely fit the schema.
    """

    procedure: ClassVar[Procedure]
    forms: ClassVar[Forms] = {}

    def __init__(self) -> None:
        super().__init__()
        self.run = CaseRun(self.procedure)
        self.laws = CaseLaws(self.procedure)

    @initialize(
        data=st.data(),
        tasks=st.integers(0, 30),
        danger=st.booleans(),
        aside=st.frozensets(st.integers(1, 24), max_size=5),
    )
    def the_case_is_some_way_on(self, data: st.DataObject, tasks: int, danger: bool, aside: frozenset[int]) -> None:
        """Random commands alone seldom get past the first steps, nor declare an emergency before the papers are in."""
        for done in range(tasks):
            if done in aside or (danger and done == 2):
                self._beside(data, ask.DeclareEmergency if danger and done == 2 else None, sensible=True)
            if not self.run.case.status.ended:
                self.what_is_asked_is_done(data, 1)

    @precondition(lambda self: not self.run.case.status.ended)
    @rule(data=st.data(), minutes=st.sampled_from([0, 10, 700, 5_000]))
    def what_is_asked_is_done(self, data: st.DataObject, minutes: int) -> None:
        """Whoever has a task can do it: an inbox never asks for what would be refused."""
        self.run.now += timedelta(minutes=minutes)
        tasks = open_tasks(self.procedure, self.run.case, self.run.calendar)
        if not tasks:
            by = acting(self.procedure.intake.by.code)
            self._give(data.draw(self._commands(ask.OpenCase, by, {}, sensible=True)))
            return
        task = data.draw(st.sampled_from(tasks), "task")
        kind, details = obedient(Draw(self.run, sensible=True), task)
        by = acting(task.role)
        by = by if task.officer_id is None else replace(by, officer_id=task.officer_id)
        decision = self._give(data.draw(self._commands(kind, by, details, sensible=True)))
        if not self._validators_may_refuse():
            assert isinstance(decision, Accepted), decision

    @precondition(lambda self: not self.run.case.status.ended)
    @rule(data=st.data(), sensible=st.booleans())
    def somebody_of_every_role_is_out_of_turn(self, data: st.DataObject, sensible: bool) -> None:
        """In a small office one person holds every role: nothing but the case's own state stands in the way."""
        kind = data.draw(st.sampled_from(called_for(self.run)), "command")
        details = Draw(self.run, sensible=sensible).details(kind)
        self._give(data.draw(self._commands(kind, self._everybody(), details, sensible=True)))

    @precondition(lambda self: self.run.case.exists)
    @rule(data=st.data(), sensible=st.booleans())
    def somebody_decides_beside_the_way(self, data: st.DataObject, sensible: bool) -> None:
        """Emergencies, deviations, withdrawals, early ends and new episodes, also after the end."""
        self._beside(data, None, sensible=sensible)

    def _beside(self, data: st.DataObject, kind: type[Command] | None, *, sensible: bool) -> None:
        kind = kind or data.draw(st.sampled_from(beside(self.run)), "command")
        details = Draw(self.run, sensible=sensible).details(kind)
        self._give(data.draw(self._commands(kind, self._everybody(), details, sensible=True)))

    @rule(data=st.data())
    def anybody_tries_anything(self, data: st.DataObject) -> None:
        """Any command, by anybody, with details that may fit."""
        by = data.draw(self._people(), "by")
        kind = data.draw(st.sampled_from(list(COMMANDS.values())), "command")
        details = Draw(self.run, sensible=False).details(kind)
        self._give(data.draw(self._commands(kind, by, details, sensible=False)))

    @invariant()
    def the_events_are_the_case(self) -> None:
        """Replay gives the folded state, and the version counts the events."""
        assert replay(self.run.events) == self.run.case
        assert self.run.case.version == len(self.run.events)

    @invariant()
    def somebody_is_asked_until_the_end(self) -> None:
        """An open case has a task for an office role; an ended or unopened one has none."""
        case = self.run.case
        tasks = open_tasks(self.procedure, case, self.run.calendar)
        assert bool(tasks) is (case.exists and not case.status.ended)
        assert {task.role for task in tasks} <= {role.code for role in self.procedure.roles()}
        begun = [(task, min(task.since, case.step_since or task.since)) for task in tasks]
        assert all(task.due is None or task.due >= since for task, since in begun)

    def _give(self, command: Command) -> Decision:
        case = self.run.case
        decision = decide(self.procedure, case, command)
        assert decision == decide(self.procedure, case, command)
        match decision:
            case Accepted():
                note(f"{self.run.case.step}: {command.kind} -> {[event.kind for event in decision.events]}")
                assert decision.events
                assert not any(finding.blocks for finding in decision.warnings)
                self.run.happens(command, decision)
                self.laws.hold(case, decision.events, self.run.case)
                _are_sentences(decision.warnings)
            case Refusal():
                note(f"{command.kind} refused: {[finding.code for finding in decision.findings]}")
                assert any(finding.blocks for finding in decision.findings)
                _are_sentences(decision.findings)
            case _:
                assert_never(decision)
        return decision

    def _validators_may_refuse(self) -> bool:
        slug = self.run.case.step or self.procedure.intake.slug
        return slug not in self.forms and bool(self.procedure.step(slug).validators)

    def _commands(
        self, kind: type[Command], by: Acting, drawn: Details, *, sensible: bool
    ) -> st.SearchStrategy[Command]:
        if kind in WITH_FORM:
            form = self._form(self._filled_at(kind))
            amiss = st.none() | st.just({"tidak_ada": "1"})
            drawn = {**drawn, "form": form if sensible else form | amiss}
        return st.fixed_dictionaries(drawn).map(lambda details: self.run.command(kind, by, **details))

    def _filled_at(self, kind: type[Command]) -> str | None:
        """The step whose form the command brings; a batch that replaces a letter brings that of the dispatch."""
        way = way_in_batch(self.procedure, self.run.case) if kind is ask.LeaveInBatch else None
        return way.dispatch.slug if isinstance(way, BatchWay) else self.run.case.step

    def _form(self, step: str | None) -> st.SearchStrategy[dict[str, Any] | None]:
        node = self.procedure.step(step) if step else self.procedure.intake
        if node.slug in self.forms:
            return self.forms[node.slug]
        return st.none() if node.form is None else filled(node.form)

    def _everybody(self) -> Acting:
        return acting(*[role.code for role in self.procedure.roles()])

    def _people(self) -> st.SearchStrategy[Acting]:
        roles = st.sampled_from([role.code for role in self.procedure.roles()])
        capacity = st.sampled_from(["DEFINITIF", "PLT", "PLH", "AN"])
        return st.builds(
            lambda held, how: acting(*held, capacity=how), st.lists(roles, max_size=4, unique=True), capacity
        )


def case_machine(of: Procedure, forms: Forms | None = None) -> type[Office]:
    """The machine for one procedure, to be run by `run_state_machine_as_test`."""
    return type(f"Office_{of.slug}", (Office,), {"procedure": of, "forms": forms or {}})


def _are_sentences(found: tuple[findings.Finding, ...]) -> None:
    """Every finding can be said in both languages."""
    for finding in found:
        assert findings.text(finding, "id").strip()
        assert findings.text(finding, "en").strip()
