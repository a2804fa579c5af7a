"""Where a case goes from a step, and which papers are issued on the way."""

from typing import assert_never
from uuid import UUID

from laksana_engine import worktime
from laksana_engine.commands import Command
from laksana_engine.decision import CallerError
from laksana_engine.events import CaseEnded, CaseReturned, Event, LetterRequested, StepEntered
from laksana_engine.standing import listed
from laksana_engine.state import CaseState, PaperResult
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.procedure import Close, Outcome, Procedure, Return, Step, Target, Wait
from laksana_sdk.roles import Role
from laksana_sdk.states import Status


def new_ids_needed(procedure: Procedure) -> int:
    """How many fresh ids (UUIDv7) every command brings: enough for any command of this procedure."""
    # A batch does two steps at once.
    at_once = 1 if procedure.batch is None else 2
    return at_once * max(len(node.letters) for node in procedure.steps) + 2


def new_id(command: Command, place: int = 0) -> UUID:
    """The fresh id at that place. Raises CallerError when the command brought too few."""
    if place >= len(command.new_ids):
        raise CallerError(
            f"{command.kind} brought {len(command.new_ids)} new ids and needs {place + 1} or more; "
            "bring new_ids_needed(procedure) of them"
        )
    return command.new_ids[place]


def issue(
    command: Command, role: Role, *templates: LetterTemplate | None, skip: int = 0, withdraws: UUID | None = None
) -> tuple[Event, ...]:
    """The papers to be issued in that role's name; their ids are the command's after the first `skip`."""
    wanted = [template for template in templates if template is not None]
    return tuple(
        LetterRequested(
            at=command.at,
            letter_id=new_id(command, skip + place),
            letter=template.kind,
            role=role.code,
            withdraws=withdraws,
        )
        for place, template in enumerate(wanted)
    )


def chosen(outcomes: tuple[Outcome, ...], code: str | None) -> Outcome | Finding:
    """The outcome of that code, or the finding that lists the choices."""
    choices = listed(f"{outcome.code} ({outcome.label})" for outcome in outcomes)
    if code is None:
        return findings.error("step.outcome_missing", field="outcome", choices=choices)
    for outcome in outcomes:
        if outcome.code == code:
            return outcome
    return findings.error("step.outcome_unknown", field="outcome", value=code[:60], choices=choices)


def lead_on(
    procedure: Procedure,
    case: CaseState,
    command: Command,
    target: Target,
    *,
    carried: Status = Status.IN_PROGRESS,
    outcome: Outcome | None = None,
) -> tuple[Event, ...]:
    """The events by which the case goes to the target; `carried` is the state that the step just done leaves behind."""
    match target:
        case str():
            told = outcome.status if outcome is not None else None
            entered = told or _on_entering(procedure, target, carried)
            return (StepEntered(at=command.at, step=target, status=entered),)
        case Return():
            return (send_back(procedure, case, command, target, unaccepted(procedure, case)),)
        case Close():
            return (_end(procedure, case, command, target, outcome),)
        case _:
            assert_never(target)


def send_back(
    procedure: Procedure, case: CaseState, command: Command, order: Return, missing: tuple[str, ...]
) -> CaseReturned:
    """The return for completion, from the current step to itself, with the next round and its last working day."""
    step = case.step or procedure.intake.slug
    today = worktime.local_date(command.calendar, command.at)
    return CaseReturned(
        at=command.at,
        step=step,
        back_to=step,
        to=order.to.code,
        round=case.round + 1,
        missing=missing,
        complete_until=worktime.nth_working_day(command.calendar, today, order.within.days),
        submission=command.submission,
    )


def unaccepted(procedure: Procedure, case: CaseState) -> tuple[str, ...]:
    """The required papers of the current step that no check has accepted, by slug."""
    node = procedure.intake if case.step is None else procedure.step(case.step)
    papers = node.papers if isinstance(node, Step) else ()
    return tuple(
        paper.slug for paper in papers if paper.required and case.papers.get(paper.slug) != PaperResult.ACCEPTED
    )


def ends_as(procedure: Procedure, case: CaseState, target: Target | None) -> Status | None:
    """The state in which the target ends the case, None where it does not: a decided early end decides that."""
    if not isinstance(target, Close):
        return None
    leaving = procedure.exits.get(case.exit) if case.exit else None
    return target.status if leaving is None else leaving.status


def _on_entering(procedure: Procedure, slug: str, carried: Status) -> Status:
    node = procedure.step(slug)
    if isinstance(node, Wait):
        return Status.AWAITING_OUTSIDE
    if isinstance(node, Step) and node.status is not Status.IN_PROGRESS:
        return node.status
    return carried


def _end(procedure: Procedure, case: CaseState, command: Command, close: Close, outcome: Outcome | None) -> CaseEnded:
    code = case.exit_reason if case.exit in procedure.exits else outcome.code if outcome else None
    return CaseEnded(at=command.at, status=ends_as(procedure, case, close) or close.status, outcome=code)
