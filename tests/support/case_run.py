"""One case run through the engine by hand: who gives a command, what happens, what the case is then."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tests.support.offices import ORDINARY_CALENDAR

from laksana_engine.commands import Acting, Command, Grant, LeaveCase
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision, Refusal
from laksana_engine.events import Event, SubmissionRef
from laksana_engine.evolve import evolve
from laksana_engine.moves import new_ids_needed
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar
from laksana_sdk.procedure import Procedure

NAMES = UUID("018f0000-0000-7000-8000-000000000000")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def named_id(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(NAMES, name)


def acting(*roles: str, person: str | None = None, capacity: str = "DEFINITIF") -> Acting:
    """A person who holds these roles; the same roles are the same person unless named otherwise."""
    grants = {role: Grant(post_id=named_id(f"post {role}"), capacity=capacity) for role in roles}
    return Acting(officer_id=named_id(person or " ".join(roles)), roles=grants)


class CaseRun:
    """A case, its events, and a clock that every accepted command moves on by a minute."""

    def __init__(self, procedure: Procedure, calendar: Calendar = ORDINARY_CALENDAR) -> None:
        self.procedure = procedure
        self.calendar = calendar
        self.now = MONDAY
        self.case = CaseState()
        self.events: tuple[Event, ...] = ()
        self.forms: dict[str, Mapping[str, Any]] = {}
        self.given = 0

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
            **details,
        )

    def tries(self, kind: type[Command], by: Acting | str, **details: Any) -> Decision:  # noqa: ANN401
        """What the engine would decide; the case stays as it is."""
        return decide(self.procedure, self.case, self.command(kind, by, **details))

    def does(self, kind: type[Command], by: Acting | str, **details: Any) -> tuple[Event, ...]:  # noqa: ANN401
        """The events of a command that the engine must accept; the case goes on."""
        command = self.command(kind, by, **details)
        decision = decide(self.procedure, self.case, command)
        assert isinstance(decision, Accepted), decision
        self.happens(command, decision)
        return decision.events

    def happens(self, command: Command, decision: Accepted) -> None:
        """The case after an accepted command."""
        if command.form is not None and self.case.step is not None and not isinstance(command, LeaveCase):
            self.forms[self.case.step] = command.form
        for event in decision.events:
            self.case = evolve(self.case, event)
        self.events = (*self.events, *decision.events)
        self.now += timedelta(minutes=1)


def codes(decision: Decision) -> list[str]:
    """The codes of a refusal's findings, in order."""
    assert isinstance(decision, Refusal), decision
    return [finding.code for finding in decision.findings]


def kinds(events: tuple[Event, ...]) -> list[str]:
    """The kinds of the events, in order."""
    return [event.kind for event in events]
