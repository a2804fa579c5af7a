"""What callers ask of cases: one frozen record a mutation, as it is stored under its key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Open a file at the counter: the SOP's slug and the intake step's form."""

    sop: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an existing case; `expected_version` is the version the person saw, None to skip the check."""

    case_id: UUID
    expected_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCase(Change):
    """Receive the file: sender and subject of the incoming letter for the agenda."""

    sender: str
    subject: str
    letter_number: str | None = None
    letter_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheck:
    """What was found about one paper: ACCEPTED, MISSING or UNREADABLE, the upload, whether the original was seen."""

    paper: str
    result: str
    attachment_id: UUID | None = None
    original_seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPapers(Change):
    """Record the check of one or several papers."""

    checks: tuple[PaperCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformStep(Change):
    """Perform a step with its form and outcome."""

    step: str
    outcome: str | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCase(Change):
    """Send the file back for completion, naming the missing papers by slug."""

    step: str
    missing: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPaper:
    """A paper that the applicant brought later, with its upload where there is one."""

    paper: str
    attachment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitCase(Change):
    """The completed file came back."""

    papers: tuple[BroughtPaper, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase(Change):
    """Give the current step to one person of the office."""

    officer_id: UUID
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDisposisi(Change):
    """Write an instruction to roles below."""

    to: tuple[str, ...]
    instructions: tuple[str, ...] = ()
    note: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDisposisi(Change):
    """Answer the open disposisi: CARRIED_OUT, CANNOT_BE_PROCESSED or NEEDS_STUDY."""

    answer: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutsideAnswer(Change):
    """Enter what the party outside answered, with the wait's form."""

    outcome: str
    answered_on: date
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCase(Change):
    """Close the case at its last step."""

    outcome: str
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectCase(Change):
    """Reject the application for one of the procedure's reasons, with its ground in words."""

    reason: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCase(Change):
    """Pass the case on to who is competent, an institution of the office's register."""

    reason: str
    institution: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCase(Change):
    """End the case at the applicant's wish: who asked, and in which relation to the client."""

    reason: str
    requested_by: str
    relation: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLetter(Change):
    """Send the signed letter off, with courier and the parcel's form."""

    institution: str
    courier: str
    sent_on: date
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter(Change):
    """Freeze a draft of the current step's letter, by its kind, with the step's form where it has one."""

    letter: str
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParafLetter(Change):
    """Initial exactly the draft of this hash."""

    letter_id: UUID
    draft_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter(Change):
    """Send a draft back to its drafter, saying why."""

    letter_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinaliseLetter(Change):
    """Decide to sign exactly the draft of this hash: number, date and final bytes are fixed."""

    letter_id: UUID
    draft_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLetter(Change):
    """Bind the scan of the wet-signed letter, an uploaded file, to the final of this hash."""

    letter_id: UUID
    final_sha256: str
    scan_id: UUID
