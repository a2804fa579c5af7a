"""Start a planned migration: a job moves the cases that stand the same under the other release."""

from laksana.cases.idempotency import claim, settle
from laksana.migration.inputs import StartMigration
from laksana.migration.plan_migration import carried_on
from laksana.migration.policy import require_mover
from laksana.migration.queries import plan_by_id
from laksana.migration.views import Asker, MigrationChanged, Phase
from laksana.procedures.installed import registry
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def start_migration(asked: StartMigration, *, by: Actor, key: str) -> MigrationChanged:
    """The plan, whose cases are being moved one by one.

    Raises Forbidden, NotFound, and Invalid for a plan that is not decided yet, was started before, or was made for
    other bytes of the release.
    """
    require_mover(by)
    async with unit_of_work():
        stored = await claim("start_migration", key, asked, by=by, result=MigrationChanged)
        if stored is not None:
            return stored
        return await settle(key, await started(asked, Asker(officer_id=by.officer_id)), by=by)


async def started(asked: StartMigration, asker: Asker) -> MigrationChanged:
    """The plan in its moving phase, in the caller's unit of work; raises NotFound and Invalid."""
    plan = await plan_by_id(asked.plan_id)
    release = registry().releases.get((plan.sop_slug, plan.to_release))
    if release is None or release.hash != plan.to_hash:
        raise Invalid((findings.error("migration.release_changed", sop=plan.sop_slug, release=plan.to_release),))
    begun = await execute(
        "update migration_plan set phase = $3, started_by = $4, started_login = $5, started_at = $6"
        " where tenant_id = $1 and id = $2 and phase = $7",
        current_scope().tenant_id, plan.id, Phase.MOVING.value, asker.officer_id, asker.login, now(),
        Phase.DECIDED.value,
    )  # fmt: skip
    if not begun:
        raise Invalid((findings.error("migration.not_startable", phase=plan.phase.value),))
    return await carried_on(plan.id, Phase.MOVING)
