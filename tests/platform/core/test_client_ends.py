"""A case ends by what befell its client: refusal, death, a move, nobody there, or a second file of the same matter."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support import forms
from tests.support.decisions import DEATH, every_decision
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.mark_duplicate import mark_duplicate
from laksana.cases.queries import case_by_id, tasks_of_cases, timelines_of_cases
from laksana.cases.read_forms import read_forms
from laksana.cases.record_death import record_death
from laksana.cases.record_move import record_move
from laksana.cases.record_not_found import record_not_found
from laksana.cases.refuse_by_client import refuse_by_client
from laksana.cases.retract_exit import retract_exit
from laksana_sdk.states import Status
from laksana_tenants.errors import Invalid

UseCase = Callable[..., Awaitable[Any]]

ENDS: tuple[tuple[UseCase, type[Any], dict[str, Any], str, Status], ...] = (
    (refuse_by_client, inputs.RefuseByClient, {"reason": "MENOLAK", "note": "Ingin tinggal di rumah."}, "STAF",
     Status.REFUSED_BY_CLIENT),
    (record_death, inputs.RecordDeath, {"reason": "MENINGGAL", "form": DEATH}, "STAF", Status.DECEASED),
    (record_move, inputs.RecordMove, {"reason": "PINDAH", "region": "62.71"}, "KABID", Status.MOVED),
    (record_not_found, inputs.RecordNotFound, {"reason": "TIDAK_ADA"}, "STAF", Status.NOT_FOUND),
)  # fmt: skip


@pytest.fixture
def office(world: World) -> Iterator[World]:
    """Lahat, working by the SOP that allows every decision."""
    with every_decision():
        yield world


async def refused(drive: Drive, use_case: UseCase, asked: object, role: str) -> list[tuple[str, str | None]]:
    """Code and field of every finding; nothing has happened to the case."""
    with drive.world.inside():
        before = await case_by_id(drive.id)
    with pytest.raises(Invalid) as refusal:
        await drive.world.act(use_case, asked, role)
    with drive.world.inside():
        assert await case_by_id(drive.id) == before
    return [(found.code, found.field) for found in refusal.value.findings]


async def test_the_case_ends_once_in_the_state_that_says_why(office: World) -> None:
    for number, (use_case, asked, details, role, status) in enumerate(ENDS):
        case_id = (await office.open_case(form=forms.laporan(nik=None))).case_id
        by, end = await office.actor(role), asked(case_id=case_id, **details)

        with office.inside():
            first = await use_case(end, by=by, key=f"kunci-{number:04d}")
            again = await use_case(end, by=by, key=f"kunci-{number:04d}")
            case = await case_by_id(case_id)

        assert again == first
        assert (case.status, case.outcome, case.version) == (status, details["reason"], first.version)
        assert case.closed_at == office.clock.now()


async def test_a_false_report_of_a_death_is_taken_back_and_the_case_goes_on(world: World) -> None:
    drive = await world.drive_to("laporkan")
    with world.inside():
        before = await case_by_id(drive.id)
        asked_before = await tasks_of_cases([drive.id])
    await drive.do(
        record_death, inputs.RecordDeath(case_id=drive.id, reason="MENINGGAL", note="Kata tetangga."), "STAF"
    )
    false = inputs.RetractExit(case_id=drive.id, reason="SULASTRI dirawat di RSUD, tidak meninggal.")

    unsaid = await refused(drive, retract_exit, replace(false, reason=" "), "ANALIS")
    others = await refused(drive, retract_exit, false, "KADIS")
    await drive.do(retract_exit, false, "ANALIS")

    assert (unsaid, others) == ([("exit.retraction_unsaid", "reason")], [("role.not_held", None)])
    with world.inside():
        after = await case_by_id(drive.id)
        asked_now = await tasks_of_cases([drive.id])
        timeline = (await timelines_of_cases([drive.id]))[drive.id]
    assert (after.status, after.step) == (before.status, before.step)
    assert [(one.kind, one.role) for one in asked_now[drive.id]] == [
        (one.kind, one.role) for one in asked_before[drive.id]
    ]
    assert (timeline[-1].kind, timeline[-1].role) == ("EXIT_RETRACTED", "ANALIS")
    assert "SULASTRI" not in str([entry.data for entry in timeline])
    await drive.report()
    assert drive.case.step == "disposisi"


async def test_what_is_told_of_a_death_is_read_where_it_was_asked(office: World) -> None:
    drive = await office.drive_to("laporkan")
    half = {name: value for name, value in DEATH.items() if name != "informant"}

    unsaid = await refused(
        drive, record_death, inputs.RecordDeath(case_id=drive.id, reason="MENINGGAL", form=half), "STAF"
    )
    await drive.do(record_death, inputs.RecordDeath(case_id=drive.id, reason="MENINGGAL", form=DEATH), "STAF")

    assert unsaid == [("form.missing", "informant")]
    with office.inside():
        written = await read_forms(drive.id, by=await office.actor("KABID"))
        timeline = (await timelines_of_cases([drive.id]))[drive.id]
    # The step at which the news came keeps its own form.
    assert [(form.step, form.form.get("informant")) for form in written] == [
        ("terima_laporan", None), ("exit.deceased", "RUSLAN"),
    ]  # fmt: skip
    assert "RUSLAN" not in str([entry.data for entry in timeline])


async def test_a_client_moves_to_a_kabupaten_that_there_is(office: World) -> None:
    drive = Drive(world=office, case=await office.open_case(), detours=False)

    async def found(region: str) -> list[tuple[str, str | None]]:
        moved = inputs.RecordMove(case_id=drive.id, reason="PINDAH", region=region)
        return await refused(drive, record_move, moved, "KABID")

    assert await found("99.99") == await found("Lahat") == [("case.unknown_region", "region")]
    assert await found("62") == [("exit.region_malformed", "region")]


async def test_a_duplicate_names_the_case_that_it_repeats(office: World) -> None:
    drive = Drive(world=office, case=await office.open_case(), detours=False)
    master = (await office.open_case(form=forms.laporan())).case_id

    await drive.do(mark_duplicate, inputs.MarkDuplicate(case_id=drive.id, reason="GANDA", other_case=master), "STAF")

    with office.inside():
        case = await case_by_id(drive.id)
    assert (case.status, case.duplicate_of) == (Status.DUPLICATE, master)


async def test_a_case_repeats_neither_itself_nor_what_is_not_here_nor_a_duplicate(office: World) -> None:
    drive = Drive(world=office, case=await office.open_case(), detours=False)
    await office.take_up_sop(office.lamandau)
    elsewhere = (await office.open_case(office.lamandau)).case_id
    twin = (await office.open_case()).case_id
    asked = inputs.MarkDuplicate(case_id=twin, reason="GANDA", other_case=drive.id)
    await office.act(mark_duplicate, asked, "STAF")

    async def found(other: UUID) -> list[tuple[str, str | None]]:
        repeats = inputs.MarkDuplicate(case_id=drive.id, reason="GANDA", other_case=other)
        return await refused(drive, mark_duplicate, repeats, "STAF")

    assert await found(drive.id) == [("exit.other_case_itself", "other_case")]
    assert await found(elsewhere) == await found(uuid4()) == [("decision.other_case_unknown", "other_case")]
    assert await found(twin) == [("decision.other_case_duplicate", "other_case")]
