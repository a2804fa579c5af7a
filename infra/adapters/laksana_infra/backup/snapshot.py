"""Every office's rows as they were at one moment, read past row-level security by a login that may do nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

import asyncpg  # type: ignore[import-untyped]

from laksana_infra.backup.errors import BackupError
from laksana_infra.connection import Connection, Row
from laksana_infra.login import unreachable

__all__ = ["BACKUP_LOCK", "Reader", "Snapshot", "TableShape", "reading"]

BACKUP_LOCK: Final = 7_310_452_901_884_217_012
"""The advisory lock that a running backup holds: nothing that its snapshot may name is deleted meanwhile."""

BOOKS: Final = ("app.migration", "jobs.applied_step")
"""What migrating writes by itself: never copied as rows."""

_PIECE: Final = 4 * 1024 * 1024
_MAY_READ: Final = """
select (rolsuper or rolbypassrls) and has_table_privilege(oid, 'app.case_', 'SELECT')
   and has_table_privilege(oid, 'jobs.procrastinate_jobs', 'SELECT')
from pg_roles where rolname = current_user"""
_TABLES: Final = """
select format('%s.%s', n.nspname, c.relname) as name, n.nspname, c.relname,
       array_agg(a.attname::text order by a.attnum) as columns
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
where n.nspname in ('app', 'jobs') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  and a.attgenerated = '' and format('%s.%s', n.nspname, c.relname) <> all($1::text[])
group by 1, 2, 3 order by 1"""
_SEQUENCES: Final = """
select format('%s.%s', schemaname, sequencename) as name, last_value
from pg_sequences where schemaname in ('app', 'jobs') and last_value is not null"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table and those of its columns that are not computed."""

    schema: str
    name: str
    columns: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Schema and name with a dot between."""
        return f"{self.schema}.{self.name}"


class Snapshot:
    """The database at one moment, whatever is committed meanwhile."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - copying is asyncpg's own, which is untyped
        self._connection = connection

    async def fetch(self, sql: str, *args: object) -> list[Row]:
        """The rows of one statement, over all offices."""
        return cast("list[Row]", await self._connection.fetch(sql, *args))

    async def tables(self) -> tuple[TableShape, ...]:
        """Every table of offices and jobs, but for the books of migrations."""
        return tuple(
            TableShape(schema=row["nspname"], name=row["relname"], columns=tuple(row["columns"]))
            for row in await self.fetch(_TABLES, BOOKS)
        )

    async def sequences(self) -> Mapping[str, int]:
        """How far each sequence has counted; one that counts on meanwhile may be further than the rows."""
        return {row["name"]: row["last_value"] for row in await self.fetch(_SEQUENCES)}

    async def migrations(self) -> Mapping[str, tuple[str, ...]]:
        """The migrations that made this schema, by app; the queue's steps under `jobs`."""
        rows = await self.fetch(
            "select app_name::text as app, name::text as id from app.migration"
            " union all select 'jobs', step from jobs.applied_step order by 1, 2"
        )
        apps = dict.fromkeys(row["app"] for row in rows)
        return {app: tuple(row["id"] for row in rows if row["app"] == app) for app in apps}

    async def copy(self, table: TableShape, give: Callable[[bytes], Awaitable[None]]) -> int:
        """How many rows were given, in pieces of a few megabytes of whole lines in PostgreSQL's text format."""
        piece = bytearray()

        async def take(line: bytes) -> None:
            piece.extend(line)
            if len(piece) >= _PIECE and line.endswith(b"\n"):
                await give(bytes(piece))
                piece.clear()

        said: str = await self._connection.copy_from_table(
            table.name, schema_name=table.schema, columns=table.columns, output=take, format="text"
        )
        if piece:
            await give(bytes(piece))
        return int(said.rpartition(" ")[2])


class Reader:
    """A session that keeps the lock of backups."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - see Snapshot
        self._connection = connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        """The database as it is when the block begins; end it soon, for it keeps PostgreSQL from tidying up."""
        async with self._connection.transaction(isolation="repeatable_read", readonly=True):
            # Rows that a policy hides are then an error, never silently missing.
            await self._connection.execute("SET LOCAL row_security = off")
            yield Snapshot(self._connection)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    """A session of the login for backups, alone with its lock until the block ends.

    Raises BackupError when the login is bound by row-level security, or while another backup runs.
    """
    try:
        connection: Connection = await asyncpg.connect(url, server_settings={"statement_timeout": "0"})
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise unreachable(url, error) from error
    try:
        if not await connection.fetchval(_MAY_READ):
            raise BackupError(
                "the login of LAKSANA_DATABASE_BACKUP_URL cannot read every office's rows, so nothing was written; "
                "use laksana_backup, which infra/postgres/roles.sql makes"
            )
        if not await connection.fetchval("select pg_try_advisory_lock($1)", BACKUP_LOCK):
            raise BackupError("another backup of this database is running, so nothing was written; wait for its end")
        yield Reader(connection)
    finally:
        # The lock ends with its session, also when this process is killed.
        await connection.close()
