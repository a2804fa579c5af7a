"""A root over an office's cases: how far each chain had come, chained to the root before it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import msgspec


class Head(msgspec.Struct, frozen=True, array_like=True):
    """How far a case's chain had come: its last event's number and hash, in hexadecimal digits."""

    case_id: UUID
    seq: int
    hash: str


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """One root; `heads` in the order of case ids, `previous` and `hash` in hexadecimal digits."""

    tenant_id: UUID
    seq: int
    at: datetime
    heads: tuple[Head, ...]
    previous: str
    hash: str

    def is_whole(self) -> bool:
        """Whether its hash covers what it says."""
        return self.hash == _digest(self.tenant_id, self.seq, self.at, self.heads, self.previous)


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """Where an office's roots end: number and hash of the newest."""

    seq: int
    hash: str


def before_the_first(tenant_id: UUID) -> Last:
    """Where the roots of an office begin that has none."""
    return Last(seq=0, hash=hashlib.sha256(b"laksana/office/1\0" + tenant_id.bytes).hexdigest())


def next_root(tenant_id: UUID, last: Last, heads: Iterable[Head], *, at: datetime) -> Root:
    """The root that follows, over these cases."""
    ordered = tuple(sorted(heads, key=lambda head: head.case_id))
    digest = _digest(tenant_id, last.seq + 1, at, ordered, last.hash)
    return Root(tenant_id=tenant_id, seq=last.seq + 1, at=at, heads=ordered, previous=last.hash, hash=digest)


def latest_heads(roots: Iterable[Root]) -> Mapping[UUID, Head]:
    """How far each case had come at its newest root; a head commits to every event before it."""
    return {head.case_id: head for root in roots for head in root.heads}


def _digest(tenant_id: UUID, seq: int, at: datetime, heads: tuple[Head, ...], previous: str) -> str:
    said = msgspec.json.encode((tenant_id, seq, at.astimezone(UTC), heads, previous))
    return hashlib.sha256(b"laksana/root/1\0" + said).hexdigest()
