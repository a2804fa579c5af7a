"""Do the jobs: a worker that never rests while the service runs, and one that empties the queue for tests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

import laksana.job_handlers  # noqa: F401 - registers every handler of the service
from laksana.jobs.app import MOST_ATTEMPTS, build_app
from laksana.jobs.own_queue import OwnQueue
from laksana.jobs.rounds import add_rounds

CONCURRENCY = 4
"""Jobs at a time; each may hold one uploaded file in memory."""

FINISHED_KEPT = timedelta(days=30)
"""So long the row of a job that ended well stays."""

HEARTBEAT_SECONDS = 5.0
STALLED_SECONDS = 30.0
"""After this long without a heartbeat a worker counts as dead, and its jobs go back to the queue."""

_POLL_SECONDS = 2.0
_GRACE_SECONDS = 20.0
_RECONNECT_SECONDS = 2.0
# The pool pauses longer and longer before each of its dead connections: a new pool is sooner at work.
_CONNECTION_SECONDS = 5.0

_log = structlog.stdlib.get_logger("laksana.jobs")


async def run_worker(
    database_url: str,
    *,
    stop_event: asyncio.Event,
    concurrency: int = CONCURRENCY,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    stalled_seconds: float = STALLED_SECONDS,
    grace_seconds: float = _GRACE_SECONDS,
    rounds: bool = True,
    finished_kept: timedelta = FINISHED_KEPT,
) -> None:
    """Runs jobs until the event is set; running ones then get `grace_seconds` to end, the rest goes back to the queue.

    `database_url` is the service's login, straight to PostgreSQL: a new job wakes the worker by LISTEN/NOTIFY, which a
    transaction pooler does not pass on. A lost database is waited for; then what was under way, or whose end could not
    be written down, is done again at once. So are jobs of a worker that died, after `stalled_seconds`.
    Unless `rounds` is False, its clock begins what every office gets again and again, and clears away the rows of jobs
    that ended well `finished_kept` ago.
    """
    _quiet()
    stopping, registered = asyncio.create_task(stop_event.wait()), set[int]()
    try:
        while not stop_event.is_set():
            work = asyncio.create_task(
                _work(
                    database_url,
                    registered,
                    rounds=finished_kept if rounds else None,
                    concurrency=concurrency,
                    update_heartbeat_interval=heartbeat_seconds,
                    stalled_worker_timeout=stalled_seconds,
                    shutdown_graceful_timeout=grace_seconds,
                )
            )
            try:
                await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
            finally:
                await _ended(work)
            if not stop_event.is_set():
                await asyncio.wait((stopping,), timeout=_RECONNECT_SECONDS)
    finally:
        stopping.cancel()


class _LossesSaidOnce(logging.Filter):
    """What Procrastinate tells of a lost database, with a traceback for each of its tasks, is one line of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record tells anything else."""
        return not (record.exc_info and isinstance(record.exc_info[1], ConnectorException | psycopg.Error | OSError))


_losses_said_once = _LossesSaidOnce()


def _quiet() -> None:
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # each job is in our own log already
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    for told in ("procrastinate.worker.worker", "procrastinate.utils"):
        logging.getLogger(told).addFilter(_losses_said_once)


async def _work(
    database_url: str,
    registered: set[int],
    *,
    rounds: timedelta | None,
    **options: Any,  # noqa: ANN401 - the worker's options
) -> None:
    """Do jobs until cancelled, which lets running jobs end first, or until the database is lost."""
    try:
        await _answers(database_url)
        queue = OwnQueue(_connector(database_url, connections=options["concurrency"] + 2), registered)
        app = build_app(queue)
        if rounds is not None:
            add_rounds(app, finished_kept=rounds)
        async with app.open_async(), asyncio.TaskGroup() as group:
            await queue.forget_former()
            if _asked_to_end():
                return
            beside = [
                group.create_task(rescue_for_ever(app, options["stalled_worker_timeout"])),
                group.create_task(queue.until_lost()),
            ]
            await app.run_worker_async(
                install_signal_handlers=False, fetch_job_polling_interval=_POLL_SECONDS, **options
            )
            if not _asked_to_end():
                raise ConnectorException("a connection of the worker was lost")
            for task in beside:
                task.cancel()
    except* (ConnectorException, psycopg.Error, OSError) as lost:
        _log.warning("job_worker_lost_database", error=type(lost.exceptions[0]).__name__)


async def _answers(database_url: str) -> None:
    # A pool that is opened too early tries again after longer and longer pauses, long after the database is back.
    connection = await psycopg.AsyncConnection.connect(database_url, connect_timeout=int(_CONNECTION_SECONDS))
    await connection.close()


async def _ended(work: asyncio.Task[None]) -> None:
    # Cancelling asks the worker to stop; it answers once its jobs have ended.
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work


class JobsFailed(ExceptionGroup[Exception]):
    """Jobs failed while the queue was emptied; the handlers' own errors lie within."""


async def drain(database_url: str) -> int:
    """How many jobs ran: all that are due, and those that they deferred in turn, until none is left.

    Raises JobsFailed at the end when any failed. Jobs for later, and failed ones that wait for another try, stay.
    """
    done, errors = 0, list[Exception]()

    async def watch(call_next: Callable[[], Awaitable[Any]], _context: object, _worker: object) -> Any:  # noqa: ANN401
        nonlocal done
        done += 1
        try:
            return await call_next()
        except Exception as error:
            errors.append(error.__context__ if isinstance(error.__context__, Exception) else error)
            raise

    app = build_app(OwnQueue(_connector(database_url, connections=2)))
    async with app.open_async():
        await app.run_worker_async(
            wait=False, listen_notify=False, install_signal_handlers=False, concurrency=1, worker_middleware=[watch]
        )
        # Procrastinate fails a job without a handler before any middleware sees it.
        for job in await app.job_manager.list_jobs_async(status=Status.FAILED.value):
            if job.task_name not in app.tasks:
                errors.append(LookupError(f"no handler does the job {job.task_name!r}; import its module"))
    if errors:
        raise JobsFailed("jobs failed", errors)
    return done


async def rescue_stalled_jobs(app: App, *, stalled_seconds: float) -> int:
    """How many jobs of dead workers went back to the queue; one that has killed every worker so far stays failed."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_seconds))
    for job in stalled:
        _log.warning("job_stalled", task=job.task_name, job_id=job.id, attempt=job.attempts + 1)
        if job.attempts + 1 < MOST_ATTEMPTS:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return len(stalled)


async def rescue_for_ever(app: App, stalled_seconds: float) -> None:
    """Looks for jobs of dead workers again and again, until it is cancelled."""
    while True:
        await rescue_stalled_jobs(app, stalled_seconds=stalled_seconds)
        if _asked_to_end():
            return
        await asyncio.sleep(stalled_seconds / 2)


def _connector(database_url: str, *, connections: int) -> PsycopgConnector:
    # The login's own search_path is app, jobs: see roles.sql.
    return PsycopgConnector(conninfo=database_url, min_size=1, max_size=connections, timeout=_CONNECTION_SECONDS)


def _asked_to_end() -> bool:
    # On Python 3.11 the pool swallows a cancellation that comes together with the connection it had waited for
    # (python/cpython#86296). Just so a database comes back.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
