"""A file's name sealed with its case's key, and the keys under which its bytes lie in S3."""

from uuid import UUID

from laksana_infra.crypto import SecretKey, open_sealed, seal


def seal_name(name: str, *, attachment_id: UUID, key: SecretKey) -> bytes:
    """The name sealed for this file; it often holds a person's name."""
    return seal(key, name.encode(), associated=_place(attachment_id))


def open_name(sealed: bytes, *, attachment_id: UUID, key: SecretKey) -> str:
    """The name that was sealed for this file."""
    return open_sealed(key, sealed, associated=_place(attachment_id)).decode()


def quarantine_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where a client's bytes arrive; nobody is ever served from there."""
    return f"tenants/{tenant_id}/quarantine/{attachment_id}"


def object_key(tenant_id: UUID, attachment_id: UUID) -> str:
    """Where inspected bytes lie; no presigned upload reaches it."""
    return f"tenants/{tenant_id}/attachments/{attachment_id}"


def _place(attachment_id: UUID) -> bytes:
    return b"attachment_name/" + attachment_id.bytes
