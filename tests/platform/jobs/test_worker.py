import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import tests.support.killable_worker  # noqa: F401 - its handler is done here too
from procrastinate import PsycopgConnector
from procrastinate.jobs import Job
from tests.support.database import Urls
from tests.support.services import ROOT
from tests.support.two_offices import Desk

from laksana.jobs.app import build_app, handler
from laksana.jobs.defer import defer
from laksana.jobs.own_queue import OwnQueue
from laksana.jobs.queries import JobStatus, jobs
from laksana.jobs.rounds import add_rounds, rounds
from laksana.jobs.worker import rescue_for_ever, run_worker
from laksana_infra.connection import Connection
from laksana_infra.database import DatabaseBusyError, unit_of_work

LOSE = (
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and usename = 'laksana_app' and application_name <> 'laksana'"
)
began, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()


class Nothing(msgspec.Struct, frozen=True):
    pass


@handler("test_slow")
async def slow(asked: Nothing) -> None:
    began.set()
    await may_end.wait()
    ended.set()


@pytest.fixture(autouse=True)
def _fresh_events() -> None:
    for event in (began, may_end, ended):
        event.clear()


async def deferred(task: str, payload: dict[str, object]) -> None:
    async with unit_of_work():
        await defer(task, payload)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - what is waited for happens in the database
            await asyncio.sleep(0.02)


async def listening(owner: Connection) -> None:
    async def listens() -> bool:
        return bool(
            await owner.fetchval(
                "select count(*) from pg_stat_activity where datname = current_database() and query like 'LISTEN %'"
            )
        )

    await until(listens)


async def all_succeeded() -> bool:
    found = await jobs()
    return bool(found) and all(job.status is JobStatus.SUCCEEDED for job in found)


async def test_a_new_job_wakes_a_resting_worker_which_ends_it_before_it_stops(
    here: Desk, postgres: Urls, owner: Connection
) -> None:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(postgres.app, stop_event=stop, rounds=False))
    await listening(owner)

    await deferred("test_slow", {})
    # Well below the 2 seconds of polling: the notification woke it.
    await asyncio.wait_for(began.wait(), 1)
    stop.set()
    await asyncio.sleep(0.2)
    assert not worker.done()
    may_end.set()
    await asyncio.wait_for(worker, 5)

    assert ended.is_set()
    assert [job.status for job in await jobs()] == [JobStatus.SUCCEEDED]
    assert await owner.fetchval("select count(*) from jobs.procrastinate_workers") == 0


async def test_a_job_that_outlasts_the_grace_goes_back_to_the_queue(here: Desk, postgres: Urls) -> None:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(postgres.app, stop_event=stop, grace_seconds=0.2, rounds=False))
    await deferred("test_slow", {})
    await asyncio.wait_for(began.wait(), 10)

    stop.set()
    await asyncio.wait_for(worker, 5)

    assert not ended.is_set()
    assert [(job.status, job.attempts) for job in await jobs()] == [(JobStatus.TODO, 1)]


async def test_the_job_of_a_killed_worker_is_done_again(here: Desk, postgres: Urls, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    await deferred("test_hangs_once", {"begun": str(begun)})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.killable_worker", postgres.app, cwd=ROOT
    )

    async def has_begun() -> bool:
        return await asyncio.to_thread(begun.exists)

    await until(has_begun)
    process.kill()
    await process.wait()
    assert [job.status for job in await jobs()] == [JobStatus.DOING]

    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(postgres.app, stop_event=stop, stalled_seconds=1, rounds=False))
    await until(all_succeeded)
    stop.set()
    await worker

    assert [job.attempts for job in await jobs()] == [2]


async def test_a_worker_waits_for_a_lost_database(here: Desk, postgres: Urls, owner: Connection) -> None:
    stop = asyncio.Event()
    may_end.set()
    worker = asyncio.create_task(run_worker(postgres.app, stop_event=stop, rounds=False))
    await listening(owner)

    await owner.execute(LOSE)
    await deferred("test_slow", {})
    await until(all_succeeded)

    assert not worker.done()
    stop.set()
    await asyncio.wait_for(worker, 10)


async def test_the_rows_of_jobs_that_ended_well_go_after_their_time_and_those_of_failed_ones_stay(
    here: Desk, postgres: Urls, owner: Connection
) -> None:
    app = build_app(OwnQueue(PsycopgConnector(conninfo=postgres.app, min_size=1, max_size=1)))
    add_rounds(app, finished_kept=timedelta(days=30))
    for _ in range(4):
        await deferred("test_slow", {})
    old, fresh, failed, due = sorted(job.id for job in await jobs())
    sql = "update jobs.procrastinate_jobs set status = $2::jobs.procrastinate_job_status where id = $1"
    for job_id, status in ((old, "doing"), (old, "succeeded"), (fresh, "succeeded"), (failed, "failed")):
        await owner.execute(sql, job_id, status)
    await owner.execute("update jobs.procrastinate_events set at = now() - interval '31 d' where job_id <> $1", fresh)

    async with app.open_async():
        await app.tasks["round/purge_finished_jobs"].func(timestamp=0)

    assert sorted(job.id for job in await jobs()) == [fresh, failed, due]


def test_a_round_that_lost_its_database_half_way_begins_again() -> None:
    app = build_app(OwnQueue(PsycopgConnector()))
    add_rounds(app, finished_kept=timedelta(days=30))

    begun = {name: task for name, task in app.tasks.items() if name.startswith("round/")}

    assert set(begun) == {"round/purge_finished_jobs", *(f"round/{task}" for task in rounds())}
    for name, task in begun.items():
        job = Job(queue="default", lock=None, queueing_lock=None, task_name=name)
        assert task.get_retry_exception(exception=DatabaseBusyError("busy"), job=job) is not None


async def test_the_look_for_stalled_jobs_ends_also_when_it_is_cancelled_just_as_the_database_comes_back(
    here: Desk, postgres: Urls
) -> None:
    connector = PsycopgConnector(conninfo=postgres.app, min_size=1, max_size=1)
    async with build_app(OwnQueue(connector)).open_async() as app:
        # Somewhere among these moments it has its connection, and does not know of it yet.
        for moment in range(30):
            async with connector.pool.connection():
                looking = asyncio.create_task(rescue_for_ever(app, 60))
                await asyncio.sleep(0.01)
            for _ in range(moment):
                await asyncio.sleep(0)
            looking.cancel()
            done, _ = await asyncio.wait((looking,), timeout=2)

            assert done, f"it went on after a cancellation {moment} moments after the connection was free"


async def test_a_job_whose_end_could_not_be_written_down_is_done_again_without_waiting_for_a_missing_pulse(
    here: Desk, postgres: Urls, owner: Connection
) -> None:
    may_end.set()
    await owner.execute(
        "create function jobs.lose_once() returns trigger language plpgsql as"
        " $$begin perform pg_terminate_backend(pg_backend_pid()); return new; end$$;"
        " create trigger lose_once before update on jobs.procrastinate_jobs for each row"
        " when (new.status = 'succeeded' and old.attempts = 0) execute function jobs.lose_once()"
    )
    try:
        await deferred("test_slow", {})

        stop = asyncio.Event()
        worker = asyncio.create_task(run_worker(postgres.app, stop_event=stop, rounds=False))
        await until(all_succeeded)
        stop.set()
        await asyncio.wait_for(worker, 10)
    finally:
        await owner.execute("drop function jobs.lose_once() cascade")

    assert [job.attempts for job in await jobs()] == [2]
