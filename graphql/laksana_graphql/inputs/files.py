"""Inputs of mutations of files."""

from typing import Annotated
from uuid import UUID

import strawberry

from laksana.attachments.download import FileVersion
from laksana.attachments.views import PlanUpload
from laksana_graphql.described import doc
from laksana_graphql.inputs.reading import Purpose


@strawberry.input
class PlanUploadInput:
    """Announce a file of a case."""

    key: Annotated[
        str, doc("Idempotency key, 8 to 120 characters; used again, it gives a fresh URL for the same file.")
    ]
    case_id: UUID
    purpose: Annotated[str, doc("The slug of a paper, or `scan` for a signed letter.")]
    file_name: str
    content_type: Annotated[str, doc("`image/jpeg`, `image/png`, `image/heic` or `application/pdf`.")]
    length: Annotated[int, doc("In bytes, at most 26214400 (25 MiB).")]

    def asked(self) -> PlanUpload:
        """The use case's input."""
        return PlanUpload(
            case_id=self.case_id,
            purpose=self.purpose,
            file_name=self.file_name,
            content_type=self.content_type,
            length=self.length,
        )


@strawberry.input
class ConfirmUploadInput:
    """Say that the file's bytes have been put to their target."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    attachment_id: UUID


@strawberry.input
class OpenAttachmentInput:
    """Read a file."""

    attachment_id: UUID
    version: FileVersion = FileVersion.FILE
    purpose: Purpose = None
