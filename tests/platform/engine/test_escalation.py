"""What is past its time is shown to the post above, once, and nothing else happens because of it."""

from datetime import timedelta
from typing import Any

from tests.support.case_run import CaseRun, acting, codes, kinds, named_id
from tests.support.small_case import TODAY, small_case

from laksana_engine import commands as ask
from laksana_engine.commands import Acting
from laksana_engine.evolve import replay
from laksana_engine.tasks import open_tasks

THE_SYSTEM = Acting(officer_id=None, roles={})
HEAD = named_id("the head's post")
ABOVE = {"STAF": named_id("the Kabid's post"), "KABID": HEAD, "PEKSOS": HEAD}


def escalate(run: CaseRun, **changes: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return run.does(ask.EscalateOverdue, THE_SYSTEM, **({"posts_above": ABOVE, "submission": None} | changes))


def refused(run: CaseRun, by: Acting = THE_SYSTEM) -> list[str]:
    return codes(run.tries(ask.EscalateOverdue, by, posts_above=ABOVE, submission=None))


def escalations(run: CaseRun) -> list[tuple[str, str, Any]]:
    tasks = open_tasks(run.procedure, run.case, run.calendar)
    return [(task.kind.value, task.role, task.escalated.post_id if task.escalated else None) for task in tasks]


def test_a_task_past_its_printed_time_is_shown_to_the_post_above_once_and_stays_where_it_was() -> None:
    run = small_case("periksa")
    before = run.case
    assert refused(run) == ["escalation.nothing_overdue"]
    run.now += timedelta(days=1)

    events = escalate(run)

    assert kinds(events) == ["TASK_ESCALATED"]
    assert (events[0].task, events[0].role, events[0].post_id) == ("PERFORM", "STAF", ABOVE["STAF"])
    assert escalations(run) == [("PERFORM", "STAF", ABOVE["STAF"])]
    assert (run.case.step, run.case.status) == (before.step, before.status)
    assert refused(run) == ["escalation.nothing_overdue"]
    assert run.case == replay(run.events)


def test_it_ends_when_the_task_is_done_and_the_next_one_has_its_own_time() -> None:
    run = small_case("disposisi")
    run.does(ask.GiveDisposisi, "KADIS", to=("KABID", "PEKSOS"), instructions=("PROSES_LEBIH_LANJUT",), due=TODAY)
    run.now += timedelta(days=1)
    assert kinds(escalate(run)) == ["TASK_ESCALATED", "TASK_ESCALATED"]

    run.does(ask.AnswerDisposisi, "KABID", answer="CARRIED_OUT")

    assert escalations(run) == [("ANSWER_DISPOSISI", "PEKSOS", HEAD)]
    run.does(ask.AnswerDisposisi, "PEKSOS", answer="CARRIED_OUT")
    assert escalations(run) == [("DRAFT", "STAF", None)]


def test_what_has_no_time_what_waits_for_an_outsider_and_what_nobody_stands_above_is_never_escalated() -> None:
    unprinted, outside, head = small_case("surat"), small_case("jawaban"), small_case("disposisi")

    for run in (unprinted, outside, head):
        run.now += timedelta(days=300)

        assert refused(run) == ["escalation.nothing_overdue"]


def test_no_person_escalates() -> None:
    run = small_case("periksa")
    run.now += timedelta(days=1)

    assert refused(run, acting("KADIS")) == ["escalation.by_hand"]
    assert refused(small_case("selesai")) == ["case.ended"]
