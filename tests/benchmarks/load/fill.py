"""Fill an installation with offices and their cases: cast from moulds, copied in, and then checked by PostgreSQL."""

import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
from tests.benchmarks.load.mould import Cast, Mould, Record, uuid7_at
from tests.benchmarks.load.offices import LoadedOffice
from tests.benchmarks.load.templates import BEGUN_AT, SHARES

from laksana.people.record import PersonRecord
from laksana.vault.keys import person_search_key
from laksana_infra.ids import new_id
from laksana_sdk.identity import NIK, parse_nik

Tell = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""

WEEKS: Final = 150
"""Over how many weeks the copies began."""
TRUE_WEEKS: Final = WEEKS + 1
"""How many weeks ago the true cases began, whose chains and seals are as the use cases would have written them."""

WORKED_ON: Final = "checked"
"""Where the cases stand that benchmarks take a step of."""
TO_WORK_ON: Final = 400

_TABLES: Final = (
    "person", "case_", "case_batch", "case_event", "submission", "incoming_letter", "letter", "case_task",
)  # fmt: skip
_AT_ONCE: Final = 20_000
_AGENDA: Final = "case when s.agenda_number is not null then w.serial || '/' || w.year end"
_WANTED: Final = """
create temporary table wanted (
    number int, tenant_id uuid, source_id uuid, case_id uuid, before interval, serial int, year int
)
"""
_CHECKS: Final = """
select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
from pg_constraint
where contype = 'f' and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
or contype in ('p', 'u') and conrelid = any($1::text[]::regclass[])
order by contype = 'f' desc, oid
"""
"""References, also those from other tables; then what they refer to."""
_INDEXES: Final = """
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index i where indrelid = any($1::text[]::regclass[])
and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by indexrelid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many cases there shall be at these offices; the largest gets twenty times as many as the median."""

    offices: Sequence[LoadedOffice]
    cases: int

    def by_size(self) -> list[LoadedOffice]:
        """The offices, largest first, in the same order each time."""
        return random.Random(len(self.offices)).sample(self.offices, len(self.offices))

    def true(self) -> Iterator[tuple[LoadedOffice, str]]:
        """The cases that are cast one by one: of each kind one at each office, and more to work on at two of them."""
        yield from ((office, station) for office in self.offices for station in SHARES)
        ranked = self.by_size()
        yield from ((office, WORKED_ON) for office in (ranked[0], ranked[len(ranked) // 2]) for _ in range(TO_WORK_ON))

    def copies(self, count: int) -> Iterator[tuple[LoadedOffice, str]]:
        """The other cases, each a copy of its office's true one of that kind."""
        chance, ranked = random.Random(self.cases), self.by_size()
        offices = list(accumulate((rank + 10) ** -0.7 for rank in range(len(ranked))))
        stations = list(accumulate(SHARES.values()))
        for _ in range(count):
            yield (
                chance.choices(ranked, cum_weights=offices)[0],
                chance.choices(list(SHARES), cum_weights=stations)[0],
            )


async def fill(superuser: asyncpg.Connection, moulds: Mapping[str, Mould], plan: Plan, tell: Tell) -> None:
    """The planned cases are there, and PostgreSQL has checked every reference and every unique value of them."""
    serials: Counter[tuple[UUID, int]] = Counter()
    async with _checked_at_the_end(superuser, tell):
        sources = await _cast(superuser, moulds, plan, serials)
        await _copy(superuser, plan, sources, serials, tell)
        counters = [(tenant, new_id(), "AGENDA_MASUK", year, serial) for (tenant, year), serial in serials.items()]
        await superuser.copy_records_to_table(
            "register_counter", records=counters, columns=("tenant_id", "id", "register", "year", "last_serial")
        )


async def _cast(
    superuser: asyncpg.Connection, moulds: Mapping[str, Mould], plan: Plan, serials: Counter[tuple[UUID, int]]
) -> dict[tuple[UUID, str], UUID]:
    """The true cases, by office and kind."""
    search_key = await person_search_key()
    cases: dict[tuple[UUID, str], UUID] = {}
    made: dict[str, list[Record]] = defaultdict(list)
    for number, (office, station) in enumerate(plan.true()):
        before, person, mould = timedelta(weeks=TRUE_WEEKS, seconds=-number), _somebody(number), moulds[station]
        serials[office.id, (BEGUN_AT - before).year] += 1
        new = Cast(
            tenant_id=office.id, key=office.key, search_key=search_key, office_ids=office.ids,
            office_texts=office.texts, serial=serials[office.id, (BEGUN_AT - before).year], before=before,
            person=person, nik=_nik(person),
        )  # fmt: skip
        for table, rows in mould.cast(new):
            made[table] += rows
        cases.setdefault((office.id, station), made["case_"][-1][mould.tables["case_"].place["id"]])
    for table in _TABLES:
        columns = next(some.tables[table].columns for some in moulds.values() if table in some.tables)
        await superuser.copy_records_to_table(table, records=made[table], columns=columns)
    return cases


async def _copy(
    superuser: asyncpg.Connection, plan: Plan, sources: Mapping[tuple[UUID, str], UUID],
    serials: Counter[tuple[UUID, int]], tell: Tell,
) -> None:  # fmt: skip
    """The copies, oldest first: rows of true cases under other ids, numbers and times, read from where those lie."""
    await superuser.execute(_WANTED)
    statements = [await _copying(superuser, table) for table in _TABLES if table != "person"]
    count, chance = plan.cases - sum(1 for _ in plan.true()), random.Random(plan.cases)
    wanted: list[tuple[object, ...]] = []
    for number, (office, station) in enumerate(plan.copies(count), start=1):
        before = timedelta(weeks=WEEKS - number * WEEKS // (count + 1), seconds=-chance.randrange(7_200))
        serials[office.id, year := (BEGUN_AT - before).year] += 1
        case_id = uuid7_at(BEGUN_AT - before)
        wanted.append((number, office.id, sources[office.id, station], case_id, before, serials[office.id, year], year))
        if number % _AT_ONCE == 0 or number == count:
            await superuser.copy_records_to_table("wanted", records=wanted)
            for statement in statements:
                await superuser.execute(statement)
            await superuser.execute("truncate wanted")
            wanted.clear()
            tell("cases", number, count)


async def _copying(superuser: asyncpg.Connection, table: str) -> str:
    """The statement that copies this table's rows of every wanted case, whose sources are laid beside the table.

    There they are few, however many copies the table holds already.
    """
    columns = await superuser.fetch(
        "select attname as name, atttypid::regtype::text as type from pg_attribute"
        " where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum",
        table,
    )
    case = "id" if table == "case_" else "case_id"
    given = {case: "w.case_id", "serial": "w.serial", "year": "w.year", "agenda_number": _AGENDA}
    values = [given.get(name) or _value(name, kind) for name, kind in columns]
    names = ", ".join(name for name, _ in columns)
    await superuser.execute(f"create temporary table true_{table} as select * from {table}")
    await superuser.execute(f"create index on true_{table} (tenant_id, {case})")
    await superuser.execute(f"analyze true_{table}")
    return (
        f"insert into {table} ({names}) select {', '.join(values)} from wanted w"
        f" join true_{table} s on s.tenant_id = w.tenant_id and s.{case} = w.source_id"
    )


def _value(name: str, kind: str) -> str:
    if name in {"id", "batch_id", "letter_id"}:
        return f"md5(w.number || s.{name}::text)::uuid"
    if kind == "timestamp with time zone":
        return f"s.{name} - w.before"
    return f"(s.{name} - w.before)::date" if kind == "date" else f"s.{name}"


def _somebody(number: int) -> PersonRecord:
    """An invented woman, another one for each number."""
    born = date(1930, 1, 1) + timedelta(days=number // 9_000)
    nik = f"160410{born.day + 40:02}{born.month:02}{born.year % 100:02}{number % 9_000 + 1:04}"
    name = f"{_FIRST[number % len(_FIRST)]} {_SECOND[number // len(_FIRST) % len(_SECOND)]}"
    return PersonRecord(
        label=name, name=name, nik=nik, birth_place="Lahat", birth_date=born, sex="P",
        address="Jalan Mayor Ruslan 7", kecamatan="16.04.10",
    )  # fmt: skip


def _nik(person: PersonRecord) -> NIK:
    nik, found = parse_nik(person.nik or "", field="nik")
    assert nik is not None, found
    return nik


_FIRST: Final = ("SULASTRI", "RUMINAH", "MARYAM", "SITI", "ROHANI", "NURHAYATI", "KARTINI", "DEWI", "YULIANA", "ASIH")
_SECOND: Final = ("WATI", "HANDAYANI", "LESTARI", "RAHAYU", "SARI", "UTAMI", "NINGSIH", "PERMATA", "ANGGRAINI")


@asynccontextmanager
async def _checked_at_the_end(superuser: asyncpg.Connection, tell: Tell) -> AsyncIterator[None]:
    """References and indexes are taken off the tables and put back at the end, when PostgreSQL checks every row.

    A whole table at once takes a fifth of the time that it takes row by row.
    """
    checks, indexes = await superuser.fetch(_CHECKS, _TABLES), await superuser.fetch(_INDEXES, _TABLES)
    for check in checks:
        await superuser.execute(f"alter table {check['table']} drop constraint {check['name']}")
    for index in indexes:
        await superuser.execute(f"drop index {index['name']}")
    for table in _TABLES:
        # Each is vacuumed once at the end; before that it would only be read again and again.
        await superuser.execute(f"alter table {table} set (autovacuum_enabled = false)")
    yield
    await superuser.execute("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2")
    added = [f"alter table {one['table']} add constraint {one['name']} {one['definition']}" for one in checks]
    own = [statement for statement in added if " FOREIGN KEY " not in statement]
    again = [
        *own,
        *(index["definition"] for index in indexes),
        *(statement for statement in added if statement not in own),
        # Outside a transaction, so that pages are marked as seen by all and reads need not look twice.
        *(f"vacuum (freeze, analyze) {table}" for table in _TABLES),
        *(f"alter table {table} reset (autovacuum_enabled)" for table in _TABLES),
        # What is left for the end is written in more time than an ending server is given.
        "checkpoint",
    ]
    for number, statement in enumerate(again, start=1):
        await superuser.execute(statement)
        tell("checks", number, len(again))
