"""What one office can do to another's rows with SQL of its own: each probe returns the faults that it finds.

A probe speaks over a connection whose role is the service's; `as_app` says how a connection becomes that.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg  # type: ignore[import-untyped]
from tests.isolation.catalogue import tables_of_offices

from laksana_infra.connection import Connection

Row = dict[str, Any]
Probe = Callable[["Sides"], Awaitable[list[str]]]


# By type, what no row of the fixtures has; the first type found in a unique key is taken.
_UNUSED: Row = {
    "integer": 29_999,
    "smallint": 29_999,
    "date": "2001-01-01",
    "bytea": "\\x" + "5a" * 32,
    "character varying": "nobodys",
}


class Undo(Exception):
    """Ends an attempt so that it leaves nothing behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A foreign key from one office's table to another, both led by `tenant_id`."""

    name: str
    child: str
    column: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Ours tries, theirs must not be touched; `superuser` looks behind the walls, over the same connection or not."""

    connection: Any
    superuser: Any
    ours: UUID
    theirs: UUID

    @asynccontextmanager
    async def as_app(self, tenant_id: UUID | None) -> AsyncIterator[Any]:
        """The service's own role in an office's scope; whatever is done is undone."""
        try:
            async with self.connection.transaction():
                await self.connection.execute("set local role laksana_app; set local search_path = app, jobs")
                await self.connection.execute("select set_config('app.tenant_id', $1, true)", str(tenant_id or ""))
                yield self.connection
                raise Undo
        except Undo:
            pass


async def their_rows(sides: Sides) -> list[str]:
    """Tables in which an office finds another's rows, or finds any without a scope."""
    faults = []
    for table in await tables_of_offices(sides.superuser):
        own = await sides.superuser.fetchval(f"select count(*) from {table} where tenant_id = $1", sides.ours)
        async with sides.as_app(sides.ours) as app:
            if await _count(app, table, "tenant_id <> $1 or tenant_id is null", sides.ours):
                faults.append(f"{table}: ours sees rows of theirs")
            if await _count(app, table, "tenant_id = $1", sides.ours) != own:
                faults.append(f"{table}: ours does not see its own rows")
        async with sides.as_app(None) as app:
            if await _count(app, table, "true"):
                faults.append(f"{table}: rows without a scope")
    return faults


async def their_rows_changed(sides: Sides) -> list[str]:
    """Tables in which an office changes, removes or takes over another's rows."""
    faults = []
    for table in await tables_of_offices(sides.superuser):
        for sql in (
            f"update {table} set id = id where tenant_id = $1",
            f"delete from {table} where tenant_id = $1",
            f"update {table} set tenant_id = '{sides.ours}' where tenant_id = $1",
        ):
            touched = await _touched(sides, sql, sides.theirs)
            if touched:
                faults.append(f"{table}: {sql} touched {touched} rows of theirs")
        moved = await _touched(
            sides, f"update {table} set tenant_id = $2 where tenant_id = $1", sides.ours, sides.theirs
        )
        if moved:
            faults.append(f"{table}: ours gave {moved} rows to theirs")
    return faults


async def _touched(sides: Sides, sql: str, *args: object) -> int:
    try:
        async with sides.as_app(sides.ours) as app:
            tag: str = await app.execute(sql, *args)
            return int(tag.split()[-1])
    except asyncpg.InsufficientPrivilegeError:
        return 0
    except asyncpg.IntegrityConstraintViolationError:
        # A rule of the data stood in the way; the wall did not.
        return 1


async def rows_planted(sides: Sides) -> list[str]:
    """Tables into which an office writes a row in another's name."""
    faults = []
    for table in await tables_of_offices(sides.superuser):
        row = await _some_row(sides, table, sides.theirs)
        if row is None:
            faults.append(f"{table}: theirs has no row to try with")
            continue
        error = await _insertion(sides, table, row | {"id": str(uuid4())})
        if not isinstance(error, asyncpg.InsufficientPrivilegeError):
            faults.append(f"{table}: a row in the name of theirs gave {error!r}")
    return faults


async def rows_hung_on_theirs(sides: Sides) -> list[str]:
    """Foreign keys by which an office's row names another office's row as its parent."""
    faults = []
    references = await references_between(sides.superuser)
    for reference in references:
        # A row that has such a parent, where there is one: some rows may have one parent or another, not both.
        row = await _some_row(sides, reference.child, sides.theirs, f"{reference.column} is not null")
        row = row or await _some_row(sides, reference.child, sides.theirs)
        parent = await _some_row(sides, reference.parent, sides.theirs)
        if row is None or parent is None:
            faults.append(f"{reference.name}: theirs has no row to try with")
            continue
        row |= await _unlike_any(sides, reference.child) | {"id": str(uuid4()), "tenant_id": str(sides.ours)}
        # Every other parent is our own, so that nothing but this key can stand in the way.
        for other in references:
            if other.child == reference.child and row[other.column] is not None:
                own = await _some_row(sides, other.parent, sides.ours)
                row[other.column] = own["id"] if own else None
        error = await _insertion(sides, reference.child, row | {reference.column: parent["id"]})
        violated = isinstance(error, asyncpg.ForeignKeyViolationError) and error.constraint_name == reference.name
        if not violated:
            faults.append(f"{reference.child}.{reference.name}: a row of ours under theirs gave {error!r}")
    return faults


async def _unlike_any(sides: Sides, table: str) -> Row:
    """Values by which a row differs from all others in the table's unique keys."""
    rows = await sides.superuser.fetch(
        "select distinct on (i.indexrelid) a.attname::text as column, a.atttypid::regtype::text as type"
        " from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])"
        " where i.indrelid = $1::regclass and i.indisunique and a.atttypid::regtype::text = any($2::text[])"
        " order by i.indexrelid, array_position($2::text[], a.atttypid::regtype::text)",
        table, list(_UNUSED),
    )  # fmt: skip
    return {row["column"]: _UNUSED[row["type"]] for row in rows}


async def references_between(superuser: Connection) -> list[Reference]:
    """Every foreign key between offices' tables, whatever it consists of."""
    rows = await superuser.fetch(
        "select c.conname, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,"
        " (select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)"
        "  and a.attname <> 'tenant_id') as column from pg_constraint c where c.contype = 'f'"
        " and c.conrelid = any($1::text[]::regclass[]) and c.confrelid = any($1::text[]::regclass[]) order by 2, 1",
        await tables_of_offices(superuser),
    )
    return [
        Reference(name=row["conname"], child=row["child"], column=row["column"], parent=row["parent"]) for row in rows
    ]


async def _insertion(sides: Sides, table: str, row: Row) -> asyncpg.PostgresError | None:
    """What PostgreSQL says to the row; None when it takes it."""
    columns = ", ".join(row)
    said = None
    try:
        async with sides.as_app(sides.ours) as app:
            await app.execute(
                f"insert into {table} ({columns}) select {columns} from json_populate_record(null::{table}, $1::json)",
                json.dumps(row),
            )
            await app.execute("set constraints all immediate")
    except asyncpg.PostgresError as error:
        said = error
    return said


async def _some_row(sides: Sides, table: str, tenant_id: UUID, condition: str = "true") -> Row | None:
    found = await sides.superuser.fetchval(
        f"select row_to_json(t)::text from {table} t where tenant_id = $1 and {condition} order by id limit 1",
        tenant_id,
    )
    return json.loads(found) if found else None


async def _count(connection: Connection, table: str, condition: str, *args: object) -> int:
    count: int = await connection.fetchval(f"select count(*) from {table} where {condition}", *args)
    return count


PROBES: tuple[Probe, ...] = (their_rows, their_rows_changed, rows_planted, rows_hung_on_theirs)


OWN_TRACES = {
    "app.logged_read": "tenant_id = $1",
    "jobs.procrastinate_jobs": "task_name <> 'log_province_reads' and $1::uuid is not null",
}
"""What a reader leaves behind who was shown something of their own: all rows but these are looked at."""


async def contents(behind: Connection, theirs: UUID) -> dict[str, str]:
    """A digest of every row of every table, by table; of the log of reads their lines alone."""
    tables = [*await tables_of_offices(behind), "jobs.procrastinate_jobs"]
    digests = " union all ".join(
        f"select '{table}' as name, coalesce(md5(string_agg(t::text, '|' order by id)), '') as digest from {table} t"
        f" where {OWN_TRACES.get(table, 'true')}"
        for table in tables
    )
    return {row["name"]: row["digest"] for row in await behind.fetch(digests, theirs)}
