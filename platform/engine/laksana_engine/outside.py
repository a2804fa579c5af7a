"""Parties outside the office: a signed letter leaves for one of them, and its answer is entered."""

import re
from datetime import date

from laksana_engine import worktime
from laksana_engine.commands import Command, DispatchLetter, RecordOutsideAnswer
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.delivered import delivered, referral
from laksana_engine.events import Event, LetterDispatched, OutsideAnswered
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import chosen, issue, lead_on
from laksana_engine.owing import unsettled
from laksana_engine.standing import not_theirs, standing_at
from laksana_engine.state import CaseState, LetterStage
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Dispatch, Procedure, Wait

INSTITUTION = re.compile(r"[a-z0-9_]{2,60}")
COURIER_LENGTH = 80


def dispatch_letter(procedure: Procedure, case: CaseState, command: DispatchLetter) -> Decision:
    """The signed letter sent to an institution of the office's register."""
    node = standing_at(procedure, case, Dispatch)
    if isinstance(node, Refusal):
        return node
    letter = case.letter_of(node.letter.kind)
    filled = fill(procedure, node, command)
    unsigned = findings.error("dispatch.letter_not_signed", letter=node.letter.title, role=node.letter.signer.label)
    signed = letter is not None and letter.stage is LetterStage.SIGNED
    against = (
        *not_theirs(procedure, case, node, command.by),
        *(() if signed else (unsigned,)),
        *no_institution(command.institution),
        *no_courier(command.courier.strip()),
        *in_future(command, "sent_on", command.sent_on),
        *before_letter(letter.dated if letter else None, command.sent_on),
        *filled.findings,
    )

    def happens() -> tuple[Event, ...]:
        sent = (
            LetterDispatched(
                at=command.at,
                letter_id=one.id,
                institution=command.institution,
                sent_on=command.sent_on,
                submission=command.submission,
            )
            for one in (letter,)
            if one is not None
        )
        return (
            *sent,
            *core_of(case, command, node, filled.form),
            *delivered(case, command, node, filled.form),
            *issue(command, node.by, *node.letters),
            *lead_on(procedure, case, command, node.then),
        )

    return conclude(against, happens)


def record_outside_answer(procedure: Procedure, case: CaseState, command: RecordOutsideAnswer) -> Decision:
    """The answer of a party outside, entered by somebody of the office."""
    node = standing_at(procedure, case, Wait)
    if isinstance(node, Refusal):
        return node
    outcome = chosen(node.outcomes, command.outcome)
    filled = fill(procedure, node, command, command.outcome)
    against = (
        *(() if command.by_party else not_theirs(procedure, case, node, command.by)),
        *in_future(command, "answered_on", command.answered_on),
        *_answered_before_sent(case, command.answered_on),
        *filled.findings,
    )
    if isinstance(outcome, Finding):
        return Refusal((*against, outcome))
    against = (*against, *unsettled(procedure, case, outcome.then))

    def happens() -> tuple[Event, ...]:
        answered = OutsideAnswered(
            at=command.at,
            step=node.slug,
            outcome=outcome.code,
            performed_by=node.on.code,
            answered_on=command.answered_on,
            handover_id=command.handover_id,
            by_party=command.by_party,
            submission=command.submission,
        )
        return (
            answered,
            *referral(case, command, node, filled.form, outcome),
            *core_of(case, command, node, filled.form, outcome.core),
            *delivered(case, command, node, filled.form, outcome),
            *issue(command, node.by, *node.letters, outcome.letter),
            *lead_on(procedure, case, command, outcome.then, outcome=outcome),
        )

    return conclude(against, happens)


def _answered_before_sent(case: CaseState, day: date) -> tuple[Finding, ...]:
    sent_on, _ = case.last_sent or (day, None)
    if day >= sent_on:
        return ()
    sent = sent_on.isoformat()
    return (findings.error("outside.before_dispatch", field="answered_on", value=day.isoformat(), sent=sent),)


def before_letter(dated: date | None, day: date) -> tuple[Finding, ...]:
    """Why a letter that bears that date cannot have left on the day."""
    if dated is None or day >= dated:
        return ()
    return (findings.error("dispatch.before_letter", field="sent_on", value=day.isoformat(), dated=dated.isoformat()),)


def no_courier(name: str) -> tuple[Finding, ...]:
    """Why this names nobody who carries a letter."""
    if 0 < len(name) <= COURIER_LENGTH:
        return ()
    return (findings.error("dispatch.courier_missing", field="courier", most=COURIER_LENGTH),)


def no_institution(slug: str | None) -> tuple[Finding, ...]:
    """Why this names no institution of the office's register."""
    if not slug:
        return (findings.error("dispatch.institution_missing", field="institution"),)
    if not INSTITUTION.fullmatch(slug):
        return (findings.error("dispatch.institution_malformed", field="institution", value=slug[:60]),)
    return ()


def in_future(command: Command, field: str, day: date) -> tuple[Finding, ...]:
    """Why something that has happened cannot bear that day."""
    today = worktime.local_date(command.calendar, command.at)
    if day <= today:
        return ()
    return (findings.error("outside.in_future", field=field, value=day.isoformat(), today=today.isoformat()),)
