"""What happens to a case: the way through every kind of step, returns, disposisi, letters and early ends."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.case_run import acting, codes, kinds, named_id
from tests.support.small_case import (
    DRAFT_A,
    DRAFT_B,
    FINAL,
    TODAY,
    drafted,
    finalised,
    initialled,
    letter_id,
    signed,
    small_case,
)

from laksana_engine import commands as ask
from laksana_engine import events as happened
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, CallerError
from laksana_engine.evolve import replay
from laksana_engine.state import LetterStage
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.states import Status


def test_a_case_goes_from_the_counter_to_its_end() -> None:
    run = small_case("selesai")

    assert kinds(run.events) == [
        "CASE_OPENED", "CORE_RECORDED",
        "CASE_RECEIVED", "SPM_OWNER_CHANGED", "LETTER_REQUESTED", "STEP_ENTERED",
        "PAPERS_CHECKED", "STEP_PERFORMED", "STEP_ENTERED",
        "DISPOSISI_GIVEN", "LETTER_REQUESTED", "DISPOSISI_ANSWERED", "STEP_ENTERED",
        "LETTER_DRAFTED", "LETTER_PARAFED", "LETTER_PARAFED", "LETTER_FINALISED", "LETTER_SIGNED", "STEP_ENTERED",
        "LETTER_DISPATCHED", "STEP_ENTERED",
        "OUTSIDE_ANSWERED", "REFERRAL_ANSWERED", "SPM_OWNER_CHANGED", "STEP_ENTERED",
        "STEP_PERFORMED", "SERVICES_GIVEN", "STEP_ENTERED",
        "STEP_PERFORMED", "CORE_RECORDED", "CASE_ENDED",
    ]  # fmt: skip
    entered = [(event.step, event.status.value) for event in run.events if isinstance(event, happened.StepEntered)]
    assert entered == [
        ("periksa", "RECEIVED"), ("disposisi", "VERIFIED"), ("surat", "IN_PROGRESS"), ("kirim", "SIGNED"),
        ("jawaban", "AWAITING_OUTSIDE"), ("kunjungan", "IN_PROGRESS"), ("tutup", "IN_PROGRESS"),
    ]  # fmt: skip
    assert (run.case.status, run.case.outcome) == (Status.COMPLETED, "dibantu")
    assert run.case.core == CoreFacts(kecamatan="16.04.10", outcome="DIBANTU")
    assert run.case == replay(run.events)


def test_a_file_is_sent_back_with_named_papers_and_comes_back_to_the_step_it_left() -> None:
    run = small_case("periksa")
    run.does(ask.CheckPapers, "STAF", results={"ktp": "ACCEPTED", "kk": "MISSING"})

    back, letter = run.does(ask.ReturnCase, "STAF", step="periksa", missing=("kk",))

    assert isinstance(back, happened.CaseReturned)
    assert (back.to, back.round, back.missing) == ("PELAPOR", 1, ("kk",))
    assert back.complete_until == date(2026, 12, 11)
    assert isinstance(letter, happened.LetterRequested)
    assert letter.letter == "kekurangan"
    assert run.case.status is Status.RETURNED

    run.does(ask.ResubmitCase, "STAF", papers=("kk",), attachments={"kk": named_id("scan of kk")})

    assert (run.case.step, run.case.status, run.case.missing) == ("periksa", Status.RECEIVED, ())
    assert dict(run.case.papers) == {"ktp": "ACCEPTED"}
    assert codes(run.tries(ask.PerformStep, "STAF", step="periksa", outcome="lengkap")) == ["paper.unchecked"]


def test_an_outcome_that_returns_asks_for_every_paper_not_accepted() -> None:
    run = small_case("periksa")
    run.does(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED", "foto": "MISSING"})

    events = run.does(ask.PerformStep, "STAF", step="periksa", outcome="kurang")

    assert kinds(events) == ["CASE_RETURNED", "LETTER_REQUESTED"]
    assert run.case.missing == ("ktp",)


def test_the_giver_of_a_disposisi_may_return_a_file_whose_papers_were_accepted() -> None:
    run = small_case("disposisi")
    complete_at = run.case.received_complete_at

    run.does(ask.ReturnCase, "KADIS", step="disposisi", missing=("kk",))
    assert run.case.papers["kk"] == "MISSING"
    run.does(ask.ResubmitCase, "STAF", papers=("kk",))

    assert run.case.step == "disposisi"
    assert run.case.received_complete_at == complete_at
    assert complete_at is not None
    assert run.case.round == 1


def test_a_case_goes_on_when_each_receiver_has_carried_out_the_disposisi() -> None:
    run = small_case("disposisi")
    run.does(ask.GiveDisposisi, "KADIS", to=("PEKSOS", "KABID"), instructions=())

    first = run.does(ask.AnswerDisposisi, "PEKSOS", answer="CARRIED_OUT")
    assert codes(run.tries(ask.AnswerDisposisi, "PEKSOS", answer="CARRIED_OUT")) == ["role.not_held"]
    last = run.does(ask.AnswerDisposisi, "KABID", answer="CARRIED_OUT")

    assert kinds(first) == ["DISPOSISI_ANSWERED"]
    assert kinds(last) == ["DISPOSISI_ANSWERED", "STEP_ENTERED"]


@pytest.mark.parametrize("answer", ["CANNOT_BE_PROCESSED", "NEEDS_STUDY"])
def test_an_answer_that_does_not_carry_out_gives_the_step_back_to_the_giver(answer: str) -> None:
    run = small_case("disposisi")
    run.does(ask.GiveDisposisi, "KADIS", to=("PEKSOS", "KABID"), instructions=())

    run.does(ask.AnswerDisposisi, "KABID", answer=answer)

    assert run.case.step == "disposisi"
    assert codes(run.tries(ask.AnswerDisposisi, "PEKSOS", answer="CARRIED_OUT")) == ["disposisi.none_open"]
    assert isinstance(run.tries(ask.ReturnCase, "KADIS", step="disposisi", missing=("kk",)), Accepted)
    run.does(ask.GiveDisposisi, "KADIS", to=("PEKSOS",), instructions=())
    run.does(ask.AnswerDisposisi, "PEKSOS", answer="CARRIED_OUT")
    assert run.case.step == "surat"


def test_a_new_draft_voids_every_paraf() -> None:
    run = small_case("surat")
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")
    assert run.case.status is Status.AWAITING_SIGNATURE

    drafted(run, DRAFT_B)

    letter = run.case.letters[letter_id(run)]
    assert (letter.draft, letter.parafs, run.case.status) == (2, (), Status.AWAITING_PARAF)
    number = {"number": "1", "dated": TODAY, "final_sha256": FINAL}
    refused = run.tries(ask.FinaliseLetter, "KADIS", letter_id=letter.id, draft_sha256=DRAFT_B, **number)
    assert codes(refused) == ["letter.paraf_missing"]


def test_a_letter_sent_back_starts_its_paraf_anew_and_stays_the_same_letter() -> None:
    run = small_case("surat")
    drafted(run)
    initialled(run, "KABID")
    before = letter_id(run)

    (returned,) = run.does(ask.ReturnLetter, "SEKRETARIS", letter_id=before)

    assert isinstance(returned, happened.LetterReturned)
    assert returned.role == "SEKRETARIS"
    assert (run.case.status, run.case.letters[before].stage) == (Status.IN_PROGRESS, LetterStage.RETURNED)
    drafted(run, DRAFT_B)
    initialled(run, "KABID", "SEKRETARIS", draft=DRAFT_B)
    finalised(run, DRAFT_B)
    signed(run)
    assert letter_id(run) == before
    assert run.case.step == "kirim"


def test_an_acting_head_signs_a_routine_letter_and_the_capacity_is_recorded() -> None:
    run = small_case("surat")
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")

    (final,) = run.does(
        ask.FinaliseLetter,
        acting("KADIS", capacity="PLH"),
        letter_id=letter_id(run),
        draft_sha256=DRAFT_A,
        final_sha256=FINAL,
        number="460/1/2026",
        dated=TODAY,
    )

    assert isinstance(final, happened.LetterFinalised)
    assert (final.role, final.capacity) == ("KADIS", "PLH")


def test_a_rejected_case_ends_once_its_letter_is_signed() -> None:
    run = small_case("disposisi")

    run.does(ask.LeaveCase, "KADIS", exit="reject", reason="TIDAK_SESUAI")
    assert (run.case.step, run.case.status) == ("penolakan", Status.IN_PROGRESS)
    run.does(ask.DraftLetter, "STAF", letter="penolakan", draft_sha256=DRAFT_A)
    assert run.case.status is Status.AWAITING_SIGNATURE
    letter = letter_id(run, "penolakan")
    number = {"number": "460/2/2026", "dated": TODAY}
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter, draft_sha256=DRAFT_A, final_sha256=FINAL, **number)
    run.does(ask.SignLetter, "TU", letter_id=letter, final_sha256=FINAL, scan_id=named_id("scan"), scan_sha256=DRAFT_B)

    assert (run.case.status, run.case.outcome) == (Status.REJECTED, "TIDAK_SESUAI")


def test_a_returned_case_can_be_cancelled() -> None:
    run = small_case("periksa")
    run.does(ask.ReturnCase, "STAF", step="periksa", missing=("kk",))

    events = run.does(ask.LeaveCase, "STAF", exit="cancel", reason="DIBATALKAN")

    assert kinds(events) == ["EXIT_DECIDED", "CASE_ENDED"]
    assert run.case.status is Status.CANCELLED


def test_a_paper_rendered_late_is_recorded_although_the_case_has_ended() -> None:
    run = small_case("selesai")
    waiting = letter_id(run, "tanda_terima")

    run.does(ask.RecordIssued, acting(), letter_id=waiting, number="3", final_sha256=FINAL)

    assert run.case.letters[waiting].stage is LetterStage.ISSUED
    assert run.case.status is Status.COMPLETED


def test_a_waiting_list_keeps_the_case_outside_and_starts_the_wait_anew() -> None:
    run = small_case("jawaban")
    before = run.case.step_since

    run.does(ask.RecordOutsideAnswer, "STAF", outcome="antre", answered_on=TODAY)

    assert (run.case.step, run.case.status) == ("jawaban", Status.AWAITING_OUTSIDE)
    assert run.case.step_since is not None
    assert before is not None
    assert run.case.step_since > before


def test_a_step_assigned_to_a_person_is_done_by_that_person() -> None:
    run = small_case("periksa")
    budi = acting("STAF", person="Budi")

    run.does(ask.AssignCase, "KABID", officer_id=budi.officer_id, assignee_roles=frozenset({"STAF"}))

    assert codes(run.tries(ask.CheckPapers, "STAF", results={"kk": "ACCEPTED"})) == ["assign.to_somebody_else"]
    run.does(ask.CheckPapers, budi, results={"kk": "ACCEPTED"})


def test_a_warning_comes_back_with_success() -> None:
    run = small_case("kunjungan")

    decision = run.tries(ask.PerformStep, "PEKSOS", step="kunjungan", form={"visited_on": "2026-11-23", "people": 0})

    assert isinstance(decision, Accepted)
    assert [finding.code for finding in decision.warnings] == ["form.too_small"]
    assert kinds(decision.events) == ["STEP_PERFORMED", "SERVICES_GIVEN", "STEP_ENTERED"]


def test_a_program_that_brings_too_few_ids_is_told_so() -> None:
    run = small_case("disposisi")
    command = run.command(ask.GiveDisposisi, "KADIS", to=("KABID",), instructions=())

    with pytest.raises(CallerError, match="GIVE_DISPOSISI brought 1 new ids and needs 2 or more"):
        decide(run.procedure, run.case, replace(command, new_ids=command.new_ids[:1]))
