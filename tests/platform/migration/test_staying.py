"""A case that cannot go to the other release stays on its own, says why, and keeps no other case from going."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NoReturn
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support.joint_dispatches import composed
from tests.support.loans import Loans, loans
from tests.support.two_releases.loaded import SLUG
from tests.support.world import SOP, World, installed_plugins

from laksana.cases.inputs import ReturnLetter
from laksana.cases.queries import case_by_id
from laksana.dispatches.discard_dispatch import discard_dispatch
from laksana.dispatches.inputs import DiscardDispatch
from laksana.letters.return_letter import return_letter
from laksana.migration.inputs import PlanMigration, RevertMigration, StartMigration
from laksana.migration.plan_migration import plan_migration
from laksana.migration.queries import cases_of_plan, plan_by_id
from laksana.migration.revert_migration import revert_migration
from laksana.migration.start_migration import start_migration
from laksana.migration.told import told
from laksana.migration.views import Phase, PlannedCaseView
from laksana.procedures import installed
from laksana.procedures.guard import guarded
from laksana.procedures.loader import LoadedRelease, Registry
from laksana.procedures.quarantine import PluginQuarantined, quarantine
from laksana.procedures.views import Evidence, Fault, PluginCall
from laksana_infra.connection import Connection
from laksana_sdk.procedure import Procedure, Step

__all__ = ["loans"]


@dataclass(slots=True, kw_only=True)
class Plan:
    """A migration of Lahat's cases to r2, asked for by its head."""

    world: World
    id: UUID

    async def go_on(self, use_case: Any, asked: object) -> None:  # noqa: ANN401 - a use case
        """The phase is asked for, and its jobs are done."""
        await self.world.act(use_case, asked, "KADIS")
        await self.world.drain()

    async def started(self) -> None:
        """What stands the same was moved."""
        await self.go_on(start_migration, StartMigration(plan_id=self.id))

    async def found(self) -> dict[UUID, PlannedCaseView]:
        """Its cases, each with what was found."""
        with self.world.inside():
            return {case.case_id: case for case in await cases_of_plan(self.id, size=100)}

    async def phase(self) -> Phase:
        """How far it has come."""
        with self.world.inside():
            return (await plan_by_id(self.id)).phase


async def planned(world: World, sop: str) -> Plan:
    """Every running case decided again under r2."""
    asked = PlanMigration(sop=sop, to_release="r2", reason="SOP 2026 berlaku.")
    made = await world.act(plan_migration, asked, "KADIS")
    await world.drain()
    return Plan(world=world, id=made.plan_id)


async def releases(world: World, case_ids: Iterable[UUID]) -> list[str]:
    with world.inside():
        return [(await case_by_id(case_id)).release for case_id in case_ids]


def said(case: PlannedCaseView) -> tuple[str, ...]:
    """The code of what was found, and what it shows."""
    found = told(case, to_release="r2")
    assert found is not None
    return (found.code, *case.shown)


async def shredded(owner: Connection, case_id: UUID) -> None:
    """The dossier's key destroyed: nothing that it sealed opens ever again."""
    await owner.execute("update app.case_ set wrapped_key = null where id = $1", case_id)


async def damaged(owner: Connection, table: str, column: str, where: str, case_id: UUID) -> None:
    """One byte of that column is another, as a failing disk leaves it."""
    await owner.execute("set session_replication_role = replica")
    changed = f"set_byte({column}, 20, 255 - get_byte({column}, 20))"
    try:
        await owner.execute(f"update app.{table} set {column} = {changed} where {where} = $1", case_id)
    finally:
        await owner.execute("reset session_replication_role")


async def test_words_that_are_gone_keep_their_own_case_alone_in_every_phase(loans: Loans, owner: Connection) -> None:
    world = loans.world
    before, seal, key, between, after, *whole = [await loans.received() for _ in range(7)]
    written = {
        row["case_id"]: str(row["id"])
        for row in await owner.fetch("select case_id, id from app.submission order by id desc")
    }
    await owner.execute("delete from jobs.procrastinate_jobs where task_name = 'issue_letter'")

    await shredded(owner, before)
    await damaged(owner, "submission", "sealed", "case_id", seal)
    await damaged(owner, "case_", "wrapped_key", "id", key)
    plan = await planned(world, SLUG)

    found = await plan.found()
    assert [said(found[case_id]) for case_id in (before, seal, key, between, after, *whole)] == [
        ("migration.undecidable.destroyed", written[before]),
        ("migration.undecidable.unreadable", written[seal]),
        ("migration.undecidable.unreadable", written[key]),
        *[("migration.same_state",)] * 4,
    ]

    await shredded(owner, between)
    await plan.started()

    assert (await plan.phase(), said((await plan.found())[between])) == (
        Phase.MOVED, ("migration.undecidable.destroyed", written[between])
    )  # fmt: skip
    assert await releases(world, (before, seal, key, between, after, *whole)) == ["r1"] * 4 + ["r2"] * 3

    await shredded(owner, after)
    await plan.go_on(revert_migration, RevertMigration(plan_id=plan.id, reason="SOP 2026 ditunda."))

    assert (await plan.phase(), said((await plan.found())[after])) == (Phase.REVERTED, ("migration.held.unreadable",))
    assert await releases(world, (after, *whole)) == ["r2", "r1", "r1"]


def with_successor(**changed: Any) -> Registry:  # noqa: ANN401 - parts of a release
    """Lahat's SOP with a release r2 that is r1 but for these parts."""
    registry = installed_plugins()
    successor = replace(registry.release(SOP, "r1"), name="r2", hash="2" * 64, **changed)
    releases: dict[tuple[str, str], LoadedRelease] = {**registry.releases, (SOP, "r2"): successor}
    return Registry(releases=MappingProxyType(releases))


@pytest_asyncio.fixture
async def succeeded(world: World) -> AsyncIterator[World]:
    """Lahat under r1 of its SOP; a test installs the r2 that it needs."""
    yield world
    installed.install(installed_plugins())


async def test_work_in_hand_stays_until_it_is_done_and_then_goes_as_any_other(succeeded: World) -> None:
    world, case = succeeded, await succeeded.drive_to("surat_pengantar")
    free = (await world.open_case()).case_id
    own = dict(installed_plugins().release(SOP, "r1").templates)
    reworded = own | {"surat_pengantar.typ": own["surat_pengantar.typ"] + b"\n// reworded"}
    installed.install(with_successor(templates=MappingProxyType(reworded)))

    joint = await composed(world, case)
    first = await planned(world, SOP)
    await first.started()

    assert said((await first.found())[case.id]) == ("migration.needs_person.dispatch",)
    assert await releases(world, (free, case.id)) == ["r2", "r1"]

    await joint.do(discard_dispatch, DiscardDispatch(dispatch_id=joint.id, reason="Dikirim sendiri."), "STAF")
    draft = await case.draft("surat_pengantar")
    second = await planned(world, SOP)
    await second.started()

    assert said((await second.found())[case.id]) == ("migration.needs_person.draft", "surat_pengantar")
    assert await releases(world, (case.id,)) == ["r1"]

    asked = ReturnLetter(case_id=case.id, letter_id=draft["letter_id"], reason="Naskah baru berlaku.")
    await case.do(return_letter, asked, "KADIS")
    await (await planned(world, SOP)).started()

    assert await releases(world, (case.id,)) == ["r2"]
    assert (await case.draft("surat_pengantar"))["draft_sha256"] != draft["draft_sha256"]


async def test_a_plugin_that_raises_is_quarantined_or_gone_keeps_the_cases_that_need_it(
    loans: Loans, owner: Connection
) -> None:
    world = loans.world
    received, judged = await loans.received(), await loans.judged("layak")
    await owner.execute("delete from jobs.procrastinate_jobs where task_name = 'issue_letter'")
    registry, r2 = installed.registry(), installed.registry().release(SLUG, "r2")
    broken = replace(r2, procedure=guarded(raising_at(r2.procedure, "telaah"), "r2"))
    installed.install(replace(registry, releases=MappingProxyType({**registry.releases, (SLUG, "r2"): broken})))

    found = await (await planned(world, SLUG)).found()

    assert [said(found[case_id]) for case_id in (received, judged)] == [
        ("migration.same_state",),
        ("migration.needs_person.plugin", "plugin.failed"),
    ]

    without = {key: release for key, release in registry.releases.items() if key != (SLUG, "r2")}
    installed.install(registry)
    asked = PlanMigration(sop=SLUG, to_release="r2", reason="SOP 2026 berlaku.")
    plan = Plan(world=world, id=(await world.act(plan_migration, asked, "KADIS")).plan_id)
    with quarantined(SLUG, "r2"):
        await world.drain()
        with pytest.raises(PluginQuarantined):
            await world.act(plan_migration, asked, "KADIS")

    assert {said(case) for case in (await plan.found()).values()} == {
        ("migration.needs_person.plugin", "plugin.quarantined")
    }
    plan = Plan(world=world, id=(await world.act(plan_migration, asked, "KADIS")).plan_id)
    installed.install(replace(registry, releases=MappingProxyType(without)))
    await world.drain()

    assert {said(case) for case in (await plan.found()).values()} == {("migration.needs_person.plugin", "r2")}
    assert await plan.phase() is Phase.DECIDED
    assert await owner.fetchval("select count(*) from app.migration_plan") == 3
    assert await releases(world, (received, judged)) == ["r1", "r1"]


def raising_at(procedure: Procedure, slug: str) -> Procedure:
    """The procedure, whose validator of that step raises."""

    def raises(*_: object) -> NoReturn:
        raise ZeroDivisionError

    steps = tuple(
        replace(node, validators=(raises,)) if isinstance(node, Step) and node.slug == slug else node
        for node in procedure.steps
    )
    return replace(procedure, steps=steps)


@contextmanager
def quarantined(sop: str, release: str) -> Iterator[None]:
    """The release kept from running, for the block."""
    call = PluginCall(sop=sop, release=release, hook="validators", function="-")
    quarantine().convict(Evidence(call=call, fault=Fault.OVERRAN, milliseconds=300))
    try:
        yield
    finally:
        quarantine().stored(quarantine().found, ())
