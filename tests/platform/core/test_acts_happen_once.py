"""A key makes an act happen once, however often it is sent and wherever it is interrupted."""

import asyncio
from uuid import UUID

import pytest
from tests.support import forms
from tests.support.world import SOP, World

from laksana.cases import inputs
from laksana.cases.open_case import open_case
from laksana.cases.queries import CaseFilter, cases_page
from laksana.cases.receive_case import receive_case
from laksana.letters import press
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana_infra.database import fetch
from laksana_tenants.errors import Invalid
from laksana_typeset import Typesetter

ASKED = inputs.OpenCase(sop=SOP, form=forms.laporan())


async def test_a_repeat_with_the_same_key_and_input_gets_the_stored_result(world: World) -> None:
    staf = await world.actor("STAF")
    with world.inside():
        first = await open_case(ASKED, by=staf, key="kunci-0001")

        again = await open_case(ASKED, by=staf, key="kunci-0001")

        assert again == first
        assert len(await cases_page(CaseFilter(), size=10)) == 1


async def test_a_key_used_with_another_input_is_refused_and_nothing_happens(world: World) -> None:
    staf = await world.actor("STAF")
    with world.inside():
        await open_case(ASKED, by=staf, key="kunci-0001")

        with pytest.raises(Invalid) as refusal:
            await open_case(
                inputs.OpenCase(sop=SOP, form=forms.laporan(name="ORANG LAIN", nik=None)), by=staf, key="kunci-0001"
            )

        assert [(found.code, found.field) for found in refusal.value.findings] == [("case.key_reused", "key")]
        assert len(await cases_page(CaseFilter(), size=10)) == 1


async def test_the_same_key_sent_twice_at_once_opens_one_case(world: World) -> None:
    staf = await world.actor("STAF")
    with world.inside():
        await open_case(inputs.OpenCase(sop=SOP, form=forms.laporan(nik=None)), by=staf, key="kunci-0000")

        results = await asyncio.gather(*(open_case(ASKED, by=staf, key="kunci-0001") for _ in range(4)))

        assert len({result.case_id for result in results}) == 1
        assert len(await cases_page(CaseFilter(), size=10)) == 2


async def test_a_refused_act_leaves_its_key_free(world: World) -> None:
    staf = await world.actor("STAF")
    with world.inside():
        with pytest.raises(Invalid):
            await open_case(inputs.OpenCase(sop=SOP, form={}), by=staf, key="kunci-0001")

        opened = await open_case(ASKED, by=staf, key="kunci-0001")

        assert opened.version == 2


async def test_receipts_taken_at_once_get_every_agenda_number_once(world: World) -> None:
    cases = [await world.open_case(form=forms.laporan(nik=None, name=f"PEMOHON {letter}")) for letter in "ABCDEFGH"]
    staf = await world.actor("STAF")

    with world.inside():
        received = await asyncio.gather(
            *(
                receive_case(
                    inputs.ReceiveCase(case_id=case.case_id, sender="DESA", subject="Permohonan"),
                    by=staf,
                    key=world.key(),
                )
                for case in cases
            )
        )

    numbers = sorted(int(case.ids["agenda_number"].split("/")[0]) for case in received)
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_refused_receipt_spends_no_agenda_number(world: World) -> None:
    drive = await world.drive_to("periksa_berkas")
    with pytest.raises(Invalid):
        await drive.receive()

    other = await world.drive_to("periksa_berkas", form=forms.laporan(nik=None, name="PEMOHON LAIN"))

    assert other.case.ids["agenda_number"].startswith("2/")


async def test_a_final_that_was_interrupted_keeps_its_number_for_the_retry(world: World) -> None:
    drive = await world.drive_to("surat_pengantar")
    draft = await drive.draft("surat_pengantar")
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    kadis, running = await world.actor("KADIS"), press.press()
    asked = inputs.FinaliseLetter(**draft)
    with world.inside():
        press.install(Typesetter())
        with pytest.raises(RuntimeError, match="does not run"):
            await finalise_letter(asked, by=kadis, key="kunci-0001")
        press.install(running)
        reserved = await fetch("select number, status from register_number where letter_id = $1", draft["letter_id"])

        final = await finalise_letter(asked, by=kadis, key="kunci-0001")

        assert [row["status"] for row in reserved] == ["RESERVED"]
        assert final.ids["number"] == reserved[0]["number"]
        used = await fetch("select status from register_number where letter_id = $1", UUID(final.ids["letter_id"]))
        assert [row["status"] for row in used] == ["USED"]
