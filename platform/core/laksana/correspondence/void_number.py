"""Declare a number void (batal): it stays in the book with its reason and is never given again."""

from typing import Any
from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import acting, case_for_update
from laksana.cases.office import office
from laksana.cases.projection import projected_tasks
from laksana.cases.usable import refuse_unusable
from laksana.correspondence.give_number import REGISTRARS
from laksana.correspondence.inputs import VoidNumber
from laksana.correspondence.numbers import Bearer, void_reserved
from laksana.correspondence.queries import letter_by_id
from laksana.correspondence.views import NumberChanged, NumberStatus, VoidReason
from laksana.dispatches.loaded import dispatch_for_update
from laksana_engine.standing import not_held
from laksana_infra.changes import execute_together
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.letters import Register
from laksana_sdk.states import Status
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid, NotFound

OF_AGENDA = (VoidReason.ENTERED_TWICE, VoidReason.ENTERED_WRONGLY)
MISTAKEN = (Status.DUPLICATE, Status.CANCELLED)
"""How a case must have ended before its entry in the agenda may be void."""


async def void_number(asked: VoidNumber, *, by: Actor, key: str) -> NumberChanged:
    """The number, void: one that waits for its letter, or the agenda's entry of a case that was opened by mistake.

    A letter whose number is void takes another one. Raises Invalid with the findings that stand against it, and
    NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("void_number", key, asked, by=by, result=NumberChanged)
        if stored is not None:
            return stored
        against = not_held(acting(by), *REGISTRARS)
        if against:
            raise Invalid(against)
        bearer = await _bearer(asked.number_id)
        changed = await (_reserved(asked, bearer, by) if bearer else _of_agenda(asked, by))
        return await settle(key, changed, by=by)


async def _bearer(number_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "select letter_id, dispatch_id from register_number where tenant_id = $1 and id = $2",
        current_scope().tenant_id, number_id,
    )  # fmt: skip


async def _reserved(asked: VoidNumber, bearer: dict[str, Any], by: Actor) -> NumberChanged:
    """The letter's own lock first, as whoever makes its final takes them in that order."""
    case = None
    if bearer["letter_id"] is not None:
        case = await case_for_update((await letter_by_id(bearer["letter_id"])).case_id)
    elif bearer["dispatch_id"] is not None:
        await dispatch_for_update(bearer["dispatch_id"])
    row = await fetch_one(
        "select register, year, number, status from register_number where tenant_id = $1 and id = $2 for update",
        current_scope().tenant_id, asked.number_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("number", asked.number_id)
    _refuse_reason(asked, allowed=tuple(reason for reason in VoidReason if reason not in OF_AGENDA))
    if row["status"] != NumberStatus.RESERVED:
        raise Invalid((findings.error(f"register.{row['status'].lower()}", number=row["number"]),))
    column, held_by = (
        (Bearer.LETTER, bearer["letter_id"]) if case is not None else (Bearer.DISPATCH, bearer["dispatch_id"])
    )
    await void_reserved(held_by, column, reason=asked.reason, by=by.officer_id, at=now())
    if case is not None:
        await execute_together(await projected_tasks(case.id, case.procedure, case.state, (await office()).calendar))
    return NumberChanged(
        id=asked.number_id,
        register=Register(row["register"]),
        year=row["year"],
        number=row["number"],
        status=NumberStatus.VOID,
    )


async def _of_agenda(asked: VoidNumber, by: Actor) -> NumberChanged:
    row = await fetch_one(
        "select i.case_id, i.year, i.agenda_number, i.void_reason is not null as void from incoming_letter i"
        " where i.tenant_id = $1 and i.id = $2",
        current_scope().tenant_id, asked.number_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("number", asked.number_id)
    case = await case_for_update(row["case_id"])
    _refuse_reason(asked, allowed=OF_AGENDA)
    if row["void"]:
        raise Invalid((findings.error("register.void", number=row["agenda_number"]),))
    if case.state.status not in MISTAKEN:
        raise Invalid((findings.error("register.entry_in_use", number=row["agenda_number"]),))
    await execute(
        "update incoming_letter set void_reason = $3, voided_by = $4, voided_at = $5"
        " where tenant_id = $1 and id = $2 and void_reason is null",
        current_scope().tenant_id, asked.number_id, asked.reason.value, by.officer_id, now(),
    )  # fmt: skip
    return NumberChanged(
        id=asked.number_id,
        register=Register.AGENDA_MASUK,
        year=row["year"],
        number=row["agenda_number"],
        status=NumberStatus.VOID,
    )


def _refuse_reason(asked: VoidNumber, *, allowed: tuple[VoidReason, ...]) -> None:
    if asked.reason not in allowed:
        known = ", ".join(f"{reason.value} ({reason.label})" for reason in allowed)
        raise Invalid((findings.error("register.reason", field="reason", reason=asked.reason.value, known=known),))
