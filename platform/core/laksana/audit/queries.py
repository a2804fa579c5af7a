"""An office's roots and the chains of its cases, as they are stored."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from laksana.audit.chain import Cause
from laksana.audit.roots import Head, Last, Root, before_the_first
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope

NEWEST_ROOTS = "select tenant_id, max(seq) as seq from app.audit_root group by tenant_id order by tenant_id"
"""The number of every office's newest root, for a session that sees every office."""

_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event's row, with the digest of the cause that its batch says now."""

    seq: int
    kind: str
    at: datetime
    data: str
    cause: bytes
    previous_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChain:
    """A case's chain as it is stored; `version` and `head_hash` are the case's row, None where that is gone."""

    case_id: UUID
    version: int | None
    head_hash: bytes | None
    wrapped_key: bytes | None
    events: tuple[StoredEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEvent:
    """An event with the very text that its hash (hex) covers: its own, and its cause's."""

    seq: int
    kind: str
    cause: str
    data: str
    hash: str


async def last_root() -> Last:
    """Where the office's roots end."""
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        "select seq, encode(hash, 'hex') as hash from audit_root where tenant_id = $1 order by seq desc limit 1",
        tenant_id,
    )
    return Last(**row) if row else before_the_first(tenant_id)


async def stored_root(root_id: UUID) -> Root | None:
    """The root of that id."""
    rows = await fetch(f"{_ROOT} and id = $2", current_scope().tenant_id, root_id)
    return _root(rows[0]) if rows else None


async def stored_roots() -> tuple[Root, ...]:
    """Every root of the office, in order."""
    rows = await fetch(f"{_ROOT} order by seq", current_scope().tenant_id)
    return tuple(_root(row) for row in rows)


async def stored_chains() -> AsyncIterator[StoredChain]:
    """Every chain of the office, also of a case whose row is gone, a page of cases at a time."""
    after = UUID(int=0)
    while True:
        rows = await fetch(
            "select c.case_id, k.version, k.head_hash, k.wrapped_key from"
            " (select id as case_id from case_ where tenant_id = $1 and id > $2"
            "  union select case_id from case_event where tenant_id = $1 and case_id > $2"
            "  order by case_id limit $3) c"
            " left join case_ k on k.tenant_id = $1 and k.id = c.case_id order by c.case_id",
            current_scope().tenant_id, after, _PAGE,
        )  # fmt: skip
        if not rows:
            return
        events = await _events([row["case_id"] for row in rows])
        for row in rows:
            yield StoredChain(**row, events=tuple(events.get(row["case_id"], ())))
        after = rows[-1]["case_id"]


async def written_chain(case_id: UUID) -> tuple[WrittenEvent, ...]:
    """The chain of one case with the bytes that its hashes cover, in order; empty for a case that is not there."""
    causes = await _causes([case_id])
    rows = await fetch(
        "select batch_id, seq, kind, data, encode(hash, 'hex') as hash from case_event"
        " where tenant_id = $1 and case_id = $2 order by seq",
        current_scope().tenant_id, case_id,
    )  # fmt: skip
    return tuple(WrittenEvent(cause=causes[row.pop("batch_id")].said().decode(), **row) for row in rows)


async def _causes(case_ids: list[UUID]) -> dict[UUID, Cause]:
    return {
        row.pop("batch_id"): Cause(**_with_json(row))
        for row in await fetch(
            "select id as batch_id, id, first_seq, command, payload::text as payload, officer_id, role, post_id,"
            " capacity, performed_by, submission_ids::text as submission_ids, at from case_batch"
            " where tenant_id = $1 and case_id = any($2)",
            current_scope().tenant_id, case_ids,
        )
    }  # fmt: skip


async def _events(case_ids: list[UUID]) -> dict[UUID, list[StoredEvent]]:
    tenant_id = current_scope().tenant_id
    causes = {batch_id: cause.digest() for batch_id, cause in (await _causes(case_ids)).items()}
    found: dict[UUID, list[StoredEvent]] = {}
    for row in await fetch(
        "select case_id, batch_id, seq, kind, at, data, previous_hash, hash from case_event"
        " where tenant_id = $1 and case_id = any($2) order by case_id, seq, id",
        tenant_id, case_ids,
    ):  # fmt: skip
        event = StoredEvent(
            cause=causes.get(row.pop("batch_id"), b""), **{k: v for k, v in row.items() if k != "case_id"}
        )
        found.setdefault(row["case_id"], []).append(event)
    return found


def _with_json(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: msgspec.json.decode(row[name]) for name in ("payload", "submission_ids")}


_ROOT = (
    "select tenant_id, seq, at, heads, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as hash"
    " from audit_root where tenant_id = $1"
)


def _root(row: dict[str, Any]) -> Root:
    heads: tuple[Head, ...] = ()
    # What cannot be read any more is not what the hash covers: the verification says so.
    with suppress(msgspec.DecodeError):
        heads = msgspec.json.decode(row.pop("heads"), type=tuple[Head, ...])
    return Root(**row, heads=heads)
