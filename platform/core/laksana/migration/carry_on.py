"""Go through the cases of a plan in its present phase, a portion at a time; after a kill it goes on where it was."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from laksana.jobs.app import handler
from laksana.migration.decide_cases import decide_cases
from laksana.migration.move_case import move_case
from laksana.migration.move_case_back import move_case_back
from laksana.migration.plan_migration import MIGRATION_JOB, carried_on
from laksana.migration.queries import pending_cases, plan_by_id
from laksana.migration.views import Phase, PlannedCaseView, PlanView
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope

PORTION = 25
"""Cases of one job, so that other jobs need not wait for a whole migration."""

Portion: TypeAlias = Callable[[PlanView, tuple[PlannedCaseView, ...]], Awaitable[None]]
OnCase: TypeAlias = Callable[[PlanView, PlannedCaseView], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOn:
    """The plan to go on with."""

    plan_id: UUID


@handler(MIGRATION_JOB)
async def carry_on_migration(asked: CarryOn) -> None:
    """The next portion of the plan is done, and the one after it asked for."""
    plan = await next_portion(asked.plan_id)
    if plan.phase.is_under_way:
        async with unit_of_work():
            await carried_on(plan.id, plan.phase)


async def next_portion(plan_id: UUID) -> PlanView:
    """The plan after the next portion of its phase; the phase ends after its last case. Raises NotFound."""
    plan = await plan_by_id(plan_id)
    if not plan.phase.is_under_way:
        return plan
    cases = await pending_cases(plan.id, plan.phase, at_most=PORTION)
    if cases:
        await _PORTIONS[plan.phase](plan, cases)
    else:
        await _end(plan)
    return await plan_by_id(plan_id)


def _one_by_one(do: OnCase) -> Portion:
    """Each case in a unit of work of its own: whoever kills the process undoes one case at most."""

    async def portion(plan: PlanView, cases: tuple[PlannedCaseView, ...]) -> None:
        for case in cases:
            async with unit_of_work():
                await do(plan, case)

    return portion


_PORTIONS: Mapping[Phase, Portion] = {
    Phase.DECIDING: decide_cases,
    Phase.MOVING: _one_by_one(move_case),
    Phase.REVERTING: _one_by_one(move_case_back),
}


async def _end(plan: PlanView) -> None:
    async with unit_of_work():
        await execute(
            "update migration_plan set phase = $4, ended_at = $5 where tenant_id = $1 and id = $2 and phase = $3",
            current_scope().tenant_id, plan.id, plan.phase.value, plan.phase.follower.value, now(),
        )  # fmt: skip
