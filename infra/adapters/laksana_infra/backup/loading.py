"""Fill a database with the rows of a backup, all or none, under the owner's login."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg  # type: ignore[import-untyped]

from laksana_infra.backup.errors import BackupError
from laksana_infra.backup.snapshot import BOOKS, TableShape
from laksana_infra.login import unreachable

__all__ = ["Loader", "holds_offices", "loading"]

_TABLES: Final = """
select format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity as forced
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('app', 'jobs') and c.relkind = 'r'
  and format('%s.%s', n.nspname, c.relname) <> all($1::text[]) order by 1"""
_REFERENCES: Final = """
select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
from pg_constraint where contype = 'f' and connamespace in ('app'::regnamespace, 'jobs'::regnamespace)
order by 1, 2"""
_OTHERS: Final = """
select count(*) from pg_stat_activity
where datname = current_database() and usename in ('laksana_app', 'laksana_province')"""


class Loader:
    """An emptied database in the middle of being filled."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - copying is asyncpg's own, which is untyped
        self._connection = connection

    async def copy(self, table: TableShape, lines: bytes) -> int:
        """How many rows were added: whole lines in PostgreSQL's text format."""
        said: str = await self._connection.copy_to_table(
            table.name, schema_name=table.schema, columns=table.columns, source=_in_one(lines), format="text"
        )
        return int(said.rpartition(" ")[2])

    async def count_on(self, sequences: Mapping[str, int]) -> None:
        """Each sequence goes on after this number."""
        for name, last in sequences.items():
            await self._connection.execute("select setval($1::text::regclass, $2)", name, last)


async def holds_offices(owner_url: str) -> bool:
    """Whether the database holds any office; False for one that nobody migrated."""
    async with _connected(owner_url) as connection:
        if await connection.fetchval("select to_regclass('app.tenant')") is None:
            return False
        transaction = connection.transaction()
        await transaction.start()
        try:
            # The wall holds against the owner too; it is lifted for this look alone.
            await connection.execute("ALTER TABLE app.tenant NO FORCE ROW LEVEL SECURITY")
            return bool(await connection.fetchval("select exists (select from app.tenant)"))
        finally:
            await transaction.rollback()


@asynccontextmanager
async def loading(owner_url: str) -> AsyncIterator[Loader]:
    """A database emptied of every row, to be filled in the block and committed at its end, or left as it was.

    Walls, triggers and references are lifted meanwhile, and stand again, checked, at the commit. Raises BackupError
    while the service is connected.
    """
    async with _connected(owner_url) as connection:
        if others := await connection.fetchval(_OTHERS):
            message = f"{others} connections of the service are open; stop every web server and worker, then try again"
            raise BackupError(message)
        async with _fitting(), connection.transaction():
            tables = await connection.fetch(_TABLES, BOOKS)
            references = await connection.fetch(_REFERENCES)
            await _execute(connection, _lifted(tables))
            await _execute(connection, (f"ALTER TABLE {r['table']} DROP CONSTRAINT {r['name']}" for r in references))
            await connection.execute(f"TRUNCATE {', '.join(row['name'] for row in tables)}")
            yield Loader(connection)
            # Made anew, each is checked over all rows at once.
            await _execute(
                connection,
                (f"ALTER TABLE {r['table']} ADD CONSTRAINT {r['name']} {r['definition']}" for r in references),
            )
            await _execute(connection, _standing(tables))


@asynccontextmanager
async def _fitting() -> AsyncIterator[None]:
    try:
        yield
    except asyncpg.LockNotAvailableError as error:
        message = "somebody is at work in the database, so no row was changed; stop them and restore again"
        raise BackupError(message) from error
    except (asyncpg.SyntaxOrAccessError, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError) as error:
        message = (
            f"the backup's rows do not fit this release's schema ({type(error).__name__}), so no row was changed; "
            "install the release that made the backup, restore, and upgrade then"
        )
        raise BackupError(message) from error


def _lifted(tables: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in tables:
        yield f"ALTER TABLE {row['name']} DISABLE TRIGGER USER"
        if row["forced"]:
            yield f"ALTER TABLE {row['name']} NO FORCE ROW LEVEL SECURITY"


def _standing(tables: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in tables:
        yield f"ALTER TABLE {row['name']} ENABLE TRIGGER USER"
        if row["forced"]:
            yield f"ALTER TABLE {row['name']} FORCE ROW LEVEL SECURITY"


async def _execute(connection: Any, statements: Iterable[str]) -> None:  # noqa: ANN401 - see Loader
    await connection.execute("; ".join(statements) or "select")


async def _in_one(content: bytes) -> AsyncIterator[bytes]:
    yield content


@asynccontextmanager
async def _connected(owner_url: str) -> AsyncIterator[Any]:
    try:
        connection = await asyncpg.connect(owner_url)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise unreachable(owner_url, error) from error
    try:
        yield connection
    finally:
        await connection.close()
