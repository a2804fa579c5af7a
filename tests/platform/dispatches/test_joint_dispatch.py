"""One covering letter over two cases: to its signature, out of the house, and back with a result for each."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.support import forms
from tests.support.joint_dispatches import Joint, composed, joint_until, two_cases
from tests.support.world import World

from laksana.attachments.queries import promoted_attachment
from laksana.cases import inputs as case_inputs
from laksana.cases.queries import case_by_id, timelines_of_cases
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.dispatches import inputs
from laksana.dispatches.compose_dispatch import compose_dispatch
from laksana.dispatches.discard_dispatch import discard_dispatch
from laksana.dispatches.draft_dispatch import draft_dispatch
from laksana.dispatches.finalise_dispatch import finalise_dispatch
from laksana.dispatches.open_dispatch import dispatch_url
from laksana.dispatches.paraf_dispatch import paraf_dispatch
from laksana.dispatches.queries import (
    dispatch_by_id,
    dispatches_page,
    items_of_dispatches,
    parafs_of_dispatches,
    reasons_of_dispatches,
)
from laksana.dispatches.return_dispatch import return_dispatch
from laksana.dispatches.send_dispatch import send_dispatch
from laksana.dispatches.sign_dispatch import sign_dispatch
from laksana.dispatches.views import DispatchStatus
from laksana.letters import press
from laksana.letters.open_letter import Version
from laksana.vault.keys import office_key
from laksana.verification.codes import code_of
from laksana.verification.marks import Mark
from laksana.verification.queries import RecognisedFile, file_of_bytes, letter_of_code
from laksana.verification.views import PublicLetter, Standing
from laksana_infra.database import fetch
from laksana_tenants.errors import Invalid, NotFound
from laksana_typeset import Typesetter


async def interrupted(joint: Joint) -> str:
    """The number that was reserved for the letter before the press stood still."""
    running = press.press()
    press.install(Typesetter())
    with pytest.raises(RuntimeError, match="does not run"):
        await joint.finalised()
    press.install(running)
    with joint.world.inside():
        rows = await fetch("select number, status from register_number where dispatch_id = $1", joint.id)
    assert [row["status"] for row in rows] == ["RESERVED"]
    return str(rows[0]["number"])


async def stands(world: World, *case_ids: UUID) -> list[str | None]:
    with world.inside():
        return [(await case_by_id(case_id)).step for case_id in case_ids]


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [found.code for found in refusal.value.findings]


async def test_two_cases_leave_under_one_letter_and_each_waits_for_its_own_result(world: World) -> None:
    joint = await joint_until(world, Joint.sent)
    first, second = joint.cases

    answered = case_inputs.RecordOutsideAnswer(
        case_id=first.id, outcome="ditolak", answered_on=joint.today, form={"reason": "Kuota penuh"}
    )
    await world.act(record_outside_answer, answered, "STAF")

    with world.inside():
        view = await dispatch_by_id(joint.id)
        items = (await items_of_dispatches([joint.id]))[joint.id]
        timeline = (await timelines_of_cases([second.id]))[second.id]
    assert (view.status, view.institution, view.receipt_number) == (
        DispatchStatus.SENT, "sentra_budi_perkasa", "P2611160001",
    )  # fmt: skip
    assert [(item.case_id, item.place) for item in items] == [(first.id, 1), (second.id, 2)]
    assert [item.result for item in items] == ["ditolak", None]
    assert items[0].result_label == "Usulan tidak dapat diterima lembaga tujuan"
    assert [item.case_open for item in items] == [True, True]
    assert await stands(world, first.id, second.id) == ["selesaikan", "jawaban_sentra"]
    left = next(entry for entry in timeline if entry.kind == "LEFT_IN_BATCH")
    assert (left.role, left.data["steps"], left.data["dispatch_id"]) == (
        "STAF", ["surat_pengantar", "kirim"], str(joint.id),
    )  # fmt: skip


async def test_the_letter_bears_the_next_number_of_the_register_and_can_be_read(world: World) -> None:
    joint = await joint_until(world, Joint.finalised)
    kadis = await world.actor("KADIS")

    with world.inside():
        view = await dispatch_by_id(joint.id)
        url = await dispatch_url(joint.id, Version.FINAL, by=kadis)
        numbers = await fetch(
            "select number, status, letter_id, dispatch_id from register_number where dispatch_id is not null"
        )
    assert [(row["number"], row["status"], row["letter_id"], row["dispatch_id"]) for row in numbers] == [
        (view.number, "USED", None, joint.id)
    ]
    assert view.dated == joint.today
    assert view.signer_id == kadis.officer_id
    assert f"final-{view.final_sha256}.pdf" in url


async def test_a_scan_of_a_case_that_is_not_in_the_dispatch_signs_nothing(world: World) -> None:
    joint = await joint_until(world, Joint.finalised)
    other = await world.open_case(form=forms.laporan(name="ORANG LAIN", nik=None))
    scan = await world.upload(other.case_id, "scan")

    with pytest.raises(Invalid) as refusal:
        await joint.do(
            sign_dispatch, inputs.SignDispatch(dispatch_id=joint.id, final_sha256=joint.final, scan_id=scan), "STAF"
        )

    assert codes(refusal) == ["batch.other_case_scan"]
    with world.inside():
        assert (await dispatch_by_id(joint.id)).status is DispatchStatus.FINAL


async def test_one_case_in_the_way_keeps_all_at_home_and_what_stands_against_all_is_said_once(world: World) -> None:
    joint = await joint_until(world, Joint.signed)
    first, second = joint.cases
    with pytest.raises(Invalid) as for_all:
        await world.act(send_dispatch, joint.sending(sent_on=joint.today + timedelta(days=1)), "STAF")
    await world.cancel(second.id)

    with pytest.raises(Invalid) as refusal:
        await joint.sent()

    assert codes(for_all) == ["outside.in_future"]
    assert codes(refusal) == ["batch.case_refused", "case.ended"]
    with world.inside():
        number = (await case_by_id(second.id)).agenda_number
        assert refusal.value.findings[0].parameters["case"] == number
        assert (await dispatch_by_id(joint.id)).status is DispatchStatus.SIGNED
        kinds = [entry.kind for entry in (await timelines_of_cases([first.id]))[first.id]]
    assert "LEFT_IN_BATCH" not in kinds
    assert await stands(world, first.id) == ["surat_pengantar"]


async def test_a_revision_after_paraf_voids_it_and_keeps_the_reason(world: World) -> None:
    joint = await joint_until(world, Joint.initialled)
    old = joint.draft

    await joint.do(return_dispatch, inputs.ReturnDispatch(dispatch_id=joint.id, reason="Perbaiki urutan."), "KADIS")
    await joint.drafted()

    with pytest.raises(Invalid) as refusal:
        await world.act(paraf_dispatch, inputs.ParafDispatch(dispatch_id=joint.id, draft_sha256=old), "KABID")
    assert codes(refusal) == ["letter.draft_changed"]
    with pytest.raises(Invalid) as early:
        await joint.finalised()
    assert codes(early) == ["letter.paraf_missing"]
    await joint.initialled()
    await joint.finalised()
    with world.inside():
        parafs = (await parafs_of_dispatches([joint.id]))[joint.id]
        assert (await reasons_of_dispatches([joint.id]))[joint.id] == "Perbaiki urutan."
        assert (await dispatch_by_id(joint.id)).draft == 2
    assert [(paraf.role, paraf.draft_sha256, paraf.void_at is None) for paraf in parafs] == [
        ("KABID", old, False), ("KABID", joint.draft, True),
    ]  # fmt: skip


async def test_whoever_is_not_asked_is_told_who_is_and_what_comes_first(world: World) -> None:
    joint = await composed(world, *await two_cases(world))
    draft = inputs.DraftDispatch(dispatch_id=joint.id)

    with pytest.raises(Invalid) as drafting:
        await world.act(draft_dispatch, draft, "KADIS")
    await joint.drafted()
    with pytest.raises(Invalid) as out_of_turn:
        await joint.sent()
    with pytest.raises(Invalid) as initialling:
        await world.act(paraf_dispatch, inputs.ParafDispatch(dispatch_id=joint.id, draft_sha256=joint.draft), "STAF")
    await joint.initialled()
    with pytest.raises(Invalid) as deciding:
        await world.act(
            finalise_dispatch, inputs.FinaliseDispatch(dispatch_id=joint.id, draft_sha256=joint.draft), "KABID"
        )
    await joint.finalised()
    await joint.signed()
    with pytest.raises(Invalid) as sending:
        await world.act(send_dispatch, joint.sending(), "KADIS")

    for refusal in (drafting, initialling, deciding, sending):
        assert codes(refusal) == ["role.not_held"]
    assert codes(out_of_turn) == ["batch.stage"]
    with world.inside():
        assert (await dispatch_by_id(joint.id)).status is DispatchStatus.SIGNED


async def test_verification_of_a_joint_dispatch_says_its_number_and_post_and_knows_its_files(world: World) -> None:
    joint = await joint_until(world, Joint.finalised)
    with world.inside():
        code = code_of(await office_key(), joint.id)
        made = await dispatch_by_id(joint.id)
    before = await letter_of_code(code)

    await joint.signed()

    with world.inside():
        scan = await promoted_attachment((await dispatch_by_id(joint.id)).scan_id or joint.id)
    assert before == PublicLetter(
        office="Dinas Sosial Kabupaten Lahat",
        kind=made.title,
        number=made.number,
        dated=made.dated,
        signed_as="Kepala Dinas Sosial",
        standing=Standing.UNSIGNED,
    )
    signed = replace(before, standing=Standing.VALID)
    assert await letter_of_code(code) == signed
    for sha256, mark in ((joint.final, Mark.FINAL), (scan.sha256, Mark.SCAN)):
        assert await file_of_bytes(bytes.fromhex(sha256), code=code) == RecognisedFile(mark=mark, letter=signed)


async def test_cases_that_cannot_go_together_are_named_and_another_offices_case_is_not_found(world: World) -> None:
    first, second = await two_cases(world)
    early = await world.open_case(form=forms.laporan(name="ORANG LAIN", nik=None))
    taken = await composed(world, first)

    async def compose(institution: str, *case_ids: UUID) -> list[str]:
        asked = inputs.ComposeDispatch(institution=institution, case_ids=case_ids)
        with pytest.raises(Invalid) as refusal:
            await world.act(compose_dispatch, asked, "STAF")
        return codes(refusal)

    assert await compose("sentra_budi_perkasa") == ["form.too_few"]
    assert await compose("sentra_budi_perkasa", second.id, second.id) == ["batch.case_twice"]
    assert await compose("sentra_budi_perkasa", first.id, second.id) == ["batch.taken"]
    assert await compose("sentra_budi_perkasa", early.case_id) == ["batch.case_refused", "case.not_received"]
    assert await compose("sentra_abiyoso", second.id) == ["batch.other_destination"]
    assert await compose("tidak_ada", second.id) == ["case.unknown_institution"]
    await world.take_up_sop(world.lamandau)
    strange = inputs.ComposeDispatch(institution="sentra_budi_perkasa", case_ids=(second.id,))
    with pytest.raises(NotFound):
        await world.act(compose_dispatch, strange, "STAF", world.lamandau)
    with pytest.raises(NotFound):
        await world.act(draft_dispatch, inputs.DraftDispatch(dispatch_id=taken.id), "STAF", world.lamandau)
    with world.inside():
        assert [view.id for view in await dispatches_page(size=10)] == [taken.id]


async def test_a_dispatch_given_up_frees_its_cases_and_voids_the_number_kept_for_its_letter(world: World) -> None:
    joint = await joint_until(world, Joint.initialled)
    await interrupted(joint)
    with pytest.raises(Invalid) as unsaid:
        await world.act(discard_dispatch, inputs.DiscardDispatch(dispatch_id=joint.id, reason=" "), "STAF")

    await joint.do(discard_dispatch, inputs.DiscardDispatch(dispatch_id=joint.id, reason="Salah lembaga."), "STAF")
    anew = await composed(world, *joint.cases)

    assert codes(unsaid) == ["batch.reason_missing"]
    assert joint.last.status is DispatchStatus.DISCARDED
    assert anew.id != joint.id
    with world.inside():
        numbers = await fetch("select status, void_reason from register_number where dispatch_id = $1", joint.id)
    assert [(row["status"], row["void_reason"]) for row in numbers] == [("VOID", "LETTER_DROPPED")]
    with pytest.raises(Invalid) as again:
        await world.act(discard_dispatch, inputs.DiscardDispatch(dispatch_id=joint.id, reason="Lagi."), "STAF")
    assert codes(again) == ["batch.stage"]


async def test_each_key_makes_its_act_happen_once(world: World) -> None:
    joint = await joint_until(world, Joint.signed)
    staf, asked = await world.actor("STAF"), joint.sending()

    with world.inside():
        results = await asyncio.gather(*(send_dispatch(asked, by=staf, key="kunci-kirim-1") for _ in range(3)))
        again = await send_dispatch(asked, by=staf, key="kunci-kirim-1")
        with pytest.raises(Invalid) as reused:
            await send_dispatch(joint.sending(courier="JNE"), by=staf, key="kunci-kirim-1")
        with pytest.raises(Invalid) as twice:
            await send_dispatch(asked, by=staf, key="kunci-kirim-2")
        timelines = await timelines_of_cases([case.id for case in joint.cases])

    assert all(result == again for result in results)
    assert codes(reused) == ["case.key_reused"]
    assert codes(twice) == ["batch.stage"]
    left = [[entry.kind for entry in entries].count("LEFT_IN_BATCH") for entries in timelines.values()]
    assert left == [1, 1]


async def test_a_draft_and_a_final_are_made_once_for_their_key_and_an_interrupted_final_keeps_its_number(
    world: World,
) -> None:
    joint = await composed(world, *await two_cases(world))
    staf, kadis = await world.actor("STAF"), await world.actor("KADIS")
    drafting = inputs.DraftDispatch(dispatch_id=joint.id)

    with world.inside():
        first = await draft_dispatch(drafting, by=staf, key="kunci-konsep-1")
        assert await draft_dispatch(drafting, by=staf, key="kunci-konsep-1") == first
        joint.draft = first.ids["draft_sha256"]
    await joint.initialled()
    reserved = await interrupted(joint)
    asked = inputs.FinaliseDispatch(dispatch_id=joint.id, draft_sha256=joint.draft)
    with world.inside():
        final = await finalise_dispatch(asked, by=kadis, key="kunci-final-1")
        assert await finalise_dispatch(asked, by=kadis, key="kunci-final-1") == final
        view = await dispatch_by_id(joint.id)
        counters = await fetch("select count(*) as taken from register_number where dispatch_id = $1", joint.id)

    assert (view.draft, view.number) == (1, final.ids["number"])
    assert view.number == reserved
    assert counters[0]["taken"] == 1
