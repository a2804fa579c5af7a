"""What callers ask of cases: one frozen record a mutation, as it is stored under its key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

from laksana_sdk.forms import TEXT_LENGTH, amount, line, prose, several

Form = Mapping[str, Any]

# The bounds of everything that is written outside a form; `refuse_unusable` holds each input to them.
Code = Annotated[str, Meta(max_length=80)]
Hash = Annotated[str, Meta(max_length=64)]
Note = Annotated[str, prose("Catatan")]
# No least length: the engine says which act lacks its reason.
Reason = Annotated[str, Meta(max_length=TEXT_LENGTH)]
Version = Annotated[int, amount("Versi kasus", at_most=2**31 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Open a file at the counter: the SOP's slug and the intake step's form.

    `episode_of` is a reopened case of the same client, which the new one continues; `handover_id` what another office
    has handed over and this one accepted, whose papers become the new case's.
    """

    sop: Code
    form: Form
    episode_of: UUID | None = None
    handover_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an existing case; `expected_version` is the version the person saw, None to skip the check."""

    case_id: UUID
    expected_version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCase(Change):
    """Receive the file: sender and subject of the incoming letter for the agenda."""

    sender: Annotated[str, line("Pengirim surat")]
    subject: Annotated[str, line("Perihal surat", max_length=500)]
    letter_number: Annotated[str, line("Nomor surat", max_length=80)] | None = None
    letter_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheck:
    """What was found about one paper: ACCEPTED, MISSING or UNREADABLE, the upload, whether the original was seen."""

    paper: Code
    result: Code
    attachment_id: UUID | None = None
    original_seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPapers(Change):
    """Record the check of one or several papers."""

    checks: Annotated[tuple[PaperCheck, ...], several("Pemeriksaan", at_most=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformStep(Change):
    """Perform a step with its form and outcome."""

    step: Code
    outcome: Code | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCase(Change):
    """Send the file back for completion, naming the missing papers by slug."""

    step: Code
    missing: Annotated[tuple[Code, ...], several("Berkas yang kurang", at_most=100)] = ()
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPaper:
    """A paper that the applicant brought later, with its upload where there is one."""

    paper: Code
    attachment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitCase(Change):
    """The completed file came back."""

    papers: Annotated[tuple[BroughtPaper, ...], several("Berkas", at_most=100)]
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase(Change):
    """Give the current step to one person of the office."""

    officer_id: UUID
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDisposisi(Change):
    """Write an instruction to roles below."""

    to: Annotated[tuple[Code, ...], several("Penerima", at_most=30)]
    instructions: Annotated[tuple[Code, ...], several("Petunjuk", at_most=30)] = ()
    note: Note | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDisposisi(Change):
    """Answer the open disposisi: CARRIED_OUT, CANNOT_BE_PROCESSED or NEEDS_STUDY."""

    answer: Code
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutsideAnswer(Change):
    """Enter what the party outside answered, with the wait's form."""

    outcome: Code
    answered_on: date
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCase(Change):
    """Close the case at its last step."""

    outcome: Code
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectCase(Change):
    """Reject the application for one of the procedure's reasons, with its ground in words."""

    reason: Code
    ground: Annotated[str, prose("Dasar penolakan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCase(Change):
    """Pass the case on to who is competent, an institution of the office's register."""

    reason: Code
    institution: Code
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCase(Change):
    """End the case at the applicant's wish: who asked, and in which relation to the client."""

    reason: Code
    requested_by: Annotated[str, line("Yang meminta pembatalan")]
    relation: Annotated[str, line("Hubungan dengan pemohon", max_length=80)]
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Change):
    """End the case early for one of the procedure's reasons, with the form that its exit asks for."""

    reason: Code
    form: Form | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseByClient(Leave):
    """The client does not want the placement, journey or service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(Leave):
    """The client has died; the certificate may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMove(Leave):
    """The client lives elsewhere now: the Kemendagri code of the kabupaten or below."""

    region: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotFound(Leave):
    """The client could not be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDuplicate(Leave):
    """The case repeats another of this office."""

    other_case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractExit(Change):
    """Take back an early end that is not carried out yet, saying why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareEmergency(Change):
    """Let steps run ahead of the papers: who of the office allowed it, how (PHONE, WHATSAPP, IN_PERSON), when, why."""

    authorised_by: UUID
    channel: Code
    told_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmergency(Change):
    """Confirm afterwards that the emergency was one."""

    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipStep(Change):
    """Pass the current step without its act, saying why; `outcome` says where to, at a step with several ways on."""

    step: Code
    outcome: Code | None = None
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(Change):
    """Let an ended case go on as a new episode, saying why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawLetter(Change):
    """Withdraw a signed letter, saying why."""

    letter_id: UUID
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLetter(Change):
    """Send the signed letter off, with courier and the parcel's form."""

    institution: Code
    courier: Annotated[str, line("Pengirim / jasa kurir", max_length=80)]
    sent_on: date
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter(Change):
    """Freeze a draft of the current step's letter, by its kind, with the step's form where it has one."""

    letter: Code
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParafLetter(Change):
    """Initial exactly the draft of this hash."""

    letter_id: UUID
    draft_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter(Change):
    """Send a draft back to its drafter, saying why."""

    letter_id: UUID
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FinaliseLetter(Change):
    """Decide to sign exactly the draft of this hash: number, date and final bytes are fixed."""

    letter_id: UUID
    draft_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLetter(Change):
    """Bind the scan of the wet-signed letter, an uploaded file, to the final of this hash."""

    letter_id: UUID
    final_sha256: Hash
    scan_id: UUID
