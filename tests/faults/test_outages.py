"""The outages, when LAKSANA_DEEP says so: each takes minutes, so that the suite has the kills alone."""

import os

import pytest
from tests.faults.disk import can_mount
from tests.faults.installation import installed
from tests.faults.outages import OUTAGES, disk_full


@pytest.mark.skipif(not os.environ.get("LAKSANA_DEEP"), reason="set LAKSANA_DEEP=1: an outage lasts a minute")
@pytest.mark.parametrize("named", OUTAGES)
async def test_an_outage_loses_nothing_and_doubles_nothing(named: str) -> None:
    if OUTAGES[named] is disk_full and not can_mount():
        pytest.skip("a small disk can be mounted by root alone")

    async with installed() as here:
        assert await OUTAGES[named](here) == []
