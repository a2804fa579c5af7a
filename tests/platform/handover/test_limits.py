"""What a hand-over shows and to whom, and what cannot be handed over."""

from collections.abc import Awaitable
from typing import Any

import pytest
from tests.support import forms
from tests.support.handovers import NAME, NIK, NOTE, REASON, Handing, codes, envelope

from laksana.attachments.queries import attachment_by_id
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import read_forms
from laksana.handover.read_answer import read_answer
from laksana.handover.read_envelope import read_envelope
from laksana.handover.views import HandoverField, HandoverStatus
from laksana_infra.connection import Connection
from laksana_tenants.errors import Forbidden, Invalid, NotFound

UNFIT: tuple[tuple[dict[str, Any], tuple[str, str]], ...] = (
    ({"to_office": "lamandau"}, ("handover.to_itself", "to_office")),
    ({"to_office": "atlantis"}, ("handover.no_such_office", "to_office")),
    ({"fields": ("NAME", "RELIGION")}, ("handover.unknown_field", "fields[1]")),
    ({"fields": ()}, ("form.too_few", "fields")),
)


async def nothing_found(*questions: Awaitable[object]) -> None:
    for question in questions:
        with pytest.raises(NotFound):
            await question


async def test_what_was_not_chosen_stays_at_home(handing: Handing) -> None:
    handover_id = await handing.delivered(fields=("NAME",), papers=(), note=None)

    found = await envelope(handing, handover_id)

    assert (dict(found.facts), found.note, found.papers) == ({HandoverField.NAME: NAME}, None, ())


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


async def test_what_cannot_be_handed_over_is_refused_and_nothing_happens(handing: Handing) -> None:
    for other, finding in UNFIT:
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
    await handing.world.cancel(handing.case_id, handing.lamandau)
    await handing.world.drain()

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
