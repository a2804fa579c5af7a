"""Read what people wrote in a case."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.audit.record_read import record_read
from laksana.audit.views import Reader, Reading, ReadKind, ReadPurpose
from laksana.cases.ledger import case_key_of
from laksana.cases.queries import case_by_id
from laksana.cases.words import words_of_case
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure, step_of_exit
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden


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
    case = await case_by_id(case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(
            findings.error("reading.forms_not_yours", case=case.agenda_number or str(case_id), roles=named(procedure))
        )
    latest = {
        words.step: FilledForm(step=words.step, form=dict(words.content["form"]), written_at=words.created_at)
        for words in await words_of_case(case_id, await case_key_of(case_id))
        if words.step and "form" in words.content
    }
    await record_read(Reading.of_case(ReadKind.FORMS, case), purpose, reader_in(procedure, by))
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
