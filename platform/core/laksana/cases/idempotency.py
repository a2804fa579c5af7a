"""Each mutation happens once: its key is claimed first, its result is stored last, a repeat gets that result."""

from typing import Any, TypeVar
from uuid import UUID

from laksana.cases.codec import canonical, decoded
from laksana.vault.keys import office_key
from laksana_infra.changes import Change, execute_together
from laksana_infra.clock import now
from laksana_infra.crypto import keyed_digest
from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

ResultT = TypeVar("ResultT")

KEY_LENGTH = 120


async def claim(operation: str, key: str, asked: object, *, by: Actor, result: type[ResultT]) -> ResultT | None:
    """The stored result when this key was used before with the same input, None when it is ours now.

    Call it first in the unit of work. A second caller with the same key waits until the first has committed. Raises
    Invalid for an unusable key, or one that was used with another input.
    """
    digest = await _digest(operation, key, asked)
    moment = now()
    claimed = await execute(
        "insert into idempotency_key (tenant_id, id, officer_id, key, operation, input_digest, created_at, used_on)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, officer_id, key) do nothing",
        current_scope().tenant_id, new_id(), by.officer_id, key, operation, digest, moment, moment.date(),
    )  # fmt: skip
    if claimed:
        return None
    stored = await replayed(operation, key, asked, by=by, result=result)
    if stored is None:
        raise RuntimeError(f"the key of {operation} was committed without a result; settle() was not called")
    return stored


async def replayed(operation: str, key: str, asked: object, *, by: Actor, result: type[ResultT]) -> ResultT | None:
    """The stored result of this key, None when it has none yet; claims nothing.

    For acts that set a letter before their transaction: a repeat must not pay for it again. Raises as `claim` does.
    """
    _require_usable(key)
    row = await _stored(by.officer_id, key)
    if row is None:
        # Before the digest: an office that has never sealed anything has no key yet, and none may be made here.
        return None
    if bytes(row["input_digest"]) != await _digest(operation, key, asked):
        raise Invalid((findings.error("case.key_reused", field="key", key=key),))
    return decoded(row["result"], result) if row["result"] is not None else None


async def settle(key: str, outcome: ResultT, *, by: Actor) -> ResultT:
    """The outcome, stored (ids and codes only) under the claimed key; call it last in the unit of work."""
    await execute_together((settled(key, outcome, by=by),))
    return outcome


def settled(key: str, outcome: object, *, by: Actor) -> Change:
    """What stores the outcome under the claimed key, for those who send it together with their other changes."""
    return Change.of(
        "update idempotency_key set result = $4 where tenant_id = $1 and officer_id = $2 and key = $3",
        current_scope().tenant_id, by.officer_id, key, canonical(outcome),
    )  # fmt: skip


def _require_usable(key: str) -> None:
    if not 8 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid((findings.error("case.key_unusable", field="key", length=len(key), most=KEY_LENGTH),))


async def _digest(operation: str, key: str, asked: object) -> bytes:
    _require_usable(key)
    # Keyed, because an input may hold an identity number that a bare hash would give away to a guesser.
    return keyed_digest(await office_key(), f"{operation}\0{canonical(asked)}".encode(), purpose="idempotency")


async def _stored(officer_id: UUID, key: str) -> dict[str, Any] | None:
    return await fetch_one(
        "select input_digest, result from idempotency_key where tenant_id = $1 and officer_id = $2 and key = $3",
        current_scope().tenant_id, officer_id, key,
    )  # fmt: skip
