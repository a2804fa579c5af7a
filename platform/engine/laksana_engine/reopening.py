"""An ended case goes on as a new episode; its own history stays as it is."""

from laksana_engine import worktime
from laksana_engine.commands import ReopenCase
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import CaseReopened, Event
from laksana_engine.standing import not_held
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure


def reopen_case(procedure: Procedure, case: CaseState, command: ReopenCase) -> Decision:
    """The leave to open a new episode of this ended case, once, with a reason."""
    if not case.exists:
        return Refusal((findings.error("case.not_opened"),))
    if not case.status.ended:
        return Refusal((findings.error("reopen.not_ended", status=case.status.label),))
    since = case.reopened_at
    again = findings.error(
        "reopen.already", since=worktime.local_date(command.calendar, since).isoformat() if since else "-"
    )
    against = (
        *not_held(command.by, *procedure.reopened_by),
        *((again,) if since else ()),
        *(() if command.submission is not None else (findings.error("reopen.reason_missing", field="reason"),)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        role = next(role.code for role in procedure.reopened_by if role.code in command.by.roles)
        return (CaseReopened(at=command.at, role=role, submission=command.submission),)

    return conclude(against, happens)
