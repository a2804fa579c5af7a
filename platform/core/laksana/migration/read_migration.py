"""Look at the office's migrations, for those who may have cases moved."""

from uuid import UUID

from laksana.migration.policy import require_mover
from laksana.migration.queries import FIRST_ID, PlanPosition, cases_of_plan, plan_by_id, plans_page
from laksana.migration.views import PlannedCaseView, PlanView, Verdict
from laksana_tenants.actor import Actor


async def read_migrations(*, by: Actor, size: int, after: PlanPosition | None = None) -> tuple[PlanView, ...]:
    """Up to `size` + 1 migrations, newest first; raises Forbidden."""
    require_mover(by)
    return await plans_page(size=size, after=after)


async def read_migration(plan_id: UUID, *, by: Actor) -> PlanView:
    """The migration with its counts; raises Forbidden and NotFound."""
    require_mover(by)
    return await plan_by_id(plan_id)


async def read_migrated_cases(
    plan_id: UUID, *, by: Actor, size: int, verdict: Verdict | None = None, after: UUID = FIRST_ID
) -> tuple[PlannedCaseView, ...]:
    """Up to `size` + 1 cases of the migration, of one verdict where it is given; raises Forbidden and NotFound."""
    plan = await read_migration(plan_id, by=by)
    return await cases_of_plan(plan.id, size=size, after=after, verdict=verdict)
