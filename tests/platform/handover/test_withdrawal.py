"""A hand-over to an office is taken back, unless the office was faster."""

import pytest
from tests.support.handovers import Handing, codes

from laksana.cases.queries import timelines_of_cases
from laksana.handover.inputs import SentHandoverAct
from laksana.handover.take_back import TakeBackHandover, take_back_handover
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana.handover.withdraw_handover import withdraw_handover
from laksana_tenants.errors import Conflict


async def _withdraw(handing: Handing, changed: HandoverChanged) -> HandoverChanged:
    asked = SentHandoverAct(handover_id=changed.handover_id)
    withdrawn: HandoverChanged = await handing.world.act(withdraw_handover, asked, "KABID", handing.lamandau)
    return withdrawn


async def _told(handing: Handing) -> list[str]:
    with handing.world.inside(handing.lamandau):
        entries = (await timelines_of_cases([handing.case_id]))[handing.case_id]
    return [entry.kind for entry in entries if entry.kind.startswith("HANDOVER")]


async def test_a_withdrawn_case_is_shown_as_such_and_accepted_no_more(handing: Handing) -> None:
    sent = await handing.send()
    await handing.world.drain()

    withdrawn = await _withdraw(handing, sent)
    for _ in range(2):
        await handing.world.drain()
        with handing.world.inside(handing.lamandau):
            await take_back_handover(TakeBackHandover(sent_handover_id=sent.handover_id))

    assert withdrawn.status == "WITHDRAWING"
    with pytest.raises(Conflict) as refused:
        await handing.answer(sent.handover_id, HandoverStatus.ACCEPTED)
    assert codes(refused.value) == [("handover.withdrawn", None)]
    assert [view.status for view in await handing.received()] == [HandoverStatus.WITHDRAWN]
    assert [view.status for view in await handing.sent()] == [HandoverStatus.WITHDRAWN]
    assert await _told(handing) == ["HANDOVER_SENT", "HANDOVER_WITHDRAWN"]
    again = await handing.send()
    assert again.handover_id != sent.handover_id


async def test_what_is_withdrawn_before_it_arrives_never_arrives(handing: Handing) -> None:
    sent = await handing.send()

    await _withdraw(handing, sent)
    await handing.world.drain()

    assert await handing.received() == ()
    assert [view.status for view in await handing.sent()] == [HandoverStatus.WITHDRAWN]


async def test_an_answer_that_was_faster_than_the_withdrawal_stands(handing: Handing) -> None:
    handover_id = await handing.delivered()
    (sent,) = await handing.sent()
    await handing.answer(handover_id, HandoverStatus.ACCEPTED)

    await _withdraw(handing, HandoverChanged(handover_id=sent.id, status=sent.status, round=1))
    with pytest.raises(Conflict) as refused:
        await handing.send()
    await handing.world.drain()

    assert codes(refused.value) == [("handover.under_way", None)]
    assert [view.status for view in await handing.received()] == [HandoverStatus.ACCEPTED]
    assert [(view.status, view.withdrawn_at) for view in await handing.sent()] == [(HandoverStatus.ACCEPTED, None)]
    assert await _told(handing) == ["HANDOVER_SENT", "HANDOVER_WITHDRAWN", "HANDOVER_ANSWERED"]
