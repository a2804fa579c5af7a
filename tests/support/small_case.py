"""A case of the small procedure, brought to the step a test is about."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from tests.support.case_run import CaseRun, named_id
from tests.support.small_procedure import SMALL

from laksana_engine import commands as ask

TODAY = date(2026, 11, 23)
DRAFT_A, DRAFT_B, FINAL, SCAN = "a" * 64, "b" * 64, "f" * 64, "c" * 64
IN_ORDER = {"ktp": "ACCEPTED", "kk": "ACCEPTED"}


def small_case(until: str = "") -> CaseRun:
    """A case that has gone straight to that step; without one it is not opened yet."""
    run = CaseRun(SMALL)
    for step, goes_on in WAY:
        if step == until:
            break
        goes_on(run)
    return run


def drafted(run: CaseRun, draft: str = DRAFT_A) -> None:
    run.does(ask.DraftLetter, "STAF", letter="pengantar", draft_sha256=draft)


def initialled(run: CaseRun, *roles: str, draft: str = DRAFT_A) -> None:
    for role in roles:
        run.does(ask.ParafLetter, role, letter_id=letter_id(run), draft_sha256=draft)


def finalised(run: CaseRun, draft: str = DRAFT_A) -> None:
    number = {"number": "460/1/2026", "dated": TODAY}
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter_id(run), draft_sha256=draft, final_sha256=FINAL, **number)


def signed(run: CaseRun) -> None:
    scan = {"scan_id": named_id("scan"), "scan_sha256": SCAN}
    run.does(ask.SignLetter, "STAF", letter_id=letter_id(run), final_sha256=FINAL, **scan)


def letter_id(run: CaseRun, kind: str = "pengantar") -> UUID:
    """The id of the latest letter of that kind."""
    letter = run.case.letter_of(kind)
    assert letter is not None, f"no letter {kind} yet"
    return letter.id


def _opened(run: CaseRun) -> None:
    run.does(ask.OpenCase, "STAF", form={"name": "Siti"})


def _received(run: CaseRun) -> None:
    run.does(ask.ReceiveCase, "STAF", agenda_number="17")


def _checked(run: CaseRun) -> None:
    run.does(ask.CheckPapers, "STAF", results=IN_ORDER)
    run.does(ask.PerformStep, "STAF", step="periksa", outcome="lengkap")


def _disposed(run: CaseRun) -> None:
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID",), instructions=("PROSES_LEBIH_LANJUT",))
    run.does(ask.AnswerDisposisi, "KABID", answer="CARRIED_OUT")


def _signed(run: CaseRun) -> None:
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")
    finalised(run)
    signed(run)


def _sent(run: CaseRun) -> None:
    run.does(ask.DispatchLetter, "TU", institution="sentra_bp", courier="JNE", sent_on=TODAY)


def _answered(run: CaseRun) -> None:
    run.does(ask.RecordOutsideAnswer, "STAF", outcome="diterima", answered_on=TODAY)


def _visited(run: CaseRun) -> None:
    run.does(ask.PerformStep, "PEKSOS", step="kunjungan", form={"visited_on": "2026-11-23", "people": 3})


def _closed(run: CaseRun) -> None:
    run.does(ask.CompleteCase, "KABID", outcome="dibantu")


WAY: tuple[tuple[str, Callable[[CaseRun], None]], ...] = (
    ("", _opened),
    ("terima", _received),
    ("periksa", _checked),
    ("disposisi", _disposed),
    ("surat", _signed),
    ("kirim", _sent),
    ("jawaban", _answered),
    ("kunjungan", _visited),
    ("tutup", _closed),
)
