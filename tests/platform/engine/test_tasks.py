"""Who is asked at each point of a case, and until when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.support.case_run import CaseRun, acting
from tests.support.small_case import drafted, finalised, initialled, letter_id, small_case

from laksana_engine import commands as ask
from laksana_engine.tasks import Task, TaskKind, open_tasks

WIB = ZoneInfo("Asia/Jakarta")


def asked(run: CaseRun) -> tuple[Task, ...]:
    return open_tasks(run.procedure, run.case, run.calendar)


def returned(run: CaseRun) -> None:
    run.does(ask.ReturnCase, "STAF", step="periksa", missing=("kk",))


def disposed(run: CaseRun) -> None:
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID", "PEKSOS"), instructions=())


def half_answered(run: CaseRun) -> None:
    disposed(run)
    run.does(ask.AnswerDisposisi, "KABID", answer="CARRIED_OUT")


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
    run.does(ask.ReturnLetter, "KADIS", letter_id=letter_id(run))


def nothing_more(_run: CaseRun) -> None:
    """The case stays where it is."""


@pytest.mark.parametrize(
    ("step", "then", "expected"),
    [
        ("", nothing_more, []),
        ("terima", nothing_more, [("RECEIVE", "STAF")]),
        ("periksa", nothing_more, [("PERFORM", "STAF")]),
        ("periksa", returned, [("COMPLETE_FILE", "STAF")]),
        ("disposisi", nothing_more, [("GIVE_DISPOSISI", "KADIS")]),
        ("disposisi", disposed, [("ANSWER_DISPOSISI", "KABID"), ("ANSWER_DISPOSISI", "PEKSOS")]),
        ("disposisi", half_answered, [("ANSWER_DISPOSISI", "PEKSOS")]),
        ("surat", nothing_more, [("DRAFT", "STAF")]),
        ("surat", drafted, [("PARAF", "KABID")]),
        ("surat", half_initialled, [("PARAF", "SEKRETARIS")]),
        ("surat", fully_initialled, [("FINALISE", "KADIS")]),
        ("surat", sent_back, [("DRAFT", "STAF")]),
        ("surat", made_final, [("SIGN", "STAF")]),
        ("kirim", nothing_more, [("DISPATCH", "TU")]),
        ("jawaban", nothing_more, [("OUTSIDE", "STAF")]),
        ("tutup", nothing_more, [("COMPLETE", "KABID")]),
        ("selesai", nothing_more, []),
    ],
)
def test_the_role_whose_turn_it_is_is_asked(
    step: str, then: Callable[[CaseRun], Any], expected: list[tuple[str, str]]
) -> None:
    run = small_case(step)
    then(run)

    assert [(task.kind.value, task.role) for task in asked(run)] == expected


def test_a_printed_handling_time_runs_in_office_hours() -> None:
    run = small_case("terima")
    run.now = datetime(2026, 11, 20, 16, 20, tzinfo=WIB)
    run.does(ask.ReceiveCase, "STAF", agenda_number="17")

    (task,) = asked(run)

    assert task.due == datetime(2026, 11, 23, 7, 35, tzinfo=WIB)


def test_a_printed_number_of_working_days_ends_when_the_last_one_closes() -> None:
    (task,) = asked(small_case("disposisi"))

    assert task.due == datetime(2026, 11, 26, 16, 0, tzinfo=WIB)


def test_a_step_without_a_printed_time_has_no_end() -> None:
    (task,) = asked(small_case("kunjungan"))

    assert (task.kind, task.due) == (TaskKind.PERFORM, None)


def test_a_case_outside_the_office_says_whose_turn_it_is_and_when_to_remind() -> None:
    (task,) = asked(small_case("jawaban"))

    assert (task.waits_for, task.due) == ("SENTRA", datetime(2026, 11, 30, 16, 0, tzinfo=WIB))


def test_a_returned_file_is_due_on_the_last_day_for_completion() -> None:
    run = small_case("periksa")
    returned(run)

    (task,) = asked(run)

    assert (task.waits_for, task.due) == ("PELAPOR", datetime(2026, 12, 11, 16, 30, tzinfo=WIB))


def test_an_assigned_step_asks_the_person() -> None:
    run = small_case("periksa")
    budi = acting("STAF", person="Budi")
    run.does(ask.AssignCase, "KABID", officer_id=budi.officer_id, assignee_roles=frozenset({"STAF"}))

    (task,) = asked(run)

    assert (task.role, task.officer_id) == ("STAF", budi.officer_id)
