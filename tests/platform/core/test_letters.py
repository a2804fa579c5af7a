"""Letters from the draft to the register: what a final adds, who may sign, numbers without gaps, papers issued once."""

import asyncio
import hashlib
import io
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from pypdf import PdfReader
from tests.support import files, forms
from tests.support.beginnings import Beginnings
from tests.support.database import Urls
from tests.support.stations import finding
from tests.support.world import Drive, World, built_world

from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.cases.ledger import load_case
from laksana.cases.queries import inbox, timelines_of_cases
from laksana.cases.reject_case import reject_case
from laksana.correspondence.queries import LetterView, letter_by_id, letters_of_cases
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.issue_letter import IssueLetter, issue_letter
from laksana.letters.kept_drafts import kept_draft
from laksana.letters.open_letter import Version, letter_url
from laksana.letters.paraf_letter import paraf_letter
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, fetch
from laksana_infra.ids import new_id
from laksana_infra.storage import Storage
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid
from laksana_tenants.resolve import actor_of
from laksana_typeset import Typesetter

LETTER = "surat_pengantar"
AT_ONCE = 20 if os.environ.get("LAKSANA_DEEP") else 9
"""Letters that are signed at once: more than the database has connections for."""
F4 = (609, 935)
"""215 x 330 mm in points."""

WITH_PLH = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday, 09.00 in Lahat; the head is away until Friday and a Plh. stands in."""

LAST_MINUTE = datetime(2026, 3, 6, 16, 59, tzinfo=UTC)
"""Friday, 23.59 in Lahat."""

HOLD_THE_KEY = (
    "insert into app.idempotency_key (tenant_id, id, officer_id, key, operation, input_digest, created_at, used_on)"
    " values ($1, $2, $3, 'kunci-0001', 'x', '', now(), current_date)"
)
HOLD_THE_CASE = "select 1 from app.case_ where id = $1 for update"


@pytest_asyncio.fixture
async def march(
    database: TenantEngine, postgres: Urls, storage: Storage, typesetter: Typesetter, beginnings: Beginnings
) -> AsyncIterator[World]:
    """The offices in the week in which Lahat's head is away."""
    async with built_world(postgres, storage, typesetter, beginnings, at=WITH_PLH) as built:
        yield built


async def ready(world: World, **form: str | None) -> tuple[Drive, dict[str, Any]]:
    """A case whose covering letter is initialled, and how its draft is named."""
    drive = await world.drive_to(LETTER, form=forms.laporan(**form))
    draft = await drive.draft(LETTER)
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    return drive, draft


async def rejected(world: World, name: str) -> dict[str, Any]:
    """The shortest way to a letter that waits for its signature: a rejection as soon as it is allowed."""
    drive = await world.drive_to("laporkan", form=forms.laporan(name=name, nik=None))
    asked = inputs.RejectCase(case_id=drive.id, reason="BUKAN_SASARAN", ground="Di luar sasaran.")
    await drive.do(reject_case, asked, "KADIS")
    draft = await drive.draft("surat_penolakan")
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    return draft


async def lines(world: World, letter_id: UUID, which: Version) -> list[str]:
    """The text of the document, an F4 sheet, as it is fetched by who may read it."""
    by = await world.actor("KABID")
    with world.inside():
        url = await letter_url(letter_id, which, by=by)
    content, _ = await files.get(url)
    reader = PdfReader(io.BytesIO(content))
    width, height = reader.pages[0].mediabox[2:]
    assert (int(width), int(height)) == F4
    return [" ".join(line.split()) for page in reader.pages for line in page.extract_text().splitlines()]


async def definitive_head(world: World) -> Actor:
    """The head of the office, whether present or away."""
    with world.inside():
        holders = await fetch("select id from officer where code = 'budi_santika'")
        found = await actor_of(holders[0]["id"], world.clock.now().date())
    assert found is not None
    return found


async def asked_to_sign(world: World, by: Actor) -> set[UUID | None]:
    """The letters in this person's inbox that wait for their decision to sign."""
    with world.inside():
        return {task.letter_id for task in await inbox(by, size=50) if task.kind == "FINALISE"}


async def events(world: World, case_id: UUID, kind: str) -> list[dict[str, Any]]:
    with world.inside():
        timeline = (await timelines_of_cases([case_id]))[case_id]
    return [entry.data for entry in timeline if entry.kind == kind]


async def letters(world: World, case_id: UUID) -> dict[str, LetterView]:
    with world.inside():
        return {letter.kind: letter for letter in (await letters_of_cases([case_id]))[case_id]}


async def stored_sha256(world: World, letter_id: UUID) -> str:
    with world.inside():
        key = (await letter_by_id(letter_id)).final_key
        assert key is not None
        return hashlib.sha256(await store().get(key)).hexdigest()


# The server is shared with the other workers: only who waits for this very connection counts.
BLOCKED_BY_US = "select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))"


async def kill_where_it_waits(
    owner: Connection, hold: str, *arguments: object, act: Callable[[], Awaitable[Any]]
) -> None:
    """Run the act until it waits for what the statement holds, its document already stored, and kill it there."""
    await owner.execute("begin")
    try:
        await owner.fetch(hold, *arguments)
        running = asyncio.ensure_future(act())
        waiting: list[Any] = []
        for _ in range(500):
            waiting = await owner.fetch(BLOCKED_BY_US)
            if waiting:
                break
            await asyncio.sleep(0.02)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert waiting, "the act never came to wait"
    finally:
        await owner.execute("rollback")


async def test_a_final_differs_from_its_draft_in_number_date_signer_and_qr_alone(world: World) -> None:
    drive, draft = await ready(world)
    before = await lines(world, draft["letter_id"], Version.DRAFT)

    final = await drive.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")

    after = await lines(world, draft["letter_id"], Version.FINAL)
    gone, come = [line for line in before if line not in after], [line for line in after if line not in before]
    assert gone[0] == "KONSEP"
    assert gone[1].startswith("Nomor : ....")
    assert all(set(line) <= set("NIP .") for line in gone[2:])
    (number, *checked_by), signed_by = come[:-4], come[-4:]
    assert number == "Nomor : 400.9/1/DINSOS/2026 Lahat, 16 November 2026"
    assert " ".join(checked_by).startswith("Keaslian surat ini dapat diperiksa dengan memindai kode QR")
    assert signed_by == [
        "Kepala Dinas Sosial,",
        "Drs. BUDI SANTIKA RAMADHANI, M.Si",
        "Pembina Utama Muda (IV/c)",
        "NIP 19690412 199503 1 991",
    ]
    (event,) = await events(world, drive.id, "LETTER_FINALISED")
    recorded = (await letters(world, drive.id))[LETTER].final_sha256
    stored = await stored_sha256(world, draft["letter_id"])
    assert {recorded, event["final_sha256"], final.ids["final_sha256"]} == {stored}
    assert event["draft_sha256"] == draft["draft_sha256"]


async def test_what_was_initialled_is_frozen_without_number_date_and_signer(world: World) -> None:
    # No other test's case: what is kept under it is of this draft alone.
    drive, draft = await ready(world, name="SULASTRI RAHAYU")

    with world.inside():
        case = await load_case(drive.id)
        kept = await kept_draft(draft["letter_id"], case.key)
    assert kept is not None
    frozen = kept.frozen

    assert {name for name, value in frozen.context.items() if value is None} == {
        "nomor",
        "tanggal",
        "penandatangan",
        "qr",
    }
    assert "SULASTRI" in str(frozen.context["isi"])
    assert frozen.document(case.templates).sha256() == draft["draft_sha256"]
    # Under the case, so that a destroyed dossier leaves no draft behind, not even an earlier one.
    with world.inside():
        assert await store().list_prefix(f"tenants/{world.lahat.id}/cases/{drive.id}/") == (
            f"tenants/{world.lahat.id}/cases/{drive.id}/draft-{draft['draft_sha256']}.pdf",
        )


async def test_a_plh_signs_in_the_heads_place_until_midnight_of_the_last_day(march: World) -> None:
    (first, draft), (second, other) = await ready(march), await ready(march, name="PEMOHON LAIN", nik=None)
    plh, head = await march.actor("KADIS"), await definitive_head(march)
    assert plh.name.startswith("HESTI")
    with march.inside(), pytest.raises(Invalid) as away:
        await finalise_letter(inputs.FinaliseLetter(**draft), by=head, key=march.key())
    assert finding(away.value, "role.not_held", None).blocks
    waiting = {draft["letter_id"], other["letter_id"]}
    assert (await asked_to_sign(march, plh), await asked_to_sign(march, head)) == (waiting, set())

    march.clock.move_to(LAST_MINUTE)
    await first.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")

    text = await lines(march, draft["letter_id"], Version.FINAL)
    at = text.index("Plh. Kepala Dinas Sosial,")
    assert text[at + 1] == "HESTI WULANDARI PRATIWI, S.Sos., M.M"
    assert "Nomor : 400.9/1/DINSOS/2026 Lahat, 6 Maret 2026" in text
    assert "BUDI SANTIKA" not in " ".join(text)
    (event,) = await events(march, first.id, "LETTER_FINALISED")
    assert (event["role"], event["capacity"]) == ("KADIS", "PLH")

    march.clock.advance(timedelta(minutes=1))
    with march.inside():
        expired = await actor_of(plh.officer_id, march.clock.now().date() + timedelta(days=1))
        assert expired is not None
        with pytest.raises(Invalid) as refusal:
            await finalise_letter(inputs.FinaliseLetter(**other), by=expired, key=march.key())
        assert await fetch("select serial from register_number where status = 'RESERVED'") == []
    assert finding(refusal.value, "role.not_held", None).blocks
    back = await march.actor("KADIS")
    assert back.officer_id == head.officer_id
    assert await asked_to_sign(march, back) == {other["letter_id"]}
    assert await asked_to_sign(march, expired) == set()
    await second.do(finalise_letter, inputs.FinaliseLetter(**other), "KADIS")
    (event,) = await events(march, second.id, "LETTER_FINALISED")
    assert (event["number"], event["capacity"], event["dated"]) == ("400.9/2/DINSOS/2026", "DEFINITIF", "2026-03-07")


async def test_a_final_killed_between_storing_and_recording_is_made_again_byte_for_byte(
    world: World, owner: Connection
) -> None:
    drive, draft = await ready(world)
    head, asked = await world.actor("KADIS"), inputs.FinaliseLetter(**draft)
    folder = f"tenants/{world.lahat.id}/letters/{draft['letter_id']}/"
    with world.inside():
        await kill_where_it_waits(
            owner, HOLD_THE_KEY, world.lahat.id, new_id(), head.officer_id,
            act=lambda: finalise_letter(asked, by=head, key="kunci-0001"),
        )  # fmt: skip
        stored = await store().list_prefix(folder)
        assert len(stored) == 1
        assert await events(world, drive.id, "LETTER_FINALISED") == []
        world.clock.advance(timedelta(days=1))

        final = await finalise_letter(asked, by=head, key="kunci-0001")

        assert stored == (f"{folder}final-{final.ids['final_sha256']}.pdf",)
        assert await store().list_prefix(folder) == stored
    text = await lines(world, draft["letter_id"], Version.FINAL)
    assert "Nomor : 400.9/1/DINSOS/2026 Lahat, 16 November 2026" in text


async def test_a_number_left_behind_by_a_plh_is_dated_and_signed_anew_by_the_head(
    march: World, owner: Connection
) -> None:
    drive, draft = await ready(march)
    plh, asked = await march.actor("KADIS"), inputs.FinaliseLetter(**draft)
    with march.inside():
        await kill_where_it_waits(
            owner, HOLD_THE_KEY, march.lahat.id, new_id(), plh.officer_id,
            act=lambda: finalise_letter(asked, by=plh, key="kunci-0001"),
        )  # fmt: skip
    march.clock.move_to(datetime(2026, 3, 9, 2, 0, tzinfo=UTC))

    await drive.do(finalise_letter, asked, "KADIS")

    text = await lines(march, draft["letter_id"], Version.FINAL)
    assert "Nomor : 400.9/1/DINSOS/2026 Lahat, 9 Maret 2026" in text
    assert "Kepala Dinas Sosial," in text
    with march.inside():
        rows = await fetch(
            "select serial, status, capacity, dated::text as dated from register_number where register = 'SURAT_KELUAR'"
        )
    assert rows == [{"serial": 1, "status": "USED", "capacity": "DEFINITIF", "dated": "2026-03-09"}]


async def test_an_issued_paper_exists_once_however_often_its_job_runs(world: World, owner: Connection) -> None:
    drive = Drive(world=world, case=await world.open_case(), detours=False)
    await drive.receive()
    asked = {kind: letter.id for kind, letter in (await letters(world, drive.id)).items()}
    assert set(asked) == {"catatan_laporan", "tanda_terima_awal"}
    receipt = IssueLetter(case_id=drive.id, letter_id=asked["tanda_terima_awal"])
    with world.inside():
        await kill_where_it_waits(owner, HOLD_THE_CASE, drive.id, act=lambda: issue_letter(receipt))
        assert (await letter_by_id(receipt.letter_id)).stage == "REQUESTED"

        await issue_letter(receipt)
        once = await letters(world, drive.id)
        await issue_letter(receipt)
    await world.drain()

    after = await letters(world, drive.id)
    assert after["tanda_terima_awal"] == once["tanda_terima_awal"]
    assert (after["tanda_terima_awal"].stage, after["tanda_terima_awal"].number) == ("ISSUED", "TT/1/DINSOS/XI/2026")
    assert after["tanda_terima_awal"].final_sha256 == await stored_sha256(world, receipt.letter_id)
    issued = [event["letter"] for event in await events(world, drive.id, "LETTER_ISSUED")]
    assert issued == ["tanda_terima_awal", "catatan_laporan"]
    text = await lines(world, receipt.letter_id, Version.FINAL)
    assert "NOMOR : TT/1/DINSOS/XI/2026" in text
    assert "KONSEP" not in text
    with world.inside():
        rows = await fetch("select serial, status from register_number where register = 'TANDA_TERIMA'")
    assert rows == [{"serial": 1, "status": "USED"}]


async def test_letters_signed_at_once_get_numbers_without_a_gap_and_a_new_year_begins_at_one(world: World) -> None:
    *drafts, last = [await rejected(world, f"PEMOHON {chr(65 + place)}") for place in range(AT_ONCE + 1)]
    head = await world.actor("KADIS")

    with world.inside():
        finals = await asyncio.gather(
            *(finalise_letter(inputs.FinaliseLetter(**draft), by=head, key=world.key()) for draft in drafts)
        )

    numbers = [final.ids["number"].split("/") for final in finals]
    assert sorted(int(number[1]) for number in numbers) == list(range(1, AT_ONCE + 1))
    assert {(number[0], number[2], number[3]) for number in numbers} == {("400.9", "DINSOS", "2026")}
    world.clock.move_to(datetime(2027, 1, 4, 2, 0, tzinfo=UTC))
    with world.inside():
        final = await finalise_letter(inputs.FinaliseLetter(**last), by=head, key=world.key())
        used = await fetch("select distinct status from register_number where register = 'SURAT_KELUAR'")
    assert final.ids["number"] == "400.9/1/DINSOS/2027"
    assert used == [{"status": "USED"}]


async def test_a_letter_is_opened_for_a_minute_by_those_who_hold_a_role_in_its_sop(world: World) -> None:
    drive, draft = await ready(world)
    tu, staf = await world.actor("TU"), await world.actor("STAF")
    receipt = (await letters(world, drive.id))["tanda_terima_awal"]

    with world.inside():
        url = httpx.URL(await letter_url(draft["letter_id"], Version.DRAFT, by=staf))
        with pytest.raises(Forbidden) as forbidden:
            await letter_url(draft["letter_id"], Version.DRAFT, by=tu)
        with pytest.raises(Invalid) as unset:
            await letter_url(draft["letter_id"], Version.FINAL, by=staf)
        with pytest.raises(Invalid) as undrafted:
            await letter_url(receipt.id, Version.DRAFT, by=staf)

    assert url.params["X-Amz-Expires"] == "60"
    async with httpx.AsyncClient() as client:
        answer = await client.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert 'filename="surat_pengantar-draft.pdf"' in answer.headers["content-disposition"]
    assert finding(forbidden.value, "reading.letter_not_yours", None).blocks
    assert finding(unset.value, "reading.letter_not_set", "which").blocks
    assert finding(undrafted.value, "reading.letter_not_set", "which").blocks
