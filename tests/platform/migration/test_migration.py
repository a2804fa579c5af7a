"""Running cases go to another release, each decided again; killed in the middle it goes on, and there is a way back.

In the suite twelve cases are moved. `LAKSANA_DEEP=1000` moves so many.
"""

import os
from dataclasses import replace
from uuid import UUID

import pytest
from tests.support.killed_migration import killed_at
from tests.support.loans import Loans, loans
from tests.support.two_releases.loaded import SLUG

from laksana.audit.examine_chain import examine_chain
from laksana.audit.queries import stored_chains
from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana.cases.ledger import load_case
from laksana.cases.queries import case_by_id, tasks_of_cases, timelines_of_cases
from laksana.cases.views import TaskView
from laksana.migration.inputs import PlanMigration, RevertMigration, StartMigration
from laksana.migration.plan_migration import plan_migration
from laksana.migration.queries import cases_of_plan, plan_by_id
from laksana.migration.revert_migration import revert_migration
from laksana.migration.start_migration import start_migration
from laksana.migration.views import Held, Phase, PlannedCaseView, PlanView, Standing, Verdict
from laksana_infra.connection import Connection
from laksana_sdk.findings import text
from laksana_tenants.errors import Forbidden, Invalid

__all__ = ["loans"]

MANY = max(int(os.environ.get("LAKSANA_DEEP", "0")), 6)
WHY = "SOP 2026 berlaku."
BEFORE = ["CASE_OPENED", "CORE_RECORDED", "CASE_RECEIVED", "LETTER_REQUESTED", "STEP_ENTERED"]
JUDGED = ["PAPERS_CHECKED", "STEP_PERFORMED", "STEP_ENTERED", "STEP_PERFORMED", "STEP_ENTERED"]


def minutes(task: TaskView) -> float:
    """The handling time that the case's release gives."""
    assert task.due is not None
    return (task.due - task.since).total_seconds() / 60


async def seen(loans: Loans, plan_id: UUID) -> PlanView:
    with loans.world.inside():
        return await plan_by_id(plan_id)


async def cases(loans: Loans, plan_id: UUID) -> dict[UUID, PlannedCaseView]:
    with loans.world.inside():
        return {case.case_id: case for case in await cases_of_plan(plan_id, size=100)}


async def releases(loans: Loans, *case_ids: UUID) -> list[str]:
    with loans.world.inside():
        return [(await case_by_id(case_id)).release for case_id in case_ids]


async def kinds(loans: Loans, case_id: UUID) -> list[str]:
    with loans.world.inside():
        return [entry.kind for entry in (await timelines_of_cases([case_id]))[case_id]]


async def faults(loans: Loans) -> list[str]:
    with loans.world.inside():
        return [
            found.code async for chain in stored_chains() for found in examine_chain(loans.world.lahat.id, chain, None)
        ]


async def test_running_cases_are_moved_in_spite_of_a_kill_and_go_back_where_nobody_acted_since(
    loans: Loans, owner: Connection
) -> None:
    world = loans.world
    same = [await loans.received() for _ in range(MANY)]
    judged = await loans.judged("layak")
    late = await loans.checked()
    elsewhere = await loans.judged("perlu_dilihat")
    destroyed = await loans.received()
    await owner.execute("update app.case_ set wrapped_key = null where id = $1", destroyed)
    # Setting the receipts that the counter hands out is another story.
    await owner.execute("delete from jobs.procrastinate_jobs where task_name = 'issue_letter'")

    asked = PlanMigration(sop=SLUG, to_release="r2", reason=WHY)
    plan_id = (await world.act(plan_migration, asked, "KADIS")).plan_id
    await world.drain()

    plan, found = await seen(loans, plan_id), await cases(loans, plan_id)
    assert (plan.phase, plan.done, plan.total) == (Phase.DECIDED, MANY + 4, MANY + 4)
    assert (plan.counts.same_state, plan.counts.differs, plan.counts.undecidable) == (MANY + 2, 1, 1)
    if elsewhere in found:
        assert (found[elsewhere].verdict, found[elsewhere].seq) == (Verdict.DIFFERS, 9)
        assert found[elsewhere].shown == ("step", "visited", "trail")
        assert found[destroyed].verdict is Verdict.UNDECIDABLE
    assert set(await releases(loans, *same, judged, late)) == {"r1"}

    await world.act(start_migration, StartMigration(plan_id=plan_id), "KADIS")

    async def has_come_to_the_fourth() -> bool:
        return (await seen(loans, plan_id)).counts.moved == 3

    await killed_at(same[3], world.urls, owner, has_come_to_the_fourth)
    assert await releases(loans, *same[:4]) == ["r2", "r2", "r2", "r1"]
    await loans.judge(late, "perlu_dilihat")
    await world.drain()

    plan = await seen(loans, plan_id)
    assert (plan.phase, plan.done, plan.total) == (Phase.MOVED, MANY + 1, MANY + 1)
    assert await releases(loans, *same, judged, late, elsewhere, destroyed) == ["r2"] * (MANY + 1) + ["r1"] * 3
    assert [await kinds(loans, one) for one in (same[2], same[3])] == [[*BEFORE, "CASE_MIGRATED"]] * 2
    with world.inside():
        moved, (task,) = await load_case(same[0]), (await tasks_of_cases([same[0]]))[same[0]]
    assert (moved.state.step, moved.release, minutes(task)) == ("periksa_berkas", "r2", 10)
    assert await faults(loans) == []

    checked = inputs.CheckPapers(case_id=same[0], checks=(inputs.PaperCheck(paper="ktp", result="ACCEPTED"),))
    await world.act(check_papers, checked, "STAF")
    reverting = RevertMigration(plan_id=plan_id, reason="SOP 2026 ditunda.")
    await world.act(revert_migration, reverting, "SEKRETARIS")
    await world.drain()

    plan = await seen(loans, plan_id)
    assert (plan.phase, plan.counts.reverted, plan.counts.held) == (Phase.REVERTED, MANY, 1)
    assert await releases(loans, *same, judged) == ["r2"] + ["r1"] * MANY
    assert [await kinds(loans, one) for one in (same[1], judged)] == [
        [*BEFORE, "CASE_MIGRATED", "CASE_MIGRATION_REVERTED"],
        [*BEFORE, *JUDGED, "CASE_MIGRATED", "CASE_MIGRATION_REVERTED"],
    ]
    with world.inside():
        held = [case for case in await cases_of_plan(plan_id, size=100) if case.held]
        (back,) = (await tasks_of_cases([same[1]]))[same[1]]
    assert [(case.case_id, case.held, case.standing) for case in held] == [(same[0], Held.ACTED_IN, Standing.MOVED)]
    assert minutes(back) == 15
    assert await faults(loans) == []


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

    assert [text(raised.value.findings[0]) for raised in (not_yours, no_reason, no_release)] == [
        "Memindahkan kasus ke rilis lain adalah wewenang Kepala Dinas, Sekretaris; mintalah kepada salah satunya.",
        "Alasan belum diisi; tulis mengapa kasus dipindahkan, tanpa nama orang.",
        "SOP pinjam_kursi_roda tidak punya rilis r9 di pemasangan ini; yang terpasang: r1, r2.",
    ]
    assert await owner.fetchval("select count(*) from app.migration_plan") == 0

    plan_id = (await loans.world.act(plan_migration, asked, "KADIS")).plan_id
    for act, wish in (
        (plan_migration, asked),
        (start_migration, StartMigration(plan_id=plan_id)),
        (revert_migration, RevertMigration(plan_id=plan_id, reason=WHY)),
    ):
        with pytest.raises(Invalid):
            await loans.world.act(act, wish, "KADIS")
    assert (await seen(loans, plan_id)).phase is Phase.DECIDING
