"""An emergency: steps run ahead of the papers on somebody's word, and that is confirmed afterwards."""

from laksana_engine import worktime
from laksana_engine.commands import ConfirmEmergency, DeclareEmergency
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import EmergencyConfirmed, EmergencyDeclared, Event, PapersOwed, StepEntered
from laksana_engine.standing import current, listed, not_held, unopened_or_ended
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import EmergencyRule, Procedure, Step
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import EmergencyChannel


def declare_emergency(procedure: Procedure, case: CaseState, command: DeclareEmergency) -> Decision:
    """The emergency on record; a file that is out for completion comes back, and what it lacks must follow."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    rule = procedure.emergency
    if rule is None:
        return Refusal((findings.error("emergency.not_foreseen", sop=procedure.name),))
    reasons = (
        *not_held(command.by, *procedure.roles()),
        *_already_declared(case),
        *_unauthorised(rule, command),
        *_badly_told(command),
        *(() if command.submission is not None else (findings.error("emergency.reason_missing", field="reason"),)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        today = worktime.local_date(command.calendar, command.at)
        declared = EmergencyDeclared(
            at=command.at,
            authorised_by=command.authorised_by,
            authoriser_role=next(role.code for role in rule.authorised_by if role.code in command.authoriser_roles),
            channel=command.channel,
            told_at=command.told_at,
            confirm_by=worktime.nth_working_day(command.calendar, today, rule.within.days),
            submission=command.submission,
        )
        return (declared, *_called_back(procedure, case, command))

    return conclude(reasons, happens)


def confirm_emergency(procedure: Procedure, case: CaseState, command: ConfirmEmergency) -> Decision:
    """The emergency confirmed by a role that may."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    rule, stands = procedure.emergency, case.emergency
    if rule is None or stands is None:
        return Refusal((findings.error("emergency.none_declared"),))
    done = stands.confirmed_at
    again = findings.error(
        "emergency.already_confirmed",
        since=worktime.local_date(command.calendar, done).isoformat() if done else "-",
    )

    def happens() -> tuple[Event, ...]:
        role = next(role.code for role in rule.confirmed_by if role.code in command.by.roles)
        return (EmergencyConfirmed(at=command.at, role=role, submission=command.submission),)

    return conclude((*not_held(command.by, *rule.confirmed_by), *((again,) if done else ())), happens)


def _called_back(procedure: Procedure, case: CaseState, command: DeclareEmergency) -> tuple[Event, ...]:
    if case.status is not Status.RETURNED:
        return ()
    step = case.back_to or current(procedure, case).slug
    node = procedure.step(step)
    # A step that checks papers finds out for itself what is missing; at any other nobody would ask for it again.
    missing = () if isinstance(node, Step) and node.papers else case.missing
    owed = (PapersOwed(at=command.at, step=step, papers=missing),) if missing else ()
    return (*owed, StepEntered(at=command.at, step=step, status=Status.RECEIVED))


def _already_declared(case: CaseState) -> tuple[Finding, ...]:
    if case.emergency is None:
        return ()
    return (findings.error("emergency.already_declared", until=case.emergency.confirm_by.isoformat()),)


def _unauthorised(rule: EmergencyRule, command: DeclareEmergency) -> tuple[Finding, ...]:
    if any(role.code in command.authoriser_roles for role in rule.authorised_by):
        return ()
    role = " / ".join(role.label for role in rule.authorised_by)
    return (findings.error("emergency.authoriser_unfit", field="authorised_by", role=role),)


def _badly_told(command: DeclareEmergency) -> tuple[Finding, ...]:
    found = []
    if command.channel not in set(EmergencyChannel):
        choices = listed(f"{channel.value} ({channel.label})" for channel in EmergencyChannel)
        found.append(
            findings.error("emergency.channel_unknown", field="channel", value=command.channel[:60], choices=choices)
        )
    if command.told_at > command.at:
        told = worktime.local_date(command.calendar, command.told_at).isoformat()
        found.append(findings.error("emergency.told_in_future", field="told_at", value=told))
    return tuple(found)
