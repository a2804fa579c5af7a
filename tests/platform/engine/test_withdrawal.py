"""Where a case goes when a signed letter is withdrawn, on a way with two letters and a way round."""

from dataclasses import replace
from typing import Any

from tests.support.case_run import CaseRun, codes, kinds, named_id
from tests.support.small_case import DRAFT_A, FINAL, SCAN, TODAY, WAY, letter_id, small_case
from tests.support.small_procedure import COMPLETED, SMALL, no_context

from laksana_engine import commands as ask
from laksana_engine.state import LetterStage
from laksana_engine.tasks import open_tasks
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.procedure import Outcome, SignedLetter, Wait
from laksana_sdk.roles import KABID, KADIS, STAF
from laksana_sdk.states import Status

SCANNED: dict[str, Any] = {"scan_id": named_id("scan"), "scan_sha256": SCAN}
TUGAS = LetterTemplate(
    kind="tugas", title="Surat tugas", template="t.typ", signer=KADIS, context=no_context, paraf=(KABID,)
)
ANSWERS = (
    Outcome("diterima", "Diterima", then="tugas"),
    Outcome("ulang", "Surat diminta ulang", then="surat"),
    Outcome("lengkapi", "Berkas perlu dilengkapi", then=COMPLETED),
)
STEPS = tuple(replace(node, outcomes=ANSWERS) if isinstance(node, Wait) else node for node in SMALL.steps)
TWO_LETTERS = replace(
    SMALL,
    steps=(*STEPS, SignedLetter("tugas", label="Tugas", implied="order", by=STAF, letter=TUGAS, then="kunjungan")),
)


def after(step: str) -> CaseRun:
    """A case on that way, with this step of the small procedure's done."""
    run = CaseRun(TWO_LETTERS)
    for name, goes_on in WAY:
        goes_on(run)
        if name == step:
            break
    return run


def made(run: CaseRun, kind: str, *chain: str, drafts: int = 1) -> None:
    for _ in range(drafts):
        run.does(ask.DraftLetter, "STAF", letter=kind, draft_sha256=DRAFT_A)
    letter = letter_id(run, kind)
    for role in chain:
        run.does(ask.ParafLetter, role, letter_id=letter, draft_sha256=DRAFT_A)
    final = {"final_sha256": FINAL, "number": "460/9/2026", "dated": TODAY}
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter, draft_sha256=DRAFT_A, **final)
    run.does(ask.SignLetter, "TU", letter_id=letter, final_sha256=FINAL, **SCANNED)


def test_no_step_is_skipped_by_withdrawing_a_letter_of_a_way_that_is_gone_anew() -> None:
    run = after("jawaban")
    made(run, "tugas", "KABID")
    run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))
    assert run.case.step == "surat"

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "tugas"))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED"]
    assert run.case.step == "surat"


def test_a_letter_that_a_newer_one_replaced_is_withdrawn_without_going_back() -> None:
    run = after("kirim")
    first = letter_id(run, "pengantar")
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="ulang", answered_on=TODAY)
    made(run, "pengantar", "KABID", "SEKRETARIS")
    run.does(ask.DispatchLetter, "TU", institution="sentra_bp", courier="JNE", sent_on=TODAY)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=first)

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED"]
    assert (run.case.step, run.case.letters[first].stage) == ("jawaban", LetterStage.WITHDRAWN)


def test_a_draft_under_way_goes_back_to_its_drafter_when_the_case_goes_back() -> None:
    run = after("jawaban")
    run.does(ask.DraftLetter, "STAF", letter="tugas", draft_sha256=DRAFT_A)
    run.does(ask.ParafLetter, "KABID", letter_id=letter_id(run, "tugas"), draft_sha256=DRAFT_A)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED", "LETTER_RETURNED", "STEP_ENTERED"]
    order = run.case.letters[letter_id(run, "tugas")]
    assert (order.stage, order.parafs) == (LetterStage.RETURNED, ())


def test_a_letter_withdrawn_while_the_file_is_outside_is_made_anew_when_it_comes_back() -> None:
    run = after("kirim")
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="lengkapi", answered_on=TODAY)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_REQUESTED"]
    assert [task.step for task in open_tasks(run.procedure, run.case, run.calendar)] == ["surat"]
    run.does(ask.ResubmitCase, "STAF", papers=("kk",))
    assert run.case.step == "surat"


def test_a_withdrawal_is_told_by_a_paper_that_waits_for_its_own_signature_while_the_case_goes_on() -> None:
    run = after("jawaban")
    first = letter_id(run, "pengantar")
    assert run.case.letters[first].number is not None
    run.does(ask.WithdrawLetter, "KADIS", letter_id=first)
    notice = letter_id(run, "surat_pencabutan")
    early = run.tries(ask.SignLetter, "KADIS", letter_id=notice, final_sha256=FINAL, **SCANNED)
    assert codes(early) == ["letter.not_set_yet"]

    run.does(ask.RecordIssued, "KADIS", letter_id=notice, number="460/2/2026", final_sha256=FINAL)

    asked = open_tasks(run.procedure, run.case, run.calendar)
    assert [(task.kind.value, task.role) for task in asked] == [("DRAFT", "STAF"), ("SIGN_WITHDRAWAL", "STAF")]
    other = run.tries(ask.SignLetter, "SEKRETARIS", letter_id=notice, final_sha256=DRAFT_A, **SCANNED)
    assert codes(other) == ["role.not_held", "letter.other_final"]
    run.does(ask.SignLetter, "TU", letter_id=notice, final_sha256=FINAL, **SCANNED)
    assert run.case.letters[notice].stage is LetterStage.SIGNED
    assert run.case.step == "surat"
    again = run.tries(ask.SignLetter, "TU", letter_id=notice, final_sha256=FINAL, **SCANNED)
    assert codes(again) == ["letter.signed_already"]
    assert codes(run.tries(ask.WithdrawLetter, "KADIS", letter_id=notice)) == ["letter.withdrawal_stands"]


def test_the_letter_made_anew_names_the_one_it_replaces_through_every_draft() -> None:
    run = after("kirim")
    first = letter_id(run, "pengantar")
    assert run.case.letters[first].replaces is None
    run.does(ask.WithdrawLetter, "KADIS", letter_id=first)

    made(run, "pengantar", "KABID", "SEKRETARIS", drafts=2)

    second = letter_id(run, "pengantar")
    assert second != first
    assert run.case.letters[second].replaces == first
    assert run.case.letters[first].stage is LetterStage.WITHDRAWN


def test_a_withdrawal_after_the_end_is_signed_after_the_end_too() -> None:
    run = small_case("selesai")
    run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))
    notice = letter_id(run, "surat_pencabutan")
    run.does(ask.RecordIssued, "KADIS", letter_id=notice, number="460/2/2026", final_sha256=FINAL)

    (signed,) = run.does(ask.SignLetter, "KADIS", letter_id=notice, final_sha256=FINAL, **SCANNED)

    assert signed.kind == "LETTER_SIGNED"
    assert run.case.status is Status.COMPLETED
