"""A signed letter withdrawn: the paper that says so, its own signature, and the letter that comes in its place."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from tests.support.stations import finding
from tests.support.world import Drive, World

from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.cases.ledger import load_case
from laksana.cases.queries import case_by_id, tasks_of_cases
from laksana.cases.words import words_of_case
from laksana.correspondence.queries import LetterView, letter_by_id, letters_of_cases
from laksana.letters.sign_letter import sign_letter
from laksana.letters.withdraw_letter import withdraw_letter
from laksana.vault.keys import office_key
from laksana.verification.codes import code_of
from laksana.verification.queries import letter_of_code
from laksana.verification.views import Standing
from laksana_infra.database import fetch
from laksana_tenants.errors import Invalid

LETTER, NOTICE = "surat_pengantar", "surat_pencabutan"
REASON = "Nama lembaga tujuan keliru."


async def letters(drive: Drive) -> dict[UUID, LetterView]:
    with drive.world.inside():
        return {letter.id: letter for letter in (await letters_of_cases([drive.id]))[drive.id]}


async def text(world: World, letter_id: UUID) -> str:
    """The words of the final, as they are printed."""
    with world.inside():
        key = (await letter_by_id(letter_id)).final_key
        assert key is not None
        pdf = await store().get(key)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


async def asked_now(drive: Drive) -> list[tuple[str, str]]:
    with drive.world.inside():
        return [(task.kind, task.role) for task in (await tasks_of_cases([drive.id]))[drive.id]]


async def sealed_reason(drive: Drive, letter_id: UUID) -> Mapping[str, Any]:
    """What was written at the withdrawal, in clear."""
    with drive.world.inside():
        why = await fetch("select withdrawal_id from letter where id = $1", letter_id)
        words = await words_of_case(drive.id, (await load_case(drive.id)).key)
    return next(one.content for one in words if one.id == why[0]["withdrawal_id"])


async def signed_by_hand(drive: Drive, letter: LetterView, purpose: str = "scan") -> inputs.SignLetter:
    scan = await drive.world.upload(drive.id, purpose)
    return inputs.SignLetter(
        case_id=drive.id, letter_id=letter.id, final_sha256=letter.final_sha256 or "", scan_id=scan
    )


async def test_a_withdrawal_is_numbered_and_signed_and_the_letter_in_its_place_says_what_it_replaces(
    world: World,
) -> None:
    drive = await world.drive_to("kirim")
    first = drive.letters[LETTER]
    asked = inputs.WithdrawLetter(case_id=drive.id, letter_id=first, reason=REASON)
    with pytest.raises(Invalid) as refusal:
        await world.act(withdraw_letter, asked, "STAF")
    assert finding(refusal.value, "role.not_held", None).blocks
    assert (await letters(drive))[first].stage == "SIGNED"

    await drive.do(withdraw_letter, asked, "KADIS")
    await world.drain()

    old, notice = (await letters(drive))[first], next(one for one in (await letters(drive)).values() if one.withdraws)
    assert (old.stage, old.withdrawn_at) == ("WITHDRAWN", world.clock.now())
    assert (notice.kind, notice.stage, notice.withdraws) == (NOTICE, "FINAL", first)
    assert notice.number == "400.9/2/DINSOS/2026"
    paper = await text(world, notice.id)
    assert "SURAT PENCABUTAN NOMOR : 400.9/2/DINSOS/2026" in paper
    assert f"Nomor : {old.number} Tanggal : 16 November 2026 Hal : " in paper
    assert "Ditujukan kepada : " in paper
    assert REASON in paper
    assert "Lahat, 16 November 2026 Kepala Dinas Sosial, Drs. BUDI SANTIKA RAMADHANI, M.Si" in paper
    assert "KONSEP" not in paper

    assert sorted(await asked_now(drive)) == [("DRAFT", "ANALIS"), ("SIGN_WITHDRAWAL", "ANALIS")]
    with pytest.raises(Invalid) as other:
        await world.act(sign_letter, await signed_by_hand(drive, notice, purpose="foto"), "KADIS")
    assert finding(other.value, "files.other_purpose", "scan_id").blocks
    await drive.do(sign_letter, await signed_by_hand(drive, notice), "KADIS")
    await drive.sign(LETTER)

    with world.inside():
        spent = await fetch("select number, status from register_number where letter_id = $1", first)
        step = (await case_by_id(drive.id)).step
    new = (await letters(drive))[drive.letters[LETTER]]
    assert (step, (await letters(drive))[notice.id].stage) == ("kirim", "SIGNED")
    assert (new.stage, new.withdrawn_at, new.replaces) == ("SIGNED", None, first)
    assert (new.number, old.number) == ("400.9/3/DINSOS/2026", "400.9/1/DINSOS/2026")
    assert [(number["number"], number["status"]) for number in spent] == [(old.number, "USED")]
    assert await sealed_reason(drive, first) == {"reason": REASON}
    replaces = (
        f"Surat ini merupakan pengganti {old.title} Nomor {old.number} tanggal 16 November 2026, yang telah dicabut"
    )
    assert replaces in await text(world, new.id)
    assert "pengganti" not in await text(world, old.id)


async def test_verification_of_a_withdrawn_letter_names_the_signed_one_in_its_place(world: World) -> None:
    drive = await world.drive_to("kirim")
    first = drive.letters[LETTER]
    with world.inside():
        code = code_of(await office_key(), first)
    asked = inputs.WithdrawLetter(case_id=drive.id, letter_id=first, reason=REASON)
    await drive.do(withdraw_letter, asked, "KADIS")
    await world.drain()
    before = await letter_of_code(code)

    await drive.sign(LETTER)

    after = await letter_of_code(code)
    assert before is not None
    assert (before.standing, before.withdrawn_by, before.replaced_by) == (
        Standing.WITHDRAWN,
        "400.9/2/DINSOS/2026",
        None,
    )
    assert after == replace(before, replaced_by="400.9/3/DINSOS/2026")
