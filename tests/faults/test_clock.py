"""The server's clock is stepped back an hour in the middle of a case."""

import os
from datetime import timedelta

import pytest
from tests.support.world import MONDAY, STATIONS, World

import laksana.audit.evidence
from laksana.audit.anchor_office import anchor_office
from laksana.audit.verify_office import verify_office
from laksana.cases.queries import case_by_id
from laksana_infra import clock
from laksana_infra.storage import Storage


@pytest.mark.skipif(not os.environ.get("LAKSANA_DEEP"), reason="set LAKSANA_DEEP=1: the kills are the suite's sample")
async def test_a_case_goes_on_under_a_clock_that_was_stepped_back_and_its_chain_stays_whole(
    world: World, evidence: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laksana.audit.evidence, "_installed", evidence)
    begun = await world.drive_to("rekap")
    left = [travel for station, travel in STATIONS if station in {"rekap", "surat_pengantar", "kirim"}]

    with clock.frozen(MONDAY - timedelta(hours=1)):
        for travel in left:
            await travel(begun)
            await world.drain()

    with world.inside():
        await anchor_office()
        await world.drain()
        assert (await case_by_id(begun.id)).status == "AWAITING_OUTSIDE"
        assert [fault.code for fault in (await verify_office()).faults] == []
