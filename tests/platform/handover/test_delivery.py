"""A case handed over from one office to another arrives once, whatever dies on the way."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.support import files
from tests.support.files import picture, served
from tests.support.handovers import NAME, NIK, NOTE, REASON, Handing, envelope

from laksana.attachments.store import store
from laksana.handover.deliver import DamagedPaperError, DeliverHandover, deliver_handover
from laksana.handover.envelope import paper_key
from laksana.handover.hand_over_case import hand_over_case
from laksana.handover.read_envelope import received_paper_url
from laksana.handover.views import HandoverField, HandoverStatus
from laksana.jobs.worker import JobsFailed
from laksana_infra.connection import Connection


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
    assert content == served(picture())


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

    assert await store().get(target) == served(picture())
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


async def test_an_answer_faster_than_the_record_of_the_delivery_stands(handing: Handing, owner: Any) -> None:  # noqa: ANN401 - asyncpg's own connection
    handover_id = (await handing.send()).handover_id

    async with owner.transaction():
        await owner.execute("select from handover_sent where id = $1 for update", handover_id)
        with handing.world.inside(handing.lamandau):
            delivery = asyncio.ensure_future(deliver_handover(DeliverHandover(sent_handover_id=handover_id)))
        # The envelope lies at the other office; the delivery waits for the row that the answer has just taken.
        while not await handing.received():  # noqa: ASYNC110 - another office's row gives no sign
            await asyncio.sleep(0.01)
        await owner.execute(
            "update handover_sent set status = 'ACCEPTED', answered_at = sent_at where id = $1", handover_id
        )
    await delivery

    assert [view.status for view in await handing.sent()] == [HandoverStatus.ACCEPTED]


async def test_a_delivery_run_again_after_the_answer_does_not_undo_it(handing: Handing, owner: Connection) -> None:
    handover_id = await handing.delivered()
    await owner.execute("update handover_sent set status = 'SENT', delivered_at = null where id = $1", handover_id)
    await handing.answer(handover_id, HandoverStatus.RETURNED, REASON)

    with handing.world.inside(handing.lamandau):
        await deliver_handover(DeliverHandover(sent_handover_id=handover_id))
    delivered = await handing.received()
    await handing.world.drain()

    assert [view.status for view in delivered] == [HandoverStatus.RETURNED]
    assert [view.status for view in await handing.sent()] == [HandoverStatus.RETURNED]


async def test_bytes_that_were_changed_after_their_inspection_are_not_delivered(handing: Handing) -> None:
    # A paper of this test's own: the case's other one is every test's.
    paper = await handing.world.upload(handing.case_id, "pc_kk", handing.lamandau)
    await handing.send(papers=(paper,))
    await store().put(f"tenants/{handing.lamandau.id}/attachments/{paper}", b"another paper", content_type="image/png")

    with pytest.raises(JobsFailed) as failed:
        await handing.world.drain()

    assert [type(error) for error in failed.value.exceptions] == [DamagedPaperError]
    assert await handing.received() == ()
    assert [view.status for view in await handing.sent()] == [HandoverStatus.SENT]


async def test_a_delivery_killed_at_any_point_and_run_again_arrives_once(handing: Handing) -> None:
    handover_id = (await handing.send()).handover_id
    job, killed = DeliverHandover(sent_handover_id=handover_id), 0

    with handing.world.inside(handing.lamandau):
        # Each run is killed two milliseconds later than the one before, until one comes through.
        for patience in range(200):
            running = asyncio.ensure_future(deliver_handover(job))
            await asyncio.wait((running,), timeout=patience * 0.002)
            if not running.cancel():
                break
            killed += 1
            await asyncio.wait((running,))

    (received,), (sent,) = await handing.received(), await handing.sent()
    found = await envelope(handing, handover_id)
    content = await store().get(paper_key(handing.palangka_raya.id, handover_id, 1, found.papers[0].id))
    assert killed > 3
    assert (received.id, received.status, sent.status) == (handover_id, "DELIVERED", "DELIVERED")
    assert (sent.delivered_at, content) == (received.delivered_at, served(picture()))
