"""A case handed over to an institution without an account: it reads and answers over a link, once."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from tests.support.decisions import every_decision
from tests.support.handovers import CHOSEN, NAME, NIK, NOTE, Handing, codes
from tests.support.world import World

from laksana.attachments.queries import promoted_attachment
from laksana.cases.queries import case_by_id, timelines_of_cases
from laksana.cases.views import TimelineEntry
from laksana.handover.enter_reply import enter_reply
from laksana.handover.hand_over_case import hand_over_case
from laksana.handover.inputs import EnterReply, HandOverCase, SentHandoverAct
from laksana.handover.link import LIFETIME, link_path
from laksana.handover.queries import handovers_of_cases
from laksana.handover.read_answer import read_answer
from laksana.handover.remind import RemindOfHandover, remind_of_handover
from laksana.handover.renew_link import renew_link
from laksana.handover.revoke_link import revoke_link
from laksana.handover.views import HandoverChanged
from laksana.handover.withdraw_handover import withdraw_handover
from laksana_infra.database import fetch
from laksana_infra.settings import load_settings
from laksana_sdk.states import Status
from laksana_tenants.errors import Invalid
from laksana_web.app import build_app

WHO = {"replied_by": "SITI RAHMAH", "replied_as": "Kepala Seksi Penerimaan"}
ACCEPTED = {"answer": "ACCEPTED", "admitted_on": "2026-11-20", "bed": "Wisma Melati 3", "seen": "0", **WHO}
READS = (
    "select reader, officer_id, link_id, reader_name, purpose, case_id, kind, attachment_id from logged_read"
    " where reader = 'INSTITUTION'"
)
QUEUED = {"answer": "QUEUED", "queue_position": "3", "seen": "0", **WHO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A case of Lamandau handed over to a panti of its register, and the panti's browser."""

    handing: Handing
    changed: HandoverChanged
    path: str
    browser: httpx.AsyncClient

    async def seen(self) -> tuple[str, str, int]:
        """Status, and in the case's chain who answered how often."""
        (view,) = await self.handing.sent()
        answers = [entry for entry in await self.timeline() if entry.kind == "HANDOVER_ANSWERED"]
        return view.status, ",".join(f"{entry.performed_by}" for entry in answers), len(answers)

    async def timeline(self) -> tuple[TimelineEntry, ...]:
        with self.handing.world.inside(self.handing.lamandau):
            return (await timelines_of_cases([self.handing.case_id]))[self.handing.case_id]

    async def act(self, use_case: Any, role: str = "KABID") -> HandoverChanged:  # noqa: ANN401
        asked = SentHandoverAct(handover_id=self.changed.handover_id)
        changed: HandoverChanged = await self.handing.world.act(use_case, asked, role, self.handing.lamandau)
        return changed

    async def link(self, changed: HandoverChanged) -> str:
        assert changed.link_id is not None
        with self.handing.world.inside(self.handing.lamandau):
            return await link_path(changed.link_id)


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_app(load_settings({})))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as opened:
        yield opened


@pytest_asyncio.fixture
async def linked(handing: Handing, browser: httpx.AsyncClient) -> Linked:
    changed = await handing.send(to_office=None, to_institution="pstw_sinta_rangkang")
    assert changed.link_id is not None
    with handing.world.inside(handing.lamandau):
        path = await link_path(changed.link_id)
    return Linked(handing=handing, changed=changed, path=path, browser=browser)


async def test_the_panti_reads_what_was_chosen_and_nothing_else(linked: Linked) -> None:
    page = await linked.browser.get(linked.path)

    assert page.status_code == 200
    assert all(said in page.text for said in (NAME, NIK, "5 Juli 1960", "Perempuan", NOTE, "pc_ktp.png"))
    assert "Alamat" not in page.text
    assert NAME not in page.text.partition("</title>")[0]
    assert len(page.content) < 60_000
    assert "<script" not in page.text
    assert "set-cookie" not in page.headers
    assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "form-action 'self'" in page.headers["content-security-policy"]
    (view,) = await linked.handing.sent()
    assert (view.status, view.to_institution, view.to_office) == ("DELIVERED", "pstw_sinta_rangkang", None)
    assert view.link_until == view.sent_at + LIFETIME
    (paper,) = re.findall(rf'href="({linked.path}/berkas/[^"]+)"', page.text)
    shown = await linked.browser.get(paper)
    async with httpx.AsyncClient() as outside:
        content = (await outside.get(shown.headers["location"])).content
    with linked.handing.world.inside(linked.handing.lamandau):
        inspected = await promoted_attachment(linked.handing.paper_id)
        logged = await fetch(f"{READS} order by id")
    assert hashlib.sha256(content).hexdigest() == inspected.sha256
    by_link = (
        "INSTITUTION",
        None,
        linked.changed.link_id,
        "UPT PSTW Sinta Rangkang",
        "CASEWORK",
        linked.handing.case_id,
    )
    assert [tuple(row.values()) for row in logged] == [
        (*by_link, "ENVELOPE", None),
        (*by_link, "FILE", linked.handing.paper_id),
    ]


async def test_two_officers_at_once_the_back_button_and_a_second_click_make_one_answer(linked: Linked) -> None:
    refused = {"answer": "REFUSED", "reason": "Penuh", "seen": "0", **WHO}

    answers = await asyncio.gather(
        linked.browser.post(linked.path, data=ACCEPTED), linked.browser.post(linked.path, data=ACCEPTED)
    )
    back = await linked.browser.post(linked.path, data=refused)

    assert [answer.status_code for answer in (*answers, back)] == [303, 303, 303]
    assert {answer.headers["location"] for answer in (*answers, back)} == {linked.path}
    assert await linked.seen() == ("ACCEPTED", "PANTI", 1)
    page = (await linked.browser.get(linked.path)).text
    assert "16 November 2026: Diterima" in page
    assert "<form" not in page
    by = await linked.handing.world.actor("STAF", linked.handing.lamandau)
    with linked.handing.world.inside(linked.handing.lamandau):
        told = await read_answer(linked.changed.handover_id, by=by)
    assert told is not None
    assert told.splitlines() == [
        "Diterima",
        "Tanggal klien dapat masuk: 20 November 2026",
        "Kamar / tempat tidur: Wisma Melati 3",
        "Dijawab oleh: SITI RAHMAH, Kepala Seksi Penerimaan",
    ]


async def test_an_answer_that_lacks_something_is_refused_and_keeps_what_was_filled_in(linked: Linked) -> None:
    unfit = {"answer": "ACCEPTED", "admitted_on": "kapan-kapan", "bed": "Wisma <Melati>", "seen": "0", **WHO}
    nothing = {"answer": "REFUSED", "seen": "0", "replied_by": "", "replied_as": "Kepala"}

    wrong = await linked.browser.post(linked.path, data=unfit)
    bare = await linked.browser.post(linked.path, data=nothing)
    strange = await linked.browser.post(linked.path, data={**ACCEPTED, "answer": "YA"})

    assert [wrong.status_code, bare.status_code, strange.status_code] == [422, 422, 422]
    assert "Tanggal klien dapat masuk: &#34;kapan-kapan&#34; bukan tanggal" in wrong.text
    assert "Wisma &lt;Melati&gt;" in wrong.text
    assert "Nama yang menjawab: Isian ini kosong" in bare.text
    assert await linked.seen() == ("DELIVERED", "", 0)


async def test_wrong_expired_and_revoked_links_look_alike(linked: Linked) -> None:
    renewed = await linked.link(await linked.act(renew_link))
    other_office = linked.path[:-60] + ("a" if linked.path[-60] != "a" else "b") + linked.path[-59:]
    shut = [linked.path, other_office, linked.path[:-1], "/serah-terima/x", f"{renewed}A"]

    answers = [await linked.browser.get(path) for path in shut]
    answers += [await linked.browser.post(path, data=ACCEPTED) for path in shut]
    assert (await linked.browser.get(renewed)).status_code == 200
    linked.handing.world.clock.advance(LIFETIME + timedelta(minutes=1))
    answers.append(await linked.browser.get(renewed))
    last = await linked.link(await linked.act(renew_link))
    await linked.act(revoke_link)
    answers.append(await linked.browser.get(last))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert await linked.seen() == ("DELIVERED", "", 0)


async def test_a_withdrawn_hand_over_says_so_and_takes_no_answer(linked: Linked) -> None:
    await linked.act(withdraw_handover)

    page = await linked.browser.get(linked.path)
    late = await linked.browser.post(linked.path, data=ACCEPTED)

    assert "sudah ditarik oleh kantor asal" in page.text
    assert NAME not in page.text
    with linked.handing.world.inside(linked.handing.lamandau):
        assert await fetch(READS) == []
    assert (late.status_code, "sudah ditarik" in late.text) == (409, True)
    assert await linked.seen() == ("WITHDRAWN", "", 0)
    assert [entry.kind for entry in await linked.timeline()][-2:] == ["HANDOVER_SENT", "HANDOVER_WITHDRAWN"]


async def test_who_answers_by_telephone_is_entered_by_the_office_and_reminded_of_once(linked: Linked) -> None:
    world, lamandau = linked.handing.world, linked.handing.lamandau
    handover_id = linked.changed.handover_id
    for days in (1, 7, 1):
        world.clock.advance(timedelta(days=days))
        with world.inside(lamandau):
            await remind_of_handover(RemindOfHandover(sent_handover_id=handover_id))
    (view,) = await linked.handing.sent()
    told: dict[str, Any] = {"handover_id": handover_id, "answered_on": world.clock.now().date(), **WHO}
    with pytest.raises(Invalid) as refused:
        await world.act(enter_reply, EnterReply(answer="RETURNED", **told), "KABID", lamandau)

    asked = EnterReply(answer="RETURNED", papers_wanted="Surat sehat", **told)
    await world.act(enter_reply, asked, "KABID", lamandau)
    resent = await linked.handing.resend(handover_id)

    assert codes(refused.value) == [("handover.reply_lacks", "papers_wanted")]
    assert view.reminded_at == view.sent_at + timedelta(days=8)
    assert (resent.round, await linked.link(resent) != linked.path) == (2, True)
    assert (await linked.browser.get(linked.path)).status_code == 404
    assert (await linked.browser.get(await linked.link(resent))).status_code == 200


async def test_where_the_case_waits_for_the_institution_its_answers_carry_it_on(
    world: World, browser: httpx.AsyncClient
) -> None:
    with every_decision():
        drive = await world.drive_to("jawaban_sentra")
        asked = HandOverCase(case_id=drive.id, to_institution="sentra_budi_perkasa", fields=CHOSEN)
        changed: HandoverChanged = await world.act(hand_over_case, asked, "STAF")
        assert changed.link_id is not None
        with world.inside():
            path = await link_path(changed.link_id)

        await browser.post(path, data=QUEUED)
        with world.inside():
            waiting = await case_by_id(drive.id)
        await browser.post(path, data=QUEUED)
        await browser.post(path, data={**ACCEPTED, "seen": "1"})

        with world.inside():
            case = await case_by_id(drive.id)
            entries = (await timelines_of_cases([drive.id]))[drive.id]
            (view,) = (await handovers_of_cases([drive.id]))[drive.id]
    answers = [entry for entry in entries if entry.kind == "OUTSIDE_ANSWERED"]
    assert (waiting.status, waiting.step) == (Status.AWAITING_OUTSIDE, "jawaban_sentra")
    assert (case.step, view.status) == ("surat_tugas", "ACCEPTED")
    assert [entry.data["outcome"] for entry in answers] == ["daftar_tunggu", "dijadwalkan"]
    assert {(entry.performed_by, entry.role, entry.data["by_party"]) for entry in answers} == {("SENTRA", None, True)}
    assert {entry.data["handover_id"] for entry in answers} == {str(changed.handover_id)}
