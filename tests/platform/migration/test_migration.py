"""Running cases go to another release, each decided again; killed in the middle it goes on, and there is a way back.

In the suite seven cases are moved, `LAKSANA_DEEP=1000` moves so many. On 22 November 2026 (two cores, load 10) 1,003
cases were opened by the use cases, decided, moved by a worker that was killed at case 501 and by the one after it,
moved back, and verified by `audit verify` before and after, whole: 1 passed in 6.1 minutes, 108 s of CPU beside
PostgreSQL's.
"""

import os
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from tests.support.killed_migration import killed_at
from tests.support.loans import Loans, loans
from tests.support.two_releases.loaded import SLUG

from laksana.audit import evidence as bucket_of_evidence
from laksana.audit.verify_office import AuditReport, verify_office
from laksana.cases.ledger import load_case
from laksana.cases.queries import case_by_id, tasks_of_cases, timelines_of_cases
from laksana.migration.inputs import PlanMigration, RevertMigration, StartMigration
from laksana.migration.plan_migration import plan_migration
from laksana.migration.queries import cases_of_plan, plan_by_id
from laksana.migration.revert_migration import revert_migration
from laksana.migration.start_migration import start_migration
from laksana.migration.views import Held, Phase, PlanView, Standing, Verdict
from laksana_infra.connection import Connection
from laksana_infra.storage import Storage
from laksana_sdk.findings import text
from laksana_tenants.errors import Forbidden, Invalid, NotFound
from laksana_web.case_migration import migrate_at, revert_at

__all__ = ["loans"]

MANY = max(int(os.environ.get("LAKSANA_DEEP", "0")), 6)
HALF = MANY // 2
WHY = "SOP 2026 berlaku."
BEFORE = ["CASE_OPENED", "CORE_RECORDED", "CASE_RECEIVED", "LETTER_REQUESTED", "STEP_ENTERED"]
JUDGED = ["PAPERS_CHECKED", "STEP_PERFORMED", "STEP_ENTERED", "STEP_PERFORMED", "STEP_ENTERED"]


async def seen(loans: Loans, plan_id: UUID) -> PlanView:
    with loans.world.inside():
        return await plan_by_id(plan_id)


async def releases(loans: Loans, *case_ids: UUID) -> list[str]:
    with loans.world.inside():
        return [(await case_by_id(case_id)).release for case_id in case_ids]


async def kinds(loans: Loans, case_id: UUID) -> list[str]:
    with loans.world.inside():
        return [entry.kind for entry in (await timelines_of_cases([case_id]))[case_id]]


async def place(loans: Loans, case_id: UUID) -> tuple[str | None, str, float]:
    """Where the case stands, under which release, and the handling time in minutes that it has there."""
    with loans.world.inside():
        case, (task,) = await load_case(case_id), (await tasks_of_cases([case_id]))[case_id]
    assert task.due is not None
    return case.state.step, case.release, (task.due - task.since).total_seconds() / 60


async def verified(loans: Loans, bucket: Storage) -> AuditReport:
    """What `laksana audit verify` finds: chains, what people wrote, roots."""
    bucket_of_evidence.install(bucket)
    try:
        with loans.world.inside():
            return await verify_office()
    finally:
        bucket_of_evidence.install(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Cases under r1: `same` ones and one `judged` that r2 takes as they are, and two that it does not take."""

    loans: Loans
    same: list[UUID]
    judged: UUID
    late: UUID
    elsewhere: UUID

    @property
    def staying(self) -> tuple[UUID, ...]:
        """Those that stay on r1; to `late` that happens after the plan was decided."""
        return self.late, self.elsewhere


async def running(loans: Loans, owner: Connection) -> Running:
    cases = Running(
        loans=loans,
        same=[await loans.received() for _ in range(MANY)],
        judged=await loans.judged("layak"),
        late=await loans.checked(),
        elsewhere=await loans.judged("perlu_dilihat"),
    )
    # Setting the receipts that the counter hands out is another story.
    await owner.execute("delete from jobs.procrastinate_jobs where task_name = 'issue_letter'")
    return cases


async def decided(cases: Running) -> UUID:
    """The plan, of which nothing was moved yet."""
    loans = cases.loans
    asked = PlanMigration(sop=SLUG, to_release="r2", reason=WHY)
    plan_id: UUID = (await loans.world.act(plan_migration, asked, "KADIS")).plan_id
    await loans.world.drain()
    plan = await seen(loans, plan_id)
    assert (plan.phase, plan.done, plan.total) == (Phase.DECIDED, MANY + 3, MANY + 3)
    assert (plan.counts.same_state, plan.counts.differs) == (MANY + 2, 1)
    with loans.world.inside():
        (differs,) = await cases_of_plan(plan_id, size=2, verdict=Verdict.DIFFERS)
    assert (differs.case_id, differs.seq, differs.shown) == (cases.elsewhere, 9, ("step", "visited", "trail"))
    assert set(await releases(loans, *cases.same, cases.judged, *cases.staying)) == {"r1"}
    return plan_id


async def test_running_cases_are_moved_in_spite_of_a_kill_and_go_back_where_nobody_acted_since(
    loans: Loans, owner: Connection, evidence: Storage
) -> None:
    world, cases = loans.world, await running(loans, owner)
    same, plan_id = cases.same, await decided(cases)

    async def half_of_them_have_gone() -> bool:
        return (await seen(loans, plan_id)).counts.moved == HALF

    await world.act(start_migration, StartMigration(plan_id=plan_id), "KADIS")
    await killed_at(same[HALF], world.urls, owner, half_of_them_have_gone)
    assert await releases(loans, *same) == ["r2"] * HALF + ["r1"] * (MANY - HALF)
    await loans.judge(cases.late, "perlu_dilihat")
    await world.drain()

    plan = await seen(loans, plan_id)
    assert (plan.phase, plan.done, plan.total) == (Phase.MOVED, MANY + 1, MANY + 1)
    assert await releases(loans, *same, cases.judged, *cases.staying) == ["r2"] * (MANY + 1) + ["r1"] * 2
    assert [await kinds(loans, one) for one in (same[HALF - 1], same[HALF])] == [[*BEFORE, "CASE_MIGRATED"]] * 2
    assert await place(loans, same[0]) == ("periksa_berkas", "r2", 10)
    assert (await verified(loans, evidence)).is_whole

    await loans.accept(same[0], "ktp")
    reverting = RevertMigration(plan_id=plan_id, reason="SOP 2026 ditunda.")
    await world.act(revert_migration, reverting, "SEKRETARIS")
    await world.drain()

    plan = await seen(loans, plan_id)
    assert (plan.phase, plan.counts.reverted, plan.counts.held) == (Phase.REVERTED, MANY, 1)
    assert await releases(loans, *same, cases.judged) == ["r2"] + ["r1"] * MANY
    assert await kinds(loans, cases.judged) == [*BEFORE, *JUDGED, "CASE_MIGRATED", "CASE_MIGRATION_REVERTED"]
    assert await place(loans, same[1]) == ("periksa_berkas", "r1", 15)
    with world.inside():
        held, *_ = await cases_of_plan(plan_id, size=1)
    assert (held.case_id, held.held, held.standing) == (same[0], Held.ACTED_IN, Standing.MOVED)
    report = await verified(loans, evidence)
    assert (report.cases, report.is_whole) == (MANY + 3, True)


async def test_a_migration_is_refused_without_right_reason_or_release_and_nothing_is_planned(
    loans: Loans, owner: Connection
) -> None:
    asked = PlanMigration(sop=SLUG, to_release="r2", reason=WHY)

    with pytest.raises(Forbidden) as not_yours:
        await loans.world.act(plan_migration, asked, "STAF")
    with pytest.raises(Invalid) as no_reason:
        await loans.world.act(plan_migration, replace(asked, reason=" "), "KADIS")
    with pytest.raises(Invalid) as no_release:
        await loans.world.act(plan_migration, replace(asked, to_release="r9"), "KADIS")
    with pytest.raises(Invalid) as no_cases:
        await loans.world.act(plan_migration, asked, "KADIS")

    assert [text(raised.value.findings[0]) for raised in (not_yours, no_reason, no_release, no_cases)] == [
        "Memindahkan kasus ke rilis lain adalah wewenang Kepala Dinas, Sekretaris; mintalah kepada salah satunya.",
        "Alasan belum diisi; tulis mengapa kasus dipindahkan, tanpa nama orang.",
        "SOP pinjam_kursi_roda tidak punya rilis r9 di pemasangan ini; yang terpasang: r1, r2.",
        f"Di kantor ini tidak ada kasus SOP {SLUG} yang berjalan di luar rilis r2; tidak ada yang perlu dipindahkan.",
    ]
    assert await owner.fetchval("select count(*) from app.migration_plan") == 0

    await loans.received()
    plan_id = (await loans.world.act(plan_migration, asked, "KADIS")).plan_id
    for act, wish in (
        (plan_migration, asked),
        (start_migration, StartMigration(plan_id=plan_id)),
        (revert_migration, RevertMigration(plan_id=plan_id, reason=WHY)),
    ):
        with pytest.raises(Invalid):
            await loans.world.act(act, wish, "KADIS")
    assert (await seen(loans, plan_id)).phase is Phase.DECIDING


async def test_whoever_runs_the_service_migrates_here_and_now_and_goes_on_with_what_was_left(
    loans: Loans, owner: Connection
) -> None:
    same = [await loans.received() for _ in range(2)]
    elsewhere = await loans.judged("perlu_dilihat")
    told: list[tuple[str, int, int]] = []

    def tell(plan: PlanView) -> None:
        told.append((plan.phase.value, plan.done, plan.total))

    tried = await migrate_at("lahat", SLUG, "r2", WHY, "root", dry_run=True, tell=tell)
    assert (tried.plan.phase, await releases(loans, *same, elsewhere)) == (Phase.DECIDED, ["r1"] * 3)
    assert [(case_id, finding.code) for case_id, finding in tried.findings] == [(elsewhere, "migration.differs")]

    done = await migrate_at("lahat", SLUG, "r2", WHY, "root", dry_run=False, tell=tell)
    assert (done.plan.phase, await releases(loans, *same, elsewhere)) == (Phase.MOVED, ["r2", "r2", "r1"])
    assert told[-3:] == [("MOVING", 0, 2), ("MOVING", 2, 2), ("MOVED", 2, 2)]

    back = await revert_at("lahat", SLUG, done.plan.id, "Ditunda.", "root", tell)
    assert (back.plan.phase, await releases(loans, *same)) == (Phase.REVERTED, ["r1", "r1"])
    with pytest.raises(NotFound):
        await revert_at("lamandau", SLUG, done.plan.id, "Ditunda.", "root", tell)
