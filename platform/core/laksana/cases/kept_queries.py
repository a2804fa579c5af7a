"""What cases keep of every act in them, to be decided again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from laksana.cases.codec import event_from
from laksana.cases.kept import KeptBatch
from laksana.cases.words import OpenedWords, readable_words_of_cases
from laksana.vault.keys import KeyShredded, office_key, unwrap_case_key
from laksana_infra.crypto import SealedValueError, SecretKey
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.states import Status

_CASES = """
select id, sop_slug, release, release_hash, status, version, wrapped_key from case_
where tenant_id = $1 and id = any($2)
"""
_BATCHES = """
select b.case_id, b.first_seq, b.command, b.payload::text as payload, b.officer_id, b.role, b.post_id, b.capacity,
    b.submission_ids::text as submission_ids, b.at,
    array_agg(e.kind order by e.seq) as kinds, array_agg(e.data order by e.seq) as data
from case_batch b join case_event e on e.tenant_id = b.tenant_id and e.batch_id = b.id
where b.tenant_id = $1 and b.case_id = any($2) group by b.tenant_id, b.id order by b.case_id, b.first_seq
"""
_RUNNING = """
select id, release, release_hash from case_
where tenant_id = $1 and sop_slug = $2 and release <> $3 and status <> all($4) order by id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCase:
    """A case that has not ended, and the release that it is under."""

    id: UUID
    release: str
    release_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case with all that was kept of its acts, in order; `words` by id are personal data, those that open alone.

    None opens once the case's key is destroyed: it is `shredded`.
    """

    id: UUID
    sop_slug: str
    release: str
    release_hash: str
    status: Status
    version: int
    shredded: bool
    batches: tuple[KeptBatch, ...]
    words: Mapping[UUID, OpenedWords] = field(repr=False)


async def running_cases(sop_slug: str, *, besides: str) -> tuple[RunningCase, ...]:
    """The office's cases of this SOP that have not ended, but for those under that release."""
    ended = [status.value for status in Status if status.ended]
    rows = await fetch(_RUNNING, current_scope().tenant_id, sop_slug, besides, ended)
    return tuple(RunningCase(**row) for row in rows)


async def kept_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, KeptCase]:
    """All that was kept of those of these cases that exist in this office."""
    tenant_id = current_scope().tenant_id
    cases = await fetch(_CASES, tenant_id, list(case_ids))
    written = await readable_words_of_cases(await _keys_that_open(cases))
    batches: dict[UUID, list[KeptBatch]] = {row["id"]: [] for row in cases}
    for row in await fetch(_BATCHES, tenant_id, list(batches)):
        batches[row.pop("case_id")].append(_batch(row))
    return {
        row["id"]: KeptCase(
            id=row["id"],
            sop_slug=row["sop_slug"],
            release=row["release"],
            release_hash=row["release_hash"],
            status=Status(row["status"]),
            version=row["version"],
            shredded=row["wrapped_key"] is None,
            batches=tuple(batches[row["id"]]),
            words={words.id: words for words in written.get(row["id"], ())},
        )
        for row in cases
    }


async def hold_case(case_id: UUID) -> None:
    """Nobody else changes the case before the unit of work ends, whether or not it can be opened."""
    await fetch_one(
        "select 1 from case_ where tenant_id = $1 and id = $2 for update", current_scope().tenant_id, case_id
    )


async def _keys_that_open(cases: Sequence[Mapping[str, Any]]) -> Mapping[UUID, SecretKey]:
    """The keys of these cases but for those that were destroyed or damaged; VaultError where the office's is wrong."""
    if not cases:
        return {}
    office, keys = await office_key(), dict[UUID, SecretKey]()
    for row in cases:
        with suppress(KeyShredded, SealedValueError):
            keys[row["id"]] = unwrap_case_key(office, row["id"], row["wrapped_key"])
    return keys


def _batch(row: dict[str, Any]) -> KeptBatch:
    events = tuple(map(event_from, row.pop("kinds"), row.pop("data")))
    said = msgspec.json.decode(row.pop("submission_ids"), type=tuple[UUID, ...])
    return KeptBatch(**row | {"payload": row["payload"].encode()}, submission_ids=said, events=events)
