"""Cases that the kit's explorer played, kept as the platform keeps them: batches, and words beside them."""

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from laksana.cases.codec import canonical, event_from
from laksana.cases.kept import KeptBatch, capacity_used, payload_of
from laksana.cases.words import OpenedWords
from laksana_engine.commands import Command, LeaveCase
from laksana_engine.decision import Accepted, Decision
from laksana_engine.state import CaseState
from laksana_kit.explore.explorer import Explorer
from laksana_sdk.procedure import Procedure, step_of_exit


@dataclass(kw_only=True)
class KeptCase:
    """A case's batches in order, its words by id, and where it stands."""

    batches: list[KeptBatch] = field(default_factory=list)
    words: dict[UUID, OpenedWords] = field(default_factory=dict)
    state: CaseState = field(default_factory=CaseState)


class Archive:
    """An observer that keeps every case it is told of."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.cases: list[KeptCase] = []

    def keep(self, before: CaseState, command: Command, decision: Decision, after: CaseState) -> None:
        """The command kept, with its events as they come back from their stored text."""
        if not before.exists:
            self.cases.append(KeptCase())
        if isinstance(decision, Accepted):
            case = self.cases[-1]
            case.state = after
            case.batches.append(self._batch(before, command, decision))
            self._write(case, before, command)

    def _batch(self, before: CaseState, command: Command, decision: Accepted) -> KeptBatch:
        role, grant = capacity_used(self.procedure, before, command, decision.events)
        return KeptBatch(
            first_seq=before.version + 1,
            command=command.kind,
            payload=canonical(payload_of(command)).encode(),
            officer_id=command.by.officer_id,
            role=role,
            post_id=grant.post_id if grant else None,
            capacity=grant.capacity if grant else None,
            submission_ids=(command.submission.id,) if command.submission else (),
            at=command.at,
            events=tuple(event_from(event.kind, canonical(event)) for event in decision.events),
        )

    def _write(self, case: KeptCase, before: CaseState, command: Command) -> None:
        if command.submission is None:
            return
        step = step_of_exit(command.exit) if isinstance(command, LeaveCase) else before.step
        told = {"form": command.form, "courier": getattr(command, "courier", None)}
        case.words[command.submission.id] = OpenedWords(
            id=command.submission.id,
            kind=command.kind,
            step=step or self.procedure.intake.slug,
            content={name: value for name, value in told.items() if value is not None},
            created_at=command.at,
        )


def kept_cases(procedure: Procedure, seed: int, *, at_most: int) -> list[KeptCase]:
    """So many cases, each with all that was done in it, kept."""
    archive = Archive(procedure)
    for _ in zip(Explorer(procedure, seed, observe=archive.keep).walks(at_most, on_and_on=True), count()):
        pass
    return [case for case in archive.cases if case.batches]
