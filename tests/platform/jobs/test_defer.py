import contextlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from tests.support.database import Urls
from tests.support.two_offices import Desk, TwoOffices

from laksana.jobs.app import handler
from laksana.jobs.defer import defer
from laksana.jobs.queries import JobStatus, jobs
from laksana.jobs.worker import JobsFailed, drain
from laksana_infra.database import WriteOutsideUnitOfWorkError, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import NoScopeError, Scope, current_scope, scoped

seen: list[tuple[UUID, "Note"]] = []


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    case_id: UUID
    times: int = 1


@handler("test_note")
async def note(asked: Note) -> None:
    seen.append((current_scope().tenant_id, asked))


@handler("test_echo")
async def echo(asked: Note) -> None:
    async with unit_of_work():
        await defer("test_note", {"case_id": asked.case_id, "times": asked.times})


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


async def test_a_deferred_job_runs_once_in_its_offices_scope_with_its_typed_payload(here: Desk, postgres: Urls) -> None:
    case_id = new_id()
    async with unit_of_work():
        await defer("test_note", {"case_id": case_id, "times": 3})

    ran = await drain(postgres.app)

    assert ran == 1
    assert seen == [(here.scope.tenant_id, Note(case_id=case_id, times=3))]
    assert await drain(postgres.app) == 0


async def test_a_job_vanishes_with_the_rollback_of_the_change_it_follows(here: Desk, postgres: Urls) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with unit_of_work():
            await defer("test_note", {"case_id": new_id()})
            raise ZeroDivisionError

    assert await jobs() == ()
    assert await drain(postgres.app) == 0


async def test_a_job_is_refused_outside_a_unit_of_work(here: Desk) -> None:
    with pytest.raises(WriteOutsideUnitOfWorkError, match="'test_note'"):
        await defer("test_note", {"case_id": new_id()})

    assert await jobs() == ()


async def test_a_job_belongs_to_an_office() -> None:
    with pytest.raises(NoScopeError):
        await defer("test_note", {"case_id": new_id()})


async def test_a_payload_cannot_name_another_office(offices: TwoOffices) -> None:
    with scoped(offices.palangka_raya.scope):
        async with unit_of_work():
            with pytest.raises(ValueError, match="tenant_id"):
                await defer("test_note", {"tenant_id": offices.lahat.scope.tenant_id})

        assert await jobs() == ()


async def test_what_a_job_defers_is_done_too(here: Desk, postgres: Urls) -> None:
    case_id = new_id()
    async with unit_of_work():
        await defer("test_echo", {"case_id": case_id})

    assert await drain(postgres.app) == 2
    assert [asked.case_id for _, asked in seen] == [case_id]


async def test_a_job_for_later_waits(here: Desk, postgres: Urls) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    async with unit_of_work():
        await defer("test_note", {"case_id": new_id()}, at=later)

    assert await drain(postgres.app) == 0
    (job,) = await jobs()
    assert (job.status, job.scheduled_at) == (JobStatus.TODO, later)


async def test_an_office_sees_its_own_jobs_alone(offices: TwoOffices) -> None:
    with scoped(offices.palangka_raya.scope):
        async with unit_of_work():
            await defer("test_note", {"case_id": new_id()})

    with scoped(offices.lahat.scope):
        assert await jobs() == ()
    with scoped(offices.palangka_raya.scope):
        assert [job.task for job in await jobs()] == ["test_note"]


async def test_a_payload_of_another_shape_fails_at_once_and_stays_visible(here: Desk, postgres: Urls) -> None:
    async with unit_of_work():
        await defer("test_note", {"case": "x"})

    with pytest.raises(JobsFailed):
        await drain(postgres.app)

    (job,) = await jobs(JobStatus.FAILED)
    assert (job.task, job.attempts, job.payload) == ("test_note", 1, {"case": "x"})
    assert seen == []


async def test_a_job_that_nobody_does_is_not_passed_over_in_silence(here: Desk, postgres: Urls) -> None:
    async with unit_of_work():
        await defer("test_of_nobody", {})

    with pytest.raises(JobsFailed) as failed:
        await drain(postgres.app)

    assert [str(error) for error in failed.value.exceptions] == [
        "no handler does the job 'test_of_nobody'; import its module"
    ]


async def test_the_scope_of_the_caller_does_not_leak_into_a_job(offices: TwoOffices, postgres: Urls) -> None:
    with scoped(offices.palangka_raya.scope):
        async with unit_of_work():
            await defer("test_note", {"case_id": new_id()})

    with scoped(Scope(offices.lahat.scope.tenant_id)):
        await drain(postgres.app)

    assert [tenant_id for tenant_id, _ in seen] == [offices.palangka_raya.scope.tenant_id]


def test_two_handlers_for_one_job_are_refused() -> None:
    with pytest.raises(ValueError, match="'test_note'"):
        handler("test_note")(echo)
