"""A small database of two walled tables, made by the same SQL that migrations use."""

from collections.abc import AsyncIterator
from typing import cast

import asyncpg  # type: ignore[import-untyped]
import pytest_asyncio
from tests.infra.tables import Folder, Sheet
from tests.support.database import Urls, clear, urls
from tests.support.services import Run

from laksana_infra import rls
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, install, open_database, uninstall
from laksana_infra.embedded.postgres import RunningPostgres
from laksana_infra.roles import create_database

TABLES = """
CREATE TABLE folder (id uuid PRIMARY KEY, tenant_id uuid, title text NOT NULL);
CREATE TABLE sheet (id uuid PRIMARY KEY, tenant_id uuid, folder_id uuid, body text NOT NULL);
CREATE TABLE entry (id uuid PRIMARY KEY, tenant_id uuid, line text NOT NULL);
CREATE TABLE holiday (id uuid PRIMARY KEY, name text NOT NULL);
"""


@pytest_asyncio.fixture(scope="session")
async def walls(run: Run, server: RunningPostgres) -> Urls:
    name = f"walls_{run.worker}"
    await create_database(server.superuser_url, name)
    found = urls(server, name)
    connection: Connection = await asyncpg.connect(found.owner)
    for sql in (
        TABLES,
        rls.office_table("folder"),
        rls.office_table("sheet"),
        rls.foreign_key("sheet", "folder_id", references="folder", deferred=True),
        rls.unique("folder", "title"),
        rls.append_only_table("entry"),
        rls.shared_table("holiday", privileges=("SELECT", "INSERT")),
        rls.masked_view(
            "folder_count",
            query="SELECT tenant_id, count(*) AS folders FROM app.folder GROUP BY tenant_id",
            reads={"folder": ("tenant_id",)},
        ),
    ):
        await connection.execute(sql)
    await connection.close()
    return found


@pytest_asyncio.fixture(scope="session")
async def behind_walls(walls: Urls) -> AsyncIterator[Connection]:
    """A superuser's connection, to see what really lies in the tables."""
    connection = await asyncpg.connect(walls.superuser, server_settings={"search_path": "app"})
    yield cast("Connection", connection)
    await connection.close()


@pytest_asyncio.fixture
async def engine(walls: Urls, behind_walls: Connection) -> AsyncIterator[TenantEngine]:
    opened = await open_database(walls.app, min_size=1, max_size=3)
    install(opened, [Folder, Sheet])
    yield opened
    uninstall(opened)
    await opened.close_connection_pool()
    await clear(behind_walls, keep=frozenset())
