"""The decisions that paper hides: emergency, deviation, withdrawal, new episode, early end, and what was given."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.support.case_run import MONDAY, CaseRun, acting, codes, kinds, named_id
from tests.support.small_case import (
    DRAFT_A,
    DRAFT_B,
    TODAY,
    drafted,
    finalised,
    initialled,
    letter_id,
    signed,
    small_case,
)
from tests.support.small_procedure import SMALL

from laksana_engine import commands as ask
from laksana_engine import events as happened
from laksana_engine.decision import Accepted
from laksana_engine.events import Event
from laksana_engine.evolve import replay
from laksana_engine.state import LetterStage
from laksana_engine.tasks import open_tasks
from laksana_sdk.procedure import Finish
from laksana_sdk.states import Status

TOLD = {
    "authorised_by": named_id("Ibu Kabid"),
    "authoriser_roles": frozenset({"KABID", "PEKSOS"}),
    "channel": "PHONE",
    "told_at": MONDAY,
}


def in_danger(step: str) -> CaseRun:
    run = small_case(step)
    run.does(ask.DeclareEmergency, "PEKSOS", **TOLD)
    return run


def ahead_of_papers() -> CaseRun:
    """An emergency that has passed the paper check with one of two papers, up to the last step."""
    run = in_danger("periksa")
    run.does(ask.CheckPapers, "STAF", results={"ktp": "ACCEPTED", "kk": "MISSING"})
    run.does(ask.PerformStep, "STAF", step="periksa", outcome="lengkap")
    run.does(ask.SkipStep, "KADIS", step="disposisi")
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")
    finalised(run)
    signed(run)
    run.does(ask.DispatchLetter, "TU", institution="sentra_bp", courier="JNE", sent_on=TODAY)
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="ditolak", answered_on=TODAY)
    return run


def asked(run: CaseRun) -> list[tuple[str, str, str]]:
    return [(task.kind.value, task.role, task.step) for task in open_tasks(run.procedure, run.case, run.calendar)]


def only(events: tuple[Event, ...], kind: type[Any]) -> Any:  # noqa: ANN401 - each caller knows its event
    (found,) = [event for event in events if isinstance(event, kind)]
    return found


def test_an_emergency_names_who_allowed_it_and_when_it_must_be_confirmed() -> None:
    run = small_case("periksa")

    (declared,) = run.does(ask.DeclareEmergency, "PEKSOS", **TOLD)

    assert isinstance(declared, happened.EmergencyDeclared)
    assert (declared.authorised_by, declared.authoriser_role) == (named_id("Ibu Kabid"), "KABID")
    assert (declared.channel, declared.told_at, declared.confirm_by) == ("PHONE", MONDAY, date(2026, 11, 25))
    (task,) = [one for one in open_tasks(run.procedure, run.case, run.calendar) if one.kind == "CONFIRM_EMERGENCY"]
    assert (task.role, task.since) == ("KADIS", declared.at)
    assert task.due is not None
    assert task.due.date() == date(2026, 11, 25)


def test_in_an_emergency_the_case_goes_past_missing_papers_with_a_warning() -> None:
    run = in_danger("periksa")
    run.does(ask.CheckPapers, "STAF", results={"ktp": "ACCEPTED", "kk": "MISSING"})

    decision = run.tries(ask.PerformStep, "STAF", step="periksa", outcome="lengkap")

    assert isinstance(decision, Accepted)
    assert kinds(decision.events) == ["STEP_PERFORMED", "PAPERS_OWED", "STEP_ENTERED"]
    assert only(decision.events, happened.PapersOwed).papers == ("kk",)
    assert only(decision.events, happened.StepPerformed).complete is False
    assert [(found.code, found.field, found.blocks) for found in decision.warnings] == [
        ("paper.follows", "papers.kk", False)
    ]


def test_an_owed_paper_is_checked_at_a_later_step_by_the_role_that_checks_papers() -> None:
    run = ahead_of_papers()
    assert ("OWED_PAPERS", "STAF", "periksa") in asked(run)

    (checked,) = run.does(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})

    assert isinstance(checked, happened.PapersChecked)
    assert (checked.step, checked.role, checked.complete) == ("tutup", "STAF", True)
    assert run.case == replay(run.events)
    assert run.case.owed == ()
    assert codes(run.tries(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})) == ["step.awaits_completion"]


def test_a_file_counts_as_complete_from_the_day_its_last_owed_paper_came() -> None:
    run = ahead_of_papers()
    before = run.case.received_complete_at

    (checked,) = run.does(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})

    assert (before, run.case.received_complete_at) == (None, checked.at)


def test_a_case_in_emergency_completes_once_papers_and_confirmation_have_followed() -> None:
    run = ahead_of_papers()
    assert asked(run) == [
        ("COMPLETE", "KABID", "tutup"), ("OWED_PAPERS", "STAF", "periksa"), ("CONFIRM_EMERGENCY", "KADIS", "tutup"),
    ]  # fmt: skip
    assert codes(run.tries(ask.CompleteCase, "KABID", outcome="dibantu")) == [
        "emergency.paper_owed", "emergency.unconfirmed",
    ]  # fmt: skip

    run.does(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})
    assert codes(run.tries(ask.CompleteCase, "KABID", outcome="dibantu")) == ["emergency.unconfirmed"]
    run.does(ask.ConfirmEmergency, "KADIS")

    assert asked(run) == [("COMPLETE", "KABID", "tutup")]
    run.does(ask.CompleteCase, "KABID", outcome="dibantu")
    assert run.case.status is Status.COMPLETED


def test_nobody_is_asked_to_complete_what_may_not_be_completed_yet() -> None:
    run = ahead_of_papers()
    run.does(ask.ConfirmEmergency, "KADIS")
    completing = next(node.outcomes[:1] for node in SMALL.steps if isinstance(node, Finish))
    steps = tuple(replace(node, outcomes=completing) if isinstance(node, Finish) else node for node in SMALL.steps)
    run.procedure = replace(SMALL, steps=steps)

    assert asked(run) == [("OWED_PAPERS", "STAF", "periksa")]
    run.does(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})

    assert asked(run) == [("COMPLETE", "KABID", "tutup")]


@pytest.mark.parametrize(
    ("kind", "by", "details", "status"),
    [
        (ask.CompleteCase, "KABID", {"outcome": "meninggal"}, Status.DECEASED),
        (ask.LeaveCase, "KABID", {"exit": "moved", "reason": "PINDAH", "region": "62.09"}, Status.MOVED),
    ],
)
def test_another_end_than_completion_is_free_in_an_emergency(
    kind: type[ask.Command], by: str, details: dict[str, Any], status: Status
) -> None:
    run = ahead_of_papers()

    run.does(kind, by, **details)

    assert run.case.status is status


def test_an_emergency_calls_a_returned_file_back_and_what_it_lacks_is_owed() -> None:
    run = small_case("disposisi")
    run.does(ask.ReturnCase, "KADIS", step="disposisi", missing=("kk",))

    events = run.does(ask.DeclareEmergency, "STAF", **TOLD)

    assert kinds(events) == ["EMERGENCY_DECLARED", "PAPERS_OWED", "STEP_ENTERED"]
    assert (run.case.step, run.case.status, run.case.owed) == ("disposisi", Status.RECEIVED, ("kk",))


def test_an_sop_without_a_rule_for_emergencies_knows_none() -> None:
    run = CaseRun(replace(SMALL, emergency=None))
    run.does(ask.OpenCase, "STAF", form={"name": "Siti"})

    assert codes(run.tries(ask.DeclareEmergency, "STAF", **TOLD)) == ["emergency.not_foreseen"]


def test_a_skipped_step_is_a_deviation_on_record_and_says_nothing_of_its_outcome() -> None:
    run = small_case("periksa")

    skipped, entered = run.does(ask.SkipStep, acting("KADIS", "STAF"), step="periksa", outcome="lengkap")

    assert isinstance(skipped, happened.StepSkipped)
    assert (skipped.step, skipped.role, skipped.outcome) == ("periksa", "KADIS", "lengkap")
    assert isinstance(entered, happened.StepEntered)
    assert (entered.step, entered.status) == ("disposisi", Status.IN_PROGRESS)
    assert run.case.received_complete_at is None


def test_a_disposisi_that_is_skipped_asks_nobody_when_the_case_comes_back_to_it() -> None:
    run = small_case("disposisi")
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID",), instructions=())

    run.does(ask.SkipStep, "KADIS", step="disposisi")

    assert [given.pending for given in run.case.disposisi] == [()]
    assert run.case.step == "surat"


def test_a_withdrawn_letter_takes_the_case_back_and_its_successor_is_another_letter() -> None:
    run = small_case("jawaban")
    before = letter_id(run)

    withdrawn, requested, entered = run.does(ask.WithdrawLetter, acting("KADIS", capacity="PLH"), letter_id=before)

    assert isinstance(withdrawn, happened.LetterWithdrawn)
    assert (withdrawn.letter, withdrawn.role, withdrawn.capacity) == ("pengantar", "KADIS", "PLH")
    assert isinstance(requested, happened.LetterRequested)
    assert (requested.letter, requested.role, requested.withdraws) == ("surat_pencabutan", "KADIS", before)
    assert isinstance(entered, happened.StepEntered)
    assert (run.case.step, run.case.status) == ("surat", Status.IN_PROGRESS)
    assert run.case.letters[before].stage is LetterStage.WITHDRAWN
    assert codes(run.tries(ask.DispatchLetter, "TU", institution="sentra_bp", courier="JNE", sent_on=TODAY)) == [
        "step.awaits_letter"
    ]
    drafted(run, DRAFT_B)
    assert letter_id(run) != before
    assert run.case.letters[letter_id(run)].draft == 1


def test_a_letter_withdrawn_after_the_end_does_not_reopen_the_case() -> None:
    run = small_case("selesai")

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED"]
    assert (run.case.status, run.case.step) == (Status.COMPLETED, "tutup")


def test_a_letter_of_the_way_that_was_left_by_an_early_end_is_only_withdrawn() -> None:
    run = small_case("jawaban")
    run.does(ask.LeaveCase, "KADIS", exit="reject", reason="TIDAK_SESUAI")
    run.does(ask.DraftLetter, "STAF", letter="penolakan", draft_sha256=DRAFT_A)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED"]
    assert run.case.step == "penolakan"


def test_an_ended_case_is_reopened_as_a_new_episode_and_stays_as_it_is() -> None:
    run = small_case("selesai")
    before = run.case

    (reopened,) = run.does(ask.ReopenCase, "KABID")
    episode = CaseRun(run.procedure)
    opened, *_ = episode.does(ask.OpenCase, "STAF", form={"name": "Siti"}, episode_of=named_id("the first case"))

    assert isinstance(reopened, happened.CaseReopened)
    assert reopened.role == "KABID"
    assert (run.case.status, run.case.step, run.case.ended_at) == (before.status, before.step, before.ended_at)
    assert run.case.reopened_at == reopened.at
    assert codes(run.tries(ask.CompleteCase, "KABID", outcome="dibantu")) == ["case.ended"]
    assert isinstance(opened, happened.CaseOpened)
    assert episode.case.episode_of == opened.episode_of == named_id("the first case")


def test_a_death_is_told_in_its_form_and_confirmed_before_the_case_ends() -> None:
    run = small_case("jawaban")
    told = {"died_on": "2026-11-23", "informant": "Kepala desa"}

    events = run.does(ask.LeaveCase, "STAF", exit="deceased", reason="MENINGGAL", form=told)
    assert kinds(events) == ["EXIT_DECIDED", "STEP_ENTERED"]
    assert asked(run) == [("PERFORM", "KABID", "kematian")]
    run.does(ask.PerformStep, "KABID", step="kematian")

    assert (run.case.status, run.case.outcome) == (Status.DECEASED, "MENINGGAL")


@pytest.mark.parametrize(
    ("by", "details", "status"),
    [
        ("STAF", {"exit": "duplicate", "reason": "GANDA", "other_case": named_id("first"),
                  "case_id": named_id("this")}, Status.DUPLICATE),
        ("KABID", {"exit": "moved", "reason": "PINDAH", "region": "62.09.01"}, Status.MOVED),
        ("PEKSOS", {"exit": "not_found", "reason": "TIDAK_DITEMUKAN"}, Status.NOT_FOUND),
    ],
)  # fmt: skip
def test_what_befell_the_client_ends_the_case_with_its_details(
    by: str, details: dict[str, Any], status: Status
) -> None:
    run = small_case("disposisi")

    decided, ended = run.does(ask.LeaveCase, by, **details)

    assert isinstance(decided, happened.ExitDecided)
    assert (decided.other_case, decided.region) == (details.get("other_case"), details.get("region"))
    assert isinstance(ended, happened.CaseEnded)
    assert ended.status is status


def test_a_waiting_list_that_ends_in_admission_makes_the_province_the_owner() -> None:
    run = small_case("jawaban")
    assert run.case.spm_owner == "KABUPATEN"

    queued = only(
        run.does(ask.RecordOutsideAnswer, "STAF", outcome="antre", answered_on=TODAY), happened.ReferralAnswered
    )
    assert (queued.result, queued.institution, queued.queue_position) == ("QUEUED", "sentra_bp", 4)
    assert run.case.spm_owner == "KABUPATEN"
    admitted = run.does(ask.RecordOutsideAnswer, "STAF", outcome="diterima", answered_on=TODAY)

    assert only(admitted, happened.ReferralAnswered).result == "ACCEPTED"
    assert only(admitted, happened.SpmOwnerChanged).owner == "PROVINCE"
    assert run.case.spm_owner == "PROVINCE"


def test_what_a_step_gave_the_client_is_recorded_once_each() -> None:
    run = small_case("kunjungan")

    events = run.does(ask.PerformStep, "PEKSOS", step="kunjungan", form={"visited_on": "2026-11-23", "people": 3})

    assert only(events, happened.ServicesGiven).items == ("GUIDANCE", "FOOD")
    assert run.case.services == ("GUIDANCE", "FOOD")
    assert run.case == replay(run.events)


def test_a_skipped_step_gives_nothing_to_anybody() -> None:
    run = small_case("jawaban")

    run.does(ask.SkipStep, "KADIS", step="jawaban", outcome="diterima")
    events = run.does(ask.SkipStep, "KADIS", step="kunjungan")

    assert kinds(events) == ["STEP_SKIPPED", "STEP_ENTERED"]
    assert (run.case.services, run.case.spm_owner) == ((), "KABUPATEN")
