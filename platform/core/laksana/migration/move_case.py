"""Move one case of a plan to its release, decided again under the case's lock."""

from laksana.cases.change_release import change_release
from laksana.cases.kept_queries import KeptCase, hold_case
from laksana.cases.ledger import case_for_update
from laksana.cases.office import office
from laksana.migration.decide_again import decided_again
from laksana.migration.decide_cases import entered, is_as_listed
from laksana.migration.views import Phase, PlannedCaseView, PlanView, Standing
from laksana.procedures.installed import registry
from laksana_engine.commands import Acting, MigrateCase
from laksana_engine.redeciding import SameState
from laksana_engine.release_events import ReleaseMove
from laksana_infra.changes import execute_together
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one
from laksana_infra.scope import current_scope


async def move_case(plan: PlanView, listed: PlannedCaseView) -> None:
    """The case under the plan's release where it stands the same there, inside the caller's unit of work.

    What was found before is not relied on: whoever acted in the case since may have changed it. A case that somebody
    else has moved, and one of a plan whose phase is over, are left alone.
    """
    if not await still_pending(plan, listed, Phase.MOVING, Standing.LISTED):
        return
    await hold_case(listed.case_id)
    decided = (await decided_again([listed.case_id], to_release=plan.to_release))[listed.case_id]
    if not (is_as_listed(listed, decided) and isinstance(decided.verdict, SameState)):
        await execute_together((entered(listed, decided),))
        return
    target = registry().release(plan.sop_slug, plan.to_release)
    command = MigrateCase(
        by=Acting(officer_id=plan.started.officer_id, roles={}),
        at=now(),
        calendar=(await office()).calendar,
        move=release_move(plan, decided.case, to_release=target.name, to_hash=target.hash),
    )
    changed = await change_release(await case_for_update(listed.case_id), target, command)
    await execute(
        "update migration_case set standing = $3, version = $4, from_hash = $5 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, listed.id, Standing.MOVED.value, changed.version, decided.case.release_hash,
    )  # fmt: skip


async def still_pending(plan: PlanView, listed: PlannedCaseView, phase: Phase, standing: Standing) -> bool:
    """Whether the case has this to be done still; its row is locked, and the plan stays in its phase meanwhile."""
    found = await fetch_one(
        "select 1 from migration_case c join migration_plan p on p.tenant_id = c.tenant_id and p.id = c.plan_id"
        " where c.tenant_id = $1 and c.id = $2 and c.standing = $3 and p.id = $4 and p.phase = $5"
        " for update of c for share of p",
        current_scope().tenant_id, listed.id, standing.value, plan.id, phase.value,
    )  # fmt: skip
    return found is not None


def release_move(plan: PlanView, case: KeptCase, *, to_release: str, to_hash: str) -> ReleaseMove:
    """The case's way from the release that it is under now."""
    return ReleaseMove(
        plan_id=plan.id,
        from_release=case.release,
        from_hash=case.release_hash,
        to_release=to_release,
        to_hash=to_hash,
    )
