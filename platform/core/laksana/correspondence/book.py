"""The book of a register, as an office opens it: every number of a year in order, void ones and given ones too."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from laksana.correspondence.views import BookSummary, NumberStatus, RegisterEntry, VoidReason
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.letters import Register
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import current_tenant
from laksana_tenants.views import NumberSource

PAGE_LIMIT = 100

_NUMBERS = (
    "select id, serial as place, case source when 'SYSTEM' then serial end as serial, number, status, source, title,"
    " letter_id, dated, taken_at, signer_id, role, capacity, void_reason, voided_at"
    " from register_number where tenant_id = $1 and register = $2 and year = $3"
)
_AGENDA = (
    "select i.id, i.serial as place, i.serial, i.agenda_number as number,"
    " case when i.void_reason is null then 'USED' else 'VOID' end as status, 'SYSTEM' as source, null as title,"
    " null::uuid as letter_id, null::date as dated, i.received_at as taken_at,"
    " null::uuid as signer_id, null as role, null as capacity, i.void_reason, i.voided_at"
    " from incoming_letter i where i.tenant_id = $1 and $2 = 'AGENDA_MASUK' and i.year = $3"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPosition:
    """Where a page of a book begins: after this entry."""

    place: int
    id: UUID


async def book_page(
    register: Register, year: int, *, size: int, after: BookPosition | None = None
) -> tuple[RegisterEntry, ...]:
    """Up to `size` + 1 entries of the book in order (the extra one says that there are more)."""
    rows = await fetch(
        f"select * from ({_of(register)}) b where $4::integer is null or (place, id) > ($4, $5::uuid)"  # noqa: S608
        " order by place, id limit $6",
        current_scope().tenant_id, register.value, year, after.place if after else None, after.id if after else None,
        min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    zone = (await current_tenant()).timezone
    return tuple(_entry(row, zone) for row in rows)


async def book_summary(register: Register, year: int) -> BookSummary:
    """How far the register's year has come, and whether a serial is missing from its book."""
    row = await fetch_one(
        "select last_serial, array(select generate_series(1, last_serial) except"  # noqa: S608 - our own text
        f" select serial from ({_of(register)}) b where serial is not null order by 1 limit {PAGE_LIMIT}) as missing"
        " from register_counter where tenant_id = $1 and register = $2 and year = $3",
        current_scope().tenant_id, register.value, year,
    )  # fmt: skip
    return BookSummary(
        register=register,
        year=year,
        last_serial=row["last_serial"] if row else 0,
        missing=tuple(row["missing"]) if row else (),
    )


def _of(register: Register) -> str:
    return _AGENDA if register is Register.AGENDA_MASUK else _NUMBERS


def _entry(row: dict[str, Any], zone: str) -> RegisterEntry:
    reason = row["void_reason"]
    return RegisterEntry(
        **{
            **row,
            "dated": row["dated"] or local_day(row["taken_at"], zone),
            "status": NumberStatus(row["status"]),
            "source": NumberSource(row["source"]),
            "void_reason": VoidReason(reason) if reason else None,
        }
    )
