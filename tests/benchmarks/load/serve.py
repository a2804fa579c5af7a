"""One process that answers over HTTP for a filled installation: the product, or one SQL statement a page.

Run: python -m tests.benchmarks.load.serve product|limit HOME PORT
"""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any, Final

import asyncpg  # type: ignore[import-untyped]
import msgspec
import uvloop
from tests.benchmarks.load.home import attached, entered
from tests.benchmarks.load.pages import PAGES

from laksana_infra.logging import configure_logging
from laksana_infra.settings import Bind, LogFormat, LogLevel, load_settings
from laksana_web.app import build_app
from laksana_web.collecting import collecting_seldom
from laksana_web.server import listening

UNLIMITED: Final = {"LAKSANA_REQUESTS_PER_PERSON": "0", "LAKSANA_REQUESTS_PER_OFFICE": "0"}
"""A race asks for more than one person's share."""


class Asked(msgspec.Struct, frozen=True):
    """Which page is wanted, and of whom."""

    page: str
    arguments: list[Any]


def limit(pool: asyncpg.Pool) -> Any:  # noqa: ANN401 - an ASGI application
    """A bare application that passes on what one statement gives: no session, no walls, no types."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        if scope["type"] != "http":
            return
        asked = msgspec.json.decode((await receive())["body"], type=Asked)
        async with pool.acquire() as connection:
            found = await connection.fetchval(PAGES[asked.page].sql, *asked.arguments)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": found.encode()})

    return answer


async def main(kind: str, home: Path, port: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    installation, bind, stop = attached(home), Bind(host="127.0.0.1", port=port), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    if kind == "product":
        async with entered(installation), listening(build_app(load_settings(UNLIMITED)), bind):
            with collecting_seldom():
                await stop.wait()
    else:
        settings = {"search_path": "app", "timezone": "UTC"}
        pool = asyncpg.create_pool(installation.postgres.superuser_url, max_size=10, server_settings=settings)
        async with pool, listening(limit(pool), bind):
            with collecting_seldom():
                await stop.wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
