"""Early ends: a case rejected, forwarded to whoever is competent, cancelled, or ended by what befell the client."""

import re

from laksana_engine.commands import LeaveCase
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import CaseEnded, Event, ExitDecided
from laksana_engine.filling import fill
from laksana_engine.moves import lead_on
from laksana_engine.outside import no_institution
from laksana_engine.standing import listed, not_held, unopened_or_ended
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Exit, Procedure

# A kabupaten or kota, a kecamatan, a desa or kelurahan; a province alone is no place to find somebody in.
REGION = re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?")


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
            other_case=command.other_case,
            region=command.region,
            submission=command.submission,
        )
        if leave.through is not None:
            return (decided, *lead_on(procedure, case, command, leave.through))
        return (decided, CaseEnded(at=command.at, status=leave.status, outcome=command.reason))

    filled = fill(procedure, leave, command, command.reason)
    needs_institution = command.exit == "forward" or command.institution is not None
    reasons = (
        *not_held(command.by, *leave.by),
        *_already_decided(procedure, case),
        *_too_early(procedure, case, leave),
        *_too_late(procedure, case, leave),
        *_unreasoned(leave, command.reason),
        *(no_institution(command.institution) if needs_institution else ()),
        *_other_case(leave, command),
        *_region(leave, command),
        *filled.findings,
    )
    return conclude(reasons, happens)


def _other_case(leave: Exit, command: LeaveCase) -> tuple[Finding, ...]:
    if command.exit != "duplicate":
        return () if command.other_case is None else (_surplus(leave, "other_case", str(command.other_case)),)
    if command.case_id is None:
        raise CallerError("LEAVE as a duplicate came without the case's own id; pass case_id")
    if command.other_case is None:
        return (findings.error("exit.other_case_missing", field="other_case"),)
    if command.other_case == command.case_id:
        return (findings.error("exit.other_case_itself", field="other_case", value=str(command.other_case)),)
    return ()


def _region(leave: Exit, command: LeaveCase) -> tuple[Finding, ...]:
    if command.exit != "moved":
        return () if command.region is None else (_surplus(leave, "region", command.region),)
    if not command.region:
        return (findings.error("exit.region_missing", field="region"),)
    if not REGION.fullmatch(command.region):
        return (findings.error("exit.region_malformed", field="region", value=command.region[:60]),)
    return ()


def _surplus(leave: Exit, field: str, value: str) -> Finding:
    return findings.error("exit.detail_surplus", field=field, value=value[:60], status=leave.status.label)


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


def _too_late(procedure: Procedure, case: CaseState, leave: Exit) -> tuple[Finding, ...]:
    reached = next((slug for slug in leave.before if slug in case.trail), None)
    if reached is None:
        return ()
    step = procedure.step(reached)
    return (findings.error("exit.too_late", status=leave.status.label, step=step.label, role=step.by.label),)


def _unreasoned(leave: Exit, reason: str) -> tuple[Finding, ...]:
    if reason in leave.reasons:
        return ()
    choices = listed(f"{code} ({label})" for code, label in leave.reasons.items())
    return (findings.error("exit.reason_unknown", field="reason", value=reason[:60], choices=choices),)
