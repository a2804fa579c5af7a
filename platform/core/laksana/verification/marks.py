"""Keep what a letter will be recognised by, in the transaction that makes it final or binds its signature."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana.vault.keys import office_key
from laksana.verification.codes import code_digest, code_of
from laksana_infra.database import execute
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope


class Mark(StrEnum):
    """What a digest was made of: the printed code, or the bytes of one of the letter's documents."""

    CODE = "CODE"
    FINAL = "FINAL"
    SIGNED = "SIGNED"
    SCAN = "SCAN"


async def mark_final(bearer_id: UUID, final_sha256: str, *, at: datetime, bearer: Bearer = Bearer.LETTER) -> None:
    """From now on the letter is known by the code printed on its final, and the final by its bytes."""
    code = code_of(await office_key(), bearer_id)
    await _keep(Mark.CODE, code_digest(code), bearer_id, at=at, bearer=bearer)
    await mark_bytes(Mark.FINAL, bearer_id, final_sha256, at=at, bearer=bearer)


async def mark_bytes(mark: Mark, bearer_id: UUID, sha256: str, *, at: datetime, bearer: Bearer = Bearer.LETTER) -> None:
    """From now on this document of the letter (lower-case hex of its bytes) is known as the office's."""
    await _keep(mark, bytes.fromhex(sha256), bearer_id, at=at, bearer=bearer)


async def _keep(mark: Mark, digest: bytes, bearer_id: UUID, *, at: datetime, bearer: Bearer) -> None:
    await execute(
        f"insert into verification_mark (id, digest, kind, office_id, {bearer.value}, made_at)"  # noqa: S608 - a member
        " values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        new_id(), digest, mark.value, current_scope().tenant_id, bearer_id, at,
    )  # fmt: skip
