"""Where a case goes when a signed letter is withdrawn, on a way with two letters and a way round."""

from dataclasses import replace

from tests.support.case_run import CaseRun, kinds, named_id
from tests.support.small_case import DRAFT_A, FINAL, SCAN, TODAY, WAY, letter_id
from tests.support.small_procedure import COMPLETED, SMALL, no_context

from laksana_engine import commands as ask
from laksana_engine.state import LetterStage
from laksana_engine.tasks import open_tasks
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.procedure import Outcome, SignedLetter, Wait
from laksana_sdk.roles import KABID, KADIS, STAF

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


def made(run: CaseRun, kind: str, *chain: str) -> None:
    run.does(ask.DraftLetter, "STAF", letter=kind, draft_sha256=DRAFT_A)
    letter = letter_id(run, kind)
    for role in chain:
        run.does(ask.ParafLetter, role, letter_id=letter, draft_sha256=DRAFT_A)
    final = {"final_sha256": FINAL, "number": "460/9/2026", "dated": TODAY}
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter, draft_sha256=DRAFT_A, **final)
    scan = {"scan_id": named_id("scan"), "scan_sha256": SCAN}
    run.does(ask.SignLetter, "TU", letter_id=letter, final_sha256=FINAL, **scan)


def test_no_step_is_skipped_by_withdrawing_a_letter_of_a_way_that_is_gone_anew() -> None:
    run = after("jawaban")
    made(run, "tugas", "KABID")
    run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))
    assert run.case.step == "surat"

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "tugas"))

    assert kinds(events) == ["LETTER_WITHDRAWN"]
    assert run.case.step == "surat"


def test_a_letter_that_a_newer_one_replaced_is_withdrawn_without_going_back() -> None:
    run = after("kirim")
    first = letter_id(run, "pengantar")
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="ulang", answered_on=TODAY)
    made(run, "pengantar", "KABID", "SEKRETARIS")
    run.does(ask.DispatchLetter, "TU", institution="sentra_bp", courier="JNE", sent_on=TODAY)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=first)

    assert kinds(events) == ["LETTER_WITHDRAWN"]
    assert (run.case.step, run.case.letters[first].stage) == ("jawaban", LetterStage.WITHDRAWN)


def test_a_draft_under_way_goes_back_to_its_drafter_when_the_case_goes_back() -> None:
    run = after("jawaban")
    run.does(ask.DraftLetter, "STAF", letter="tugas", draft_sha256=DRAFT_A)
    run.does(ask.ParafLetter, "KABID", letter_id=letter_id(run, "tugas"), draft_sha256=DRAFT_A)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))

    assert kinds(events) == ["LETTER_WITHDRAWN", "LETTER_RETURNED", "STEP_ENTERED"]
    order = run.case.letters[letter_id(run, "tugas")]
    assert (order.stage, order.parafs) == (LetterStage.RETURNED, ())


def test_a_letter_withdrawn_while_the_file_is_outside_is_made_anew_when_it_comes_back() -> None:
    run = after("kirim")
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="lengkapi", answered_on=TODAY)

    events = run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run, "pengantar"))

    assert kinds(events) == ["LETTER_WITHDRAWN"]
    assert [task.step for task in open_tasks(run.procedure, run.case, run.calendar)] == ["surat"]
    run.does(ask.ResubmitCase, "STAF", papers=("kk",))
    assert run.case.step == "surat"
