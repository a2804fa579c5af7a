"""A file's name and original sealed with its case's key, and the keys under which its bytes lie in S3."""

import re
from uuid import UUID

from laksana.inspection.result import JPEG
from laksana_infra.crypto import SecretKey, open_sealed, seal

JPEG_ENDINGS = (".jpg", ".jpeg")
_FILE_OBJECT = re.compile(
    r"tenants/[0-9a-f-]{36}/(?P<folder>quarantine|attachments|originals|thumbnails)/(?P<id>[0-9a-f-]{36})"
)


def seal_name(name: str, *, attachment_id: UUID, key: SecretKey) -> bytes:
    """The name sealed for this file; it often holds a person's name."""
    return seal(key, name.encode(), associated=_place(attachment_id))


def open_name(sealed: bytes, *, attachment_id: UUID, key: SecretKey) -> str:
    """The name that was sealed for this file."""
    return open_sealed(key, sealed, associated=_place(attachment_id)).decode()


def seal_original(content: bytes, *, attachment_id: UUID, key: SecretKey) -> bytes:
    """A file as it arrived, sealed for this file."""
    return seal(key, content, associated=_original_place(attachment_id))


def open_original(sealed: bytes, *, attachment_id: UUID, key: SecretKey) -> bytes:
    """The file that was sealed for this file."""
    return open_sealed(key, sealed, associated=_original_place(attachment_id))


def quarantine_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where a client's bytes arrive; nobody is ever served from there."""
    return f"tenants/{tenant_id}/quarantine/{attachment_id}"


def object_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where inspected bytes lie; no presigned upload reaches it."""
    return f"tenants/{tenant_id}/attachments/{attachment_id}"


def original_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where a sealed original lies; no URL is ever signed for it."""
    return f"tenants/{tenant_id}/originals/{attachment_id}"


def thumbnail_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where a small picture of an image lies."""
    return f"tenants/{tenant_id}/thumbnails/{attachment_id}"


def owner_of(key: str) -> tuple[str, UUID] | None:
    """The folder (`quarantine`, `attachments` ...) and the file to which an object belongs; None for no file's."""
    found = _FILE_OBJECT.fullmatch(key)
    return (found["folder"], UUID(found["id"])) if found else None


def served_name(announced: str, content_type: str | None) -> str:
    """The name under which a file is served: the announced one, with .jpg where a HEIC photo became a JPEG."""
    stem, dot, ending = announced.rpartition(".")
    if content_type == JPEG and dot and f".{ending.lower()}" not in JPEG_ENDINGS:
        return f"{stem}.jpg"
    return announced


def _original_place(attachment_id: UUID) -> bytes:
    return b"attachment_original/" + attachment_id.bytes


def _place(attachment_id: UUID) -> bytes:
    return b"attachment_name/" + attachment_id.bytes
