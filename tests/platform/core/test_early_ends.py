"""A case may end early: rejected with a signed letter, passed on with one, or cancelled at the applicant's wish."""

import pytest
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.assign_case import assign_case
from laksana.cases.forward_case import forward_case
from laksana.cases.perform_step import perform_step
from laksana.cases.queries import case_by_id, inbox
from laksana.cases.reject_case import reject_case
from laksana.letters.paraf_letter import paraf_letter
from laksana.procedures.installed import registry
from laksana_sdk.states import Status
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_tenants.resolve import actor_of, officers_for_role


def reason(drive_exit: str) -> str:
    procedure = registry().release("asistensi_rehabilitasi", "r1").procedure
    return next(iter(procedure.exits[drive_exit].reasons))


async def status(world: World, drive: Drive) -> Status:
    with world.inside():
        return (await case_by_id(drive.id)).status


async def test_a_rejection_ends_the_case_when_its_letter_is_signed(world: World) -> None:
    drive = await world.drive_to("disposisi")
    asked = inputs.RejectCase(case_id=drive.id, reason=reason("reject"), ground="Di luar kriteria penerima.")
    await drive.do(reject_case, asked, "KADIS")
    assert (drive.case.status.ended, drive.case.step) == (False, "surat_penolakan")

    await drive.sign("surat_penolakan")

    assert await status(world, drive) is Status.REJECTED


async def test_a_case_that_is_passed_on_ends_with_its_covering_letter(world: World) -> None:
    drive = await world.drive_to("laporkan")
    asked = inputs.ForwardCase(case_id=drive.id, reason=reason("forward"), institution="sentra_abiyoso")
    await drive.do(forward_case, asked, "KABID")

    await drive.sign("surat_pengantar_terusan")

    assert await status(world, drive) is Status.FORWARDED


async def test_a_cancelled_case_asks_nobody_and_takes_no_more_steps(world: World) -> None:
    drive = await world.drive_to("laporkan")
    await world.cancel(drive.id)

    with pytest.raises(Invalid) as refusal:
        await drive.report()

    assert {found.code for found in refusal.value.findings} == {"case.ended"}
    assert await status(world, drive) is Status.CANCELLED
    with world.inside():
        assert await inbox(await world.actor("ANALIS"), size=10) == ()


async def test_only_the_head_rejects(world: World) -> None:
    drive = await world.drive_to("disposisi")
    before = drive.case.version

    with pytest.raises(Invalid):
        await drive.do(
            reject_case, inputs.RejectCase(case_id=drive.id, reason=reason("reject"), ground="Tidak sesuai."), "STAF"
        )

    with world.inside():
        assert (await case_by_id(drive.id)).version == before


async def test_a_step_given_to_one_officer_waits_for_that_officer_alone(world: World) -> None:
    drive = await world.drive_to("periksa_berkas")
    with world.inside():
        holders = await officers_for_role("STAF", drive.world.clock.now().date())
        people: list[Actor] = []
        for holder in holders:
            found = await actor_of(holder.officer_id, drive.world.clock.now().date())
            assert found is not None
            people.append(found)
    chosen, other = people[1], people[0]
    await drive.do(assign_case, inputs.AssignCase(case_id=drive.id, officer_id=chosen.officer_id), "KABID")

    with world.inside():
        assert await inbox(other, size=10) == ()
        assert [task.officer_id for task in await inbox(chosen, size=10)] == [chosen.officer_id]
        asked = inputs.PerformStep(case_id=drive.id, step="periksa_berkas", outcome="lengkap")
        with pytest.raises(Invalid) as refusal:
            await perform_step(asked, by=other, key=world.key())
    assert "assign.to_somebody_else" in {found.code for found in refusal.value.findings}


async def test_a_paraf_on_another_draft_than_the_current_one_is_refused(world: World) -> None:
    drive = await world.drive_to("surat_pengantar")
    draft = await drive.draft("surat_pengantar")

    with pytest.raises(Invalid):
        await drive.do(paraf_letter, inputs.ParafLetter(**{**draft, "draft_sha256": "0" * 64}), "KABID")

    assert await status(world, drive) is Status.AWAITING_PARAF
