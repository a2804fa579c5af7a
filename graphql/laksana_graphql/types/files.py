"""Files that people bring, and the short-lived URLs that take and give them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.attachments.views import AttachmentView, Stage, StorageUsage, UploadPlan
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.findings import FindingType
from laksana_graphql.types.offices import OfficerType

strawberry.enum(
    Stage, name="AttachmentStage", description="How far a file has come; only a PROMOTED one can be read or used."
)


@strawberry.type(name="Attachment")
class AttachmentType:
    """A file of a case. Its content is read with `openAttachment`, because reading a paper is an act."""

    id: UUID
    case_id: UUID
    purpose: Annotated[str, doc("The slug of a paper, or `scan` for a signed letter.")]
    stage: Stage
    file_name: str
    content_type: str
    length: Annotated[int, doc("In bytes.")]
    sha256: Annotated[str | None, doc("Of the bytes that are served, in lower-case hex, once it is PROMOTED.")]
    original_sha256: Annotated[str | None, doc("Of the bytes that arrived; images are served without metadata.")]
    has_thumbnail: bool
    findings: Annotated[list[FindingType], doc("Why it was REFUSED.", size=5)]
    created_at: datetime
    confirmed_at: datetime | None
    inspected_at: datetime | None
    uploaded_by_id: strawberry.Private[UUID]

    @classmethod
    def from_view(cls, view: AttachmentView) -> "AttachmentType":
        """The file as its case shows it."""
        return cls(
            id=view.id,
            case_id=view.case_id,
            purpose=view.purpose,
            stage=view.stage,
            file_name=view.file_name,
            content_type=view.content_type,
            length=view.length,
            sha256=view.sha256,
            original_sha256=view.original_sha256,
            has_thumbnail=view.has_thumbnail,
            findings=[FindingType.of(found) for found in view.findings],
            created_at=view.created_at,
            confirmed_at=view.confirmed_at,
            inspected_at=view.inspected_at,
            uploaded_by_id=view.uploaded_by,
        )

    @strawberry.field
    async def uploaded_by(self, info: Info) -> OfficerType | None:
        """Who announced it."""
        return await OfficerType.load(info, self.uploaded_by_id)


@strawberry.type
class Header:
    """A header that the upload must carry."""

    name: str
    value: str


@strawberry.type(name="UploadPart")
class UploadPartType:
    """One part of a large file."""

    number: int
    start: Annotated[int, doc("Of its first byte in the file; the first is 0.")]
    length: Annotated[int, doc("In bytes.")]
    url: Annotated[str | None, doc("Takes this part by PUT, without headers; null where it has arrived.")]


@strawberry.type(name="StorageUsage")
class StorageUsageType:
    """How much of its room your office's files take."""

    files: int
    used_bytes: Annotated[str, doc("A whole number, as text: it may be larger than an Int.")]
    limit_bytes: Annotated[str, doc("A whole number, as text.")]

    @classmethod
    def of(cls, usage: StorageUsage) -> "StorageUsageType":
        """The usage as clients read it."""
        return cls(files=usage.files, used_bytes=str(usage.used), limit_bytes=str(usage.limit))


@strawberry.type
class UploadTarget:
    """Where the file's bytes go: one PUT with exactly these headers, or one for each part; then `confirmUpload`."""

    attachment_id: UUID
    url: Annotated[str | None, doc("Null above 8 MiB, where the file is put in parts.")]
    headers: Annotated[list[Header], doc("Send these and no others.", size=3)]
    parts: Annotated[
        list[UploadPartType],
        doc("Of a large file; `planUpload` with the same key says which are still missing.", size=6),
    ]
    expires_at: datetime

    @classmethod
    def of(cls, plan: UploadPlan) -> "UploadTarget":
        """The plan as clients follow it."""
        return cls(
            attachment_id=plan.attachment_id,
            url=plan.url,
            headers=[Header(name=name, value=value) for name, value in plan.headers.items()],
            parts=[
                UploadPartType(number=part.number, start=part.start, length=part.length, url=part.url)
                for part in plan.parts
            ],
            expires_at=plan.expires_at,
        )
