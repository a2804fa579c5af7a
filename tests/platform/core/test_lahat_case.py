"""Lahat's case goes from the counter to its end."""

from tests.support.world import World

from laksana.cases.queries import case_by_id, timelines_of_cases
from laksana_sdk.states import Status


async def test_a_case_with_a_return_and_a_revision_is_completed(world: World) -> None:
    drive = await world.drive_to("selesai", detours=True)

    with world.inside():
        case = await case_by_id(drive.id)
        timeline = (await timelines_of_cases([drive.id]))[drive.id]
    assert (case.status, case.outcome, case.round) == (Status.COMPLETED, "BANTUAN_DIBERIKAN", 1)
    kinds = [entry.kind for entry in timeline]
    print(kinds)
