"""A hand-over is answered once; the sender learns the answer, and the receiver opens a case of its own."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import files, forms
from tests.support.files import picture, served
from tests.support.handovers import CHOSEN, NAME, NIK, REASON, Handing, codes, envelope
from tests.support.world import SOP

from laksana.attachments.download import download_url
from laksana.attachments.queries import attachments_of_cases
from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.cases.open_case import open_case
from laksana.cases.queries import CaseFilter, cases_page
from laksana.handover.envelope import paper_key
from laksana.handover.mirror import MirrorHandover, mirror_handover
from laksana.handover.read_answer import read_answer
from laksana.handover.views import HandoverStatus
from laksana_infra.connection import Connection
from laksana_infra.storage import ObjectNotFound
from laksana_tenants.errors import Conflict, Invalid, NotFound


async def test_two_who_accept_at_once_accept_once(handing: Handing) -> None:
    handover_id = await handing.delivered()

    both = await asyncio.gather(
        handing.answer(handover_id, HandoverStatus.ACCEPTED),
        handing.answer(handover_id, HandoverStatus.ACCEPTED, role="KADIS"),
        return_exceptions=True,
    )
    jobs = await handing.world.drain()

    assert sorted(type(one).__name__ for one in both) == ["Conflict", "HandoverChanged"]
    assert jobs == 1
    assert [view.status for view in await handing.sent()] == [HandoverStatus.ACCEPTED]


async def test_both_clocks_run_in_office_hours(handing: Handing) -> None:
    # Monday 09.00 in Lamandau and Palangka Raya; both work from 07.30 with an hour's rest at noon.
    sent_at = handing.world.clock.now()
    handover_id = (await handing.send()).handover_id
    handing.world.clock.advance(timedelta(minutes=30))
    await handing.world.drain()
    handing.world.clock.advance(timedelta(hours=24))
    await handing.answer(handover_id, HandoverStatus.ACCEPTED)
    await handing.world.drain()

    (view,) = await handing.sent()
    (received,) = await handing.received()
    assert (view.sent_at, view.delivered_at) == (sent_at, sent_at + timedelta(minutes=30))
    assert view.answered_at == sent_at + timedelta(hours=24, minutes=30)
    assert view.minutes_there == received.minutes == 450
    assert view.minutes_here == 480


async def test_a_refused_case_stays_with_its_office_and_says_why(handing: Handing) -> None:
    handover_id = await handing.delivered()

    await handing.answer(handover_id, HandoverStatus.REFUSED, "Bukan penduduk kota kami.")
    await handing.world.drain()

    by = await handing.world.actor("STAF", handing.lamandau)
    with handing.world.inside(handing.lamandau):
        assert await read_answer(handover_id, by=by) == "Bukan penduduk kota kami."
    assert [view.status for view in await handing.sent()] == [HandoverStatus.REFUSED]
    again = await handing.send()
    assert again.handover_id != handover_id


async def test_who_returns_or_refuses_says_why(handing: Handing) -> None:
    handover_id = await handing.delivered()

    for status in (HandoverStatus.RETURNED, HandoverStatus.REFUSED):
        with pytest.raises(Invalid) as refused:
            await handing.answer(handover_id, status, "   ")
        assert codes(refused.value) == [("handover.no_reason", "reason")]

    assert [view.status for view in await handing.received()] == [HandoverStatus.DELIVERED]


async def test_a_returned_case_is_sent_again_with_what_was_asked_for(handing: Handing) -> None:
    handover_id = await handing.delivered(fields=("NAME",))
    first = (await envelope(handing, handover_id)).papers[0].id
    await handing.answer(handover_id, HandoverStatus.RETURNED, REASON)
    await handing.world.drain()
    more = await handing.world.upload(handing.case_id, "surat_permohonan", handing.lamandau)

    resent = await handing.resend(handover_id, papers=(handing.paper_id, more))
    await handing.world.drain()

    assert (resent.handover_id, resent.round) == (handover_id, 2)
    (received,), (sent,) = await handing.received(), await handing.sent()
    assert (received.status, received.round, sent.status, sent.round) == ("DELIVERED", 2, "DELIVERED", 2)
    found = await envelope(handing, handover_id)
    assert len(found.facts) == len(CHOSEN)
    assert [paper.purpose for paper in found.papers] == ["pc_ktp", "surat_permohonan"]
    with pytest.raises(ObjectNotFound):
        await store().get(paper_key(handing.palangka_raya.id, handover_id, 1, first))


async def test_an_answer_told_late_does_not_touch_the_next_round(handing: Handing) -> None:
    handover_id = await handing.delivered()
    await handing.answer(handover_id, HandoverStatus.RETURNED, REASON)
    await handing.world.drain()
    await handing.resend(handover_id)

    with handing.world.inside(handing.palangka_raya):
        await mirror_handover(MirrorHandover(handover_id=handover_id))

    assert [(view.status, view.round, view.answered_at) for view in await handing.sent()] == [("SENT", 2, None)]


async def test_only_what_was_returned_is_sent_again(handing: Handing) -> None:
    handover_id = await handing.delivered()

    with pytest.raises(Conflict) as refused:
        await handing.resend(handover_id)

    assert codes(refused.value) == [("handover.not_returned", None)]
    assert [view.round for view in await handing.sent()] == [1]


async def test_the_receiver_opens_one_case_whose_papers_are_its_own(handing: Handing) -> None:
    handover_id = await handing.delivered()
    await handing.answer(handover_id, HandoverStatus.ACCEPTED)
    (begun,) = [form for form in (await envelope(handing, handover_id)).forms if form.sop == SOP]
    person = begun.form["pemohon"]
    assert person == {
        "name": NAME,
        "nik": NIK,
        "birth_date": "1960-07-05",
        "sex": "FEMALE",
        "region": "16.04.10",
    }
    form = forms.laporan() | {"pemohon": person | {"address": "Jalan Tjilik Riwut 5"}}
    asked = inputs.OpenCase(sop=SOP, form=form, handover_id=handover_id)

    both = await asyncio.gather(
        handing.world.act(open_case, asked, "STAF", handing.palangka_raya),
        handing.world.act(open_case, asked, "STAF", handing.palangka_raya),
        return_exceptions=True,
    )
    await handing.world.drain()

    (opened,) = [one for one in both if not isinstance(one, BaseException)]
    (refused,) = [one for one in both if isinstance(one, Invalid)]
    assert codes(refused) == [("handover.taken_up", "handover_id")]
    (received,), (sent,) = await handing.received(), await handing.sent()
    assert received.case_id == opened.case_id
    assert sent.opened_at == received.opened_at is not None
    by = await handing.world.actor("STAF", handing.palangka_raya)
    with handing.world.inside(handing.palangka_raya):
        assert len(await cases_page(CaseFilter(), size=10)) == 1
        (paper,) = (await attachments_of_cases([opened.case_id]))[opened.case_id]
        content, _ = await files.get(await download_url(paper.id, by=by))
    assert (paper.purpose, paper.file_name, content) == ("pc_ktp", "pc_ktp.png", served(picture()))


async def test_no_case_is_opened_from_what_was_not_accepted(handing: Handing) -> None:
    handover_id = await handing.delivered()

    for unfit, code in ((handover_id, "handover.not_accepted"), (uuid4(), "handover.unknown")):
        asked = inputs.OpenCase(sop=SOP, form=forms.laporan(), handover_id=unfit)
        with pytest.raises(Invalid) as refused:
            await handing.world.act(open_case, asked, "STAF", handing.palangka_raya)
        assert codes(refused.value) == [(code, "handover_id")]

    with handing.world.inside(handing.palangka_raya):
        assert await cases_page(CaseFilter(), size=10) == ()


async def test_an_office_that_was_not_asked_cannot_answer(handing: Handing, owner: Connection) -> None:
    handover_id = await handing.delivered()
    with handing.world.inside(), pytest.raises(NotFound):
        await mirror_handover(MirrorHandover(handover_id=handover_id))

    # Even with a row of that id, as somebody would forge it.
    await owner.execute(
        "insert into handover_received (tenant_id, id, from_office, round, status, sealed, received_at, delivered_at,"
        " answered_at, answered_by, minutes) select $1, id, from_office, round, 'REFUSED', sealed, received_at,"
        " delivered_at, delivered_at, (select id from officer where tenant_id = $1 limit 1), 0"
        " from handover_received where id = $2",
        handing.world.lahat.id, handover_id,
    )  # fmt: skip
    with handing.world.inside():
        await mirror_handover(MirrorHandover(handover_id=handover_id))

    assert [view.status for view in await handing.sent()] == [HandoverStatus.DELIVERED]
