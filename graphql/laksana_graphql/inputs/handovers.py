"""Inputs of mutations of hand-overs."""

from typing import Annotated
from uuid import UUID

import strawberry

from laksana.audit.record_read import ReadPurpose
from laksana.handover import inputs
from laksana.handover.views import HandoverField
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import ChangeInput, few
from laksana_graphql.inputs.reading import Purpose


@strawberry.input
class HandOverCaseInput(ChangeInput):
    """Offer the case to another office of this service."""

    to_office: Annotated[str, doc("The other office's slug.")]
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
class OpenReceivedPaperInput:
    """Read a paper of a received envelope."""

    handover_id: UUID
    paper_id: Annotated[UUID, doc("The paper's id in the envelope.")]
    purpose: Purpose = ReadPurpose.CASEWORK
