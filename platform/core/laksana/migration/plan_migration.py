"""Plan the migration of an office's running cases: nothing is moved, a job decides each again."""

from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.kept_queries import running_cases
from laksana.cases.usable import refuse_unusable
from laksana.jobs.defer import defer
from laksana.migration.inputs import PlanMigration
from laksana.migration.policy import require_mover, require_reason
from laksana.migration.queries import plan_under_way
from laksana.migration.views import Asker, MigrationChanged, Phase
from laksana.procedures.installed import registry
from laksana.procedures.loader import LoadedRelease
from laksana.procedures.quarantine import quarantine
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

MIGRATION_JOB = "carry_on_migration"


async def plan_migration(asked: PlanMigration, *, by: Actor, key: str) -> MigrationChanged:
    """The plan, whose cases are being decided again; nothing is moved before it is started.

    Raises Forbidden, PluginQuarantined, and Invalid for a release that is not installed, a missing reason, a migration
    of this SOP that is still under way, or an office where no case runs under another release.
    """
    require_mover(by)
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("plan_migration", key, asked, by=by, result=MigrationChanged)
        if stored is not None:
            return stored
        return await settle(key, await planned(asked, Asker(officer_id=by.officer_id)), by=by)


async def planned(asked: PlanMigration, asker: Asker) -> MigrationChanged:
    """The plan with every running case that is under another release, in the caller's unit of work.

    Raises Invalid and PluginQuarantined.
    """
    require_reason(asked.reason)
    target = _target(asked)
    if (other := await plan_under_way(asked.sop)) is not None:
        raise Invalid((findings.error("migration.under_way", sop=asked.sop, plan=str(other.id)),))
    cases = await running_cases(target.slug, besides=target.name)
    if not cases:
        raise Invalid((findings.error("migration.no_cases", sop=target.slug, release=target.name),))
    tenant_id, plan_id = current_scope().tenant_id, new_id()
    await execute(
        "insert into migration_plan (tenant_id, id, sop_slug, to_release, to_hash, phase, reason, planned_by,"
        " planned_login, planned_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tenant_id, plan_id, target.slug, target.name, target.hash, Phase.DECIDING.value, asked.reason.strip(),
        asker.officer_id, asker.login, now(),
    )  # fmt: skip
    await execute(
        "insert into migration_case (tenant_id, plan_id, standing, shown, id, case_id, from_release, from_hash)"
        " select $1, $2, 'LISTED', '[]'::jsonb, c.* from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) as c",
        tenant_id, plan_id, [new_id() for _ in cases], [case.id for case in cases], [case.release for case in cases],
        [case.release_hash for case in cases],
    )  # fmt: skip
    return await carried_on(plan_id, Phase.DECIDING)


async def carried_on(plan_id: UUID, phase: Phase) -> MigrationChanged:
    """The plan in the phase that has just begun, with the job that goes through it."""
    await defer(MIGRATION_JOB, {"plan_id": str(plan_id)}, lock=f"migration/{plan_id}")
    return MigrationChanged(plan_id=plan_id, phase=phase)


def _target(asked: PlanMigration) -> LoadedRelease:
    found = registry().releases.get((asked.sop, asked.to_release))
    if found is None:
        known = ", ".join(name for sop, name in registry().releases if sop == asked.sop) or "-"
        raise Invalid(
            (findings.error("migration.no_release", field="to_release", sop=asked.sop, release=asked.to_release,
                            known=known),)
        )  # fmt: skip
    quarantine().refuse(found.slug, found.name)
    return found
