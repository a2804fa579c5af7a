"""Revert a migration: a job moves the cases back in which nobody has acted since."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.migration.inputs import RevertMigration
from laksana.migration.plan_migration import carried_on
from laksana.migration.policy import require_mover, require_reason
from laksana.migration.queries import plan_by_id
from laksana.migration.views import Asker, MigrationChanged, Phase
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

REVERTIBLE = (Phase.MOVING, Phase.MOVED)


async def revert_migration(asked: RevertMigration, *, by: Actor, key: str) -> MigrationChanged:
    """The plan, whose cases are being moved back one by one; of a migration under way the rest is not moved any more.

    Raises Forbidden, NotFound, and Invalid for a missing reason and for a plan that has moved nothing.
    """
    require_mover(by)
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("revert_migration", key, asked, by=by, result=MigrationChanged)
        if stored is not None:
            return stored
        return await settle(key, await reverted(asked, Asker(officer_id=by.officer_id)), by=by)


async def reverted(asked: RevertMigration, asker: Asker) -> MigrationChanged:
    """The plan in its reverting phase, in the caller's unit of work; raises NotFound and Invalid."""
    require_reason(asked.reason)
    plan = await plan_by_id(asked.plan_id)
    begun = await execute(
        "update migration_plan set phase = $3, reverted_by = $4, reverted_login = $5, reverted_at = $6,"
        " revert_reason = $7, ended_at = null where tenant_id = $1 and id = $2 and phase = any($8)",
        current_scope().tenant_id, plan.id, Phase.REVERTING.value, asker.officer_id, asker.login, now(),
        asked.reason.strip(), [phase.value for phase in REVERTIBLE],
    )  # fmt: skip
    if not begun:
        raise Invalid((findings.error("migration.not_revertible", phase=plan.phase.value),))
    return await carried_on(plan.id, Phase.REVERTING)
