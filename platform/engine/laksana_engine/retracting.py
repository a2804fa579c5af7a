"""An early end taken back before it is carried out: a death that was none, a client who was found after all."""

from datetime import date

from laksana_engine import worktime
from laksana_engine.commands import RetractExit
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import Event, ExitRetracted
from laksana_engine.moves import lead_on
from laksana_engine.signing import letter_under_way
from laksana_engine.standing import current, not_held, unopened_or_ended
from laksana_engine.state import CaseState, LeftState, LetterStage
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import AnyNode, Exit, Procedure, SignedLetter
from laksana_sdk.roles import Role
from laksana_sdk.states import Status


def retract_exit(procedure: Procedure, case: CaseState, command: RetractExit) -> Decision:
    """The case back where it stood, its clocks as they stood then; by who may decide the end, or who confirms it."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    node, left = current(procedure, case), case.left
    leave = procedure.exits.get(case.exit) if case.exit else None
    if leave is None or left is None:
        return Refusal((findings.error("exit.none_decided", step=node.label, role=node.by.label),))
    may = _may(leave, node)
    unsaid = findings.error("exit.retraction_unsaid", field="reason", status=leave.status.label)
    reasons = (
        *not_held(command.by, *may),
        *_numbered(case, node, leave),
        *(() if command.submission is not None else (unsaid,)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        outside, redone = left.status is Status.RETURNED, _to_redo(procedure, case, left)
        retracted = ExitRetracted(
            at=command.at,
            exit=case.exit or "",
            step=left.step or procedure.intake.slug,
            status=left.status,
            role=next(role.code for role in may if role.code in command.by.roles),
            since=worktime.resumed(command.calendar, left.step_since or left.at, left.at, command.at),
            back_to=(redone or left.back_to) if outside else None,
            complete_until=_complete_until(command, left),
            submission=command.submission,
        )
        if redone is None or outside:
            return (retracted,)
        return (retracted, *lead_on(procedure, case, command, redone))

    return conclude(reasons, happens)


def _may(leave: Exit, node: AnyNode) -> tuple[Role, ...]:
    # Whoever confirms a report may find it false; whoever only drafts the letter does not overrule the decision.
    confirms = () if isinstance(node, SignedLetter) else (node.by,)
    return tuple(dict.fromkeys((*confirms, *leave.by)))


def _numbered(case: CaseState, node: AnyNode, leave: Exit) -> tuple[Finding, ...]:
    """A final bears a number of the register: what it announces stands, until the letter itself is withdrawn."""
    if not isinstance(node, SignedLetter):
        return ()
    letter = letter_under_way(case, node)
    if letter is None or letter.stage is not LetterStage.FINAL:
        return ()
    status, number = leave.status.label, letter.number or "-"
    return (findings.error("exit.letter_final", letter=node.letter.title, number=number, status=status),)


def _to_redo(procedure: Procedure, case: CaseState, left: LeftState) -> str | None:
    """The first step on the way whose letter was withdrawn while the end seemed near: it is made anew."""
    for slug in left.trail[:-1]:
        node = procedure.step(slug)
        letter = case.letter_of(node.letter.kind) if isinstance(node, SignedLetter) else None
        if letter is None or letter.stage is not LetterStage.WITHDRAWN or letter.changed_at is None:
            continue
        if letter.changed_at >= left.at:
            return slug
    return None


def _complete_until(command: RetractExit, left: LeftState) -> date | None:
    """The last day for completion, put off by the working days on which nobody would have taken a paper in."""
    if left.complete_until is None:
        return None
    calendar = command.calendar
    stopped, today = worktime.local_date(calendar, left.at), worktime.local_date(calendar, command.at)
    if left.complete_until <= stopped:
        return left.complete_until
    return worktime.nth_working_day(
        calendar, today, worktime.working_days_between(calendar, stopped, left.complete_until)
    )
