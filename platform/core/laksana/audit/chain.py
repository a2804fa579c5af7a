"""The hash chain of one case: each event's hash covers the one before it and the command that caused it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The command behind a batch of events: who gave it (None: the system), in which capacity, with codes and ids."""

    id: UUID
    first_seq: int
    command: str
    payload: Any
    officer_id: UUID | None
    role: str | None
    post_id: UUID | None
    capacity: str | None
    performed_by: str | None
    submission_ids: Any
    at: datetime

    def said(self) -> bytes:
        """All that it says as canonical JSON, the same before and after it was stored."""
        said = (
            self.id, self.first_seq, self.command, self.payload, self.officer_id, self.role, self.post_id,
            self.capacity, self.performed_by, self.submission_ids, self.at.astimezone(UTC),
        )  # fmt: skip
        return msgspec.json.encode(said, order="sorted")

    def digest(self) -> bytes:
        """The 32-byte hash of all that it says."""
        return hashlib.sha256(b"laksana/cause/1\0" + self.said()).digest()


def genesis(tenant_id: UUID, case_id: UUID) -> bytes:
    """The hash before a case's first event: chains of two cases or offices never share a link."""
    return hashlib.sha256(b"laksana/case/1\0" + tenant_id.bytes + case_id.bytes).digest()


def link(previous: bytes, *, seq: int, cause: bytes, kind: str, data: str) -> bytes:
    """The 32-byte hash of an event; `cause` is its cause's digest, `data` its canonical JSON text as stored."""
    head = b"\0".join((seq.to_bytes(8, "big"), cause, kind.encode()))
    return hashlib.sha256(previous + head + b"\0" + data.encode()).digest()
