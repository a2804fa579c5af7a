"""What an operator does with an office's migrations from the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from laksana.migration.inputs import PlanMigration, RevertMigration
from laksana.migration.queries import FIRST_ID, PAGE_LIMIT, cases_of_plan, plan_by_id
from laksana.migration.run_migration import plan_here, revert_here, start_here
from laksana.migration.told import told
from laksana.migration.views import Asker, PlannedCaseView, PlanView, Standing, Verdict
from laksana_sdk.findings import Finding
from laksana_tenants.errors import NotFound
from laksana_web.administration import at_each

Tell = Callable[[PlanView], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A plan as it stands, with what was found of each case that is not where it was meant to be, by case id."""

    plan: PlanView
    findings: tuple[tuple[UUID, Finding], ...]


async def migrate_at(
    tenant_slug: str, sop: str, to_release: str, reason: str, login: str, dry_run: bool, tell: Tell
) -> Migrated:
    """The office's running cases decided again, and those moved that stand the same unless it is a dry run.

    `tell` hears how far it has come. Raises NotFound for an unknown office, and Invalid.
    """
    asked, asker = PlanMigration(sop=sop, to_release=to_release, reason=reason), Asker(login=login)

    async def work(_: object) -> Migrated:
        plan = await plan_here(asked, asker, tell)
        return await _migrated(plan if dry_run else await start_here(plan, asker, tell))

    return (await at_each(tenant_slug, work))[tenant_slug]


async def revert_at(tenant_slug: str, sop: str, plan_id: UUID, reason: str, login: str, tell: Tell) -> Migrated:
    """The plan's cases moved back in which nobody has acted since; `tell` hears how far it has come.

    Raises NotFound for an unknown office or a plan that is not of this SOP there, and Invalid.
    """

    async def work(_: object) -> Migrated:
        plan = await plan_by_id(plan_id)
        if plan.sop_slug != sop:
            raise NotFound("migration", plan_id)
        asked = RevertMigration(plan_id=plan_id, reason=reason)
        return await _migrated(await revert_here(asked, Asker(login=login), tell))

    return (await at_each(tenant_slug, work))[tenant_slug]


async def _migrated(plan: PlanView) -> Migrated:
    found, after = list[tuple[UUID, Finding]](), FIRST_ID
    while page := (await cases_of_plan(plan.id, size=PAGE_LIMIT, after=after))[:PAGE_LIMIT]:
        after = page[-1].id
        said = ((case.case_id, told(case, to_release=plan.to_release)) for case in page if not _as_wished(case))
        found += [(case_id, finding) for case_id, finding in said if finding is not None]
    return Migrated(plan=plan, findings=tuple(found))


def _as_wished(case: PlannedCaseView) -> bool:
    """Whether there is nothing to say: it stands the same, or went where it was to go and is held by nothing."""
    return case.held is None and (case.verdict is Verdict.SAME_STATE or case.standing is not Standing.LISTED)
