"""Anchor an office's chains in a root, and keep the root where nobody can change it."""

from datetime import timedelta
from uuid import UUID

import msgspec

from laksana.audit.evidence import evidence
from laksana.audit.queries import last_root, stored_root
from laksana.audit.roots import Head, Root, next_root
from laksana.cases.unanchored import take_unanchored
from laksana.jobs.app import handler
from laksana.jobs.defer import defer
from laksana.jobs.rounds import every_office
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_infra.storage import ObjectNotFound
from laksana_tenants.errors import NotFound

KEEPING = "keep_root"
KEPT_FOR = timedelta(days=3650)
"""As long as an unclassified record of an office may be asked for; the archive's schedule (JRA) may say more."""

MOST_CASES = 20_000
"""So many cases one root lists; a megabyte and a half of text."""


LOCKED_AT_LEAST = timedelta(days=1)
"""How long a root stays locked that is put back after its time."""


class ForeignRootError(RuntimeError):
    """The bucket of evidence belongs to another installation."""


class KeepRoot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which root is to be kept."""

    root_id: UUID


class AnchorOffice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The office in whose scope the job runs."""


@every_office("7 * * * *")
@handler("anchor_office")
async def anchor_hourly(_: AnchorOffice) -> None:
    """Done for every office each hour, seven minutes past."""
    await anchor_office()


async def anchor_office() -> int:
    """How many cases of the office in scope changed since its last root and are in a new one now."""
    anchored = 0
    while taken := await _anchor():
        anchored += taken
    return anchored


@handler(KEEPING)
async def keep_root(asked: KeepRoot) -> None:
    """The root lies in the bucket of evidence; storing it again adds an equal version, which changes nothing."""
    root = await stored_root(asked.root_id)
    if root is None:
        raise NotFound("audit_root", asked.root_id)
    content = msgspec.json.encode(root)
    await evidence().put_locked(
        root_key(root.tenant_id, root.seq), content, content_type="application/json", until=root.at + KEPT_FOR
    )


async def put_back_root(key: str, content: bytes) -> None:
    """A root from a backup lies in the bucket of evidence, for as long as it had to be kept when it was made.

    Raises ForeignRootError where another root was first; what is stored there can never be replaced.
    """
    try:
        kept = await evidence().get_first(key)
    except ObjectNotFound:
        root = msgspec.json.decode(content, type=Root)
        until = max(root.at + KEPT_FOR, now() + LOCKED_AT_LEAST)
        await evidence().put_locked(key, content, content_type="application/json", until=until)
        return
    if kept != content:
        message = f"the bucket of evidence keeps another root under {key!r}; restore into a new bucket"
        raise ForeignRootError(message)


def root_key(tenant_id: UUID, seq: int) -> str:
    """Where the root lies in the bucket of evidence."""
    return f"tenants/{tenant_id}/roots/{seq:010}.json"


async def _anchor() -> int:
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        # Roots follow each other: of an office's anchorings one runs at a time.
        await fetch("select pg_advisory_xact_lock(hashtextextended($1, 0))", f"audit_root/{tenant_id}")
        heads = [Head(*taken) for taken in await take_unanchored(MOST_CASES)]
        if not heads:
            return 0
        root, root_id = next_root(tenant_id, await last_root(), heads, at=now()), new_id()
        await execute(
            "insert into audit_root (tenant_id, id, seq, at, heads, previous_hash, hash)"
            " values ($1, $2, $3, $4, $5, $6, $7)",
            tenant_id, root_id, root.seq, root.at, msgspec.json.encode(root.heads).decode(),
            bytes.fromhex(root.previous), bytes.fromhex(root.hash),
        )  # fmt: skip
        await defer(KEEPING, {"root_id": root_id})
    return len(heads)
