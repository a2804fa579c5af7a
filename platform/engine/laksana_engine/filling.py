"""What a person filled in at a step or early end: the form, what the step's validators say, and the facts it adds."""

from dataclasses import dataclass, fields, replace
from typing import Any

from laksana_engine import worktime
from laksana_engine.commands import Command
from laksana_engine.events import CoreRecorded
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts, CoreFacts, Exit, Node, Procedure, Validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A step's form as read, None where it has none or where a finding blocks it."""

    form: Form | None
    findings: tuple[Finding, ...]


def fill(procedure: Procedure, asking: Node | Exit, command: Command, outcome: str | None = None) -> Filled:
    """The form that came with the command, read and validated. What raises in form or validator is the caller's."""
    if asking.form is None:
        return Filled(form=None, findings=(_surplus(asking),) if command.form else ())
    form, faults = procedure.read(asking.form, command.form or {})
    if form is None:
        return Filled(form=None, findings=faults)
    return Filled(form=form, findings=_validated(procedure, asking.validators, form, command, outcome))


def core_of(
    case: CaseState, command: Command, node: Node, form: Form | None, also: CoreFacts | None = None
) -> tuple[CoreRecorded, ...]:
    """The statistics facts that the form and the outcome (`also`, which wins) change; nothing when none changes."""
    told = node.core(form) if node.core is not None and form is not None else None
    changed: dict[str, Any] = {}
    for facts in (told, also):
        if facts is not None:
            changed |= {one.name: value for one in fields(facts) if (value := getattr(facts, one.name)) is not None}
    changed = {name: value for name, value in changed.items() if getattr(case.core, name) != value}
    return (CoreRecorded(at=command.at, core=replace(CoreFacts(), **changed)),) if changed else ()


def _surplus(asking: Node | Exit) -> Finding:
    if isinstance(asking, Exit):
        return findings.error("exit.takes_no_form", status=asking.status.label)
    return findings.error("step.takes_no_form", step=asking.label)


def _validated(
    procedure: Procedure, validators: tuple[Validator, ...], form: Form, command: Command, outcome: str | None
) -> tuple[Finding, ...]:
    if not validators:
        return ()
    facts = CaseFacts(
        today=worktime.local_date(command.calendar, command.at),
        client_birth_date=command.client_birth_date,
        forms=_earlier(procedure, command),
        outcome=outcome,
    )
    return tuple(found for validator in validators for found in validator(form, facts))


def _earlier(procedure: Procedure, command: Command) -> dict[str, Form]:
    """The forms so far; one that this procedure cannot read (it was filled under another release) is left out."""
    filled = {}
    for node in procedure.steps:
        raw = command.forms.get(node.slug)
        if node.form is not None and raw is not None:
            form, _ = procedure.read(node.form, raw)
            if form is not None:
                filled[node.slug] = form
    return filled
