"""What callers get to see of uploaded files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from laksana_sdk.findings import Finding


class Stage(StrEnum):
    """How far a file has come; only a PROMOTED one can be read or used, a REFUSED one says why."""

    PLANNED = "PLANNED"
    UPLOADED = "UPLOADED"
    PROMOTED = "PROMOTED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUpload:
    """A file about to be uploaded to a case: `purpose` is the slug of a paper or `scan`, `length` its bytes."""

    case_id: UUID
    purpose: str
    file_name: str
    content_type: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlan:
    """Where to PUT the file's bytes, with these headers, until `expires_at`; then confirm it."""

    attachment_id: UUID
    url: str = field(repr=False)
    headers: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A file of a case; `length` is in bytes, `sha256` (hex) is known once it is PROMOTED."""

    id: UUID
    case_id: UUID
    purpose: str
    stage: Stage
    file_name: str = field(repr=False)
    content_type: str
    length: int
    sha256: str | None
    findings: tuple[Finding, ...]
    uploaded_by: UUID
    created_at: datetime
    confirmed_at: datetime | None
    inspected_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedAttachment:
    """A file that passed inspection: its object lies under `object_key` and has this SHA-256 (hex)."""

    id: UUID
    case_id: UUID
    file_name: str = field(repr=False)
    content_type: str
    object_key: str
    sha256: str
