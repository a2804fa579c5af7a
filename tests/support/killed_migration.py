"""A worker of its own process that goes through a migration and is killed at the first case that it may not have."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from uuid import UUID

from procrastinate import PsycopgConnector
from tests.support.database import APPS, Urls

from laksana.jobs.app import build_app
from laksana.jobs.own_queue import OwnQueue
from laksana.jobs.worker import drain, rescue_stalled_jobs
from laksana_infra.connection import Connection
from laksana_infra.database import install, open_database
from laksana_infra.migrations import app_config


async def killed_at(case_id: UUID, urls: Urls, owner: Connection, stands: Callable[[], Awaitable[bool]]) -> None:
    """The jobs are done by a fork until it waits for this case's row, which is locked; then it gets SIGKILL."""
    await owner.execute("begin")
    await owner.execute("select 1 from app.case_ where id = $1 for update", case_id)
    child = await asyncio.to_thread(_forked, urls)
    async with asyncio.timeout(60):
        while not await stands():  # noqa: ASYNC110 - what is waited for happens in the database
            await asyncio.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    await asyncio.to_thread(os.waitpid, child, 0)
    await owner.execute("rollback")
    queue = OwnQueue(PsycopgConnector(conninfo=urls.app, min_size=1, max_size=1), set())
    async with build_app(queue).open_async() as app:
        assert await rescue_stalled_jobs(app, stalled_seconds=0) == 1


def _forked(urls: Urls) -> int:
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(_worked(urls))
        finally:
            os._exit(1)
    return child


async def _worked(urls: Urls) -> None:
    # The connections of the process that was forked are its own: this one opens others.
    install(await open_database(urls.app), [table for app in APPS for table in app_config(app).table_classes])
    await drain(urls.app)
