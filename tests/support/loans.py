"""Lahat lends wheelchairs by an SOP with two releases: its running cases, some of them at places that r2 changed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest_asyncio
from tests.support.forms import laporan
from tests.support.two_releases.loaded import SLUG, with_two_releases
from tests.support.world import World, installed_plugins

from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana.cases.open_case import open_case
from laksana.cases.perform_step import perform_step
from laksana.cases.receive_case import receive_case
from laksana.cases.views import CaseChanged
from laksana.procedures import installed
from laksana_infra import clock
from laksana_infra.database import unit_of_work
from laksana_infra.ids import new_id
from laksana_tenants.calendar import local_day
from laksana_tenants.tables import Activation


@dataclass(frozen=True, slots=True, kw_only=True)
class Loans:
    """The office whose cases are under r1."""

    world: World

    async def received(self) -> UUID:
        """A case whose papers are to be checked."""
        form = {"pemohon": laporan()["pemohon"], "weeks": 8}
        opened: CaseChanged = await self.world.act(open_case, inputs.OpenCase(sop=SLUG, form=form), "STAF")
        asked = inputs.ReceiveCase(case_id=opened.case_id, sender="SULASTRI", subject="Pinjam kursi roda")
        await self.world.act(receive_case, asked, "STAF")
        return opened.case_id

    async def checked(self) -> UUID:
        """A case whose need is to be judged."""
        case_id = await self.received()
        await self.accept(case_id, "ktp", "surat_dokter")
        passed = inputs.PerformStep(case_id=case_id, step="periksa_berkas", outcome="lengkap")
        await self.world.act(perform_step, passed, "STAF")
        return case_id

    async def accept(self, case_id: UUID, *papers: str) -> None:
        """These papers are found in order."""
        checks = tuple(inputs.PaperCheck(paper=paper, result="ACCEPTED") for paper in papers)
        await self.world.act(check_papers, inputs.CheckPapers(case_id=case_id, checks=checks), "STAF")

    async def judge(self, case_id: UUID, outcome: str) -> None:
        """The need is judged; `perlu_dilihat` leads elsewhere under r2."""
        asked = inputs.PerformStep(case_id=case_id, step="telaah", outcome=outcome, form={"need": "Tidak dapat jalan."})
        await self.world.act(perform_step, asked, "ANALIS")

    async def judged(self, outcome: str) -> UUID:
        """A case whose need was judged so."""
        case_id = await self.checked()
        await self.judge(case_id, outcome)
        return case_id


@pytest_asyncio.fixture
async def loans(world: World) -> AsyncIterator[Loans]:
    """Lahat works by r1 of the SOP from today; r2 is installed too."""
    installed.install(with_two_releases(installed_plugins()))
    day = local_day(clock.now(), world.lahat.timezone)
    with world.inside():
        async with unit_of_work():
            await Activation.insert(
                Activation(
                    tenant_id=world.lahat.id, id=new_id(), sop_slug=SLUG, release="r1", effective_from=day,
                    mapping_confirmed_on=day, is_fixture=True,
                )
            )  # fmt: skip
    yield Loans(world=world)
    installed.install(installed_plugins())
