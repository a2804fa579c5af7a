"""What callers get to see of uploaded files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from laksana_sdk.findings import Finding


class Stage(StrEnum):
    """How far a file has come; only a PROMOTED one can be read or used, a REFUSED one says why.

    An ABANDONED one was announced and never confirmed.
    """

    PLANNED = "PLANNED"
    UPLOADED = "UPLOADED"
    PROMOTED = "PROMOTED"
    REFUSED = "REFUSED"
    ABANDONED = "ABANDONED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUpload:
    """A file about to be uploaded to a case: `purpose` is the slug of a paper or `scan`, `length` its bytes."""

    case_id: UUID
    purpose: str
    file_name: str
    content_type: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPart:
    """One part of a large file: `length` bytes from the byte `start`. `url` takes it; None where it has arrived."""

    number: int
    start: int
    length: int
    url: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlan:
    """Where to PUT the file's bytes, with these headers, until `expires_at`; then confirm it.

    A large file has no `url` of its own: each of its `parts` is put to the part's, without headers.
    """

    attachment_id: UUID
    url: str | None = field(repr=False)
    headers: Mapping[str, str]
    parts: tuple[UploadPart, ...] = ()
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageUsage:
    """How much of its room an office's files take, in bytes; announced uploads count."""

    files: int
    used: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A file of a case, as it was announced, and once it is PROMOTED as it is served.

    `length` is in bytes. `sha256` (hex) is of what is served, `original_sha256` of what arrived: an image is served
    without its metadata, so that they differ.
    """

    id: UUID
    case_id: UUID
    purpose: str
    stage: Stage
    file_name: str = field(repr=False)
    content_type: str
    length: int
    sha256: str | None
    original_sha256: str | None
    has_thumbnail: bool
    findings: tuple[Finding, ...]
    uploaded_by: UUID
    created_at: datetime
    confirmed_at: datetime | None
    inspected_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedAttachment:
    """A file that passed inspection: what is served of it lies under `object_key` and has this SHA-256 (hex)."""

    id: UUID
    case_id: UUID
    file_name: str = field(repr=False)
    content_type: str
    object_key: str
    announced_name: str = field(repr=False)
    announced_type: str
    original_key: str | None
    thumbnail_key: str | None
    sha256: str
