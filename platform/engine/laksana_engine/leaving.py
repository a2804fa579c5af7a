"""Early ends: a case rejected, forwarded to whoever is competent, or cancelled."""

from laksana_engine.commands import LeaveCase
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.events import CaseEnded, Event, ExitDecided
from laksana_engine.moves import lead_on
from laksana_engine.outside import no_institution
from laksana_engine.standing import listed, not_held, unopened_or_ended
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Exit, Procedure


def leave_case(procedure: Procedure, case: CaseState, command: LeaveCase) -> Decision:
    """The decision to end early; where a letter must be signed first, the case goes to that step and ends after it."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    leave = procedure.exits.get(command.exit)
    if leave is None:
        unknown = findings.error("exit.unknown", field="exit", value=command.exit[:60], choices=listed(procedure.exits))
        return Refusal((unknown,))

    def happens() -> tuple[Event, ...]:
        decided = ExitDecided(
            at=command.at,
            exit=command.exit,
            reason=command.reason,
            institution=command.institution,
            submission=command.submission,
        )
        if leave.through is not None:
            return (decided, *lead_on(procedure, case, command, leave.through))
        return (decided, CaseEnded(at=command.at, status=leave.status, outcome=command.reason))

    needs_institution = command.exit == "forward" or command.institution is not None
    reasons = (
        *not_held(command.by, *leave.by),
        *_already_decided(procedure, case),
        *_too_early(procedure, case, leave),
        *_unreasoned(leave, command.reason),
        *(no_institution(command.institution) if needs_institution else ()),
    )
    return conclude(reasons, happens)


def _already_decided(procedure: Procedure, case: CaseState) -> tuple[Finding, ...]:
    leaving = procedure.exits.get(case.exit) if case.exit else None
    if leaving is None or case.step is None:
        return ()
    step = procedure.step(case.step)
    return (findings.error("exit.already_decided", status=leaving.status.label, step=step.label, role=step.by.label),)


def _too_early(procedure: Procedure, case: CaseState, leave: Exit) -> tuple[Finding, ...]:
    if leave.after is None or leave.after in case.visited:
        return ()
    after = procedure.step(leave.after)
    return (findings.error("exit.too_early", status=leave.status.label, step=after.label),)


def _unreasoned(leave: Exit, reason: str) -> tuple[Finding, ...]:
    if reason in leave.reasons:
        return ()
    choices = listed(f"{code} ({label})" for code, label in leave.reasons.items())
    return (findings.error("exit.reason_unknown", field="reason", value=reason[:60], choices=choices),)
