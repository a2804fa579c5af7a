"""Granian inside this process: the web server shares the loop, the pools and the end of everything else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from litestar.types import ASGIApp

from laksana_infra.settings import Bind
from laksana_web.address import ServerError, refuse_taken

_START_SECONDS: Final = 10.0
# Granian would write to standard output, which belongs to the answers of commands.
_LOGGING: Final[dict[str, Any]] = {
    "incremental": True,
    "handlers": {},
    "loggers": {"_granian": {"propagate": True}, "granian.access": {"propagate": True}},
}


@asynccontextmanager
async def listening(app: ASGIApp, bind: Bind) -> AsyncIterator["asyncio.Task[None]"]:
    """A server that answers at this address until the block ends; requests under way are finished first.

    The task ends early only when the server breaks. Raises ServerError when the address is taken or not ours.
    """
    refuse_taken(bind)
    server = Server(
        app,
        address=bind.host,
        port=bind.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
    )
    task = asyncio.create_task(server.serve(), name="granian")
    try:
        await _until_it_answers(task, bind)
        yield task
    finally:
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait((task,))


async def _until_it_answers(task: "asyncio.Task[None]", bind: Bind) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind.host, bind.host)  # noqa: S104 - compared, not bound
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    while asyncio.get_running_loop().time() < deadline and not task.done():
        try:
            _, writer = await asyncio.open_connection(host, bind.port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return
    if task.done() and not task.cancelled() and (error := task.exception()) is not None:
        raise ServerError(f"peladen web pada {bind} gagal mulai: {error}; periksa LAKSANA_BIND") from error
    raise ServerError(f"peladen web pada {bind} tidak menjawab; periksa LAKSANA_BIND")
