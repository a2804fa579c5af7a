"""Inputs of mutations of hand-overs."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.handover import inputs
from laksana.handover.views import HandoverField
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import ChangeInput, few
from laksana_graphql.inputs.reading import Purpose
from laksana_sdk.replies import HandoverAnswer

strawberry.enum(HandoverAnswer, name="HandoverAnswer", description="What a receiver may answer.")


@strawberry.input
class HandOverCaseInput(ChangeInput):
    """Offer the case to another office of this service, or to an institution of your register: name one of the two."""

    to_office: Annotated[str | None, doc("The other office's slug.")] = None
    to_institution: Annotated[str | None, doc("The institution's slug.")] = None
    fields: Annotated[list[HandoverField], doc("What is put into the envelope, at least one.")]
    attachment_ids: list[UUID] = strawberry.field(
        default_factory=list, description="Inspected files of the case to put into it, at most 40."
    )
    note: str | None = None

    def asked(self) -> inputs.HandOverCase:
        """The use case's input."""
        return inputs.HandOverCase(
            case_id=self.case_id,
            expected_version=self.expected_version,
            to_office=self.to_office,
            to_institution=self.to_institution,
            fields=tuple(field.value for field in few(self.fields, "fields")),
            papers=few(self.attachment_ids, "attachmentIds"),
            note=self.note,
        )


@strawberry.input
class ResendHandoverInput:
    """Send a returned hand-over once more; the envelope is made anew."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    handover_id: UUID
    fields: Annotated[list[HandoverField], doc("What is put into the envelope, at least one.")]
    attachment_ids: list[UUID] = strawberry.field(
        default_factory=list, description="Inspected files of the case to put into it, at most 40."
    )
    note: str | None = None

    def asked(self) -> inputs.ResendHandover:
        """The use case's input."""
        return inputs.ResendHandover(
            handover_id=self.handover_id,
            fields=tuple(field.value for field in few(self.fields, "fields")),
            papers=few(self.attachment_ids, "attachmentIds"),
            note=self.note,
        )


@strawberry.input
class AcceptHandoverInput:
    """Accept a received hand-over."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    handover_id: UUID
    note: Annotated[str, doc("What the sender should know; may stay empty.")] = ""

    def asked(self) -> inputs.AnswerHandover:
        """The use case's input."""
        return inputs.AnswerHandover(handover_id=self.handover_id, reason=self.note)


@strawberry.input
class DeclineHandoverInput:
    """Return a received hand-over, or refuse it."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    handover_id: UUID
    reason: Annotated[str, doc("What is still needed, or why it is refused; the sender reads it.")]

    def asked(self) -> inputs.AnswerHandover:
        """The use case's input."""
        return inputs.AnswerHandover(handover_id=self.handover_id, reason=self.reason)


@strawberry.input
class SentHandoverInput:
    """An act of the sender on a hand-over."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    handover_id: UUID

    def asked(self) -> inputs.SentHandoverAct:
        """The use case's input."""
        return inputs.SentHandoverAct(handover_id=self.handover_id)


@strawberry.input
class EnterReplyInput:
    """Enter what an institution answered by letter or telephone."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    handover_id: UUID
    answer: HandoverAnswer
    answered_on: date
    replied_by: Annotated[str, doc("Who answered there.")]
    replied_as: Annotated[str, doc("In which post.")]
    admitted_on: Annotated[date | None, doc("When the client may come; needed when accepted.")] = None
    bed: str | None = None
    conditions: str | None = None
    queue_position: int | None = None
    papers_wanted: Annotated[str | None, doc("Needed when returned.")] = None
    reason_code: Annotated[str | None, doc("One of the SOP's reasons, where it has such.")] = None
    reason: Annotated[str | None, doc("Needed when refused and the SOP has no reasons.")] = None

    def asked(self) -> inputs.EnterReply:
        """The use case's input."""
        return inputs.EnterReply(
            handover_id=self.handover_id,
            answer=self.answer.value,
            answered_on=self.answered_on,
            replied_by=self.replied_by,
            replied_as=self.replied_as,
            admitted_on=self.admitted_on,
            bed=self.bed,
            conditions=self.conditions,
            queue_position=self.queue_position,
            papers_wanted=self.papers_wanted,
            reason_code=self.reason_code,
            reason=self.reason,
        )


@strawberry.input
class OpenReceivedPaperInput:
    """Read a paper of a received envelope."""

    handover_id: UUID
    paper_id: Annotated[UUID, doc("The paper's id in the envelope.")]
    purpose: Purpose = None
