import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote

import pytest
import pytest_asyncio
from tests.faults.edges import Edge, to_socket
from tests.support.database import Urls

from laksana_infra.connection import Connection
from laksana_infra.database import DatabaseAwayError, TenantEngine, install, open_database, uninstall, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped

SOCKET = ".s.PGSQL.5432"


@pytest_asyncio.fixture
async def lingering(walls: Urls) -> AsyncIterator[TenantEngine]:
    """An engine that hears what the server says last, and not that it has closed the connection."""
    address, _, server = walls.app.partition("?host=")
    way = Edge("lingering", to_socket(lambda: Path(unquote(server)) / SOCKET), lingers=True)
    with TemporaryDirectory() as folder:
        await way.listen_on_socket(Path(folder) / SOCKET)
        opened = await open_database(f"{address}?host={quote(folder, safe='')}", min_size=1, max_size=1)
        install(opened, [])
        yield opened
        uninstall(opened)
        # First: whoever closes a connection in order would wait for the server to say so.
        await way.close()
        await opened.close_connection_pool()


async def test_a_connection_whose_server_said_its_last_words_is_an_absence_and_the_next_one_is_sound(
    lingering: TenantEngine, behind_walls: Connection
) -> None:
    with scoped(Scope(new_id())):
        async with unit_of_work() as work:
            (mine,) = await work.fetch("select pg_backend_pid() as pid", ())
        await behind_walls.execute("select pg_terminate_backend($1, 5000)", mine["pid"])
        await asyncio.sleep(0.05)

        with pytest.raises(DatabaseAwayError, match="does not answer"):
            async with unit_of_work():
                pass

        async with unit_of_work() as work:
            assert [row["one"] for row in await work.fetch("select 1 as one", ())] == [1]
