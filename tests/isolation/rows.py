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
        async with sides.as_app(sides.ours) as app:
            if await _count(app, table, "tenant_id <> $1 or tenant_id is null", sides.ours):
                faults.append(f"{table}: ours sees rows of theirs")
            if not await _count(app, table, "tenant_id = $1", sides.ours) and await _has(sides, table, sides.ours):
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
    except (asyncpg.InsufficientPrivilegeError, asyncpg.RestrictViolationError):
        return 0


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
        row = await _some_row(sides, reference.child, sides.theirs, f"{reference.column} is not null")
        if row is None:
            faults.append(f"{reference.name}: theirs has no row to try with")
            continue
        others = {other.column: other.parent for other in references if other.child == reference.child}
        del others[reference.column]
        attempt = row | {"id": str(uuid4()), "tenant_id": str(sides.ours)}
        for column, parent in others.items():
            own = await _some_row(sides, parent, sides.ours)
            attempt[column] = own["id"] if own is not None and row[column] is not None else None
        error = await _insertion(sides, reference.child, attempt)
        violated = isinstance(error, asyncpg.ForeignKeyViolationError) and error.constraint_name == reference.name
        if not violated:
            faults.append(f"{reference.child}.{reference.name}: a row of ours under theirs gave {error!r}")
    return faults


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


async def _has(sides: Sides, table: str, tenant_id: UUID) -> bool:
    return await _some_row(sides, table, tenant_id) is not None


async def _count(connection: Connection, table: str, condition: str, *args: object) -> int:
    count: int = await connection.fetchval(f"select count(*) from {table} where {condition}", *args)
    return count


PROBES: tuple[Probe, ...] = (their_rows, their_rows_changed, rows_planted, rows_hung_on_theirs)
