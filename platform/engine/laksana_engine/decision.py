"""What `decide` answers: the events of an accepted command, or every reason that stands against it."""

from collections.abc import Callable
from dataclasses import dataclass

from laksana_engine.events import Event
from laksana_sdk.findings import Finding


class CallerError(RuntimeError):
    """The program that gave a command broke its contract; no person's input can cause this."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What happens, in order, and the findings that do not block but are shown and recorded."""

    events: tuple[Event, ...]
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Every finding about the command; at least one of them blocks, so nothing happens."""

    findings: tuple[Finding, ...]


Decision = Accepted | Refusal


def conclude(findings: tuple[Finding, ...], happens: Callable[[], tuple[Event, ...]]) -> Decision:
    """The refusal when a finding blocks, otherwise what happens, with the findings as warnings."""
    if any(finding.blocks for finding in findings):
        return Refusal(findings)
    return Accepted(happens(), findings)
