"""What counts as somebody having been first: what people do, not the papers that the worker issues meanwhile."""

import pytest
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana.cases.queries import case_by_id
from laksana.letters.draft_letter import draft_letter
from laksana_tenants.errors import Conflict, NotFound

CHECK = (inputs.PaperCheck(paper="pc_kk", result="ACCEPTED", original_seen=True),)


async def test_papers_issued_since_do_not_make_a_seen_version_stale(world: World) -> None:
    drive = Drive(world=world, case=await world.open_case(), detours=False)
    await drive.receive()
    seen = drive.case.version
    assert await world.drain() == 2
    with world.inside():
        assert (await case_by_id(drive.id)).version == seen + 2

    asked = inputs.CheckPapers(case_id=drive.id, expected_version=seen, checks=CHECK)
    checked = await drive.do(check_papers, asked, "STAF")

    assert checked.version == seen + 3


async def test_what_somebody_did_since_is_a_conflict_and_nothing_happens(world: World) -> None:
    drive = Drive(world=world, case=await world.open_case(), detours=False)
    await drive.receive()
    seen = drive.case.version
    await drive.do(check_papers, inputs.CheckPapers(case_id=drive.id, checks=CHECK), "STAF")

    asked = inputs.CheckPapers(case_id=drive.id, expected_version=seen, checks=CHECK)
    with pytest.raises(Conflict):
        await drive.do(check_papers, asked, "STAF")

    with world.inside():
        assert (await case_by_id(drive.id)).version == seen + 1


async def test_a_version_that_the_case_has_not_reached_is_a_conflict(world: World) -> None:
    drive = Drive(world=world, case=await world.open_case(), detours=False)
    await drive.receive()

    asked = inputs.CheckPapers(case_id=drive.id, expected_version=drive.case.version + 1, checks=CHECK)
    with pytest.raises(Conflict):
        await drive.do(check_papers, asked, "STAF")


async def test_an_office_that_has_never_sealed_anything_does_not_find_anothers_case(world: World) -> None:
    drive = await world.drive_to("surat_pengantar")

    asked = inputs.DraftLetter(case_id=drive.id, letter="surat_pengantar")
    with pytest.raises(NotFound):
        await world.act(draft_letter, asked, "STAF", world.lamandau)
