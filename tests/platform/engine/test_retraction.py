"""An early end taken back before it is carried out, and one that comes too late."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.support.case_run import CaseRun, codes, kinds
from tests.support.small_case import letter_id, small_case

from laksana_engine import commands as ask
from laksana_engine import worktime
from laksana_engine.decision import Refusal
from laksana_engine.evolve import replay
from laksana_engine.tasks import open_tasks
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_sdk import findings
from laksana_sdk.states import Status

DEATH = {"exit": "deceased", "reason": "MENINGGAL", "form": {"died_on": "2026-11-23", "informant": "Kepala desa"}}
PAPERS_ASKED = {"step": "periksa", "missing": ("kk",)}
MOMENTS = st.datetimes(
    min_value=small_case().now.replace(tzinfo=None), max_value=small_case().now.replace(tzinfo=None, year=2027)
).map(lambda at: at.replace(tzinfo=small_case().now.tzinfo))


SPANS = st.timedeltas(timedelta(0), timedelta(days=15))


def reported_dead(step: str) -> CaseRun:
    run = small_case(step)
    run.does(ask.LeaveCase, "STAF", **DEATH)
    return run


def test_a_false_report_of_a_death_gives_the_case_back_as_it_stood() -> None:
    run = small_case("disposisi")
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID", "PEKSOS"), instructions=("PROSES_LEBIH_LANJUT",))
    run.does(ask.AnswerDisposisi, "KABID", answer="CARRIED_OUT")
    before = run.case
    run.does(ask.LeaveCase, "STAF", **DEATH)
    assert run.case.open_disposisi is None

    (retracted,) = run.does(ask.RetractExit, "KABID")

    assert retracted.kind == "EXIT_RETRACTED"
    assert (run.case.step, run.case.status, run.case.trail) == (before.step, before.status, before.trail)
    assert (run.case.exit, run.case.exit_reason, run.case.left) == (None, None, None)
    assert run.case.disposisi == before.disposisi
    assert [(task.kind.value, task.role) for task in open_tasks(run.procedure, run.case, run.calendar)] == [
        ("ANSWER_DISPOSISI", "PEKSOS")
    ]
    assert run.case == replay(run.events)
    run.does(ask.LeaveCase, "STAF", **DEATH)
    assert run.case.exit == "deceased"


def test_the_time_for_the_step_stood_still_while_a_death_was_believed() -> None:
    run = small_case("disposisi")
    since = run.case.step_since
    assert since is not None
    run.now += timedelta(days=1)
    (before,) = open_tasks(run.procedure, run.case, run.calendar)
    run.does(ask.LeaveCase, "STAF", **DEATH)
    run.now += timedelta(days=7)

    run.does(ask.RetractExit, "STAF")

    (task,) = open_tasks(run.procedure, run.case, run.calendar)
    assert before.due is not None
    assert task.due == before.due + timedelta(days=7)


def test_a_file_that_was_out_for_completion_keeps_its_days() -> None:
    run = small_case("periksa")
    run.does(ask.ReturnCase, "STAF", **PAPERS_ASKED)
    assert run.case.complete_until == date(2026, 12, 11)
    run.now += timedelta(days=2)
    run.does(ask.LeaveCase, "STAF", **DEATH)
    run.now += timedelta(days=7)

    run.does(ask.RetractExit, "KABID")

    assert (run.case.status, run.case.back_to, run.case.missing) == (Status.RETURNED, "periksa", ("kk",))
    assert run.case.complete_until == date(2026, 12, 18)
    run.does(ask.ResubmitCase, "STAF", papers=("kk",))
    assert run.case.step == "periksa"


def test_a_letter_withdrawn_meanwhile_is_made_anew() -> None:
    run = small_case("kirim")
    run.does(ask.LeaveCase, "STAF", **DEATH)
    run.does(ask.WithdrawLetter, "KADIS", letter_id=letter_id(run))

    events = run.does(ask.RetractExit, "KABID")

    assert kinds(events) == ["EXIT_RETRACTED", "STEP_ENTERED"]
    assert run.case.step == "surat"


def test_only_who_may_decide_or_confirm_the_end_takes_it_back_and_says_why() -> None:
    run = reported_dead("jawaban")
    before = run.case

    assert codes(run.tries(ask.RetractExit, "KADIS", submission=None)) == ["role.not_held", "exit.retraction_unsaid"]
    assert codes(small_case("jawaban").tries(ask.RetractExit, "KABID")) == ["exit.none_decided"]
    assert run.case == before


def test_the_drafter_of_a_refusal_does_not_overrule_it_and_nobody_takes_back_a_numbered_letter() -> None:
    run = small_case("disposisi")
    run.does(ask.LeaveCase, "KADIS", exit="reject", reason="TIDAK_SESUAI")
    run.does(ask.DraftLetter, "STAF", letter="penolakan", draft_sha256="a" * 64)
    assert codes(run.tries(ask.RetractExit, "STAF")) == ["role.not_held"]

    number = {"number": "460/1/2026", "dated": date(2026, 11, 23), "final_sha256": "f" * 64}
    letter = letter_id(run, "penolakan")
    run.does(ask.FinaliseLetter, "KADIS", letter_id=letter, draft_sha256="a" * 64, **number)

    assert codes(run.tries(ask.RetractExit, "KADIS")) == ["exit.letter_final"]


def test_what_has_been_handed_over_is_finished_and_not_cancelled() -> None:
    cancel = {"exit": "cancel", "reason": "DIBATALKAN"}
    small_case("kunjungan").does(ask.LeaveCase, "STAF", **cancel)
    run = small_case("tutup")
    before = run.case

    refused = run.tries(ask.LeaveCase, "STAF", **cancel)

    assert isinstance(refused, Refusal)
    assert codes(refused) == ["exit.too_late"]
    assert findings.text(refused.findings[0]) == (
        'Kasus tidak dapat lagi diakhiri sebagai "Dibatalkan" karena sudah sampai pada langkah "Tutup kasus". '
        "Minta Kepala Bidang menyelesaikannya; bila masih perlu dilayani, buka kembali sebagai kasus baru."
    )
    assert run.case == before


@given(since=MOMENTS, ran=SPANS, stood=SPANS)
def test_a_clock_that_stood_still_has_counted_what_it_had(since: datetime, ran: timedelta, stood: timedelta) -> None:
    stopped = since + ran
    again = stopped + stood

    resumed = worktime.resumed(ORDINARY_CALENDAR, since, stopped, again)

    counted = worktime.office_time_between(ORDINARY_CALENDAR, since, stopped)
    assert worktime.office_time_between(ORDINARY_CALENDAR, resumed, again) == counted
