"""What people ask of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from laksana_engine.command import Acting, Command, Grant
from laksana_engine.events import ElectronicSignature
from laksana_engine.release_events import ReleaseMove

__all__ = [
    "COMMANDS", "Acting", "AnswerDisposisi", "AnswerHandover", "AnyCommand", "AssignCase", "CheckPapers", "Command",
    "CompleteCase", "ConfirmEmergency", "DeclareEmergency", "DispatchLetter", "DraftLetter", "EscalateOverdue",
    "FinaliseLetter", "GiveDisposisi", "Grant", "LeaveCase", "LeaveInBatch", "MigrateCase", "OpenCase", "ParafLetter",
    "PerformStep", "ReceiveCase", "RecordIssued", "RecordOutsideAnswer", "ReopenCase", "ResubmitCase", "RetractExit",
    "ReturnCase", "ReturnLetter", "RevertMigration", "SendHandover", "SignLetter", "SkipStep", "WithdrawHandover",
    "WithdrawLetter",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """Open a file at the counter with the intake step's form.

    `episode_of` is a case that this one continues; the caller has seen that it was reopened and is the same client's.
    """

    kind: ClassVar[str] = "OPEN"
    episode_of: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveCase(Command):
    """Receive the file under an agenda number."""

    kind: ClassVar[str] = "RECEIVE"
    agenda_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPapers(Command):
    """Record what the check of some papers found; the others keep their last result."""

    kind: ClassVar[str] = "CHECK_PAPERS"
    results: Mapping[str, str]
    attachments: Mapping[str, UUID] = field(default_factory=dict)
    originals_seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformStep(Command):
    """Perform the current step with its form and outcome."""

    kind: ClassVar[str] = "PERFORM_STEP"
    step: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCase(Command):
    """Send the file back for completion; `missing` names papers, by slug."""

    kind: ClassVar[str] = "RETURN"
    step: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitCase(Command):
    """The completed file came back; `papers` are the slugs brought, with their uploads."""

    kind: ClassVar[str] = "RESUBMIT"
    papers: tuple[str, ...]
    attachments: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase(Command):
    """Give the current step to one person; `assignee_roles` are the roles that person holds."""

    kind: ClassVar[str] = "ASSIGN"
    officer_id: UUID
    assignee_roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDisposisi(Command):
    """Write an instruction to roles below."""

    kind: ClassVar[str] = "GIVE_DISPOSISI"
    to: tuple[str, ...]
    instructions: tuple[str, ...]
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDisposisi(Command):
    """Answer the open disposisi for one of its receiving roles."""

    kind: ClassVar[str] = "ANSWER_DISPOSISI"
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter(Command):
    """Freeze a draft of the current step's letter."""

    kind: ClassVar[str] = "DRAFT_LETTER"
    letter: str
    draft_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParafLetter(Command):
    """Initial exactly this draft."""

    kind: ClassVar[str] = "PARAF"
    letter_id: UUID
    draft_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter(Command):
    """Send a draft back to its drafter; the reason lies in the submission and is mandatory."""

    kind: ClassVar[str] = "RETURN_LETTER"
    letter_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FinaliseLetter(Command):
    """Fix number, date and final bytes of a letter whose paraf chain is complete."""

    kind: ClassVar[str] = "FINALISE_LETTER"
    letter_id: UUID
    draft_sha256: str
    final_sha256: str
    number: str | None
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLetter(Command):
    """Bind a signature to the final's hash: the scan of a wet one, or an electronic one; never both."""

    kind: ClassVar[str] = "SIGN"
    letter_id: UUID
    final_sha256: str
    scan_id: UUID | None = None
    scan_sha256: str | None = None
    electronic: ElectronicSignature | None = None

    def __post_init__(self) -> None:
        if (self.electronic is None) == (self.scan_id is None or self.scan_sha256 is None):
            raise ValueError("a letter is signed by a scan with its hash, or by an electronic signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIssued(Command):
    """The job has rendered and stored a requested paper; given by the person in whose name it was requested."""

    kind: ClassVar[str] = "RECORD_ISSUED"
    letter_id: UUID
    number: str | None
    final_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLetter(Command):
    """Send the signed letter to an institution of the office's register, by slug."""

    kind: ClassVar[str] = "DISPATCH"
    institution: str
    courier: str
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveInBatch(Command):
    """Send the case with others under one covering letter: the dispatch's id, the day that the letter bears, its hash.

    The hash is that of the signed letter's own bytes; None in what was sent before it was told.
    """

    kind: ClassVar[str] = "LEAVE_IN_BATCH"
    dispatch_id: UUID
    institution: str
    courier: str
    dated: date
    sent_on: date
    letter_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutsideAnswer(Command):
    """Enter what the party outside answered.

    `handover_id` is the hand-over that it answers, where it does; when `by_party`, the party entered it itself over
    the hand-over's link, in the name of who sent it and whatever role that person holds.
    """

    kind: ClassVar[str] = "RECORD_OUTSIDE_ANSWER"
    outcome: str
    answered_on: date
    handover_id: UUID | None = None
    by_party: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHandover(Command):
    """Hand the case over to another office or an institution, by slug; a later `round` sends a returned one again."""

    kind: ClassVar[str] = "SEND_HANDOVER"
    handover_id: UUID
    round: int
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandover(Command):
    """Take in what the receiver answered (HandoverAnswer); given in the name of who sent the hand-over.

    `performed_by` is the outside role that answered, None for an office of the service.
    """

    kind: ClassVar[str] = "ANSWER_HANDOVER"
    handover_id: UUID
    round: int
    answer: str
    performed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHandover(Command):
    """Take a hand-over back that nobody has answered."""

    kind: ClassVar[str] = "WITHDRAW_HANDOVER"
    handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCase(Command):
    """Close the case at its last step."""

    kind: ClassVar[str] = "COMPLETE"
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCase(Command):
    """End the case early by an `exit` of the procedure, with one of its reason codes and the form it asks for.

    A duplicate names the `other_case` that it repeats and brings its own id (`case_id`), a move the `region` of where
    the client lives now (Kemendagri code, kabupaten or below).
    """

    kind: ClassVar[str] = "LEAVE"
    exit: str
    reason: str
    institution: str | None = None
    other_case: UUID | None = None
    case_id: UUID | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractExit(Command):
    """Take back an early end that is not carried out yet; the reason lies in the submission and is mandatory."""

    kind: ClassVar[str] = "RETRACT_EXIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateOverdue(Command):
    """Show every task that is past its time to the post above; `posts_above` says which that is, by role."""

    kind: ClassVar[str] = "ESCALATE_OVERDUE"
    posts_above: Mapping[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareEmergency(Command):
    """Let steps run ahead of the papers; the reason lies in the submission and is mandatory.

    `authorised_by` is who allowed it by word of mouth (`channel`, at `told_at`, aware UTC); `authoriser_roles` are the
    roles that person held then.
    """

    kind: ClassVar[str] = "DECLARE_EMERGENCY"
    authorised_by: UUID
    authoriser_roles: frozenset[str]
    channel: str
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmergency(Command):
    """Confirm afterwards that the emergency was one."""

    kind: ClassVar[str] = "CONFIRM_EMERGENCY"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipStep(Command):
    """Pass the current step without its act; the reason lies in the submission and is mandatory.

    `outcome` says where to, at a step with several ways on.
    """

    kind: ClassVar[str] = "SKIP_STEP"
    step: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawLetter(Command):
    """Withdraw a signed letter; the reason lies in the submission and is mandatory."""

    kind: ClassVar[str] = "WITHDRAW_LETTER"
    letter_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(Command):
    """Let an ended case go on as a new episode; the reason lies in the submission and is mandatory."""

    kind: ClassVar[str] = "REOPEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateCase(Command):
    """Let the case go on under another release, under which it stands where it stands."""

    kind: ClassVar[str] = "MIGRATE"
    move: ReleaseMove


@dataclass(frozen=True, slots=True, kw_only=True)
class RevertMigration(Command):
    """Let a migrated case, with which nothing was done since, go on under the release that it came from."""

    kind: ClassVar[str] = "REVERT_MIGRATION"
    move: ReleaseMove


COMMANDS: Mapping[str, type[Command]] = {
    command.kind: command
    for command in (
        OpenCase, ReceiveCase, CheckPapers, PerformStep, ReturnCase, ResubmitCase, AssignCase, GiveDisposisi,
        AnswerDisposisi, DraftLetter, ParafLetter, ReturnLetter, FinaliseLetter, SignLetter, RecordIssued,
        DispatchLetter, RecordOutsideAnswer, CompleteCase, LeaveCase, RetractExit, DeclareEmergency, ConfirmEmergency,
        SkipStep, WithdrawLetter, ReopenCase, LeaveInBatch, EscalateOverdue, SendHandover,
        AnswerHandover, WithdrawHandover, MigrateCase, RevertMigration,
    )
}  # fmt: skip

AnyCommand = (
    OpenCase
    | ReceiveCase
    | CheckPapers
    | PerformStep
    | ReturnCase
    | ResubmitCase
    | AssignCase
    | GiveDisposisi
    | AnswerDisposisi
    | DraftLetter
    | ParafLetter
    | ReturnLetter
    | FinaliseLetter
    | SignLetter
    | RecordIssued
    | DispatchLetter
    | LeaveInBatch
    | RecordOutsideAnswer
    | CompleteCase
    | LeaveCase
    | RetractExit
    | EscalateOverdue
    | DeclareEmergency
    | ConfirmEmergency
    | SkipStep
    | WithdrawLetter
    | ReopenCase
    | SendHandover
    | AnswerHandover
    | WithdrawHandover
    | MigrateCase
    | RevertMigration
)
