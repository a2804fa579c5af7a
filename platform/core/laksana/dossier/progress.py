"""How far the making of dossiers has come, as their requesters see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laksana_infra.clock import now
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierProgressView:
    """`done` of `total` parts of the dossier of the case at this version; with all of them it can be opened."""

    case_id: UUID
    version: int
    done: int
    total: int
    updated_at: datetime


async def report_progress(case_id: UUID, version: int, *, done: int, total: int) -> None:
    """Whoever asked for the dossier sees how far it has come; a unit of work of its own, outside any other."""
    async with unit_of_work():
        await execute(
            "insert into dossier_progress (tenant_id, id, case_id, version, done, total, updated_at)"
            " values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, case_id) do update set"
            " version = excluded.version, done = excluded.done, total = excluded.total,"
            " updated_at = excluded.updated_at",
            current_scope().tenant_id, new_id(), case_id, version, done, total, now(),
        )  # fmt: skip


async def complete_progress(case_id: UUID) -> None:
    """Every part of the case's dossier is done: it can be opened."""
    async with unit_of_work():
        await execute(
            "update dossier_progress set done = total, updated_at = $3 where tenant_id = $1 and case_id = $2",
            current_scope().tenant_id, case_id, now(),
        )  # fmt: skip


async def progress_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, DossierProgressView]:
    """How far the latest dossier of each of these cases has come; cases of which none is made are left out."""
    rows = await fetch(
        "select case_id, version, done, total, updated_at from dossier_progress"
        " where tenant_id = $1 and case_id = any($2)",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    return {row["case_id"]: DossierProgressView(**row) for row in rows}
