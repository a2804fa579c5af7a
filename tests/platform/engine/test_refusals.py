"""Every reason for which the engine refuses a command, and that nothing happens then."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
import yaml
from tests.support.case_run import MONDAY, CaseRun, acting, codes, named_id
from tests.support.small_case import (
    DRAFT_A,
    DRAFT_B,
    FINAL,
    SCAN,
    TODAY,
    drafted,
    finalised,
    initialled,
    letter_id,
    signed,
    small_case,
)

from laksana_engine import commands as ask
from laksana_engine.commands import Acting, Command
from laksana_engine.decision import Refusal
from laksana_sdk import findings

TOMORROW = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 22)
NOBODYS = named_id("nobody's letter")
PARAF = {"draft_sha256": DRAFT_A}
FINALISE = {"draft_sha256": DRAFT_A, "final_sha256": FINAL, "number": "460/1/2026", "dated": TODAY}
SIGN = {"final_sha256": FINAL, "scan_id": named_id("scan"), "scan_sha256": SCAN}
DISPATCH = {"institution": "sentra_bp", "courier": "JNE", "sent_on": TODAY}
DISPOSE = {"to": ("KABID",), "instructions": ("PROSES_LEBIH_LANJUT",)}
LEAVE = {"exit": "cancel", "reason": "DIBATALKAN"}
TOLD = {
    "authorised_by": named_id("Ibu Kabid"),
    "authoriser_roles": frozenset({"KABID"}),
    "channel": "WHATSAPP",
    "told_at": MONDAY,
}
DUPLICATE = {"exit": "duplicate", "reason": "GANDA", "case_id": named_id("this case")}
MOVED = {"exit": "moved", "reason": "PINDAH"}
DIED = {"exit": "deceased", "reason": "MENINGGAL", "form": {"died_on": "2026-11-23", "informant": "Kades"}}
ISSUE = {"number": None, "final_sha256": FINAL}


def nothing_more(_run: CaseRun) -> None:
    """The case stays where it is."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """At `at` (after `then`), `by` gives `asks` with these details (`of` adds a letter's id) and meets `because`."""

    at: str
    by: str | Acting
    asks: type[Command]
    because: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    then: Callable[[CaseRun], Any] = nothing_more
    of: str | None = None


def assigned(run: CaseRun) -> None:
    roles = frozenset({"STAF"})
    run.does(ask.AssignCase, "KABID", officer_id=named_id("Budi"), assignee_roles=roles)


def returned(run: CaseRun) -> None:
    run.does(ask.ReturnCase, "STAF", step="periksa", missing=("kk",))


def disposed(run: CaseRun) -> None:
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID", "PEKSOS"), instructions=("PROSES_LEBIH_LANJUT",))


def half_initialled(run: CaseRun) -> None:
    drafted(run)
    initialled(run, "KABID")


def fully_initialled(run: CaseRun) -> None:
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")


def made_final(run: CaseRun) -> None:
    fully_initialled(run)
    finalised(run)


def sent_back(run: CaseRun) -> None:
    drafted(run)
    run.does(ask.ReturnLetter, "KABID", letter_id=letter_id(run))


def in_danger(run: CaseRun) -> None:
    run.does(ask.DeclareEmergency, "STAF", **TOLD)


def confirmed(run: CaseRun) -> None:
    in_danger(run)
    run.does(ask.ConfirmEmergency, "KADIS")


def at_the_end_without_papers(run: CaseRun) -> None:
    in_danger(run)
    run.does(ask.PerformStep, "STAF", step="periksa", outcome="lengkap")
    run.does(ask.SkipStep, "KADIS", step="disposisi")
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")
    finalised(run)
    signed(run)
    run.does(ask.SkipStep, "KADIS", step="kirim")
    run.does(ask.SkipStep, "KADIS", step="jawaban", outcome="ditolak")


def withdrawn(run: CaseRun) -> None:
    run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run))


def refusal_final(run: CaseRun) -> None:
    refusal_drafted(run)
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter_id(run, "penolakan"), **FINALISE)


def refusal_signed(run: CaseRun) -> None:
    refusal_final(run)
    run.does(ask.SignLetter, "TU", letter_id=letter_id(run, "penolakan"), **SIGN)


def reopened(run: CaseRun) -> None:
    run.does(ask.ReopenCase, "KABID")


def rejecting(run: CaseRun) -> None:
    run.does(ask.LeaveCase, "KADIS", exit="reject", reason="TIDAK_SESUAI")


def refusal_drafted(run: CaseRun) -> None:
    rejecting(run)
    run.does(ask.DraftLetter, "STAF", letter="penolakan", draft_sha256=DRAFT_A)


def checked_badly(run: CaseRun) -> None:
    run.does(ask.CheckPapers, "STAF", results={"ktp": "MISSING", "kk": "UNREADABLE"})


# fmt: off
TABLE = (
    Refused(at="", by="STAF", asks=ask.ReceiveCase, details={"agenda_number": "1"}, because=("case.not_opened",)),
    Refused(at="", by="KADIS", asks=ask.OpenCase, details={"form": {}}, because=("role.not_held", "form.missing")),
    Refused(at="terima", by="STAF", asks=ask.OpenCase, details={"form": {"name": "A"}}, because=("case.already_open",)),
    Refused(at="selesai", by="STAF", asks=ask.OpenCase, details={"form": {"name": "A"}}, because=("case.ended",)),
    Refused(at="terima", by="TU", asks=ask.ReceiveCase, details={"agenda_number": " "},
            because=("role.not_held", "case.agenda_number_missing")),
    Refused(at="terima", by="STAF", asks=ask.ReceiveCase, details={"agenda_number": "9" * 61},
            because=("case.agenda_number_too_long",)),
    Refused(at="terima", by="STAF", asks=ask.CheckPapers, details={"results": {}}, because=("case.not_received",)),
    Refused(at="periksa", by="STAF", asks=ask.ReceiveCase, details={"agenda_number": "1"},
            because=("case.already_received", "step.awaits_work")),
    Refused(at="periksa", by="STAF", asks=ask.CompleteCase, details={"outcome": "dibantu"},
            because=("step.awaits_work",)),
    Refused(at="periksa", by="STAF", asks=ask.PerformStep, details={"step": "surat"}, because=("step.not_current",)),
    Refused(at="periksa", by="STAF", asks=ask.PerformStep, details={"step": "lompat"}, because=("step.unknown",)),
    Refused(at="periksa", by="KADIS", asks=ask.PerformStep, then=assigned,
            details={"step": "periksa", "form": {"a": 1}},
            because=("role.not_held", "assign.to_somebody_else", "step.outcome_missing", "paper.unchecked",
                     "paper.unchecked", "step.takes_no_form")),
    Refused(at="periksa", by="STAF", asks=ask.PerformStep, then=checked_badly,
            details={"step": "periksa", "outcome": "lompat"},
            because=("step.outcome_unknown", "paper.missing", "paper.unreadable")),
    Refused(at="periksa", by="STAF", asks=ask.CheckPapers, details={"results": {}}, because=("paper.nothing_checked",)),
    Refused(at="periksa", by="STAF", asks=ask.CheckPapers, details={"results": {"sim": "ACCEPTED", "kk": "BAGUS"}},
            because=("paper.unknown", "paper.result_unknown")),
    Refused(at="periksa", by="TU", asks=ask.ReturnCase, details={"step": "periksa", "missing": ("sim",)},
            because=("role.not_held", "paper.unknown")),
    Refused(at="periksa", by="STAF", asks=ask.CheckPapers, then=returned, details={"results": {"kk": "ACCEPTED"}},
            because=("case.returned",)),
    Refused(at="periksa", by="TU", asks=ask.ResubmitCase, then=returned, details={"papers": ()},
            because=("role.not_held", "paper.nothing_brought")),
    Refused(at="periksa", by="STAF", asks=ask.ResubmitCase, details={"papers": ("kk",)},
            because=("case.not_returned",)),
    Refused(at="periksa", by="STAF", asks=ask.AssignCase,
            details={"officer_id": named_id("Budi"), "assignee_roles": frozenset({"TU"})},
            because=("role.not_held", "assign.role_not_held")),
    Refused(at="disposisi", by="KADIS", asks=ask.PerformStep, details={"step": "disposisi"},
            because=("step.awaits_disposisi",)),
    Refused(at="disposisi", by="KADIS", asks=ask.ReturnCase, details={"step": "disposisi", "missing": ()},
            because=("case.nothing_missing",)),
    Refused(at="disposisi", by="KADIS", asks=ask.ReturnCase, then=disposed,
            details={"step": "disposisi", "missing": ("kk",)}, because=("disposisi.still_open",)),
    Refused(at="disposisi", by="KADIS", asks=ask.GiveDisposisi, then=disposed, details=DISPOSE,
            because=("disposisi.still_open",)),
    Refused(at="disposisi", by="STAF", asks=ask.GiveDisposisi, details={"to": (), "instructions": ("proses ya",)},
            because=("role.not_held", "disposisi.no_receiver", "disposisi.instruction_not_a_code")),
    Refused(at="disposisi", by="KADIS", asks=ask.GiveDisposisi,
            details={"to": ("TU",), "instructions": (), "submission": None, "due": date(2026, 11, 20)},
            because=("disposisi.receiver_unknown", "disposisi.no_instruction", "disposisi.due_past")),
    Refused(at="disposisi", by="KABID", asks=ask.AnswerDisposisi, details={"answer": "CARRIED_OUT"},
            because=("disposisi.none_open",)),
    Refused(at="disposisi", by="STAF", asks=ask.AnswerDisposisi, then=disposed, details={"answer": "YA"},
            because=("role.not_held", "disposisi.answer_unknown")),
    Refused(at="surat", by="STAF", asks=ask.CheckPapers, details={"results": {}}, because=("step.awaits_letter",)),
    Refused(at="surat", by="TU", asks=ask.DraftLetter, details={"letter": "penolakan", "draft_sha256": DRAFT_A},
            because=("role.not_held", "letter.not_this_step")),
    Refused(at="surat", by="KABID", asks=ask.ParafLetter, details={**PARAF, "letter_id": NOBODYS},
            because=("letter.not_begun",)),
    Refused(at="surat", by="KABID", asks=ask.ParafLetter, then=drafted, details={**PARAF, "letter_id": NOBODYS},
            because=("letter.not_current",)),
    Refused(at="surat", by="SEKRETARIS", asks=ask.ParafLetter, then=drafted, of="pengantar",
            details={"draft_sha256": DRAFT_B}, because=("role.not_held", "letter.draft_changed")),
    Refused(at="surat", by="SEKRETARIS", asks=ask.ParafLetter, then=fully_initialled, of="pengantar", details=PARAF,
            because=("letter.paraf_complete",)),
    Refused(at="surat", by="KABID", asks=ask.ParafLetter, then=half_initialled, of="pengantar", details=PARAF,
            because=("letter.paraf_given",)),
    Refused(at="surat", by="KABID", asks=ask.ParafLetter, then=sent_back, of="pengantar", details=PARAF,
            because=("letter.returned",)),
    Refused(at="surat", by="STAF", asks=ask.ReturnLetter, then=drafted, of="pengantar", details={"submission": None},
            because=("role.not_held", "letter.reason_missing")),
    Refused(at="surat", by="KADIS", asks=ask.ReturnLetter, then=made_final, of="pengantar", because=("letter.final",)),
    Refused(at="surat", by="STAF", asks=ask.DraftLetter, then=made_final,
            details={"letter": "pengantar", "draft_sha256": DRAFT_B}, because=("letter.final",)),
    Refused(at="surat", by="SEKRETARIS", asks=ask.FinaliseLetter, then=half_initialled, of="pengantar",
            details={**FINALISE, "number": None, "draft_sha256": DRAFT_B},
            because=("role.not_held", "letter.paraf_missing", "letter.draft_changed", "letter.number_missing")),
    Refused(at="surat", by=acting("KADIS", capacity="PLT"), asks=ask.FinaliseLetter, then=refusal_drafted,
            of="penolakan", details=FINALISE, because=("letter.strategic",)),
    Refused(at="surat", by="KABID", asks=ask.SignLetter, then=fully_initialled, of="pengantar", details=SIGN,
            because=("role.not_held", "letter.not_final")),
    Refused(at="surat", by="TU", asks=ask.SignLetter, then=made_final, of="pengantar",
            details={**SIGN, "final_sha256": DRAFT_A}, because=("letter.other_final",)),
    Refused(at="surat", by="TU", asks=ask.RecordIssued, then=drafted, of="pengantar", details=ISSUE,
            because=("letter.not_requested",)),
    Refused(at="selesai", by="TU", asks=ask.RecordIssued, details={**ISSUE, "letter_id": NOBODYS},
            because=("letter.unknown",)),
    Refused(at="kirim", by="TU", asks=ask.CompleteCase, details={"outcome": "dibantu"},
            because=("step.awaits_dispatch",)),
    Refused(at="kirim", by="STAF", asks=ask.DispatchLetter,
            details={"institution": "", "courier": " ", "sent_on": TOMORROW},
            because=("role.not_held", "dispatch.institution_missing", "dispatch.courier_missing", "outside.in_future")),
    Refused(at="kirim", by="TU", asks=ask.DispatchLetter, details={**DISPATCH, "institution": "Sentra BP"},
            because=("dispatch.institution_malformed",)),
    Refused(at="kirim", by="TU", asks=ask.DispatchLetter, details={**DISPATCH, "sent_on": YESTERDAY},
            because=("dispatch.before_letter",)),
    Refused(at="jawaban", by="TU", asks=ask.DispatchLetter, details=DISPATCH, because=("step.awaits_outside",)),
    Refused(at="jawaban", by="TU", asks=ask.RecordOutsideAnswer, details={"outcome": "ya", "answered_on": TOMORROW},
            because=("role.not_held", "outside.in_future", "step.outcome_unknown")),
    Refused(at="jawaban", by="STAF", asks=ask.RecordOutsideAnswer,
            details={"outcome": "diterima", "answered_on": YESTERDAY}, because=("outside.before_dispatch",)),
    Refused(at="kunjungan", by="PEKSOS", asks=ask.CheckPapers, details={"results": {"kk": "ACCEPTED"}},
            because=("paper.none_here",)),
    Refused(at="kunjungan", by="PEKSOS", asks=ask.ReturnCase, details={"step": "kunjungan", "missing": ("kk",)},
            because=("case.no_return",)),
    Refused(at="kunjungan", by="PEKSOS", asks=ask.PerformStep,
            details={"step": "kunjungan", "outcome": "selesai", "form": {"visited_on": "2026-11-24", "people": 0}},
            because=("step.outcome_surplus", "outside.in_future")),
    Refused(at="tutup", by="KABID", asks=ask.PerformStep, details={"step": "tutup"},
            because=("step.awaits_completion",)),
    Refused(at="tutup", by="STAF", asks=ask.CompleteCase, details={"outcome": "x"},
            because=("role.not_held", "step.outcome_unknown")),
    Refused(at="selesai", by="STAF", asks=ask.LeaveCase, details=LEAVE, because=("case.ended",)),
    Refused(at="terima", by="STAF", asks=ask.LeaveCase, details={**LEAVE, "exit": "pergi"}, because=("exit.unknown",)),
    Refused(at="terima", by="STAF", asks=ask.LeaveCase, details={"exit": "reject", "reason": "MALAS"},
            because=("role.not_held", "exit.too_early", "exit.reason_unknown")),
    Refused(at="periksa", by="KABID", asks=ask.LeaveCase, details={"exit": "forward", "reason": "BUKAN_WENANG"},
            because=("dispatch.institution_missing",)),
    Refused(at="periksa", by="STAF", asks=ask.LeaveCase, then=rejecting, details=LEAVE,
            because=("exit.already_decided",)),
    Refused(at="periksa", by="STAF", asks=ask.LeaveCase, details={**LEAVE, "form": {"a": 1}},
            because=("exit.takes_no_form",)),
    Refused(at="periksa", by="STAF", asks=ask.LeaveCase, details={**LEAVE, "region": "62.09", "other_case": NOBODYS},
            because=("exit.detail_surplus", "exit.detail_surplus")),
    Refused(at="periksa", by="STAF", asks=ask.LeaveCase, details=DUPLICATE, because=("exit.other_case_missing",)),
    Refused(at="periksa", by="STAF", asks=ask.LeaveCase, details={**DUPLICATE, "other_case": named_id("this case")},
            because=("exit.other_case_itself",)),
    Refused(at="periksa", by="KABID", asks=ask.LeaveCase, details=MOVED, because=("exit.region_missing",)),
    Refused(at="periksa", by="KABID", asks=ask.LeaveCase, details={**MOVED, "region": "62"},
            because=("exit.region_malformed",)),
    Refused(at="periksa", by="PEKSOS", asks=ask.LeaveCase, details={**DIED, "form": {"died_on": "2026-11-23"}},
            because=("form.missing",)),
    Refused(at="periksa", by="PEKSOS", asks=ask.LeaveCase,
            details={**DIED, "form": {"died_on": "2026-11-24", "informant": "Kades"}}, because=("outside.in_future",)),
    Refused(at="tutup", by="STAF", asks=ask.LeaveCase, details=LEAVE, because=("exit.too_late",)),
    Refused(at="", by="STAF", asks=ask.RetractExit, because=("case.not_opened",)),
    Refused(at="periksa", by="STAF", asks=ask.RetractExit, because=("exit.none_decided",)),
    Refused(at="disposisi", by="KABID", asks=ask.RetractExit, then=refusal_final, details={"submission": None},
            because=("role.not_held", "exit.letter_final", "exit.retraction_unsaid")),
    Refused(at="selesai", by="STAF", asks=ask.DeclareEmergency, details=TOLD, because=("case.ended",)),
    Refused(at="periksa", by=acting(), asks=ask.DeclareEmergency, then=in_danger,
            details={**TOLD, "authoriser_roles": frozenset({"STAF"}), "channel": "SURAT", "submission": None,
                     "told_at": MONDAY + timedelta(days=1)},
            because=("role.not_held", "emergency.already_declared", "emergency.authoriser_unfit",
                     "emergency.channel_unknown", "emergency.told_in_future", "emergency.reason_missing")),
    Refused(at="", by="KADIS", asks=ask.ConfirmEmergency, because=("case.not_opened",)),
    Refused(at="periksa", by="KADIS", asks=ask.ConfirmEmergency, because=("emergency.none_declared",)),
    Refused(at="periksa", by="KABID", asks=ask.ConfirmEmergency, then=confirmed,
            because=("role.not_held", "emergency.already_confirmed")),
    Refused(at="periksa", by="STAF", asks=ask.ReturnCase, then=in_danger,
            details={"step": "periksa", "missing": ("kk",)}, because=("emergency.no_return",)),
    Refused(at="periksa", by="KABID", asks=ask.CompleteCase, then=at_the_end_without_papers,
            details={"outcome": "dibantu"},
            because=("emergency.paper_owed", "emergency.paper_owed", "emergency.unconfirmed")),
    Refused(at="periksa", by="KABID", asks=ask.CheckPapers, then=at_the_end_without_papers,
            details={"results": {"ktp": "ACCEPTED", "foto": "ACCEPTED"}}, because=("role.not_held", "paper.unknown")),
    Refused(at="", by="KADIS", asks=ask.SkipStep, details={"step": "terima"}, because=("case.not_opened",)),
    Refused(at="disposisi", by="KADIS", asks=ask.SkipStep, details={"step": "surat"}, because=("step.not_current",)),
    Refused(at="surat", by="KADIS", asks=ask.SkipStep, details={"step": "surat"}, because=("skip.not_here",)),
    Refused(at="tutup", by="KADIS", asks=ask.SkipStep, details={"step": "tutup", "outcome": "dibantu"},
            because=("skip.not_here",)),
    Refused(at="disposisi", by="KABID", asks=ask.SkipStep,
            details={"step": "disposisi", "outcome": "surat", "submission": None},
            because=("role.not_held", "step.outcome_surplus", "skip.reason_missing")),
    Refused(at="periksa", by="KADIS", asks=ask.SkipStep, details={"step": "periksa"},
            because=("step.outcome_missing",)),
    Refused(at="periksa", by="KADIS", asks=ask.SkipStep, details={"step": "periksa", "outcome": "kurang"},
            because=("skip.outcome_unfit",)),
    Refused(at="jawaban", by="KADIS", asks=ask.SkipStep, details={"step": "jawaban", "outcome": "antre"},
            because=("skip.outcome_unfit",)),
    Refused(at="", by="KADIS", asks=ask.WithdrawLetter, details={"letter_id": NOBODYS}, because=("case.not_opened",)),
    Refused(at="surat", by="KADIS", asks=ask.WithdrawLetter, details={"letter_id": NOBODYS},
            because=("letter.unknown",)),
    Refused(at="surat", by="STAF", asks=ask.WithdrawLetter, then=made_final, of="pengantar",
            details={"submission": None},
            because=("role.not_held", "letter.not_withdrawable", "letter.withdrawal_unreasoned")),
    Refused(at="jawaban", by="KADIS", asks=ask.WithdrawLetter, then=withdrawn, of="pengantar",
            because=("letter.not_withdrawable",)),
    Refused(at="disposisi", by=acting("KADIS", capacity="PLH"), asks=ask.WithdrawLetter, then=refusal_signed,
            of="penolakan", because=("letter.withdrawal_strategic",)),
    Refused(at="", by="KADIS", asks=ask.ReopenCase, because=("case.not_opened",)),
    Refused(at="tutup", by="KADIS", asks=ask.ReopenCase, because=("reopen.not_ended",)),
    Refused(at="selesai", by="STAF", asks=ask.ReopenCase, then=reopened, details={"submission": None},
            because=("role.not_held", "reopen.already", "reopen.reason_missing")),
)
# fmt: on

# Codes that no row above can reach: they guard against procedures and callers other than the small one.
ELSEWHERE = {
    "step.awaits_receipt", "dispatch.letter_not_signed", "letter.number_surplus", "emergency.not_foreseen",
    "letter.not_set_yet", "letter.signed_already", "letter.withdrawal_stands",
    "escalation.by_hand", "escalation.nothing_overdue",
}  # fmt: skip
# What does not block: it comes back with what has happened.
WARNINGS = {"paper.follows"}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.at or 'new'}-{row.asks.kind}-{row.because[-1]}")
def test_a_refusal_names_every_reason_and_changes_nothing(row: Refused) -> None:
    run = small_case(row.at)
    row.then(run)
    before = run.case
    details = dict(row.details) if row.of is None else {**row.details, "letter_id": letter_id(run, row.of)}

    decision = run.tries(row.asks, row.by, **details)

    assert codes(decision) == list(row.because)
    assert run.case == before


def test_every_sentence_of_the_engine_has_a_refusal_that_says_it() -> None:
    written = yaml.safe_load((files("laksana_sdk") / "catalogue" / "engine.yaml").read_text("utf-8"))

    said = {code for row in TABLE for code in row.because} | ELSEWHERE | WARNINGS

    assert set(written) - said == set()


def test_a_refusal_names_the_role_that_is_asked_and_the_roles_held() -> None:
    decision = small_case("disposisi").tries(ask.GiveDisposisi, acting("STAF", "TU"), to=("KABID",), instructions=())

    assert isinstance(decision, Refusal)
    assert findings.text(decision.findings[0]) == (
        "Ini tugas Kepala Dinas; peran Anda sekarang: Petugas Pelayanan / Staf, Tata Usaha. "
        "Minta pemegang peran itu melakukannya."
    )
