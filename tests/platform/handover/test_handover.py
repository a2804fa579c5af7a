"""A case handed over from one office to another arrives once, is answered once, and shows nothing else."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support import files, forms
from tests.support.handovers import CHOSEN, NAME, NIK, NOTE, Handing
from tests.support.world import SOP, picture

from laksana.attachments.download import download_url
from laksana.attachments.queries import attachment_by_id, attachments_of_cases
from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.cases.cancel_case import cancel_case
from laksana.cases.open_case import open_case
from laksana.cases.queries import CaseFilter, case_by_id, cases_page
from laksana.cases.read_forms import read_forms
from laksana.handover.deliver import DamagedPaperError, DeliverHandover, deliver_handover
from laksana.handover.envelope import paper_key
from laksana.handover.hand_over_case import hand_over_case
from laksana.handover.mirror import MirrorHandover, mirror_handover
from laksana.handover.read_answer import read_answer
from laksana.handover.read_envelope import read_envelope, received_paper_url
from laksana.handover.views import HandoverField, HandoverStatus, OpenedEnvelope
from laksana.jobs.worker import JobsFailed
from laksana_infra.connection import Connection
from laksana_infra.storage import ObjectNotFound
from laksana_tenants.errors import Conflict, Forbidden, Invalid, NotFound

REASON = "Mohon sertakan surat keterangan pindah dari kecamatan."


async def envelope(handing: Handing, handover_id: UUID) -> OpenedEnvelope:
    by = await handing.world.actor("STAF", handing.palangka_raya)
    with handing.world.inside(handing.palangka_raya):
        return await read_envelope(handover_id, by=by)


def codes(refusal: Invalid | Forbidden | Conflict) -> list[tuple[str, str | None]]:
    return [(found.code, found.field) for found in refusal.findings]


async def nothing_found(*questions: Awaitable[object]) -> None:
    for question in questions:
        with pytest.raises(NotFound):
            await question


async def test_the_envelope_arrives_with_the_chosen_facts_and_the_same_bytes(handing: Handing) -> None:
    handover_id = await handing.delivered()

    (received,) = await handing.received()
    found = await envelope(handing, handover_id)
    by = await handing.world.actor("STAF", handing.palangka_raya)
    with handing.world.inside(handing.palangka_raya):
        content, _ = await files.get(await received_paper_url(handover_id, found.papers[0].id, by=by))
    assert (received.id, received.from_office, received.status) == (handover_id, "lamandau", HandoverStatus.DELIVERED)
    assert found.facts == {
        HandoverField.NAME: NAME,
        HandoverField.NIK: NIK,
        HandoverField.BIRTH_DATE: "1960-07-05",
        HandoverField.SEX: "P",
        HandoverField.KECAMATAN: "16.04.10",
        HandoverField.AGENDA_NUMBER: "1/2026",
    }
    assert found.note == NOTE
    assert [(paper.purpose, paper.file_name) for paper in found.papers] == [("pc_ktp", "pc_ktp.png")]
    assert content == picture()


async def test_what_was_not_chosen_stays_at_home(handing: Handing) -> None:
    handover_id = await handing.delivered(fields=("NAME",), papers=(), note=None)

    found = await envelope(handing, handover_id)

    assert (dict(found.facts), found.note, found.papers) == ({HandoverField.NAME: NAME}, None, ())


async def test_the_same_key_hands_over_once(handing: Handing) -> None:
    by = await handing.world.actor("KABID", handing.lamandau)
    with handing.world.inside(handing.lamandau):
        first = await hand_over_case(handing.asked(), by=by, key="the-same-key")
        second = await hand_over_case(handing.asked(), by=by, key="the-same-key")
    jobs = await handing.world.drain()

    assert first == second
    assert jobs == 1
    assert [view.id for view in await handing.received()] == [first.handover_id]


async def test_two_who_hand_over_at_once_hand_over_once(handing: Handing) -> None:
    both = await asyncio.gather(handing.send(), handing.send(), return_exceptions=True)
    await handing.world.drain()

    assert sorted(type(one).__name__ for one in both) == ["Conflict", "HandoverChanged"]
    assert len(await handing.sent()) == len(await handing.received()) == 1


async def test_a_delivery_that_runs_twice_arrives_once(handing: Handing) -> None:
    handover_id = await handing.delivered()
    before = (await handing.sent(), await handing.received())

    handing.world.clock.advance(timedelta(hours=1))
    with handing.world.inside(handing.lamandau):
        await deliver_handover(DeliverHandover(sent_handover_id=handover_id))

    assert await handing.received() == before[1]
    assert [view.delivered_at for view in await handing.sent()] == [view.delivered_at for view in before[0]]


async def test_two_workers_that_deliver_at_once_deliver_once(handing: Handing) -> None:
    handover_id = (await handing.send()).handover_id

    with handing.world.inside(handing.lamandau):
        job = DeliverHandover(sent_handover_id=handover_id)
        await asyncio.gather(deliver_handover(job), deliver_handover(job), deliver_handover(job))

    assert [(view.id, view.round) for view in await handing.received()] == [(handover_id, 1)]
    assert [view.status for view in await handing.sent()] == [HandoverStatus.DELIVERED]


async def test_a_delivery_killed_while_copying_ends_the_same_when_run_again(
    handing: Handing, owner: Connection
) -> None:
    handover_id = (await handing.send()).handover_id
    paper = UUID(await owner.fetchval("select papers->0->>0 from handover_sent where id = $1", handover_id))
    target = paper_key(handing.palangka_raya.id, handover_id, 1, paper)
    await store().put(target, b"half of i", content_type="image/png")

    await handing.world.drain()

    assert await store().get(target) == picture()
    assert len(await handing.received()) == 1


async def test_a_delivery_killed_before_its_record_ends_the_same_when_run_again(
    handing: Handing, owner: Connection
) -> None:
    handover_id = await handing.delivered()
    before = (await handing.sent(), await handing.received())
    # The envelope lies at the other office, but the sender's own row was never written.
    await owner.execute("update handover_sent set status = 'SENT', delivered_at = null where id = $1", handover_id)

    with handing.world.inside(handing.lamandau):
        await deliver_handover(DeliverHandover(sent_handover_id=handover_id))

    assert (await handing.sent(), await handing.received()) == before


async def test_an_answer_faster_than_the_record_of_the_delivery_stands(handing: Handing, owner: Connection) -> None:
    handover_id = await handing.delivered()
    await owner.execute("update handover_sent set status = 'SENT', delivered_at = null where id = $1", handover_id)
    await handing.answer(handover_id, HandoverStatus.ACCEPTED)
    await handing.world.drain()

    with handing.world.inside(handing.lamandau):
        await deliver_handover(DeliverHandover(sent_handover_id=handover_id))

    (sent,), (received,) = await handing.sent(), await handing.received()
    assert sent.status is received.status is HandoverStatus.ACCEPTED
    assert sent.delivered_at == received.delivered_at


async def test_bytes_that_were_changed_after_their_inspection_are_not_delivered(handing: Handing) -> None:
    await handing.send()
    await store().put(
        f"tenants/{handing.lamandau.id}/attachments/{handing.paper_id}", b"another paper", content_type="image/png"
    )

    with pytest.raises(JobsFailed) as failed:
        await handing.world.drain()

    assert [type(error) for error in failed.value.exceptions] == [DamagedPaperError]
    assert await handing.received() == ()
    assert [view.status for view in await handing.sent()] == [HandoverStatus.SENT]


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
    assert (paper.purpose, paper.file_name, content) == ("pc_ktp", "pc_ktp.png", picture())


async def test_no_case_is_opened_from_what_was_not_accepted(handing: Handing) -> None:
    handover_id = await handing.delivered()

    for unfit, code in ((handover_id, "handover.not_accepted"), (uuid4(), "handover.unknown")):
        asked = inputs.OpenCase(sop=SOP, form=forms.laporan(), handover_id=unfit)
        with pytest.raises(Invalid) as refused:
            await handing.world.act(open_case, asked, "STAF", handing.palangka_raya)
        assert codes(refused.value) == [(code, "handover_id")]

    with handing.world.inside(handing.palangka_raya):
        assert await cases_page(CaseFilter(), size=10) == ()


async def test_neither_office_sees_more_of_the_other_and_a_third_one_nothing(handing: Handing) -> None:
    handover_id = await handing.delivered()
    receiver, lahat = await handing.world.actor("STAF", handing.palangka_raya), await handing.world.actor("STAF")

    with handing.world.inside(handing.palangka_raya):
        await nothing_found(
            case_by_id(handing.case_id),
            read_forms(handing.case_id, by=receiver),
            attachment_by_id(handing.paper_id),
            read_answer(handover_id, by=receiver),
        )
    with handing.world.inside():
        await nothing_found(read_envelope(handover_id, by=lahat), read_answer(handover_id, by=lahat))
    assert await handing.received(handing.world.lahat) == ()
    assert await handing.received(handing.lamandau) == ()


async def test_an_office_that_was_not_asked_cannot_answer(handing: Handing) -> None:
    handover_id = await handing.delivered()

    with handing.world.inside(), pytest.raises(NotFound):
        await mirror_handover(MirrorHandover(handover_id=handover_id))

    assert [view.status for view in await handing.sent()] == [HandoverStatus.DELIVERED]


@pytest.mark.parametrize(
    ("other", "finding"),
    [
        ({"to_office": "lamandau"}, ("handover.to_itself", "to_office")),
        ({"to_office": "atlantis"}, ("handover.no_such_office", "to_office")),
        ({"fields": ("NAME", "RELIGION")}, ("handover.unknown_field", "fields[1]")),
        ({"fields": ()}, ("form.too_few", "fields")),
    ],
)
async def test_what_cannot_be_handed_over_is_refused_and_nothing_happens(
    handing: Handing, other: dict[str, Any], finding: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await handing.send(**other)

    assert codes(refused.value) == [finding]
    assert await handing.sent() == ()
    assert await handing.world.drain() == 0


async def test_a_file_of_another_case_is_not_handed_over(handing: Handing) -> None:
    other = await handing.world.open_case(handing.lamandau, form=forms.laporan(name="SALEH", nik=None))
    foreign = await handing.world.upload(other.case_id, "pc_kk", handing.lamandau)

    with pytest.raises(Invalid) as refused:
        await handing.send(papers=(handing.paper_id, foreign))

    assert codes(refused.value) == [("files.other_case", "papers[1]")]
    assert await handing.sent() == ()


async def test_only_a_received_case_that_is_not_over_is_handed_over(handing: Handing) -> None:
    draft = await handing.world.open_case(handing.lamandau, form=forms.laporan(name="SALEH", nik=None))
    cancelled = inputs.CancelCase(
        case_id=handing.case_id, reason="PERMINTAAN_PEMOHON", requested_by=NAME, relation="sendiri"
    )
    await handing.world.act(cancel_case, cancelled, "STAF", handing.lamandau)

    for case_id in (draft.case_id, handing.case_id):
        with pytest.raises(Invalid) as refused:
            await handing.send(case_id=case_id, papers=())
        assert codes(refused.value) == [("handover.case_unfit", "case_id")]

    assert await handing.world.drain() == 0


async def test_who_may_not_send_cases_away_hands_nothing_over_and_the_counter_answers_nothing(
    handing: Handing,
) -> None:
    with pytest.raises(Forbidden) as refused:
        await handing.send(role="STAF")
    handover_id = await handing.delivered()
    with pytest.raises(Forbidden) as unanswered:
        await handing.answer(handover_id, HandoverStatus.ACCEPTED, role="STAF")

    assert codes(refused.value) == [("handover.not_yours", None)]
    assert codes(unanswered.value) == [("handover.answer_not_yours", None)]
    assert [view.status for view in await handing.received()] == [HandoverStatus.DELIVERED]


async def test_no_row_and_no_job_holds_a_word_in_clear(handing: Handing, owner: Connection) -> None:
    handover_id = await handing.delivered()
    await handing.answer(handover_id, HandoverStatus.RETURNED, REASON)
    await handing.world.drain()

    rows = await owner.fetch(
        "select t::text as row from handover_sent t union all select t::text from handover_received t"
        " union all select t::text from jobs.procrastinate_jobs t union all select t::text from idempotency_key t"
    )

    text = "\n".join(row["row"] for row in rows).lower()
    assert len(rows) > 6
    for word in (NAME, NIK, NOTE, REASON, "Darminah", "pc_ktp.png"):
        assert word.lower() not in text
        assert word.encode().hex() not in text
