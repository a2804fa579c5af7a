"""What SPM asks of a case: who owned the client when, what was delivered, and how long somebody waited in a queue."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.support import forms
from tests.support.decisions import every_decision
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.queries import case_by_id
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.cases.service_queries import ownership_of_cases, referrals_of_cases, services_of_cases
from laksana.province.queries import province_cases, province_counts, province_scope
from laksana.province.referral_queries import ReferralPosition, province_referral_counts, province_referrals
from laksana.province.views import (
    CountBy,
    ProvinceCount,
    ProvinceFilter,
    ReferralCount,
    ReferralCountBy,
    ReferralFilter,
)
from laksana_infra.scope import scoped

SENTRA = "sentra_budi_perkasa"
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
def office(world: World) -> Iterator[World]:
    """Lahat, working by the SOP that allows every decision."""
    with every_decision():
        yield world


async def queue(drive: Drive, position: int, *, on: date, since: date | None = None) -> None:
    """The Sentra says where the client stands on its waiting list."""
    form = {"queue_position": position} | ({"queued_on": since.isoformat()} if since else {})
    asked = inputs.RecordOutsideAnswer(case_id=drive.id, outcome="daftar_tunggu", answered_on=on, form=form)
    await drive.do(record_outside_answer, asked, "STAF")


async def test_a_client_is_the_kabupatens_from_receipt_and_the_provinces_from_admission(office: World) -> None:
    drive = await office.drive_to("hasil_sentra")
    received, admitted = office.clock.now(), office.clock.advance(timedelta(hours=3))

    await drive.decide()

    with office.inside():
        spans = (await ownership_of_cases([drive.id]))[drive.id]
        case = await case_by_id(drive.id)
    assert [(span.owner, span.since, span.until) for span in spans] == [
        ("KABUPATEN", received, admitted), ("PROVINCE", admitted, None),
    ]  # fmt: skip
    assert case.spm_owner == "PROVINCE"


async def test_every_service_that_was_delivered_is_kept_with_its_moment(office: World) -> None:
    drive = await office.drive_to("selesai")

    with office.inside():
        given = (await services_of_cases([drive.id]))[drive.id]
    assert [(one.item, one.at) for one in given] == [
        (item, office.clock.now()) for item in ("GUIDANCE", "AIDS", "REFERRAL")
    ]


async def test_a_referral_moves_up_its_queue_until_it_is_answered(office: World) -> None:
    drive = await office.drive_to("jawaban_sentra")
    await queue(drive, 4, on=MONDAY, since=MONDAY)
    office.clock.advance(timedelta(days=1))
    await queue(drive, 2, on=TUESDAY)
    with office.inside():
        (waiting,) = (await referrals_of_cases([drive.id]))[drive.id]

    await drive.answer()
    await drive.order()
    await drive.assess()
    await drive.decide()

    assert (waiting.institution, waiting.result, waiting.answered_on) == (SENTRA, "QUEUED", TUESDAY)
    assert (waiting.queued_on, waiting.queue_position) == (MONDAY, 2)
    with office.inside():
        scheduled, decided = (await referrals_of_cases([drive.id]))[drive.id]
    assert (scheduled.step, scheduled.result, scheduled.queued_on) == ("jawaban_sentra", "ASSESSMENT_SCHEDULED", MONDAY)
    assert scheduled.queue_position is None
    assert (decided.step, decided.result) == ("hasil_sentra", "ASSESSED_FIT")


async def test_the_province_sees_queues_and_owners_of_its_offices_alone(office: World) -> None:
    drive = await office.drive_to("jawaban_sentra")
    await queue(drive, 4, on=MONDAY, since=MONDAY)
    other = await office.drive_to("jawaban_sentra", form=forms.laporan(nik=None))
    await other._outside("ditolak", {"reason": "Penuh."})

    with scoped(await province_scope("16")):
        cases = await province_cases(ProvinceFilter(), size=10)
        owners = await province_counts(ProvinceFilter(), by=(CountBy.SPM_OWNER,))
        first = await province_referrals(ReferralFilter(), size=1)
        after = ReferralPosition(answered_on=first[0].answered_on, id=first[0].id)
        rest = await province_referrals(ReferralFilter(), size=10, after=after)
        queues = await province_referral_counts(
            ReferralFilter(), by=(ReferralCountBy.INSTITUTION, ReferralCountBy.RESULT)
        )
        few = await province_referral_counts(ReferralFilter(result="QUEUED"), by=(), suppress_below=5)
    with scoped(await province_scope("62")):
        assert await province_referrals(ReferralFilter(tenant_ids=(office.lahat.id,)), size=10) == ()
        assert await province_referral_counts(ReferralFilter(), by=(ReferralCountBy.RESULT,)) == ()

    assert {case.spm_owner for case in cases} == {"KABUPATEN"}
    assert owners == (ProvinceCount(spm_owner="KABUPATEN", cases=2),)
    assert [one.case_id for one in first] == [other.id, drive.id]
    assert [(one.case_id, one.result, one.queued_on, one.queue_position) for one in rest] == [
        (drive.id, "QUEUED", MONDAY, 4)
    ]
    assert queues == (
        ReferralCount(institution=SENTRA, result="QUEUED", referrals=1, longest_queued_since=MONDAY),
        ReferralCount(institution=SENTRA, result="REFUSED", referrals=1),
    )
    assert few == (ReferralCount(referrals=None),)
