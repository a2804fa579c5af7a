"""What an office decides beside the printed way: an emergency, a deviation, a withdrawn letter, a new episode."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.support import forms
from tests.support.decisions import every_decision
from tests.support.world import PAPERS, SOP, Drive, World

from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana.cases.confirm_emergency import confirm_emergency
from laksana.cases.declare_emergency import declare_emergency
from laksana.cases.open_case import open_case
from laksana.cases.queries import CaseFilter, case_by_id, cases_page, inbox, tasks_of_cases, timelines_of_cases
from laksana.cases.reopen_case import reopen_case
from laksana.cases.skip_step import skip_step
from laksana.cases.views import CaseView
from laksana.letters.withdraw_letter import withdraw_letter
from laksana_infra.connection import Connection
from laksana_tenants.errors import Invalid

UseCase = Callable[..., Awaitable[Any]]


@pytest.fixture
def office(world: World) -> Iterator[World]:
    """Lahat, working by the SOP that allows every decision."""
    with every_decision():
        yield world


async def row(drive: Drive) -> CaseView:
    with drive.world.inside():
        return await case_by_id(drive.id)


async def danger(drive: Drive, **changed: Any) -> inputs.DeclareEmergency:  # noqa: ANN401
    told: dict[str, Any] = {
        "authorised_by": (await drive.world.actor("KABID")).officer_id,
        "channel": "PHONE",
        "told_at": drive.world.clock.now() - timedelta(hours=1),
        "reason": "Pemohon pingsan di terminal dan tidak ada keluarga.",
    }
    return inputs.DeclareEmergency(case_id=drive.id, **(told | changed))


async def refused(drive: Drive, use_case: UseCase, asked: object, role: str) -> list[tuple[str, str | None]]:
    """Code and field of every finding; nothing has happened to the case."""
    before = await row(drive)
    with pytest.raises(Invalid) as refusal:
        await drive.world.act(use_case, asked, role)
    assert await row(drive) == before
    return [(found.code, found.field) for found in refusal.value.findings]


async def kinds(drive: Drive) -> list[str]:
    with drive.world.inside():
        return [entry.kind for entry in (await timelines_of_cases([drive.id]))[drive.id]]


async def test_in_an_emergency_the_case_goes_on_and_its_papers_are_owed(office: World) -> None:
    drive = await office.drive_to("periksa_berkas")
    await drive.do(declare_emergency, await danger(drive), "STAF")

    await drive.perform("periksa_berkas", "STAF", outcome="lengkap")

    case = await row(drive)
    assert (case.step, case.owed_papers, case.emergency_confirm_by) == ("laporkan", len(PAPERS), date(2026, 11, 19))
    assert case.received_complete_at is None
    with office.inside():
        head = [task.kind for task in await inbox(await office.actor("KADIS"), size=10)]
        staff = [task.kind for task in await inbox(await office.actor("STAF"), size=10)]
    assert head == ["CONFIRM_EMERGENCY"]
    assert staff == ["OWED_PAPERS"]


async def test_a_confirmed_emergency_asks_nobody_and_papers_that_come_are_owed_no_more(office: World) -> None:
    drive = await office.drive_to("periksa_berkas")
    await drive.do(declare_emergency, await danger(drive), "STAF")
    await drive.perform("periksa_berkas", "STAF", outcome="lengkap")
    await drive.do(confirm_emergency, inputs.ConfirmEmergency(case_id=drive.id, note="Benar darurat."), "KADIS")

    checks = tuple(inputs.PaperCheck(paper=paper, result="ACCEPTED") for paper in PAPERS)
    await drive.do(check_papers, inputs.CheckPapers(case_id=drive.id, checks=checks[:2]), "STAF")
    some = await row(drive)
    await drive.do(check_papers, inputs.CheckPapers(case_id=drive.id, checks=checks[2:]), "STAF")

    assert (some.owed_papers, some.emergency_confirm_by, some.received_complete_at) == (len(PAPERS) - 2, None, None)
    assert (await row(drive)).owed_papers == 0
    with office.inside():
        tasks = (await tasks_of_cases([drive.id]))[drive.id]
    assert [(task.kind, task.role) for task in tasks] == [("PERFORM", "ANALIS")]


async def test_only_who_may_lets_steps_run_ahead(office: World) -> None:
    drive = await office.drive_to("periksa_berkas")
    staff, head_elsewhere = await office.actor("STAF"), await office.actor("KADIS", office.lamandau)
    unfit = [("emergency.authoriser_unfit", "authorised_by")]

    assert await refused(drive, declare_emergency, await danger(drive, authorised_by=staff.officer_id), "STAF") == unfit
    for stranger in (head_elsewhere.officer_id, uuid4()):
        assert await refused(drive, declare_emergency, await danger(drive, authorised_by=stranger), "STAF") == unfit


async def test_an_emergency_is_told_in_full(office: World) -> None:
    drive, now = Drive(world=office, case=await office.open_case(), detours=False), office.clock.now()
    faulty: tuple[tuple[dict[str, Any], tuple[str, str]], ...] = (
        ({"reason": "  "}, ("emergency.reason_missing", "reason")),
        ({"reason": "a" * 4001}, ("form.too_long", "reason")),
        ({"channel": "SMOKE"}, ("emergency.channel_unknown", "channel")),
        ({"told_at": now + timedelta(minutes=1)}, ("emergency.told_in_future", "told_at")),
        ({"told_at": now - timedelta(days=400)}, ("decision.told_at_far", "told_at")),
        ({"told_at": datetime.max.replace(tzinfo=UTC)}, ("decision.told_at_far", "told_at")),
        ({"told_at": now.replace(tzinfo=None)}, ("decision.told_at_without_zone", "told_at")),
    )

    for changed, found in faulty:
        assert await refused(drive, declare_emergency, await danger(drive, **changed), "STAF") == [found]


async def test_a_step_is_skipped_by_the_head_alone_and_never_without_a_reason(office: World) -> None:
    drive = await office.drive_to("edukasi")
    asked = inputs.SkipStep(case_id=drive.id, step="edukasi", reason="Pemohon dirawat di rumah sakit.")
    unsaid = inputs.SkipStep(case_id=drive.id, step="edukasi", reason=" ")

    assert await refused(drive, skip_step, asked, "STAF") == [("role.not_held", None)]
    assert [field for _, field in await refused(drive, skip_step, unsaid, "KADIS")] == ["reason"]
    await drive.do(skip_step, asked, "KADIS")

    assert (await row(drive)).step == "tanda_terima"
    assert (await kinds(drive))[-2:] == ["STEP_SKIPPED", "STEP_ENTERED"]


async def test_a_letter_that_is_not_signed_is_not_withdrawn(office: World) -> None:
    drive = await office.drive_to("surat_pengantar")
    draft = await drive.draft("surat_pengantar")

    asked = inputs.WithdrawLetter(case_id=drive.id, letter_id=draft["letter_id"], reason="Keliru.")

    assert await refused(drive, withdraw_letter, asked, "KADIS") == [("letter.not_withdrawable", None)]


async def ended(office: World) -> Drive:
    drive = Drive(world=office, case=await office.open_case(), detours=False)
    await office.cancel(drive.id)
    return drive


def continued(drive: Drive, **person: str | None) -> inputs.OpenCase:
    return inputs.OpenCase(sop=SOP, form=forms.laporan(**person), episode_of=drive.id)


async def test_a_reopened_case_is_continued_by_one_new_episode_of_the_same_client(office: World) -> None:
    drive = await ended(office)
    before = await row(drive)
    await drive.do(reopen_case, inputs.ReopenCase(case_id=drive.id, reason="Pemohon datang kembali."), "KABID")

    opened = await office.act(open_case, continued(drive, nik=None), "STAF")

    with office.inside():
        old, new = await case_by_id(drive.id), await case_by_id(opened.case_id)
    assert (new.episode_of, new.client_id, new.step) == (old.id, old.client_id, "terima_laporan")
    assert (old.status, old.step, old.closed_at) == (before.status, before.step, before.closed_at)
    assert old.reopened_at == office.clock.now()
    assert await refused(drive, open_case, continued(drive, nik=None), "STAF") == [
        ("decision.episode_taken", "episode_of")
    ]


async def test_an_episode_needs_a_reopened_case_of_its_own_client(office: World) -> None:
    drive = await ended(office)
    assert await refused(drive, open_case, continued(drive), "STAF") == [("decision.not_reopened", "episode_of")]
    await drive.do(reopen_case, inputs.ReopenCase(case_id=drive.id, reason="Pemohon datang kembali."), "KADIS")

    other = continued(drive, nik="1604104507600002", name="ORANG LAIN")
    nobodys = inputs.OpenCase(sop=SOP, form=forms.laporan(), episode_of=uuid4())

    assert await refused(drive, open_case, other, "STAF") == [("decision.other_client", "episode_of")]
    assert await refused(drive, open_case, nobodys, "STAF") == [("decision.other_case_unknown", "episode_of")]
    with office.inside():
        assert len(await cases_page(CaseFilter(), size=10)) == 1


async def test_a_case_under_way_is_not_reopened(office: World) -> None:
    drive = Drive(world=office, case=await office.open_case(), detours=False)

    asked = inputs.ReopenCase(case_id=drive.id, reason="Coba.")

    assert await refused(drive, reopen_case, asked, "KADIS") == [("reopen.not_ended", None)]


async def test_why_something_was_decided_stands_nowhere_in_clear(office: World, owner: Connection) -> None:
    drive = await office.drive_to("periksa_berkas")
    await drive.do(declare_emergency, await danger(drive, reason="SULASTRI pingsan"), "STAF")
    await drive.perform("periksa_berkas", "STAF", outcome="lengkap")
    await drive.do(skip_step, inputs.SkipStep(case_id=drive.id, step="laporkan", reason="SULASTRI kritis"), "KADIS")

    tables = await owner.fetch("select tablename from pg_tables where schemaname in ('app', 'jobs')")
    telling = [
        table["tablename"]
        for table in tables
        if not table["tablename"].startswith("region")
        and await owner.fetch(f"select 1 from {table['tablename']} t where t::text ilike '%SULASTRI%' limit 1")
    ]
    assert telling == []


async def test_a_decision_sent_twice_happens_once(office: World) -> None:
    signed, closed = await office.drive_to("kirim"), await ended(office)
    skipped, reason = await office.drive_to("laporkan"), "Alasan yang sama."
    acts: tuple[tuple[UseCase, object, str], ...] = (
        (declare_emergency, await danger(skipped), "STAF"),
        (confirm_emergency, inputs.ConfirmEmergency(case_id=skipped.id), "KADIS"),
        (skip_step, inputs.SkipStep(case_id=skipped.id, step="laporkan", reason=reason), "KADIS"),
        (
            withdraw_letter,
            inputs.WithdrawLetter(case_id=signed.id, letter_id=signed.letters["surat_pengantar"], reason=reason),
            "KADIS",
        ),
        (reopen_case, inputs.ReopenCase(case_id=closed.id, reason=reason), "KADIS"),
    )

    for number, (use_case, asked, role) in enumerate(acts):
        by = await office.actor(role)
        with office.inside():
            first = await use_case(asked, by=by, key=f"kunci-{number:04d}")
            version = (await case_by_id(first.case_id)).version
            again = await use_case(asked, by=by, key=f"kunci-{number:04d}")
            assert again == first
            assert (await case_by_id(first.case_id)).version == version
