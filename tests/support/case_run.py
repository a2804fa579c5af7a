"""One case run through the engine by hand, where a command that is refused fails the test."""

from typing import Any

from laksana_engine.commands import Acting, Command
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision, Refusal
from laksana_engine.events import Event
from laksana_kit.explore.case_run import MONDAY, acting, named_id
from laksana_kit.explore.case_run import CaseRun as Played

__all__ = ["MONDAY", "CaseRun", "acting", "codes", "kinds", "named_id"]


class CaseRun(Played):
    """A case whose commands must be accepted."""

    def does(self, kind: type[Command], by: Acting | str, **details: Any) -> tuple[Event, ...]:  # noqa: ANN401
        """The events of a command that the engine must accept; the case goes on."""
        command = self.command(kind, by, **details)
        decision = decide(self.procedure, self.case, command)
        assert isinstance(decision, Accepted), decision
        self.happens(command, decision)
        return decision.events


def codes(decision: Decision) -> list[str]:
    """The codes of a refusal's findings, in order."""
    assert isinstance(decision, Refusal), decision
    return [finding.code for finding in decision.findings]


def kinds(events: tuple[Event, ...]) -> list[str]:
    """The kinds of the events, in order."""
    return [event.kind for event in events]
