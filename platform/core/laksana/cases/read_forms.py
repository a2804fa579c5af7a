"""Read what people wrote in a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.audit.record_read import Shown, record_opened
from laksana.audit.views import Concerned, Reader, ReadKind, ReadPurpose
from laksana.cases.ledger import case_keys_of
from laksana.cases.queries import cases_of_ids
from laksana.cases.views import CaseView
from laksana.cases.words import OpenedWords, words_of_cases
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure, step_of_exit
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, NotFound, granted


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """The form of a step (or of an early end: `exit.` and its name) as it was filled in last, in clear."""

    step: str
    form: dict[str, Any] = field(repr=False)
    written_at: datetime


async def read_forms(
    case_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> tuple[FilledForm, ...]:
    """The latest form of each step, in the order of the procedure; who read them and what for is written down.

    Raises NotFound, and Forbidden for somebody who holds no role in the case's SOP.
    """
    return granted((await read_forms_of_cases([case_id], by=by, purpose=purpose))[case_id])


async def read_forms_of_cases(
    case_ids: Sequence[UUID], *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> Mapping[UUID, tuple[FilledForm, ...] | DomainError]:
    """Of each case what `read_forms` gives of it, or what it raises; who read them is written down for each case."""
    cases = await cases_of_ids(case_ids)
    procedures = {case.id: registry().release(case.sop_slug, case.release).procedure for case in cases.values()}
    open_to = [case for case in cases.values() if holds_role_in(procedures[case.id], by)]
    written = await words_of_cases(await case_keys_of([case.id for case in open_to]))
    opened = [
        Shown(
            kind=ReadKind.FORMS,
            purpose=purpose,
            standing=reader_in(procedures[case.id], by).standing,
            concerned=Concerned.in_case(case),
        )
        for case in open_to
    ]
    await record_opened(opened, Reader.officer(by))
    found: dict[UUID, tuple[FilledForm, ...] | DomainError] = {
        case_id: _not_yours(cases[case_id], procedures[case_id]) if case_id in cases else NotFound("case", case_id)
        for case_id in case_ids
    }
    return found | {case.id: _latest(procedures[case.id], written[case.id]) for case in open_to}


def _not_yours(case: CaseView, procedure: Procedure) -> Forbidden:
    called = case.agenda_number or str(case.id)
    return Forbidden(findings.error("reading.forms_not_yours", case=called, roles=named(procedure)))


def _latest(procedure: Procedure, written: Sequence[OpenedWords]) -> tuple[FilledForm, ...]:
    """The latest form of each step, in the order of the procedure."""
    latest = {
        words.step: FilledForm(step=words.step, form=dict(words.content["form"]), written_at=words.created_at)
        for words in written
        if words.step and "form" in words.content
    }
    places = (*(node.slug for node in procedure.steps), *map(step_of_exit, procedure.exits))
    return tuple(latest[place] for place in places if place in latest)


def holds_role_in(procedure: Procedure, by: Actor) -> bool:
    """Whether the person acts or signs in any role of the procedure."""
    held = by.roles | by.signing_roles
    return any(role.code in held for role in procedure.roles())


def reader_in(procedure: Procedure, by: Actor) -> Reader:
    """The person as a reader of what belongs to this procedure, in the first of its roles that they hold."""
    return Reader.officer(by, [role.code for role in procedure.roles()])


def named(procedure: Procedure) -> str:
    """The procedure's roles as a sentence lists them."""
    return ", ".join(role.label for role in procedure.roles())
