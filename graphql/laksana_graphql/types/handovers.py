"""Cases handed over to offices and institutions: what was sent, what was received, and the envelope in between."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from laksana.handover.views import (
    HandoverField,
    HandoverStatus,
    OpenedEnvelope,
    PrefilledForm,
    ReceivedHandoverView,
    ReceivedPaper,
    SentHandoverView,
)
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.offices import OfficerType

strawberry.enum(HandoverField, name="HandoverField", description="What of a case may be handed over.")
strawberry.enum(HandoverStatus, name="HandoverStatus", description="Where a hand-over stands.")


@strawberry.type(name="Handover")
class HandoverType:
    """A case offered to another office or to an institution, as the office that sent it sees it."""

    id: UUID
    to_office: Annotated[str | None, doc("The other office's slug; null where it went to an institution.")]
    to_institution: Annotated[str | None, doc("The institution's slug; null where it went to an office.")]
    status: HandoverStatus
    status_label: Annotated[str, doc("The status in Indonesian.")]
    round: Annotated[int, doc("How often it was sent; more than once when it came back.")]
    fields: Annotated[list[HandoverField], doc("What was put into the envelope.", size=13)]
    attachment_ids: Annotated[list[UUID], doc("The case's files that were put into it.", size=10)]
    first_sent_at: datetime
    sent_at: Annotated[datetime, doc("When this round was sent.")]
    delivered_at: Annotated[
        datetime | None, doc("When it lay before the other office, or an institution first opened its link.")
    ]
    answered_at: datetime | None
    opened_at: Annotated[datetime | None, doc("When the other office opened a case from it.")]
    reminded_at: Annotated[datetime | None, doc("Since when you are reminded that nobody has answered.")]
    withdrawn_at: datetime | None
    link_until: Annotated[datetime | None, doc("Until when an institution's link opens it; null when none does.")]
    minutes_here: Annotated[int, doc("Your office's working minutes from the first sending to the answer, or to now.")]
    minutes_there: Annotated[int, doc("The receiver's working minutes until its answers, by its own calendar.")]
    sent_by_id: strawberry.Private[UUID]

    @classmethod
    def from_view(cls, view: SentHandoverView) -> "HandoverType":
        """The hand-over as its case shows it."""
        return cls(
            id=view.id,
            to_office=view.to_office,
            to_institution=view.to_institution,
            status=view.status,
            status_label=view.status.label,
            round=view.round,
            fields=list(view.fields),
            attachment_ids=list(view.attachment_ids),
            first_sent_at=view.first_sent_at,
            sent_at=view.sent_at,
            delivered_at=view.delivered_at,
            answered_at=view.answered_at,
            opened_at=view.opened_at,
            reminded_at=view.reminded_at,
            withdrawn_at=view.withdrawn_at,
            link_until=view.link_until,
            minutes_here=view.minutes_here,
            minutes_there=view.minutes_there,
            sent_by_id=view.sent_by,
        )

    @strawberry.field
    async def sent_by(self, info: Info) -> OfficerType | None:
        """Who sent this round."""
        return await OfficerType.load(info, self.sent_by_id)

    @weighed(cost=5)
    async def answer(self, info: Info) -> str | None:
        """What the receiver wrote; for those who hold a role in the SOP. Reading is logged."""
        office_actor(info)
        return await info.context.loaders.answers.load(self.id)


@strawberry.type(name="ReceivedPaper")
class ReceivedPaperType:
    """A paper in the envelope. Its content is read with `openReceivedPaper`."""

    id: UUID
    purpose: Annotated[str, doc("The paper's slug in the sender's SOP.")]
    file_name: str
    content_type: str
    length: Annotated[int, doc("In bytes.")]
    sha256: Annotated[str, doc("Lower-case hex.")]

    @classmethod
    def from_view(cls, view: ReceivedPaper) -> "ReceivedPaperType":
        """The paper as the envelope lists it."""
        return cls(
            id=view.id,
            purpose=view.purpose,
            file_name=view.file_name,
            content_type=view.content_type,
            length=view.length,
            sha256=view.sha256,
        )


@strawberry.type
class EnvelopeFact:
    """One thing that the sender chose to say."""

    field: HandoverField
    label: Annotated[str, doc("The field in Indonesian.")]
    value: Annotated[str, doc("As text; days as 2026-11-21, sex as `L` or `P`, regions as codes.")]


@strawberry.type(name="PrefilledForm")
class PrefilledFormType:
    """An intake form begun from the envelope; complete it and give it to `openCase` with the `handoverId`."""

    sop: str
    form: Annotated[JSON, doc("A part of what the SOP's `formSchema` asks.")]

    @classmethod
    def from_view(cls, view: PrefilledForm) -> "PrefilledFormType":
        """The form as far as the envelope fills it."""
        return cls(sop=view.sop, form=JSON(dict(view.form)))


@strawberry.type
class HandoverEnvelope:
    """What the other office has put into the envelope, in clear."""

    sop: Annotated[str, doc("By which SOP the sender worked, by name.")]
    facts: Annotated[list[EnvelopeFact], doc("What was chosen and known.", size=13)]
    note: str | None
    papers: Annotated[list[ReceivedPaperType], doc("Its papers.", size=10)]
    forms: Annotated[list[PrefilledFormType], doc("Intake forms of your office's SOPs, begun from it.", size=4)]

    @classmethod
    def from_view(cls, view: OpenedEnvelope) -> "HandoverEnvelope":
        """The opened envelope."""
        return cls(
            sop=view.sop,
            facts=[EnvelopeFact(field=name, label=name.label, value=value) for name, value in view.facts.items()],
            note=view.note,
            papers=[ReceivedPaperType.from_view(paper) for paper in view.papers],
            forms=[PrefilledFormType.from_view(form) for form in view.forms],
        )


@strawberry.type(name="ReceivedHandover")
class ReceivedHandoverType:
    """A case that another office offers to yours."""

    id: UUID
    from_office: Annotated[str, doc("The sender's slug.")]
    status: HandoverStatus
    status_label: Annotated[str, doc("The status in Indonesian.")]
    round: Annotated[int, doc("How often it was sent; more than once when you returned it.")]
    received_at: datetime
    delivered_at: Annotated[datetime, doc("When this round came in.")]
    answered_at: datetime | None
    minutes: Annotated[int, doc("Your office's working minutes until its answers.")]
    case_id: Annotated[UUID | None, doc("The case that your office has opened from it.")]
    opened_at: datetime | None
    withdrawn_at: Annotated[datetime | None, doc("When the sender took it back.")]
    answered_by_id: strawberry.Private[UUID | None]

    @classmethod
    def from_view(cls, view: ReceivedHandoverView) -> "ReceivedHandoverType":
        """The hand-over as the receiving office lists it."""
        return cls(
            id=view.id,
            from_office=view.from_office,
            status=view.status,
            status_label=view.status.label,
            round=view.round,
            received_at=view.received_at,
            delivered_at=view.delivered_at,
            answered_at=view.answered_at,
            minutes=view.minutes,
            case_id=view.case_id,
            opened_at=view.opened_at,
            withdrawn_at=view.withdrawn_at,
            answered_by_id=view.answered_by,
        )

    @strawberry.field
    async def answered_by(self, info: Info) -> OfficerType | None:
        """Who answered for your office."""
        return await OfficerType.load(info, self.answered_by_id) if self.answered_by_id else None

    @weighed(cost=10)
    async def envelope(self, info: Info) -> HandoverEnvelope | None:
        """What is handed over, for those who decide on it or open the case. Reading is logged."""
        office_actor(info)
        return HandoverEnvelope.from_view(await info.context.loaders.envelopes.load(self.id))
