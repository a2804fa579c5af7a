"""Numbers of the office's registers: taken in order under a lock, kept by their letter, never taken twice."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.numerals import roman_month
from laksana_tenants.errors import Invalid
from laksana_tenants.views import NumberFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedNumber:
    """A number that belongs to a letter, with the date and signer fixed at its reservation."""

    id: UUID
    serial: int
    number: str
    dated: date
    signer_id: UUID
    role: str
    capacity: str


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


async def next_serial(register: str, year: int) -> int:
    """The next serial of the register's year, from 1; others wait until this unit of work ends, so there is no gap."""
    row = await fetch_one(
        "insert into register_counter as c (tenant_id, id, register, year, last_serial) values ($1, $2, $3, $4, 1)"
        " on conflict (tenant_id, register, year) do update set last_serial = c.last_serial + 1 returning last_serial",
        current_scope().tenant_id, new_id(), register, year,
    )  # fmt: skip
    if row is None:
        raise RuntimeError(f"the register {register!r} gave no serial; its counter row is not visible")
    return int(row["last_serial"])


def formatted(pattern: NumberFormat, serial: int, dated: date, code: str | None = None) -> str:
    """The number as the office writes it; tokens {kode} {urut} {unit} {bulan_romawi} {bulan} {tahun}."""
    tokens = {
        "kode": code or pattern.classification or "",
        "urut": str(serial),
        "unit": pattern.unit or "",
        "bulan": f"{dated.month:02d}",
        "bulan_romawi": roman_month(dated.month),
        "tahun": str(dated.year),
    }
    return pattern.pattern.format_map(tokens)


async def reserve_number(
    bearer_id: UUID,
    pattern: NumberFormat,
    *,
    dated: date,
    signer: Signer,
    at: datetime,
    not_before: date = date.min,
    bearer: Bearer = Bearer.LETTER,
) -> ReservedNumber:
    """The letter's number: the one reserved for it before with its date, or the next of the register's year.

    A reservation that somebody else left behind, or that is dated before the draft (`not_before`), keeps its serial and
    takes the present signer and date.
    """
    kept = await reserved_for(bearer_id, bearer)
    if kept is not None:
        same = (kept.signer_id, kept.role, kept.capacity) == (signer.officer_id, signer.role, signer.capacity)
        return kept if same and kept.dated >= not_before else await _taken_over(kept, pattern, dated, signer)
    if pattern.source != "SYSTEM":
        raise Invalid((findings.error("letter.number_by_hand", register=pattern.register),))
    serial = await next_serial(pattern.register, dated.year)
    number_id, number = new_id(), formatted(pattern, serial, dated)
    await execute(
        f"insert into register_number (tenant_id, id, register, year, serial, number, status, {bearer.value}, dated,"  # noqa: S608
        " signer_id, role, capacity, taken_at) values ($1, $2, $3, $4, $5, $6, 'RESERVED', $7, $8, $9, $10, $11, $12)",
        current_scope().tenant_id, number_id, pattern.register, dated.year, serial, number, bearer_id, dated,
        signer.officer_id, signer.role, signer.capacity, at,
    )  # fmt: skip
    return ReservedNumber(
        id=number_id,
        serial=serial,
        number=number,
        dated=dated,
        signer_id=signer.officer_id,
        role=signer.role,
        capacity=signer.capacity,
    )


async def _taken_over(kept: ReservedNumber, pattern: NumberFormat, dated: date, signer: Signer) -> ReservedNumber:
    # A serial belongs to the register of its year: over New Year the letter keeps its old date.
    day = dated if dated.year == kept.dated.year else kept.dated
    number = formatted(pattern, kept.serial, day)
    await execute(
        "update register_number set number = $3, dated = $4, signer_id = $5, role = $6, capacity = $7"
        " where tenant_id = $1 and id = $2 and status = 'RESERVED'",
        current_scope().tenant_id, kept.id, number, day, signer.officer_id, signer.role, signer.capacity,
    )  # fmt: skip
    return ReservedNumber(
        id=kept.id,
        serial=kept.serial,
        number=number,
        dated=day,
        signer_id=signer.officer_id,
        role=signer.role,
        capacity=signer.capacity,
    )


async def reserved_for(bearer_id: UUID, bearer: Bearer = Bearer.LETTER) -> ReservedNumber | None:
    """The number that is reserved for or used by this letter."""
    row = await fetch_one(
        "select id, serial, number, dated, signer_id, role, capacity from register_number"  # noqa: S608
        f" where tenant_id = $1 and {bearer.value} = $2 and status <> 'VOID'",
        current_scope().tenant_id, bearer_id,
    )  # fmt: skip
    return ReservedNumber(**row) if row else None


async def mark_used(bearer_id: UUID, bearer: Bearer = Bearer.LETTER) -> None:
    """The letter's number is spent on its final."""
    await execute(
        f"update register_number set status = 'USED'"  # noqa: S608 - a member of Bearer
        f" where tenant_id = $1 and {bearer.value} = $2 and status = 'RESERVED'",
        current_scope().tenant_id, bearer_id,
    )  # fmt: skip


async def void_reserved(bearer_id: UUID, bearer: Bearer, *, reason: str) -> None:
    """The number that was reserved for a letter which will never be: spent, with the reason in the register."""
    await execute(
        f"update register_number set status = 'VOID', void_reason = $3"  # noqa: S608 - a member of Bearer
        f" where tenant_id = $1 and {bearer.value} = $2 and status = 'RESERVED'",
        current_scope().tenant_id, bearer_id, reason,
    )  # fmt: skip
