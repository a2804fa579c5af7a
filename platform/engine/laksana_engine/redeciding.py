"""A case's kept commands decided again under another release, and where that would have led it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from laksana_engine.command import Command
from laksana_engine.commands import EscalateOverdue, MigrateCase, RevertMigration
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.event import Event
from laksana_engine.evolve import evolve
from laksana_engine.state import CaseState
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Procedure

PASSED_OVER = (EscalateOverdue, MigrateCase, RevertMigration)
"""What the service itself did: nobody decided upon the case by it, so its events count as they happened."""

NOT_COMPARED = frozenset({"version", "escalated"})
"""How many events there were, and which task was shown to the post above: neither decides what happens next."""

COMPARED = tuple(part.name for part in fields(CaseState) if part.name not in NOT_COMPARED)
"""The parts of a case that must be the same under both releases: all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A command as its case kept it, with the events that it had; `first_seq` is the first one's number."""

    command: Command
    first_seq: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameState:
    """Under the other release the same commands lead to where the case stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """Under the other release the case would stand elsewhere, from the events on that begin with number `seq`.

    `parts` are the parts of the case that would not be as they are.
    """

    seq: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The other release would not have allowed the command that caused the events from number `seq` on."""

    seq: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """Not even the case's own release decides the command behind event `seq` as it did: nothing can be concluded."""

    seq: int
    findings: tuple[Finding, ...]


Redecided = SameState | Differs | Refused | Unproven


def redecided(given: Callable[[Procedure], Sequence[Kept]], *, under: Procedure, instead_of: Procedure) -> Redecided:
    """What the other release makes of the case whose kept commands are given, against what its own made of it.

    `given` gives them as a procedure reads them: the same ones, in the same order. Where the two releases differ, the
    own one is asked again too: a holiday that was proclaimed since, or a rule of the engine, changes both alike and is
    no difference between releases. What a plugin raises passes through.
    """
    kept = given(under)
    walked = _walked(under, kept)
    if isinstance(walked, _Walk) and walked.as_it_was:
        return SameState()
    own = _walked(instead_of, given(instead_of))
    if isinstance(own, Refused):
        return Unproven(seq=own.seq, findings=own.findings)
    if isinstance(walked, Refused):
        return walked
    parts = tuple(_differing(walked.states[-1], own.states[-1]))
    if not parts:
        return SameState()
    since = next(
        one.first_seq
        for one, mine, theirs in zip(kept, walked.states, own.states, strict=True)
        if any(part in parts for part in _differing(mine, theirs))
    )
    return Differs(seq=since, parts=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """The case after each command; `as_it_was` says that every command had the very events that it has in the case."""

    states: tuple[CaseState, ...]
    as_it_was: bool


def _walked(procedure: Procedure, kept: Sequence[Kept]) -> _Walk | Refused:
    case, states, as_it_was = CaseState(), list[CaseState](), True
    for one in kept:
        happened = one.events
        if not isinstance(one.command, PASSED_OVER):
            decision = decide(procedure, case, one.command)
            if isinstance(decision, Refusal):
                return Refused(seq=one.first_seq, findings=tuple(f for f in decision.findings if f.blocks))
            happened = decision.events
            as_it_was = as_it_was and happened == one.events
        for event in happened:
            case = evolve(case, event)
        states.append(case)
    return _Walk(states=tuple(states), as_it_was=as_it_was)


def _differing(mine: CaseState, theirs: CaseState) -> Iterator[str]:
    return (part for part in COMPARED if getattr(mine, part) != getattr(theirs, part))
