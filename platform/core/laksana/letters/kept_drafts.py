"""Every draft of a letter, kept as it was frozen, sealed with its case's key."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.letters.draft import FrozenDraft, open_draft, seal_draft
from laksana_infra.crypto import SecretKey
from laksana_infra.database import execute, fetch, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_typeset import house_files

_COLUMNS = "letter_id, draft, draft_sha256, sealed_context, template_sha256, house_sha256, drafted_by, drafted_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft with the form in which it was set: the hash of the release's templates, and of the house style."""

    draft: int
    draft_sha256: str
    frozen: FrozenDraft = field(repr=False)
    template_sha256: str
    house_sha256: str
    drafted_by: UUID
    drafted_at: datetime


async def keep_draft(
    letter_id: UUID,
    frozen: FrozenDraft,
    *,
    draft_sha256: str,
    templates: Mapping[str, bytes],
    key: SecretKey,
    by: UUID,
    at: datetime,
) -> None:
    """Keep what the letter's present draft was set from, in the transaction that freezes it."""
    await execute(
        "insert into letter_draft (tenant_id, id, letter_id, draft, draft_sha256, sealed_context, template_sha256,"
        " house_sha256, drafted_by, drafted_at)"
        " select $1, $2, $3, draft, $4, $5, $6, $7, $8, $9 from letter where tenant_id = $1 and id = $3",
        current_scope().tenant_id, new_id(), letter_id, draft_sha256, seal_draft(frozen, key, letter_id),
        _sha256(templates), _sha256(house_files()), by, at,
    )  # fmt: skip


async def kept_draft(letter_id: UUID, key: SecretKey) -> KeptDraft | None:
    """The letter's latest draft; None where there is none."""
    row = await fetch_one(
        f"select {_COLUMNS} from letter_draft where tenant_id = $1 and letter_id = $2 order by draft desc limit 1",  # noqa: S608
        current_scope().tenant_id, letter_id,
    )  # fmt: skip
    return _kept(row, key) if row else None


async def kept_drafts(
    wanted: Collection[tuple[UUID, int]], keys: Mapping[UUID, SecretKey]
) -> Mapping[tuple[UUID, int], KeptDraft]:
    """Those of these drafts that there are, each wanted by its letter's id and its number; `keys` by letter's id."""
    rows = await fetch(
        f"select {_COLUMNS} from letter_draft where tenant_id = $1"  # noqa: S608 - constants only
        " and (letter_id, draft) in (select * from unnest($2::uuid[], $3::int[]))",
        current_scope().tenant_id, [letter_id for letter_id, _ in wanted], [draft for _, draft in wanted],
    )  # fmt: skip
    return {(row["letter_id"], row["draft"]): _kept({**row}, keys[row["letter_id"]]) for row in rows}


def _kept(row: dict[str, Any], key: SecretKey) -> KeptDraft:
    letter_id, sealed = row.pop("letter_id"), bytes(row.pop("sealed_context"))
    return KeptDraft(frozen=open_draft(sealed, key, letter_id), **row)


def _sha256(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{len(name)}:{name}{len(content)}:".encode() + content)
    return digest.hexdigest()
