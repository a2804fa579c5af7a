"""What has happened to a case: codes and ids only, never a name or a text about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from laksana_sdk.procedure import CoreFacts
from laksana_sdk.states import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRef:
    """The encrypted row that holds what people wrote, by id and keyed digest (lower-case hex)."""

    id: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact; `at` is aware UTC."""

    kind: ClassVar[str] = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """The file was opened at the counter, still a draft."""

    kind: ClassVar[str] = "CASE_OPENED"
    step: str
    service: str
    submission: SubmissionRef


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
    """Papers were looked at one by one: slug to ACCEPTED, MISSING or UNREADABLE, with uploads and originals seen."""

    kind: ClassVar[str] = "PAPERS_CHECKED"
    step: str
    results: Mapping[str, str]
    attachments: Mapping[str, UUID]
    originals_seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPerformed(Event):
    """A step's work was done with this outcome (None where the step has only one).

    `complete` says that the step checked papers and found every required one accepted.
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
class LetterDrafted(Event):
    """A draft was frozen; a new draft of the same letter voids every earlier paraf. `status` is the case's now."""

    kind: ClassVar[str] = "LETTER_DRAFTED"
    letter_id: UUID
    letter: str
    draft: int
    draft_sha256: str
    status: Status
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterParafed(Event):
    """One role of the chain initialled exactly this draft. `status` is the case's now."""

    kind: ClassVar[str] = "LETTER_PARAFED"
    letter_id: UUID
    draft_sha256: str
    role: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReturned(Event):
    """A draft went back to its drafter with a reason; its paraf are void."""

    kind: ClassVar[str] = "LETTER_RETURNED"
    letter_id: UUID
    draft_sha256: str
    role: str
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFinalised(Event):
    """The signer decided to sign: number, date and final bytes are fixed."""

    kind: ClassVar[str] = "LETTER_FINALISED"
    letter_id: UUID
    draft_sha256: str
    final_sha256: str
    number: str | None
    dated: date
    role: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSigned(Event):
    """The final bears its signature; for wet ink the scan is bound to the final's hash."""

    kind: ClassVar[str] = "LETTER_SIGNED"
    letter_id: UUID
    final_sha256: str
    scan_id: UUID
    scan_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequested(Event):
    """A paper that needs no signature chain is to be issued (a job renders it)."""

    kind: ClassVar[str] = "LETTER_REQUESTED"
    letter_id: UUID
    letter: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(Event):
    """That paper was rendered and stored."""

    kind: ClassVar[str] = "LETTER_ISSUED"
    letter_id: UUID
    letter: str
    number: str | None
    final_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDispatched(Event):
    """A signed letter left the office for an institution of the office's register."""

    kind: ClassVar[str] = "LETTER_DISPATCHED"
    letter_id: UUID
    institution: str
    courier: str
    sent_on: date
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideAnswered(Event):
    """A party outside the office gave its answer; somebody of the office entered it."""

    kind: ClassVar[str] = "OUTSIDE_ANSWERED"
    step: str
    outcome: str
    performed_by: str
    answered_on: date
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDecided(Event):
    """An early end was decided (`exit` is reject, forward or cancel); a letter may still have to be signed first."""

    kind: ClassVar[str] = "EXIT_DECIDED"
    exit: str
    reason: str
    institution: str | None = None
    submission: SubmissionRef | None = None


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
        OutsideAnswered, ExitDecided, CaseEnded,
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
    | OutsideAnswered
    | ExitDecided
    | CaseEnded
)
