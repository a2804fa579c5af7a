"""What is past its time is shown to the post above, once; nothing is ever decided because of it."""

from laksana_engine.commands import EscalateOverdue
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.events import TaskEscalated
from laksana_engine.standing import unopened_or_ended
from laksana_engine.state import CaseState
from laksana_engine.tasks import open_tasks
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure


def escalate_overdue(procedure: Procedure, case: CaseState, command: EscalateOverdue) -> Decision:
    """Every task past its time whose role has a post above, each once; a task without an end never comes here.

    While it is an outsider's turn no time of the office runs. The system alone gives this command.
    """
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    late = tuple(
        TaskEscalated(
            at=command.at,
            task=task.kind.value,
            step=task.step,
            role=task.role,
            since=task.since,
            due=task.due,
            post_id=command.posts_above[task.role],
        )
        for task in open_tasks(procedure, case, command.calendar)
        if task.due is not None
        and task.due < command.at
        and task.waits_for is None
        and task.escalated is None
        and task.role in command.posts_above
    )
    by_hand = (findings.error("escalation.by_hand"),) if command.by.officer_id is not None else ()
    none_late = () if late else (findings.error("escalation.nothing_overdue"),)
    return conclude((*by_hand, *none_late), lambda: late)
