"""What has happened to a case: codes and ids only, never a name or a text about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from laksana_engine.event import Event, SubmissionRef
from laksana_engine.handover_events import HandoverAnswered, HandoverSent, HandoverWithdrawn
from laksana_engine.letter_events import (
    ElectronicSignature,
    LeftInBatch,
    LetterDispatched,
    LetterDrafted,
    LetterFinalised,
    LetterIssued,
    LetterParafed,
    LetterRequested,
    LetterReturned,
    LetterSigned,
    LetterWithdrawn,
    SignatureKind,
)
from laksana_engine.release_events import CaseMigrated, CaseMigrationReverted
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.states import Status

__all__ = [
    "EVENTS", "AnyEvent", "CaseAssigned", "CaseEnded", "CaseMigrated", "CaseMigrationReverted", "CaseOpened",
    "CaseReceived", "CaseReopened", "CaseResubmitted", "CaseReturned", "CoreRecorded", "DisposisiAnswered",
    "DisposisiGiven", "ElectronicSignature", "EmergencyConfirmed", "EmergencyDeclared", "Event", "ExitDecided",
    "ExitRetracted", "HandoverAnswered", "HandoverSent", "HandoverWithdrawn", "LeftInBatch", "LetterDispatched",
    "LetterDrafted", "LetterFinalised", "LetterIssued", "LetterParafed", "LetterRequested", "LetterReturned",
    "LetterSigned", "LetterWithdrawn", "OutsideAnswered", "PapersChecked", "PapersOwed", "ReferralAnswered",
    "ServicesGiven", "SignatureKind", "SpmOwnerChanged", "StepEntered", "StepPerformed", "StepSkipped", "SubmissionRef",
    "TaskEscalated",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """The file was opened at the counter, still a draft; `episode_of` is the reopened case that it continues."""

    kind: ClassVar[str] = "CASE_OPENED"
    step: str
    service: str
    submission: SubmissionRef
    episode_of: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived(Event):
    """The file was received and entered in the agenda of incoming letters.

    `complete` says that the procedure checks no papers, so that the file counts as complete from here.
    """

    kind: ClassVar[str] = "CASE_RECEIVED"
    agenda_number: str
    performed_by: str
    complete: bool = False
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntered(Event):
    """The case stands at a step now, in this state."""

    kind: ClassVar[str] = "STEP_ENTERED"
    step: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRecorded(Event):
    """Codes for statistics, copied at this moment."""

    kind: ClassVar[str] = "CORE_RECORDED"
    core: CoreFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersChecked(Event):
    """Papers were looked at one by one: slug to ACCEPTED, MISSING or UNREADABLE, with uploads and originals seen.

    `role` and `complete` are set for owed papers: who checked them at a later step, and that none is owed any more.
    """

    kind: ClassVar[str] = "PAPERS_CHECKED"
    step: str
    results: Mapping[str, str]
    attachments: Mapping[str, UUID]
    originals_seen: tuple[str, ...] = ()
    role: str | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPerformed(Event):
    """A step's work was done with this outcome (None where the step has only one).

    `complete` says that the step checked papers and found every required one accepted (none owed).
    """

    kind: ClassVar[str] = "STEP_PERFORMED"
    step: str
    outcome: str | None = None
    complete: bool = False
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(Event):
    """The file went back for completion; the office's clock stands still until it comes back."""

    kind: ClassVar[str] = "CASE_RETURNED"
    step: str
    back_to: str
    to: str
    round: int
    missing: tuple[str, ...]
    complete_until: date
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResubmitted(Event):
    """The completed file came back."""

    kind: ClassVar[str] = "CASE_RESUBMITTED"
    round: int
    performed_by: str
    papers: tuple[str, ...]
    attachments: Mapping[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned(Event):
    """A step was given to one person of the office."""

    kind: ClassVar[str] = "CASE_ASSIGNED"
    step: str
    officer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposisiGiven(Event):
    """A superior wrote an instruction to these roles; its words lie in the submission."""

    kind: ClassVar[str] = "DISPOSISI_GIVEN"
    disposisi_id: UUID
    step: str
    to: tuple[str, ...]
    instructions: tuple[str, ...]
    due: date | None = None
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposisiAnswered(Event):
    """A receiver answered: CARRIED_OUT, CANNOT_BE_PROCESSED or NEEDS_STUDY."""

    kind: ClassVar[str] = "DISPOSISI_ANSWERED"
    disposisi_id: UUID
    role: str
    answer: str
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideAnswered(Event):
    """A party outside the office gave its answer; somebody of the office entered it, or the party itself (`by_party`).

    `handover_id` is the hand-over that was answered, None where there was none.
    """

    kind: ClassVar[str] = "OUTSIDE_ANSWERED"
    step: str
    outcome: str
    performed_by: str
    answered_on: date
    handover_id: UUID | None = None
    by_party: bool = False
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDecided(Event):
    """An early end was decided (`exit` as the procedure names it); a letter may still have to be signed first.

    `other_case` is the case that a duplicate repeats, `region` the Kemendagri code of where a client moved to.
    """

    kind: ClassVar[str] = "EXIT_DECIDED"
    exit: str
    reason: str
    institution: str | None = None
    other_case: UUID | None = None
    region: str | None = None
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRetracted(Event):
    """The early end was taken back (a false report of a death): the case stands again where it had stood.

    The clocks stood still meanwhile: `since` is the moment from which as much office time has passed at the step as
    before. While the file is out for completion, `back_to` is where it comes back to and `complete_until` the last day.
    """

    kind: ClassVar[str] = "EXIT_RETRACTED"
    exit: str
    step: str
    status: Status
    role: str
    since: datetime
    back_to: str | None = None
    complete_until: date | None = None
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyDeclared(Event):
    """Steps may run ahead of the papers; somebody authorised that by word of mouth, `confirm_by` it must be confirmed.

    `authorised_by` is the person of the office, `authoriser_role` the role in which they could, `told_at` aware UTC.
    """

    kind: ClassVar[str] = "EMERGENCY_DECLARED"
    authorised_by: UUID
    authoriser_role: str
    channel: str
    told_at: datetime
    confirm_by: date
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyConfirmed(Event):
    """Whoever must confirm an emergency afterwards did so."""

    kind: ClassVar[str] = "EMERGENCY_CONFIRMED"
    role: str
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOwed(Event):
    """In an emergency the case went past these required papers, by slug; they must still follow."""

    kind: ClassVar[str] = "PAPERS_OWED"
    step: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(Event):
    """A step was passed without its act: a deviation from the SOP, with its reason in the submission."""

    kind: ClassVar[str] = "STEP_SKIPPED"
    step: str
    role: str
    outcome: str | None = None
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """The ended case goes on as a new episode, which is a case of its own; this one stays as it is."""

    kind: ClassVar[str] = "CASE_REOPENED"
    role: str
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesGiven(Event):
    """The client was given these services (ServiceItem codes), the evidence behind an SPM figure."""

    kind: ClassVar[str] = "SERVICES_GIVEN"
    step: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpmOwnerChanged(Event):
    """From now on this level (SpmOwner) owns the client for SPM."""

    kind: ClassVar[str] = "SPM_OWNER_CHANGED"
    step: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered(Event):
    """What an institution answered to a referral (ReferralResult), and where the client stands on its waiting list."""

    kind: ClassVar[str] = "REFERRAL_ANSWERED"
    step: str
    result: str
    answered_on: date
    institution: str | None = None
    queued_on: date | None = None
    queue_position: int | None = None
    admitted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEscalated(Event):
    """A task is past its time and was shown to the post above; whoever was asked still is.

    `task` is the TaskKind; with `role` and `since` it names one task of the case. `due` was when it should be done.
    """

    kind: ClassVar[str] = "TASK_ESCALATED"
    task: str
    step: str
    role: str
    since: datetime
    due: datetime
    post_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded(Event):
    """The case reached an end; `outcome` is the code of its last step or exit reason."""

    kind: ClassVar[str] = "CASE_ENDED"
    status: Status
    outcome: str | None = None


EVENTS: Mapping[str, type[Event]] = {
    event.kind: event
    for event in (
        CaseOpened, CaseReceived, StepEntered, CoreRecorded, PapersChecked, StepPerformed, CaseReturned,
        CaseResubmitted, CaseAssigned, DisposisiGiven, DisposisiAnswered, LetterDrafted, LetterParafed,
        LetterReturned, LetterFinalised, LetterSigned, LetterRequested, LetterIssued, LetterDispatched,
        LetterWithdrawn, OutsideAnswered, ExitDecided, ExitRetracted, EmergencyDeclared, EmergencyConfirmed,
        PapersOwed, StepSkipped, CaseReopened, ServicesGiven, SpmOwnerChanged, ReferralAnswered, CaseEnded, LeftInBatch,
        TaskEscalated,
        HandoverSent, HandoverAnswered, HandoverWithdrawn, CaseMigrated, CaseMigrationReverted,
    )
}  # fmt: skip

AnyEvent = (
    CaseOpened
    | CaseReceived
    | StepEntered
    | CoreRecorded
    | PapersChecked
    | StepPerformed
    | CaseReturned
    | CaseResubmitted
    | CaseAssigned
    | DisposisiGiven
    | DisposisiAnswered
    | LetterDrafted
    | LetterParafed
    | LetterReturned
    | LetterFinalised
    | LetterSigned
    | LetterRequested
    | LetterIssued
    | LetterDispatched
    | LetterWithdrawn
    | LeftInBatch
    | OutsideAnswered
    | ExitDecided
    | ExitRetracted
    | EmergencyDeclared
    | EmergencyConfirmed
    | PapersOwed
    | StepSkipped
    | CaseReopened
    | ServicesGiven
    | SpmOwnerChanged
    | ReferralAnswered
    | CaseEnded
    | TaskEscalated
    | HandoverSent
    | HandoverAnswered
    | HandoverWithdrawn
    | CaseMigrated
    | CaseMigrationReverted
)
