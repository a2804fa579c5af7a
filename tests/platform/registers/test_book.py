"""A register as the office keeps it: numbers by hand beside ours, void ones with reason, a new book each year."""

import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.support import forms
from tests.support.graphql import data, refusal
from tests.support.number_taker import LETTER
from tests.support.registers import by_hand
from tests.support.stations import finding
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.queries import inbox
from laksana.cases.reject_case import reject_case
from laksana.correspondence.give_number import give_number
from laksana.correspondence.inputs import GiveNumber, VoidNumber
from laksana.correspondence.numbers import Signer, reserve_number
from laksana.correspondence.queries import LetterView, letters_of_cases
from laksana.correspondence.views import NumberChanged, NumberStatus, VoidReason
from laksana.correspondence.void_number import void_number
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana_infra.database import unit_of_work
from laksana_tenants.errors import Invalid
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.queries import office_settings
from laksana_tenants.views import NumberSource
from laksana_web.administration import apply_office

BOOK = (
    "query Buku($register: Register!, $year: Int!) { registerBook(register: $register, year: $year) {"
    " lastSerial missing entries(first: 50) {"
    " nodes { id serial number statusLabel source title voidLabel signerRole { code } } } } }"
)
SEED_NUMBERS = ("800/13-c /Dinsos.C/2023", "800/13-d /Dinsos.C/1/2023", "/Rehsos /03/2017", "462/013.a/KEP/2024")
"""As the offices' own SOPs are numbered."""


async def rejected(world: World, name: str) -> dict[str, Any]:
    """The shortest way to a letter that waits for its signature."""
    draft: dict[str, Any] = await world.beginnings.begin(
        f"a rejection of {name}", partial(_rejected, world, name), owner=world
    )
    return draft


async def _rejected(world: World, name: str) -> dict[str, Any]:
    drive = await world.drive_to("laporkan", form=forms.laporan(name=name, nik=None))
    asked = inputs.RejectCase(case_id=drive.id, reason="BUKAN_SASARAN", ground="Di luar sasaran.")
    await drive.do(reject_case, asked, "KADIS")
    draft = await drive.draft("surat_penolakan")
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    return draft


async def give(world: World, number: str, letter_id: UUID, role: str = "TU") -> NumberChanged:
    asked = GiveNumber(number=number, source=NumberSource.MANUAL, letter_id=letter_id)
    given: NumberChanged = await world.act(give_number, asked, role)
    return given


async def refused(world: World, number: str, letter_id: UUID, role: str = "TU") -> list[str]:
    with pytest.raises(Invalid) as refusal:
        await give(world, number, letter_id, role)
    return [found.code for found in refusal.value.findings]


async def book(world: World, register: str = "SURAT_KELUAR", year: int = 2026) -> dict[str, Any]:
    """The book as TU opens it."""
    found = await data(await world.actor("TU"), BOOK, {"register": register, "year": year})
    opened: dict[str, Any] = found["registerBook"]
    assert opened["missing"] == []
    return opened


def lines(opened: dict[str, Any]) -> list[tuple[Any, ...]]:
    nodes = opened["entries"]["nodes"]
    return [(node["serial"], node["number"], node["statusLabel"], node["voidLabel"]) for node in nodes]


async def wanted(world: World) -> list[UUID | None]:
    """The letters for which the inbox asks TU for a number."""
    tu = await world.actor("TU")
    with world.inside():
        return [task.letter_id for task in await inbox(tu, size=50) if task.kind == "GIVE_NUMBER"]


async def letters(world: World, case_id: UUID) -> dict[str, LetterView]:
    with world.inside():
        return {letter.kind: letter for letter in (await letters_of_cases([case_id]))[case_id]}


async def test_a_letter_bears_the_number_that_the_registry_gave_it_in_the_register(world: World) -> None:
    await by_hand(world, "SURAT_KELUAR")
    draft = await rejected(world, "PEMOHON SATU")
    assert await wanted(world) == [draft["letter_id"]]
    with pytest.raises(Invalid) as unnumbered:
        await world.act(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")
    assert finding(unnumbered.value, "letter.number_by_hand", None).blocks
    assert await refused(world, "400.9/7/DINSOS/2026", draft["letter_id"], "STAF") == ["role.not_held"]
    assert lines(await book(world)) == []

    given = await give(world, SEED_NUMBERS[0], draft["letter_id"])

    assert [notice.code for notice in given.notices] == ["register.unlike_pattern"]
    assert await wanted(world) == []
    assert await refused(world, "400.9/8/DINSOS/2026", draft["letter_id"]) == ["register.has_number"]
    final = await world.act(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")
    assert final.ids["number"] == SEED_NUMBERS[0]
    assert lines(await book(world)) == [(None, SEED_NUMBERS[0], "terpakai", None)]
    assert (await book(world))["lastSerial"] == 0
    assert await refused(world, "400.9/9/DINSOS/2026", draft["letter_id"]) == ["register.has_number"]


async def test_a_register_that_turns_manual_after_the_paraf_asks_the_registry_and_turned_back_asks_no_more(
    world: World, tmp_path: Path
) -> None:
    draft = await rejected(world, "PEMOHON SATU")
    before = await wanted(world)
    pack = Path(shutil.copytree(packs_folder() / "lahat", tmp_path / "lahat"))
    settings, ours, theirs = pack / "tenant.yaml", '  - register: "SURAT_KELUAR"', '    source: "MANUAL"'
    written = settings.read_text("utf-8")
    settings.write_text(written.replace(ours, f"{ours}\n{theirs}"), "utf-8")

    await apply_office(pack)
    await world.drain()
    turned = await wanted(world)
    settings.write_text(written, "utf-8")
    await apply_office(pack)
    await world.drain()

    assert (before, turned, await wanted(world)) == ([], [draft["letter_id"]], [])


async def test_an_issued_paper_waits_for_the_number_that_the_registry_has_to_give_in_the_register(world: World) -> None:
    await by_hand(world, "TANDA_TERIMA")
    drive = Drive(world=world, case=await world.open_case(), detours=False)
    await drive.receive()
    await world.drain()
    receipt = (await letters(world, drive.id))["tanda_terima_awal"]
    assert (receipt.stage, receipt.number) == ("REQUESTED", None)
    assert await wanted(world) == [receipt.id]

    for untidy in SEED_NUMBERS[1:]:
        given = await give(world, untidy, receipt.id)
        await world.act(void_number, VoidNumber(number_id=given.id, reason=VoidReason.WRONG_NUMBER), "TU")
        assert await wanted(world) == [receipt.id]
    given = await give(world, "TT/3/DINSOS/XI/2026", receipt.id)
    await world.drain()

    receipt = (await letters(world, drive.id))["tanda_terima_awal"]
    assert (receipt.stage, receipt.number, given.notices) == ("ISSUED", "TT/3/DINSOS/XI/2026", ())
    assert lines(await book(world, "TANDA_TERIMA")) == [
        *((None, untidy, "batal", "Nomor salah tulis") for untidy in SEED_NUMBERS[1:]),
        (None, "TT/3/DINSOS/XI/2026", "terpakai", None),
    ]


async def test_a_register_shows_void_numbers_and_steps_over_one_that_was_given_by_hand(world: World) -> None:
    first, second = await rejected(world, "PEMOHON SATU"), await rejected(world, "PEMOHON DUA")
    head = await world.actor("KADIS")
    with world.inside():
        async with unit_of_work():
            left = await reserve_number(
                first["letter_id"],
                (await office_settings()).number_formats["SURAT_KELUAR"],
                LETTER,
                dated=world.clock.now().date(),
                signer=Signer(officer_id=head.officer_id, role="KADIS", capacity="DEFINITIF"),
                at=world.clock.now(),
            )
    void = VoidNumber(number_id=left.id, reason=VoidReason.WRONG_CLASSIFICATION)
    with pytest.raises(Invalid):
        await world.act(void_number, void, "STAF")

    voided = await world.act(void_number, void, "TU")
    await give(world, "400.9/2/dinsos/2026", second["letter_id"])
    final = await world.act(finalise_letter, inputs.FinaliseLetter(**first), "KADIS")
    other = await world.act(finalise_letter, inputs.FinaliseLetter(**second), "KADIS")

    assert (voided.number, voided.status) == ("400.9/1/DINSOS/2026", NumberStatus.VOID)
    assert (final.ids["number"], other.ids["number"]) == ("400.9/3/DINSOS/2026", "400.9/2/dinsos/2026")
    opened = await book(world)
    assert lines(opened) == [
        (1, "400.9/1/DINSOS/2026", "batal", "Salah klasifikasi"),
        (None, "400.9/2/dinsos/2026", "terpakai", None),
        (2, "400.9/2/DINSOS/2026", "batal", "Nomor ini sudah diberikan dengan tangan"),
        (3, "400.9/3/DINSOS/2026", "terpakai", None),
    ]
    assert opened["entries"]["nodes"][3]["signerRole"] == {"code": "KADIS"}
    for node, code in (
        (opened["entries"]["nodes"][3], "register.used"),
        (opened["entries"]["nodes"][0], "register.void"),
    ):
        with pytest.raises(Invalid) as spent:
            await world.act(void_number, VoidNumber(number_id=UUID(node["id"]), reason=VoidReason.LETTER_DROPPED), "TU")
        assert [found.code for found in spent.value.findings] == [code]
    assert lines(await book(world)) == lines(opened)
    assert await refusal(await world.actor("TU"), BOOK, {"register": "SURAT_KELUAR", "year": 26}) == (
        "REFUSED",
        "Tahun 26 bukan tahun buku. Tulis tahun empat angka, misalnya 2026.",
    )


async def test_the_agenda_is_a_register_that_begins_anew_at_midnight_of_the_office(world: World) -> None:
    world.clock.move_to(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC))
    old = Drive(world=world, case=await world.open_case(), detours=False)
    await old.receive()
    world.clock.move_to(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    new = Drive(world=world, case=await world.open_case(form=forms.laporan(name="LAIN", nik=None)), detours=False)
    await new.receive()

    assert lines(await book(world, "AGENDA_MASUK", 2026)) == [(1, "1/2026", "terpakai", None)]
    assert lines(await book(world, "AGENDA_MASUK", 2027)) == [(1, "1/2027", "terpakai", None)]
    (entry,) = (await book(world, "AGENDA_MASUK", 2026))["entries"]["nodes"]
    void = VoidNumber(number_id=UUID(entry["id"]), reason=VoidReason.ENTERED_TWICE)
    with pytest.raises(Invalid) as running:
        await world.act(void_number, void, "TU")
    assert finding(running.value, "register.entry_in_use", None).blocks

    await world.cancel(old.id)
    await world.act(void_number, void, "TU")

    assert lines(await book(world, "AGENDA_MASUK", 2026)) == [
        (1, "1/2026", "batal", "Surat masuk tercatat dua kali"),
    ]
