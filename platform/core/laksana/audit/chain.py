"""The hash chain of one case: each event's hash covers the one before it."""

import hashlib
from uuid import UUID


def genesis(tenant_id: UUID, case_id: UUID) -> bytes:
    """The hash before a case's first event: chains of two cases or offices never share a link."""
    return hashlib.sha256(b"laksana/case/1\0" + tenant_id.bytes + case_id.bytes).digest()


def link(previous: bytes, *, seq: int, batch_id: UUID, kind: str, data: str) -> bytes:
    """The 32-byte hash of an event; `data` is its canonical JSON text as stored."""
    head = b"\0".join((seq.to_bytes(8, "big"), batch_id.bytes, kind.encode()))
    return hashlib.sha256(previous + head + b"\0" + data.encode()).digest()
