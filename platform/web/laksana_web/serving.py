"""Run the installed parts until somebody says stop: web server, worker, or both."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
import uvloop

from laksana.job_handlers import JOB_HANDLERS
from laksana.jobs.worker import run_worker
from laksana.procedures.quarantine import quarantine
from laksana.procedures.views import Evidence
from laksana_infra.migrations import MigrationReport, migrate
from laksana_infra.settings import SettingError, Settings
from laksana_web.address import ServerError
from laksana_web.app import build_app
from laksana_web.collecting import collecting_seldom
from laksana_web.observing import observing
from laksana_web.server import listening
from laksana_web.sharing import sharing
from laksana_web.wiring import MIGRATED_APPS, running

Announce = Callable[[str], None]

_log = structlog.stdlib.get_logger("laksana.web")


def serve(
    settings: Settings,
    announce: Announce,
    *,
    web: bool,
    worker: bool,
    migrating: bool = False,
    convicted: Sequence[Evidence] = (),
) -> None:
    """The chosen parts have run until SIGINT or SIGTERM, and have ended in order.

    `convicted` are quarantined before anything is served.
    """
    for evidence in convicted:
        quarantine().convict(evidence)
    uvloop.run(_serve(settings, announce, web=web, worker=worker, migrating=migrating))


async def _serve(settings: Settings, announce: Announce, *, web: bool, worker: bool, migrating: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if migrating:
        await bring_up_to_date(settings)
    async with running(settings), observing(settings), sharing(), _chosen(settings, web=web, worker=worker) as tasks:
        announce(_sentence(settings, web=web, worker=worker))
        stopping = asyncio.create_task(stop.wait())
        with collecting_seldom():
            await asyncio.wait((stopping, *tasks), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not stop.is_set():
            raise ServerError("peladen web atau pekerja berhenti sendiri; lihat log di atas, lalu jalankan lagi")


@asynccontextmanager
async def _chosen(settings: Settings, *, web: bool, worker: bool) -> AsyncIterator[tuple["asyncio.Task[None]", ...]]:
    if web and worker:
        async with working(settings) as work, listening(build_app(settings), settings.bind) as server:
            yield (work, server)
    elif web:
        async with listening(build_app(settings), settings.bind) as server:
            yield (server,)
    else:
        async with working(settings) as work:
            yield (work,)


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator["asyncio.Task[None]"]:
    """A worker that does jobs until the block ends; jobs under way are finished first."""
    if settings.database_url is None:
        raise SettingError("LAKSANA_DATABASE_URL", "is not set", remedy="set it, or use: laksana up")
    _log.info("worker_starts", jobs=[handle.__name__ for handle in JOB_HANDLERS])
    stop = asyncio.Event()
    task = asyncio.create_task(
        run_worker(settings.database_url, stop_event=stop, finished_kept=settings.finished_jobs_kept), name="worker"
    )
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait((task,))


async def bring_up_to_date(settings: Settings) -> MigrationReport:
    """The database has the present schema; says what had to be done."""
    if settings.database_owner_url is None:
        raise SettingError("LAKSANA_DATABASE_OWNER_URL", "is not set", remedy="set it, or use: laksana up")
    return await migrate(settings.database_owner_url, apps=MIGRATED_APPS)


def _sentence(settings: Settings, *, web: bool, worker: bool) -> str:
    if not web:
        return "Pekerja Laksana berjalan. Hentikan dengan Ctrl-C."
    parts = "Laksana berjalan" if worker else "Peladen web Laksana berjalan"
    return f"{parts} di {settings.public_url} (GraphQL: {settings.public_url}/graphql). Hentikan dengan Ctrl-C."
