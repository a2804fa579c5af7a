"""Inputs of mutations of cases; `asked()` gives the use case's own."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, TypeVar
from uuid import UUID

import strawberry

from laksana.cases import inputs
from laksana_graphql.described import doc
from laksana_graphql.scalars import Form
from laksana_sdk import findings
from laksana_tenants.errors import Invalid

ItemT = TypeVar("ItemT")

MOST_ITEMS: Final = 100


@strawberry.enum
class PaperResult(StrEnum):
    """What was found about a paper."""

    ACCEPTED = "ACCEPTED"
    MISSING = "MISSING"
    UNREADABLE = "UNREADABLE"


@strawberry.enum
class Answer(StrEnum):
    """A receiver's answer to a disposisi."""

    CARRIED_OUT = "CARRIED_OUT"
    CANNOT_BE_PROCESSED = "CANNOT_BE_PROCESSED"
    NEEDS_STUDY = "NEEDS_STUDY"


def few(items: Sequence[ItemT], field: str) -> tuple[ItemT, ...]:
    """The items; raises Invalid when there are more than 100."""
    if len(items) > MOST_ITEMS:
        raise Invalid((findings.error("form.too_many", field=field, count=len(items), most=MOST_ITEMS),))
    return tuple(items)


@strawberry.input
class OpenCaseInput:
    """Open a file at the counter."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    sop: Annotated[str, doc("The slug of an SOP that the office works by.")]
    form: Annotated[Form, doc("The form of the intake step.")]
    episode_of: Annotated[
        UUID | None, doc("A reopened case of the same client, which the new one continues; else null.")
    ] = None
    handover_id: Annotated[
        UUID | None, doc("An accepted hand-over that the case comes from; its papers become the case's. Else null.")
    ] = None

    def asked(self) -> inputs.OpenCase:
        """The use case's input."""
        return inputs.OpenCase(sop=self.sop, form=self.form, episode_of=self.episode_of, handover_id=self.handover_id)


@strawberry.input
class ChangeInput:
    """What every change of a case is asked with."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    case_id: UUID
    expected_version: Annotated[
        int | None, doc("The version that you saw; Conflict when the case has moved on. Null skips the check.")
    ] = None


@strawberry.input
class ReceiveCaseInput(ChangeInput):
    """Receive the file and enter it in the agenda of incoming letters."""

    sender: str
    subject: str
    letter_number: str | None = None
    letter_date: date | None = None

    def asked(self) -> inputs.ReceiveCase:
        """The use case's input."""
        return inputs.ReceiveCase(
            case_id=self.case_id,
            expected_version=self.expected_version,
            sender=self.sender,
            subject=self.subject,
            letter_number=self.letter_number,
            letter_date=self.letter_date,
        )


@strawberry.input
class PaperCheckInput:
    """What was found about one paper."""

    paper: Annotated[str, doc("The paper's slug.")]
    result: PaperResult
    attachment_id: Annotated[UUID | None, doc("The upload that was looked at.")] = None
    original_seen: bool = False


@strawberry.input
class CheckPapersInput(ChangeInput):
    """Record what was found about one or several papers."""

    checks: list[PaperCheckInput]

    def asked(self) -> inputs.CheckPapers:
        """The use case's input."""
        checks = tuple(
            inputs.PaperCheck(
                paper=check.paper,
                result=check.result.value,
                attachment_id=check.attachment_id,
                original_seen=check.original_seen,
            )
            for check in few(self.checks, "checks")
        )
        return inputs.CheckPapers(case_id=self.case_id, expected_version=self.expected_version, checks=checks)


@strawberry.input
class ReturnCaseInput(ChangeInput):
    """Send the file back for completion."""

    step: str
    missing: list[str] = strawberry.field(default_factory=list, description="The slugs of the papers that are missing.")
    note: str | None = None

    def asked(self) -> inputs.ReturnCase:
        """The use case's input."""
        return inputs.ReturnCase(
            case_id=self.case_id,
            expected_version=self.expected_version,
            step=self.step,
            missing=few(self.missing, "missing"),
            note=self.note,
        )


@strawberry.input
class BroughtPaperInput:
    """A paper that was brought later."""

    paper: Annotated[str, doc("The paper's slug.")]
    attachment_id: UUID | None = None


@strawberry.input
class ResubmitCaseInput(ChangeInput):
    """Record that the completed file came back."""

    papers: list[BroughtPaperInput]
    note: str | None = None

    def asked(self) -> inputs.ResubmitCase:
        """The use case's input."""
        papers = tuple(
            inputs.BroughtPaper(paper=brought.paper, attachment_id=brought.attachment_id)
            for brought in few(self.papers, "papers")
        )
        return inputs.ResubmitCase(
            case_id=self.case_id, expected_version=self.expected_version, papers=papers, note=self.note
        )


@strawberry.input
class AssignCaseInput(ChangeInput):
    """Give the current step to one person of the office."""

    officer_id: UUID
    note: str | None = None

    def asked(self) -> inputs.AssignCase:
        """The use case's input."""
        return inputs.AssignCase(
            case_id=self.case_id, expected_version=self.expected_version, officer_id=self.officer_id, note=self.note
        )


@strawberry.input
class GiveDisposisiInput(ChangeInput):
    """Write an instruction to roles below."""

    to: Annotated[list[str], doc("Role codes.")]
    instructions: list[str] = strawberry.field(
        default_factory=list, description="The ticked lines of the lembar disposisi."
    )
    note: str | None = None
    due: date | None = None

    def asked(self) -> inputs.GiveDisposisi:
        """The use case's input."""
        return inputs.GiveDisposisi(
            case_id=self.case_id,
            expected_version=self.expected_version,
            to=few(self.to, "to"),
            instructions=few(self.instructions, "instructions"),
            note=self.note,
            due=self.due,
        )


@strawberry.input
class AnswerDisposisiInput(ChangeInput):
    """Answer the open disposisi."""

    answer: Answer
    note: str | None = None

    def asked(self) -> inputs.AnswerDisposisi:
        """The use case's input."""
        return inputs.AnswerDisposisi(
            case_id=self.case_id, expected_version=self.expected_version, answer=self.answer.value, note=self.note
        )


@strawberry.input
class PerformStepInput(ChangeInput):
    """Perform the current step."""

    step: Annotated[str, doc("The step that you believe to be the current one.")]
    outcome: Annotated[str | None, doc("One of the step's outcomes, where it has several.")] = None
    form: Annotated[Form | None, doc("The step's form, where it has one.")] = None

    def asked(self) -> inputs.PerformStep:
        """The use case's input."""
        return inputs.PerformStep(
            case_id=self.case_id,
            expected_version=self.expected_version,
            step=self.step,
            outcome=self.outcome,
            form=self.form,
        )


@strawberry.input
class RecordOutsideAnswerInput(ChangeInput):
    """Enter what the party outside answered."""

    outcome: str
    answered_on: date
    form: Annotated[Form | None, doc("The wait's form, where it has one.")] = None

    def asked(self) -> inputs.RecordOutsideAnswer:
        """The use case's input."""
        return inputs.RecordOutsideAnswer(
            case_id=self.case_id,
            expected_version=self.expected_version,
            outcome=self.outcome,
            answered_on=self.answered_on,
            form=self.form,
        )


@strawberry.input
class CompleteCaseInput(ChangeInput):
    """Close the case at its last step."""

    outcome: str
    form: Annotated[Form | None, doc("The last step's form, where it has one.")] = None

    def asked(self) -> inputs.CompleteCase:
        """The use case's input."""
        return inputs.CompleteCase(
            case_id=self.case_id, expected_version=self.expected_version, outcome=self.outcome, form=self.form
        )


@strawberry.input
class RejectCaseInput(ChangeInput):
    """Reject the application."""

    reason: Annotated[str, doc("One of the SOP's reasons to reject, by code.")]
    ground: Annotated[str, doc("Why, in words that the applicant will read.")]

    def asked(self) -> inputs.RejectCase:
        """The use case's input."""
        return inputs.RejectCase(
            case_id=self.case_id, expected_version=self.expected_version, reason=self.reason, ground=self.ground
        )


@strawberry.input
class ForwardCaseInput(ChangeInput):
    """Pass the case on to who is competent."""

    reason: Annotated[str, doc("One of the SOP's reasons to forward, by code.")]
    institution: Annotated[str, doc("An institution of the office's register, by slug.")]
    note: str | None = None

    def asked(self) -> inputs.ForwardCase:
        """The use case's input."""
        return inputs.ForwardCase(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            institution=self.institution,
            note=self.note,
        )


@strawberry.input
class CancelCaseInput(ChangeInput):
    """End the case at the applicant's wish."""

    reason: Annotated[str, doc("One of the SOP's reasons to cancel, by code.")]
    requested_by: Annotated[str, doc("Who asked for it, by name.")]
    relation: Annotated[str, doc("How they are related to the client.")]
    note: str | None = None

    def asked(self) -> inputs.CancelCase:
        """The use case's input."""
        return inputs.CancelCase(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            requested_by=self.requested_by,
            relation=self.relation,
            note=self.note,
        )
