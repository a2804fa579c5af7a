"""A migrated database for each worker, and the engine that the product runs on."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import cast
from urllib.parse import urlsplit

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from tests.support.services import Run

from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, install, open_database, uninstall
from laksana_infra.embedded.postgres import RunningPostgres, attach_postgres
from laksana_infra.migrations import app_config, migrate
from laksana_infra.roles import create_database

APPS = tuple(app for app in ("laksana_tenants.piccolo_app", "laksana.piccolo_app") if find_spec(app))
# Nobody may be connected to a database while it is copied: this one has no other use.
TEMPLATE = "laksana_template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """One database of the run's server, by login; the superuser walks through every wall, for looking and clearing."""

    superuser: str
    owner: str
    app: str
    province: str


def urls(server: RunningPostgres, name: str) -> Urls:
    """The addresses of the database of this name."""
    given = (server.superuser_url, server.owner_url, server.app_url, server.province_url)
    named = [urlsplit(url)._replace(path=f"/{name}").geturl() for url in given]
    # urlunsplit leaves out nothing that asyncpg or psycopg needs: user, password, database and socket folder.
    return Urls(superuser=named[0], owner=named[1], app=named[2], province=named[3])


@pytest.fixture(scope="session")
def server(run: Run) -> RunningPostgres:
    """The run's PostgreSQL with our roles; its databases are made by whoever needs one."""
    return attach_postgres(run.require("postgres"))


@pytest_asyncio.fixture(scope="session")
async def postgres(run: Run, server: RunningPostgres) -> Urls:
    """This worker's migrated database, empty but for what migrations write."""
    return await migrated_database(run, server, f"laksana_{run.worker}")


async def migrated_database(run: Run, server: RunningPostgres, name: str) -> Urls:
    """A new database of this name at the present schema, empty but for what migrations write."""
    with run.lock("template"):
        if run.once("template"):
            await create_database(server.superuser_url, TEMPLATE)
            await migrate(urls(server, TEMPLATE).owner, apps=APPS)
        await create_database(server.superuser_url, name, template=TEMPLATE)
    return urls(server, name)


@pytest_asyncio.fixture(scope="session")
async def owner(postgres: Urls) -> AsyncIterator[Connection]:
    """A superuser's connection to the worker's database, to look behind the walls."""
    connection = await asyncpg.connect(postgres.superuser, server_settings={"search_path": "app,jobs"})
    yield cast("Connection", connection)
    await connection.close()


@pytest_asyncio.fixture(scope="session")
async def installed_engine(postgres: Urls) -> AsyncIterator[TenantEngine]:
    engine = await open_database(postgres.app, min_size=1, max_size=8)
    province = await open_database(postgres.province, min_size=0, max_size=4, provinces=True)
    _opened[:] = [engine, province]
    put_in_place()
    yield engine
    for opened in (engine, province):
        uninstall(opened)
        await opened.close_connection_pool()
    _opened.clear()


_opened: list[TenantEngine] = []


def put_in_place() -> None:
    """Make the worker's engines the process's again: a test of another database may have taken their place."""
    engine, province = _opened
    install(engine, [table for app in APPS for table in app_config(app).table_classes])
    install(province, [])


@pytest_asyncio.fixture(scope="session")
async def kept_tables(owner: Connection) -> frozenset[str]:
    # What migrations wrote stays; the region tree is loaded once by who needs it.
    return frozenset(await _filled_tables(owner)) | {"app.region", "app.region_closure", "app.region_source"}


@pytest_asyncio.fixture
async def database(
    installed_engine: TenantEngine, kept_tables: frozenset[str], owner: Connection
) -> AsyncIterator[TenantEngine]:
    """The installed engine under the service's login; afterwards every table that got rows is empty again."""
    put_in_place()
    yield installed_engine
    await clear(owner, keep=kept_tables)


async def clear(superuser: Connection, *, keep: frozenset[str]) -> None:
    """Empty every table that has rows, append-only ones too."""
    async with emptied(superuser, [table for table in await _filled_tables(superuser) if table not in keep]):
        pass


@asynccontextmanager
async def emptied(superuser: Connection, tables: Iterable[str]) -> AsyncIterator[None]:
    """A transaction that begins with these tables emptied, append-only ones too, and in which nothing checks what is
    written."""
    await superuser.execute("BEGIN")
    # A replica's session fires no triggers: neither foreign keys nor append-only guards stand in the way.
    deletes = [f"DELETE FROM {table}" for table in tables]
    await superuser.execute("; ".join(("SET LOCAL session_replication_role = replica", *deletes)))
    try:
        yield
    except BaseException:
        await superuser.execute("ROLLBACK")
        raise
    await superuser.execute("COMMIT")


async def digests(superuser: Connection) -> dict[str, str]:
    """A digest of all rows of each table that has any, but for the region tree's."""
    filled = [table for table in await _filled_tables(superuser) if not table.startswith("app.region")]
    if not filled:
        return {}
    digest = "select '{0}' as name, md5(string_agg(t::text, '|' order by t::text)) as sum from {0} t"
    rows = await superuser.fetch(" union all ".join(digest.format(table) for table in filled))
    return {row["name"]: row["sum"] for row in rows}


async def _filled_tables(superuser: Connection) -> list[str]:
    tables = await superuser.fetch(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'jobs')"
    )
    if not tables:
        return []
    probes = " union all ".join(f"select '{row['name']}' as name where exists (table {row['name']})" for row in tables)
    return [row["name"] for row in await superuser.fetch(probes)]
