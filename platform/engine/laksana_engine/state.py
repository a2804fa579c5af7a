"""A case as the engine sees it: everything `decide` needs, nothing that names a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from laksana_sdk.procedure import CoreFacts
from laksana_sdk.states import Status


class PaperResult(StrEnum):
    """What the check of one paper found."""

    ACCEPTED = "ACCEPTED"
    MISSING = "MISSING"
    UNREADABLE = "UNREADABLE"


class Answer(StrEnum):
    """A receiver's answer to a disposisi."""

    CARRIED_OUT = "CARRIED_OUT"
    CANNOT_BE_PROCESSED = "CANNOT_BE_PROCESSED"
    NEEDS_STUDY = "NEEDS_STUDY"


class LetterStage(StrEnum):
    """How far a letter has come."""

    DRAFTED = "DRAFTED"
    RETURNED = "RETURNED"
    FINAL = "FINAL"
    SIGNED = "SIGNED"
    REQUESTED = "REQUESTED"
    ISSUED = "ISSUED"
    DISPATCHED = "DISPATCHED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterState:
    """One letter of the case; `parafs` are the roles that initialled the current draft, in order.

    `dated` is the day that its final bears, `sent_on` the day on which it left, `institution` to whom. `replaces` is
    the withdrawn letter in whose place it came, `withdraws` the letter that a Surat Pencabutan withdraws.
    """

    id: UUID
    kind: str
    stage: LetterStage
    draft: int = 0
    draft_sha256: str | None = None
    parafs: tuple[str, ...] = ()
    number: str | None = None
    final_sha256: str | None = None
    dated: date | None = None
    sent_on: date | None = None
    institution: str | None = None
    changed_at: datetime | None = None
    replaces: UUID | None = None
    withdraws: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchState:
    """The joint dispatch in which the case left last: to whom, and on which day."""

    dispatch_id: UUID
    institution: str
    sent_on: date


class HandoverStanding(StrEnum):
    """Where a hand-over stands for the office that sent it."""

    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    QUEUED = "QUEUED"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverState:
    """One hand-over of the case: to which office or institution, in which round, and what became of it."""

    id: UUID
    receiver: str
    round: int
    standing: HandoverStanding = HandoverStanding.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposisiState:
    """One instruction and the answers to it, by role; `void` once the case has left its step without them."""

    id: UUID
    step: str
    to: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    given_at: datetime | None = None
    due: date | None = None
    void: bool = False

    @property
    def pending(self) -> tuple[str, ...]:
        """The receiving roles still asked; none once one sent the instruction back to its giver or it is void."""
        if self.void or any(answer != Answer.CARRIED_OUT for answer in self.answers.values()):
            return ()
        return tuple(role for role in self.to if role not in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyState:
    """An emergency that stands: who authorised it, when it was declared, until when it must be confirmed."""

    authorised_by: UUID
    declared_at: datetime
    confirm_by: date
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationState:
    """A task that was past its time, by kind, role and beginning: when it was shown to which post above."""

    task: str
    role: str
    since: datetime
    at: datetime
    post_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftState:
    """Where the case stood when an early end was decided, for the day on which that is taken back."""

    at: datetime
    step: str | None
    step_since: datetime | None
    status: Status
    trail: tuple[str, ...]
    back_to: str | None
    returned_to: str | None
    missing: tuple[str, ...]
    complete_until: date | None
    disposisi: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """The case after its events; `version` counts them. The empty case has version 0 and status DRAFT.

    `trail` is the way on which the case came to its step: a step it came back to ends it, an early end begins it anew.
    `owed` are the papers that must still follow after an emergency, `services` what the client was given so far,
    `left` where it stood before an early end was decided that is not carried out yet.
    """

    version: int = 0
    status: Status = Status.DRAFT
    step: str | None = None
    step_since: datetime | None = None
    visited: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    agenda_number: str | None = None
    received_at: datetime | None = None
    received_complete_at: datetime | None = None
    round: int = 0
    back_to: str | None = None
    returned_to: str | None = None
    missing: tuple[str, ...] = ()
    complete_until: date | None = None
    papers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    attachments: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))
    owed: tuple[str, ...] = ()
    emergency: EmergencyState | None = None
    assigned: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))
    disposisi: tuple[DisposisiState, ...] = ()
    escalated: tuple[EscalationState, ...] = ()
    letters: Mapping[UUID, LetterState] = field(default_factory=lambda: MappingProxyType({}))
    batch: BatchState | None = None
    handovers: Mapping[UUID, HandoverState] = field(default_factory=lambda: MappingProxyType({}))
    core: CoreFacts = field(default_factory=CoreFacts)
    services: tuple[str, ...] = ()
    spm_owner: str | None = None
    exit: str | None = None
    exit_reason: str | None = None
    left: LeftState | None = None
    outcome: str | None = None
    ended_at: datetime | None = None
    reopened_at: datetime | None = None
    episode_of: UUID | None = None

    @property
    def exists(self) -> bool:
        """Whether anything has happened yet."""
        return self.version > 0

    def letter_of(self, kind: str) -> LetterState | None:
        """The latest letter of that kind, None when none was begun."""
        found = [letter for letter in self.letters.values() if letter.kind == kind]
        return found[-1] if found else None

    @property
    def last_sent(self) -> tuple[date, str] | None:
        """On which day the case last left, and for which institution; None while it has not left."""
        sent = [(one.sent_on, one.institution) for one in (*self.letters.values(), self.batch) if one is not None]
        known = [(day, institution) for day, institution in sent if day is not None and institution is not None]
        # Of several on one day the last one counts.
        return max(reversed(known), key=lambda one: one[0], default=None)

    @property
    def open_disposisi(self) -> DisposisiState | None:
        """The disposisi at the current step that still waits for answers."""
        for given in reversed(self.disposisi):
            if given.step == self.step:
                return given if given.pending else None
        return None
