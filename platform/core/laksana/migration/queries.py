"""Planned migrations and their cases, as they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.cases.codec import decoded
from laksana.migration.views import (
    Asker,
    Counts,
    Held,
    Phase,
    PlannedCaseView,
    PlanView,
    Standing,
    Verdict,
    Why,
)
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_tenants.errors import NotFound

PAGE_LIMIT = 100
FIRST_ID = UUID(int=0)

PENDING: Mapping[Phase, str] = {
    Phase.DECIDING: "verdict is null",
    Phase.MOVING: "verdict = 'SAME_STATE' and standing = 'LISTED'",
    Phase.REVERTING: "standing = 'MOVED' and held is null",
}
"""Which cases a phase has still to go through, as a condition on `migration_case`."""

_PLANS = """
select p.id, sop_slug, to_release, to_hash, phase, reason, planned_by, planned_login, planned_at, started_by,
    started_login, started_at, revert_reason, reverted_by, reverted_login, reverted_at, ended_at, counted.*
from migration_plan p, lateral (
    select count(*)::int as cases, count(*) filter (where verdict is null)::int as undecided,
        count(*) filter (where verdict = 'SAME_STATE')::int as same_state,
        count(*) filter (where verdict = 'DIFFERS')::int as differs,
        count(*) filter (where verdict = 'NEEDS_PERSON')::int as needs_person,
        count(*) filter (where verdict = 'UNDECIDABLE')::int as undecidable,
        count(*) filter (where verdict = 'OVERTAKEN')::int as overtaken,
        count(*) filter (where standing = 'MOVED')::int as moved,
        count(*) filter (where standing = 'REVERTED')::int as reverted,
        count(*) filter (where held is not null)::int as held
    from migration_case c where c.tenant_id = p.tenant_id and c.plan_id = p.id
) counted where p.tenant_id = $1
"""
_CASES = """
select id, case_id, from_release, verdict, seq, why, shown::text as shown, standing, held, version from migration_case
where tenant_id = $1 and plan_id = $2 and id > $3 and ($4::text is null or verdict = $4) order by id limit $5
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPosition:
    """After which plan a page goes on."""

    planned_at: datetime
    id: UUID


async def plan_by_id(plan_id: UUID) -> PlanView:
    """The migration; raises NotFound, for another office's too."""
    row = await fetch_one(f"{_PLANS} and p.id = $2", current_scope().tenant_id, plan_id)
    if row is None:
        raise NotFound("migration", plan_id)
    return _plan(row)


async def plan_under_way(sop_slug: str) -> PlanView | None:
    """The migration of this SOP through which a job has still to go; there is one at most."""
    phases = [phase.value for phase in PENDING]
    row = await fetch_one(
        f"{_PLANS} and p.sop_slug = $2 and p.phase = any($3)", current_scope().tenant_id, sop_slug, phases
    )
    return _plan(row) if row else None


async def plans_page(*, size: int, after: PlanPosition | None = None) -> tuple[PlanView, ...]:
    """Up to `size` + 1 migrations, newest first (the extra one says that there are more)."""
    rows = await fetch(
        f"{_PLANS} and ($2::timestamptz is null or (p.planned_at, p.id) < ($2, $3::uuid))"
        " order by p.planned_at desc, p.id desc limit $4",
        current_scope().tenant_id, after.planned_at if after else None, after.id if after else None,
        min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    return tuple(_plan(row) for row in rows)


async def cases_of_plan(
    plan_id: UUID, *, size: int, after: UUID = FIRST_ID, verdict: Verdict | None = None
) -> tuple[PlannedCaseView, ...]:
    """Up to `size` + 1 cases of the migration, in the order in which they were listed."""
    rows = await fetch(
        _CASES, current_scope().tenant_id, plan_id, after, verdict.value if verdict else None,
        min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    return tuple(_case(row) for row in rows)


async def pending_cases(plan_id: UUID, phase: Phase, *, at_most: int) -> tuple[PlannedCaseView, ...]:
    """The next cases that the phase has to go through; none when it is over."""
    rows = await fetch(
        "select id, case_id, from_release, verdict, seq, why, shown::text as shown, standing, held, version"  # noqa: S608
        f" from migration_case where tenant_id = $1 and plan_id = $2 and {PENDING[phase]} order by id limit $3",
        current_scope().tenant_id, plan_id, at_most,
    )  # fmt: skip
    return tuple(_case(row) for row in rows)


def _plan(row: dict[str, Any]) -> PlanView:
    counts = Counts(**{column.name: row.pop(column.name) for column in fields(Counts)})
    planned, started, reverted = (
        Asker(officer_id=row.pop(f"{what}_by"), login=row.pop(f"{what}_login"))
        for what in ("planned", "started", "reverted")
    )
    return PlanView(
        **{**row, "phase": Phase(row["phase"])}, planned=planned, started=started, reverted=reverted, counts=counts
    )


def _case(row: dict[str, Any]) -> PlannedCaseView:
    return PlannedCaseView(
        **row
        | {
            "verdict": Verdict(row["verdict"]) if row["verdict"] else None,
            "why": Why(row["why"]) if row["why"] else None,
            "shown": decoded(row["shown"], tuple[str, ...]),
            "standing": Standing(row["standing"]),
            "held": Held(row["held"]) if row["held"] else None,
        }
    )
