"""Carry a migration out for whoever runs the service, here and now, beside whatever worker does the same."""

from collections.abc import Callable
from uuid import UUID

from laksana.migration.carry_on import next_portion
from laksana.migration.inputs import PlanMigration, RevertMigration, StartMigration
from laksana.migration.plan_migration import planned
from laksana.migration.queries import plan_by_id, plan_under_way
from laksana.migration.revert_migration import reverted
from laksana.migration.start_migration import started
from laksana.migration.views import Asker, Phase, PlanView
from laksana_infra.database import unit_of_work

Tell = Callable[[PlanView], None]


async def plan_here(asked: PlanMigration, asker: Asker, tell: Tell) -> PlanView:
    """The plan with every case decided again; one of the same release that was left under way is gone on with.

    `tell` hears how far it has come. Raises Invalid.
    """
    other = await plan_under_way(asked.sop)
    if other is None or other.to_release != asked.to_release:
        async with unit_of_work():
            made = await planned(asked, asker)
        return await _to_its_end(made.plan_id, tell)
    return await _to_its_end(other.id, tell)


async def start_here(plan: PlanView, asker: Asker, tell: Tell) -> PlanView:
    """The decided plan with every case moved that stands the same; `tell` hears how far it has come. Raises Invalid."""
    if plan.phase is Phase.DECIDED:
        async with unit_of_work():
            await started(StartMigration(plan_id=plan.id), asker)
    return await _to_its_end(plan.id, tell)


async def revert_here(asked: RevertMigration, asker: Asker, tell: Tell) -> PlanView:
    """The plan with every case moved back in which nobody has acted since; `tell` hears how far it has come.

    One whose way back was left under way is gone on with. Raises NotFound and Invalid.
    """
    plan = await plan_by_id(asked.plan_id)
    if plan.phase is not Phase.REVERTING:
        async with unit_of_work():
            await reverted(asked, asker)
    return await _to_its_end(asked.plan_id, tell)


async def _to_its_end(plan_id: UUID, tell: Tell) -> PlanView:
    plan = await plan_by_id(plan_id)
    while plan.phase.is_under_way:
        tell(plan)
        plan = await next_portion(plan_id)
    tell(plan)
    return plan
