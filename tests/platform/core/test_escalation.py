"""What is past its time comes into the inbox of the post above, by the business clock, and leaves it when done."""

from datetime import timedelta

from tests.support import forms
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.escalate_overdue import JOB, escalate_overdue
from laksana.cases.perform_step import perform_step
from laksana.cases.queries import inbox, timelines_of_cases
from laksana.jobs.queries import jobs
from laksana.jobs.rounds import begin_round, rounds


async def seen_by(world: World, role: str, drive: Drive) -> list[tuple[str, str, bool]]:
    with world.inside():
        tasks = await inbox(await world.actor(role), size=20)
    return [(task.kind, task.role, task.escalated_at is not None) for task in tasks if task.case_id == drive.id]


async def test_an_overdue_task_is_seen_one_post_above_until_it_is_done(world: World) -> None:
    drive = await world.drive_to("laporkan")
    seen_version = drive.case.version
    with world.inside():
        in_time = await escalate_overdue()
    assert (in_time, await seen_by(world, "KABID", drive)) == (0, [])
    world.clock.advance(timedelta(days=1))

    with world.inside():
        first, again = await escalate_overdue(), await escalate_overdue()

    assert (first, again) == (1, 0)
    assert await seen_by(world, "ANALIS", drive) == [("PERFORM", "ANALIS", True)]
    assert await seen_by(world, "KABID", drive) == [("PERFORM", "ANALIS", True)]
    assert await seen_by(world, "KADIS", drive) == []
    with world.inside():
        *_, event = (await timelines_of_cases([drive.id]))[drive.id]
    assert (event.kind, event.officer_id, event.role) == ("TASK_ESCALATED", None, None)
    # Who had the case before them when it was escalated acts on it all the same.
    told = inputs.PerformStep(
        case_id=drive.id, step="laporkan", form=forms.LAPORAN_PERMOHONAN, expected_version=seen_version
    )
    await drive.do(perform_step, told, "ANALIS")
    assert await seen_by(world, "KABID", drive) == []


async def test_a_round_gives_every_office_its_own_job(world: World) -> None:
    assert rounds()[JOB] == "*/5 * * * *"

    begun = await begin_round(JOB)

    assert begun == 2
    for office in (world.lahat, world.lamandau):
        with world.inside(office):
            assert [job.task for job in await jobs() if job.task == JOB] == [JOB]
    assert await world.drain() >= 2
