"""Numbers of the office's registers: taken in order under a lock, kept by their letter, never taken twice."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from laksana.correspondence.views import NumberStatus, VoidReason
from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.errors import Conflict, Invalid
from laksana_tenants.numbering import written
from laksana_tenants.views import NumberFormat, NumberSource


class Numbered(Protocol):
    """What a letter's declaration says of its number: its kind decides the classification, its title is in the book."""

    @property
    def kind(self) -> str:
        """The letter's kind."""

    @property
    def title(self) -> str:
        """How the SOP names it."""


class Bearer(StrEnum):
    """What bears a number, as its column in the register: a case's letter, or the letter of a joint dispatch."""

    LETTER = "letter_id"
    DISPATCH = "dispatch_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, in which role and capacity."""

    officer_id: UUID
    role: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedNumber:
    """A number that belongs to a letter; date and signer are fixed when the letter is about to be signed."""

    id: UUID
    serial: int
    number: str
    source: NumberSource
    dated: date
    signer: Signer | None


async def next_serial(register: str, year: int) -> int:
    """The next serial of the register's year, from 1; others wait until this unit of work ends, so there is no gap."""
    return await _counted(register, year, step=1)


async def reserve_number(
    bearer_id: UUID,
    pattern: NumberFormat,
    letter: Numbered,
    *,
    dated: date,
    signer: Signer,
    at: datetime,
    not_before: date = date.min,
    bearer: Bearer = Bearer.LETTER,
) -> ReservedNumber:
    """The letter's number: the one reserved for it before with its date, or the next of the register's year.

    A number that was given by hand, that somebody else left behind, or that is dated before the draft (`not_before`)
    stays the letter's and takes the present signer and date. Raises Invalid while the registry has to give one.
    """
    kept = await reserved_for(bearer_id, bearer)
    if kept is not None:
        stands = kept.signer == signer and kept.dated >= not_before
        return kept if stands else await _taken_over(kept, pattern, letter, dated, signer)
    if pattern.source is not NumberSource.SYSTEM:
        raise Invalid((findings.error("letter.number_by_hand", register=pattern.register, letter=letter.title),))
    entry = _Entry(register=pattern.register, year=dated.year, title=letter.title, dated=dated, at=at)
    while True:
        serial = await next_serial(pattern.register, dated.year)
        number = written(pattern, serial, dated, letter.kind)
        if not await _stands(pattern.register, dated.year, number):
            break
        # The registry has given this very number by hand: ours is void, so that the book shows no gap and no double.
        await _enter(entry, serial, number, status=NumberStatus.VOID, void_reason=VoidReason.GIVEN_BY_HAND)
    number_id = await _enter(entry, serial, number, bearer=(bearer, bearer_id), signer=signer)
    return ReservedNumber(
        id=number_id, serial=serial, number=number, source=NumberSource.SYSTEM, dated=dated, signer=signer
    )


async def hold_given(
    bearer_id: UUID,
    letter: Numbered,
    *,
    register: str,
    number: str,
    source: NumberSource,
    given_by: UUID,
    day: date,
    at: datetime,
    bearer: Bearer = Bearer.LETTER,
) -> UUID:
    """The book's entry of a number that was given by hand, reserved for its letter.

    It stands after the last serial that we have taken. Raises Invalid when a letter of that year bears the number.
    """
    last = await _counted(register, day.year, step=0)
    await _refuse_taken(register, day.year, number)
    entry = _Entry(register=register, year=day.year, title=letter.title, dated=day, at=at)
    return await _enter(entry, last, number, source=source, given_by=given_by, bearer=(bearer, bearer_id))


async def reserved_for(bearer_id: UUID, bearer: Bearer = Bearer.LETTER) -> ReservedNumber | None:
    """The number that is reserved for or used by this letter."""
    row = await fetch_one(
        "select id, serial, number, source, dated, signer_id, role, capacity from register_number"  # noqa: S608
        f" where tenant_id = $1 and {bearer.value} = $2 and status <> 'VOID'",
        current_scope().tenant_id, bearer_id,
    )  # fmt: skip
    if row is None:
        return None
    officer_id, role, capacity = row.pop("signer_id"), row.pop("role"), row.pop("capacity")
    signer = Signer(officer_id=officer_id, role=role, capacity=capacity) if officer_id else None
    return ReservedNumber(**{**row, "source": NumberSource(row["source"])}, signer=signer)


async def mark_used(bearer_id: UUID, number: str | None, bearer: Bearer = Bearer.LETTER) -> None:
    """The letter's number, if it bears one, is spent on its final; raises Conflict when it was voided meanwhile."""
    if number is None:
        return
    marked = await execute(
        f"update register_number set status = 'USED'"  # noqa: S608 - a member of Bearer
        f" where tenant_id = $1 and {bearer.value} = $2 and number = $3 and status = 'RESERVED'",
        current_scope().tenant_id, bearer_id, number,
    )  # fmt: skip
    if not marked:
        raise Conflict("number", number)


async def void_reserved(bearer_id: UUID, bearer: Bearer, *, reason: VoidReason, by: UUID, at: datetime) -> None:
    """The number that was reserved for a letter, if any: spent without a final, with the reason in the book."""
    await execute(
        f"update register_number set status = 'VOID', void_reason = $3, voided_by = $4, voided_at = $5"  # noqa: S608
        f" where tenant_id = $1 and {bearer.value} = $2 and status = 'RESERVED'",
        current_scope().tenant_id, bearer_id, reason.value, by, at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What an entry of the book says whatever becomes of its number."""

    register: str
    year: int
    title: str
    dated: date
    at: datetime


async def _counted(register: str, year: int, *, step: int) -> int:
    row = await fetch_one(
        "insert into register_counter as c (tenant_id, id, register, year, last_serial) values ($1, $2, $3, $4, $5)"
        " on conflict (tenant_id, register, year) do update set last_serial = c.last_serial + $5 returning last_serial",
        current_scope().tenant_id, new_id(), register, year, step,
    )  # fmt: skip
    if row is None:
        raise RuntimeError(f"the register {register!r} gave no serial; its counter row is not visible")
    return int(row["last_serial"])


async def _enter(
    entry: _Entry,
    serial: int,
    number: str,
    *,
    status: NumberStatus = NumberStatus.RESERVED,
    source: NumberSource = NumberSource.SYSTEM,
    bearer: tuple[Bearer, UUID] | None = None,
    signer: Signer | None = None,
    given_by: UUID | None = None,
    void_reason: VoidReason | None = None,
) -> UUID:
    number_id, ids = new_id(), dict([bearer] if bearer else [])
    await execute(
        "insert into register_number (tenant_id, id, register, year, serial, number, source, status, letter_id,"
        " dispatch_id, title, dated, signer_id, role, capacity, given_by, void_reason, taken_at, voided_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        current_scope().tenant_id, number_id, entry.register, entry.year, serial, number, source.value, status.value,
        ids.get(Bearer.LETTER), ids.get(Bearer.DISPATCH), entry.title, entry.dated,
        signer.officer_id if signer else None, signer.role if signer else None, signer.capacity if signer else None,
        given_by, void_reason.value if void_reason else None, entry.at, entry.at if void_reason else None,
    )  # fmt: skip
    return number_id


async def _taken_over(
    kept: ReservedNumber, pattern: NumberFormat, letter: Numbered, dated: date, signer: Signer
) -> ReservedNumber:
    # A serial belongs to the register of its year: over New Year the letter keeps its old date.
    day = dated if dated.year == kept.dated.year else kept.dated
    number = kept.number
    if kept.source is NumberSource.SYSTEM:
        number = written(pattern, kept.serial, day, letter.kind)
        if number != kept.number:
            await _refuse_taken(pattern.register, day.year, number)
    await execute(
        "update register_number set number = $3, dated = $4, signer_id = $5, role = $6, capacity = $7"
        " where tenant_id = $1 and id = $2 and status = 'RESERVED'",
        current_scope().tenant_id, kept.id, number, day, signer.officer_id, signer.role, signer.capacity,
    )  # fmt: skip
    return ReservedNumber(id=kept.id, serial=kept.serial, number=number, source=kept.source, dated=day, signer=signer)


async def _refuse_taken(register: str, year: int, number: str) -> None:
    if await _stands(register, year, number):
        raise Invalid((findings.error("register.number_taken", field="number", number=number, register=register),))


async def _stands(register: str, year: int, number: str) -> bool:
    # As the unique index compares them: capitals and spaces make no other number.
    row = await fetch_one(
        "select 1 from register_number where tenant_id = $1 and register = $2 and year = $3 and status <> 'VOID'"
        " and lower(replace(number, ' ', '')) = lower(replace($4, ' ', ''))",
        current_scope().tenant_id, register, year, number,
    )  # fmt: skip
    return row is not None
