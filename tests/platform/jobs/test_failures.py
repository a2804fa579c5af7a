from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from structlog.testing import capture_logs
from tests.support.database import Urls
from tests.support.two_offices import Desk, TwoOffices

from laksana.jobs.app import MOST_ATTEMPTS, handler, retry_pause, waiting_pause
from laksana.jobs.defer import defer
from laksana.jobs.own_queue import Waited
from laksana.jobs.queries import JobStatus, depths, jobs
from laksana.jobs.retry_job import retry_job
from laksana.jobs.worker import JobsFailed, drain
from laksana_infra.availability import Part
from laksana_infra.connection import Connection
from laksana_infra.database import unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import scoped
from laksana_infra.storage import StorageAwayError
from laksana_sdk import findings
from laksana_tenants.errors import NotFound, Suspended

gone, tried = set[Part](), list[Part]()


class Nothing(msgspec.Struct, frozen=True):
    pass


class Needs(msgspec.Struct, frozen=True):
    part: Part


@handler("test_breaks")
async def breaks(asked: Nothing) -> None:
    raise ConnectionError("S3 did not answer")


@handler("test_finds_nothing")
async def finds_nothing(asked: Nothing) -> None:
    raise NotFound("case", new_id())


@handler("test_meets_absence")
async def meets_absence(asked: Nothing) -> None:
    raise StorageAwayError("S3 did not answer to put 'x'")


@handler("test_needs_a_part")
async def needs_a_part(asked: Needs) -> None:
    tried.append(asked.part)
    if asked.part not in gone:
        return
    if asked.part is Part.PLUGIN:
        raise Suspended((findings.error("plugin.quarantined", release="r1", sop="contoh"),))
    raise StorageAwayError("S3 did not answer to put 'x'")


async def test_a_job_that_meets_an_absent_part_waits_for_it_with_one_line_in_the_log_and_no_attempt_counted(
    here: Desk, postgres: Urls, owner: Connection
) -> None:
    async with unit_of_work():
        await defer("test_meets_absence", {})
    # Once more would be for good.
    await owner.execute(f"update jobs.procrastinate_jobs set attempts = {MOST_ATTEMPTS - 1}")

    for times in (1, 2):
        await owner.execute("update jobs.procrastinate_jobs set scheduled_at = null")
        with capture_logs() as logged, pytest.raises(JobsFailed):
            await drain(postgres.app)

        (said,) = logged
        assert (said["event"], said["log_level"], said["part"]) == ("job_waits", "warning", "storage")
        assert "exc_info" not in said
        (job,) = await jobs(troubled=True)
        assert (job.status, job.attempts, job.payload) == (JobStatus.TODO, MOST_ATTEMPTS - 1, {})
        assert job.waited == Waited(part=Part.STORAGE, times=times)
        assert job.scheduled_at is not None
        assert job.scheduled_at - datetime.now(UTC) <= timedelta(seconds=times)


async def three_wait_for(part: Part, offices: TwoOffices, postgres: Urls, owner: Connection) -> None:
    """Two jobs of Lahat and one of Palangka Raya have met the absence of the part, and are due again."""
    gone.add(part)
    for office in (offices.lahat, offices.lahat, offices.palangka_raya):
        with scoped(office.scope):
            async with unit_of_work():
                await defer("test_needs_a_part", {"part": part})
    with pytest.raises(JobsFailed):
        await drain(postgres.app)
    tried.clear()
    await owner.execute("update jobs.procrastinate_jobs set scheduled_at = now()")


async def test_of_all_jobs_that_wait_for_the_storage_one_goes_and_sees_and_once_it_is_back_the_others_follow(
    offices: TwoOffices, postgres: Urls, owner: Connection
) -> None:
    await three_wait_for(Part.STORAGE, offices, postgres, owner)

    with pytest.raises(JobsFailed):
        await drain(postgres.app)

    assert tried == [Part.STORAGE]

    gone.clear()
    await owner.execute("update jobs.procrastinate_jobs set scheduled_at = now() where args->'waited'->>'times' = '2'")
    assert await drain(postgres.app) == 3

    for office in (offices.lahat, offices.palangka_raya):
        with scoped(office.scope):
            assert {job.status for job in await jobs()} == {JobStatus.SUCCEEDED}


async def test_a_job_that_waits_for_one_quarantined_plugin_keeps_no_other_from_looking(
    offices: TwoOffices, postgres: Urls, owner: Connection
) -> None:
    await three_wait_for(Part.PLUGIN, offices, postgres, owner)

    with pytest.raises(JobsFailed):
        await drain(postgres.app)

    assert tried == [Part.PLUGIN] * 3


async def test_a_failing_job_is_tried_again_after_a_pause(here: Desk, postgres: Urls) -> None:
    async with unit_of_work():
        await defer("test_breaks", {})

    with pytest.raises(JobsFailed) as failed:
        await drain(postgres.app)

    assert [repr(error) for error in failed.value.exceptions] == ["ConnectionError('S3 did not answer')"]
    (job,) = await jobs()
    assert (job.status, job.attempts) == (JobStatus.TODO, 1)
    assert job.scheduled_at is not None
    assert timedelta(0) < job.scheduled_at - datetime.now(UTC) <= timedelta(seconds=2)


async def test_a_job_that_keeps_failing_stays_failed_and_visible(here: Desk, postgres: Urls, owner: Connection) -> None:
    async with unit_of_work():
        await defer("test_breaks", {})
    await owner.execute(f"update jobs.procrastinate_jobs set attempts = {MOST_ATTEMPTS - 1}")

    with pytest.raises(JobsFailed):
        await drain(postgres.app)

    (job,) = await jobs(JobStatus.FAILED)
    assert (job.task, job.attempts) == ("test_breaks", MOST_ATTEMPTS)


async def test_a_job_that_failed_for_good_is_run_again_from_its_first_attempt_by_its_own_office_alone(
    offices: TwoOffices, postgres: Urls, owner: Connection
) -> None:
    with scoped(offices.lahat.scope):
        async with unit_of_work():
            await defer("test_finds_nothing", {})
        with pytest.raises(JobsFailed):
            await drain(postgres.app)
        (failed,) = await jobs(JobStatus.FAILED)

    with scoped(offices.palangka_raya.scope), pytest.raises(NotFound):
        await retry_job(failed.id)
    with scoped(offices.lahat.scope):
        assert [job.status for job in await jobs()] == [JobStatus.FAILED]
        await retry_job(failed.id)

        (due,) = await jobs()
        assert (due.status, due.attempts) == (JobStatus.TODO, 0)
        with pytest.raises(NotFound):
            await retry_job(failed.id)


async def test_whoever_runs_the_service_sees_each_offices_queue(
    offices: TwoOffices, postgres: Urls, owner: Connection
) -> None:
    with scoped(offices.lahat.scope):
        async with unit_of_work():
            for _ in range(3):
                await defer("test_breaks", {})
            await defer("test_breaks", {}, at=datetime.now(UTC) + timedelta(hours=1))
    await owner.execute(
        "update jobs.procrastinate_jobs set status = 'failed' where id = (select min(id) from jobs.procrastinate_jobs)"
    )
    await owner.execute("update jobs.procrastinate_events set at = now() - interval '100 s'")

    (queue,) = await depths()

    assert (queue.tenant_id, queue.waiting, queue.failed) == (offices.lahat.scope.tenant_id, 2, 1)
    assert 100 <= queue.oldest_seconds < 200


async def test_a_job_against_which_trying_again_cannot_help_fails_at_once(here: Desk, postgres: Urls) -> None:
    async with unit_of_work():
        await defer("test_finds_nothing", {})

    with pytest.raises(JobsFailed):
        await drain(postgres.app)

    assert [job.attempts for job in await jobs(JobStatus.FAILED)] == [1]


def test_the_pauses_of_a_job_that_waits_for_a_part_grow_to_fifteen_seconds() -> None:
    assert [int(waiting_pause(times).total_seconds()) for times in (1, 2, 3, 4, 5, 6, 5000)] == [1, 2, 4, 8, 15, 15, 15]


def test_the_pauses_grow_from_two_seconds_to_an_hour() -> None:
    pauses = [int(retry_pause(attempts).total_seconds()) for attempts in range(1, MOST_ATTEMPTS)]

    assert pauses == [2, 8, 32, 128, 512, 2048, 3600]
    assert sum(pauses) == 6330
