"""The log of reads: who read which personal data, in which standing, and what for."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.audit.read_queries import ReadFilter
from laksana.audit.views import LoggedReadView, ReaderKind, ReadKind, ReadPurpose
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.offices import OfficerType

strawberry.enum(ReadKind, name="ReadKind", description="What was read.")
strawberry.enum(ReaderKind, name="ReaderKind", description="What kind of reader it was.")


@strawberry.input(name="ReadingFilter")
class ReadingFilterInput:
    """Which readings are wanted; what is left out may be anything."""

    officer_id: UUID | None = None
    case_id: UUID | None = None
    kind: ReadKind | None = None
    since: Annotated[datetime | None, doc("From this moment on.")] = None
    until: Annotated[datetime | None, doc("Before this moment.")] = None

    def wanted(self) -> ReadFilter:
        """The filter of the query."""
        return ReadFilter(
            officer_id=self.officer_id, case_id=self.case_id, kind=self.kind, since=self.since, until=self.until
        )


@strawberry.type(name="Reading")
class ReadingType:
    """One reading about one person. What is merely shown is written down once an hour for a reader and a person."""

    id: UUID
    read_at: datetime
    reader: ReaderKind
    reader_name: Annotated[str | None, doc("Who is not of your office: institution, province's officer, operator.")]
    role: Annotated[str | None, doc("The code of the role in the case's SOP that the reader held, if any.")]
    capacity: str | None
    post: Annotated[str | None, doc("The post's title on that day.")]
    purpose: Annotated[ReadPurpose | None, doc("Null: none was stated, and the reader held no role that implies one.")]
    purpose_label: Annotated[str | None, doc("The purpose in Indonesian.")]
    kind: ReadKind
    kind_label: Annotated[str, doc("What was read, in Indonesian.")]
    case_id: UUID | None
    person_id: UUID | None
    attachment_id: UUID | None
    letter_id: UUID | None
    dispatch_id: UUID | None
    handover_id: Annotated[UUID | None, doc("A received hand-over.")]
    officer_id: strawberry.Private[UUID | None]

    @classmethod
    def from_view(cls, view: LoggedReadView) -> "ReadingType":
        """The line of the log."""
        return cls(
            id=view.id,
            read_at=view.read_at,
            reader=view.reader,
            reader_name=view.reader_name,
            role=view.role,
            capacity=view.capacity,
            post=view.post,
            purpose=view.purpose,
            purpose_label=view.purpose.label if view.purpose else None,
            kind=view.kind,
            kind_label=view.kind.label,
            case_id=view.case_id,
            person_id=view.person_id,
            attachment_id=view.attachment_id,
            letter_id=view.letter_id,
            dispatch_id=view.dispatch_id,
            handover_id=view.handover_id,
            officer_id=view.officer_id if view.reader is ReaderKind.OFFICER else None,
        )

    @strawberry.field
    async def officer(self, info: Info) -> OfficerType | None:
        """Who of your office read it; null for a reader from outside."""
        return await OfficerType.load(info, self.officer_id)
