"""Choose golden cases: the fewest explored cases that together show every act."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import msgspec

from laksana_engine.commands import Command, LeaveCase
from laksana_engine.decide import BesideTheWay
from laksana_engine.decision import Accepted, Decision
from laksana_engine.state import CaseState
from laksana_kit.explore.explorer import Explorer
from laksana_kit.golden.case import EVERYBODY, SYSTEM, Given, GoldenCase
from laksana_kit.golden.replay import NotReplayedError, digest, plain_details, replay, standing
from laksana_sdk.procedure import Procedure

SEED: Final = 1
CASES: Final = 60
CHOICES: Final = ("outcome", "exit", "answer", "letter")
"""What a command of one kind may decide differently."""

Shown = frozenset[tuple[str, ...]]


@dataclass(slots=True)
class _Recorder:
    """The accepted commands of the case that is being played, and the acts that they show."""

    everybody: frozenset[str]
    commands: list[Given] = field(default_factory=list)
    shown: set[tuple[str, ...]] = field(default_factory=set)
    taken: dict[UUID, str] = field(default_factory=dict)

    def told(self, before: CaseState, command: Command, decision: Decision, _after: CaseState) -> None:
        if not isinstance(decision, Accepted):
            return
        if not before.exists:
            self.commands, self.shown, self.taken = [], set(), {}
        number = len(self.commands)
        by = (SYSTEM,) if command.by.officer_id is None else tuple(command.by.roles)
        self.commands.append(
            Given(
                kind=command.kind,
                by=(EVERYBODY,) if frozenset(by) == self.everybody else by,
                at=command.at,
                form=None if command.form is None else msgspec.to_builtins(dict(command.form)),
                details=plain_details(command, self.taken),
            )
        )
        self.taken |= {new: f"@{number}.{place}" for place, new in enumerate(command.new_ids)}
        decided = [str(getattr(command, name)) for name in CHOICES if getattr(command, name, None)]
        # What may be decided at any step is shown once, what is asked at its step there.
        step = "" if isinstance(command, BesideTheWay | LeaveCase) else before.step or ""
        self.shown.add((step, command.kind, *decided))


def golden_cases(procedure: Procedure, *, cases: int = CASES) -> tuple[GoldenCase, ...]:
    """The fewest of so many explored cases that show what all of them show; the same each time."""
    recorder = _Recorder(everybody=frozenset(role.code for role in procedure.roles()))
    walks = Explorer(procedure, SEED, observe=recorder.told).walks(cases)
    played = [(tuple(recorder.commands), frozenset(recorder.shown)) for _ in walks]
    chosen = _fewest(played)
    return tuple(_golden(procedure, number, commands) for number, commands in enumerate(chosen, start=1))


def _fewest(played: Iterable[tuple[tuple[Given, ...], Shown]]) -> list[tuple[Given, ...]]:
    left = {act for _, shown in played for act in shown}
    chosen = []
    while left:
        commands, shown = max(played, key=lambda one: (len(one[1] & left), -len(one[0])))
        chosen.append(commands)
        left -= shown
    return chosen


def _golden(procedure: Procedure, number: int, commands: tuple[Given, ...]) -> GoldenCase:
    try:
        after = replay(procedure, commands)
    except NotReplayedError as refused:
        raise RuntimeError(f"{procedure.slug}: a case that was just played does not play again: {refused}") from refused
    return GoldenCase(name=f"case-{number}", ends=standing(after), state=digest(after), commands=commands)
