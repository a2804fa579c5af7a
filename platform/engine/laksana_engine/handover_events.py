"""What has happened to a case's hand-overs to other offices and institutions."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from laksana_engine.event import Event, SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSent(Event):
    """An envelope from the case went to another office or an institution, by slug, in this round."""

    kind: ClassVar[str] = "HANDOVER_SENT"
    handover_id: UUID
    round: int
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnswered(Event):
    """The receiver answered (HandoverAnswer); `performed_by` is its outside role, None for an office of the service."""

    kind: ClassVar[str] = "HANDOVER_ANSWERED"
    handover_id: UUID
    round: int
    answer: str
    performed_by: str | None = None
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWithdrawn(Event):
    """The hand-over was taken back before it was answered."""

    kind: ClassVar[str] = "HANDOVER_WITHDRAWN"
    handover_id: UUID
    round: int
