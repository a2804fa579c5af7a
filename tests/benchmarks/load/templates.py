"""Cases that the use cases have written at one office, at seven points of their way: what the load is moulded from."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

from tests.benchmarks.load.home import Installation
from tests.support.beginnings import Beginnings
from tests.support.database import Urls
from tests.support.world import MONDAY, PAPERS, Drive, World, set_up

from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana_infra import clock
from laksana_infra.connection import Connection
from laksana_tenants.queries import tenant_by_slug

BEGUN_AT: Final = MONDAY
"""What is moulded lies whole weeks before it, so that working days stay working days."""

SHARES: Final = {
    "opened": 3, "received": 3, "checked": 3, "reported": 3, "instructed": 4, "recapitulated": 4,
    "withdrawn early": 20, "withdrawn": 60,
}  # fmt: skip
"""Of a hundred cases, how many have come how far; those withdrawn late have been through seven steps before."""


@asynccontextmanager
async def template_world(installation: Installation, superuser: Connection) -> AsyncIterator[World]:
    """Lahat as its pack has it, its clock standing; nothing is stored in S3 and no letter is set."""
    postgres = installation.postgres
    urls = Urls(
        superuser=postgres.superuser_url, owner=postgres.owner_url, app=postgres.app_url, province=postgres.province_url
    )
    with clock.frozen(BEGUN_AT) as stopped:
        lahat = await tenant_by_slug("lahat") or await set_up("lahat")
        yield World(lahat=lahat, lamandau=lahat, urls=urls, clock=stopped, beginnings=Beginnings(superuser))


async def made_templates(world: World) -> dict[str, UUID]:
    """A case for each share, by its name."""
    return {name: await _driven(world, name) for name in SHARES}


async def _driven(world: World, station: str) -> UUID:
    with clock.frozen(BEGUN_AT) as stopped:
        drive = Drive(world=world, case=await world.open_case(), detours=False)
        for name, travel in _WAYS.get(station, _WAY):
            if name == station:
                break
            # Nine and noon by turns: inside working hours, and later each time.
            stopped.advance(timedelta(hours=3 if stopped.now().hour < 5 else 21))
            await travel(drive)
    return drive.id


async def _look_at_papers(drive: Drive) -> None:
    checks = tuple(inputs.PaperCheck(paper=paper, result="ACCEPTED", original_seen=True) for paper in PAPERS)
    await drive.do(check_papers, inputs.CheckPapers(case_id=drive.id, checks=checks), "STAF")
    await drive.perform("periksa_berkas", "STAF", outcome="lengkap")


async def _educate_and_collect(drive: Drive) -> None:
    await drive.educate()
    await drive.hand_receipt()
    await drive.recapitulate()


async def _withdraw(drive: Drive) -> None:
    drive.case = await drive.world.cancel(drive.id)


_WAY = (
    ("opened", Drive.receive),
    ("received", _look_at_papers),
    ("checked", Drive.report),
    ("reported", Drive.dispose),
    ("instructed", _educate_and_collect),
    ("recapitulated", _withdraw),
)
"""What is done to a case that goes on beyond each station."""
_WAYS = {"withdrawn early": (("opened", Drive.receive), ("received", _withdraw))}
