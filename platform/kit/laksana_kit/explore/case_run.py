"""One case played through the engine: who gives a command, what happens, what the case is then."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Self
from uuid import UUID, uuid5

from laksana_engine import worktime
from laksana_engine.batching import BatchWay, way_in_batch
from laksana_engine.commands import Acting, Command, Grant, LeaveCase, LeaveInBatch
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision
from laksana_engine.events import Event, SubmissionRef
from laksana_engine.evolve import evolve
from laksana_engine.moves import new_ids_needed
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import Procedure, step_of_exit

NAMES = UUID("018f0000-0000-7000-8000-000000000000")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@cache
def named_id(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(NAMES, name)


def acting(*roles: str, person: str | None = None, capacity: str = "DEFINITIF") -> Acting:
    """A person who holds these roles; the same roles are the same person unless named otherwise."""
    grants = {role: Grant(post_id=named_id(f"post {role}"), capacity=capacity) for role in roles}
    return Acting(officer_id=named_id(person or " ".join(roles)), roles=grants)


class CaseRun:
    """A case, its events and the forms filled in so far; every accepted command moves its clock on by a minute."""

    def __init__(self, procedure: Procedure, calendar: Calendar = ORDINARY_CALENDAR) -> None:
        self.procedure = procedure
        self.calendar = calendar
        self.now = MONDAY
        self.case = CaseState()
        self.events: tuple[Event, ...] = ()
        self.forms: dict[str, Mapping[str, Any]] = {}
        self.given = 0
        self.everybody = acting(*[role.code for role in procedure.roles()])
        self.client: ClientFacts | None = None

    def forked(self) -> Self:
        """The same case, which goes its own way from now on."""
        other = copy(self)
        other.forms = dict(self.forms)
        return other

    @property
    def today(self) -> date:
        """The day that it is at the office."""
        return worktime.local_date(self.calendar, self.now)

    def command(self, kind: type[Command], by: Acting | str, **details: Any) -> Command:  # noqa: ANN401
        """A command as the platform would give it now: with time, calendar, fresh ids and a submission."""
        self.given += 1
        ids = tuple(named_id(f"new {self.given} {place}") for place in range(new_ids_needed(self.procedure)))
        details.setdefault("submission", SubmissionRef(id=named_id(f"submission {self.given}"), digest="0" * 64))
        return kind(
            by=acting(by) if isinstance(by, str) else by,
            at=self.now,
            calendar=self.calendar,
            new_ids=ids,
            forms=dict(self.forms),
            client_birth_date=self.client.birth_date if self.client else None,
            **details,
        )

    def tries(self, kind: type[Command], by: Acting | str, **details: Any) -> Decision:  # noqa: ANN401
        """What the engine would decide; the case stays as it is."""
        return decide(self.procedure, self.case, self.command(kind, by, **details))

    def happens(self, command: Command, decision: Accepted) -> None:
        """The case after an accepted command."""
        if command.form is not None:
            self.forms[self._filled_at(command)] = command.form
            self.client = self.client or self._described()
        for event in decision.events:
            self.case = evolve(self.case, event)
        self.events = (*self.events, *decision.events)
        self.now += timedelta(minutes=1)

    def _described(self) -> ClientFacts | None:
        """The person as the intake's form describes them, labelled by name."""
        intake = self.procedure.intake
        if intake.form is None or intake.slug not in self.forms:
            return None
        form, _ = self.procedure.read(intake.form, self.forms[intake.slug])
        if form is None:
            return None
        client = intake.client(form)
        return replace(client, label=client.name or "TX-62.09-2026-0007")

    def _filled_at(self, command: Command) -> str:
        if isinstance(command, LeaveCase):
            return step_of_exit(command.exit)
        if isinstance(command, LeaveInBatch) and isinstance(way := way_in_batch(self.procedure, self.case), BatchWay):
            return way.dispatch.slug
        return self.case.step or self.procedure.intake.slug
