"""Planned migrations and their cases, as they are stored."""

from collections.abc import Mapping
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

_COUNTED = """
select count(*)::int as cases, count(*) filter (where verdict is null)::int as undecided,
    count(*) filter (where verdict = 'SAME_STATE')::int as same_state,
    count(*) filter (where verdict = 'DIFFERS')::int as differs,
    count(*) filter (where verdict = 'NEEDS_PERSON')::int as needs_person,
    count(*) filter (where verdict = 'UNDECIDABLE')::int as undecidable,
    count(*) filter (where verdict = 'OVERTAKEN')::int as overtaken,
    count(*) filter (where standing = 'MOVED')::int as moved,
    count(*) filter (where standing = 'REVERTED')::int as reverted,
    count(*) filter (where held is not null)::int as held
from migration_case where tenant_id = $1 and plan_id = $2
"""
_PLAN = """
select id, sop_slug, to_release, to_hash, phase, reason, planned_by, planned_login, planned_at, started_by,
    started_login, started_at, revert_reason, reverted_by, reverted_login, reverted_at, ended_at
from migration_plan where tenant_id = $1
"""
_CASES = """
select id, case_id, from_release, verdict, seq, why, shown::text as shown, standing, held, version from migration_case
where tenant_id = $1 and plan_id = $2 and id > $3 and ($4::text is null or verdict = $4) order by id limit $5
"""


async def plan_by_id(plan_id: UUID) -> PlanView:
    """The migration; raises NotFound, for another office's too."""
    row = await fetch_one(f"{_PLAN} and id = $2", current_scope().tenant_id, plan_id)
    if row is None:
        raise NotFound("migration", plan_id)
    return await _plan(row)


async def plan_under_way(sop_slug: str) -> PlanView | None:
    """The migration of this SOP through which a job has still to go; there is one at most."""
    phases = [phase.value for phase in PENDING]
    row = await fetch_one(f"{_PLAN} and sop_slug = $2 and phase = any($3)", current_scope().tenant_id, sop_slug, phases)
    return await _plan(row) if row else None


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


async def _plan(row: dict[str, Any]) -> PlanView:
    counted = await fetch_one(_COUNTED, current_scope().tenant_id, row["id"])
    assert counted is not None  # noqa: S101 - an aggregate always has its row
    planned, started, reverted = (
        Asker(officer_id=row.pop(f"{what}_by"), login=row.pop(f"{what}_login"))
        for what in ("planned", "started", "reverted")
    )
    return PlanView(
        **{**row, "phase": Phase(row["phase"])},
        planned=planned,
        started=started,
        reverted=reverted,
        counts=Counts(**counted),
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
