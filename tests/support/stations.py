"""Cases that stand at many steps of Lahat's SOP, for tests that only try what is refused."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support import files
from tests.support.beginnings import Beginnings
from tests.support.database import Urls, clear, digests, put_in_place
from tests.support.world import SOP, Drive, World, built_world

from laksana.attachments.confirm_upload import confirm_upload
from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.views import PlanUpload, UploadPlan
from laksana.cases import inputs
from laksana.cases.answer_disposisi import answer_disposisi
from laksana.cases.assign_case import assign_case
from laksana.cases.cancel_case import cancel_case
from laksana.cases.check_papers import check_papers
from laksana.cases.complete_case import complete_case
from laksana.cases.forward_case import forward_case
from laksana.cases.give_disposisi import give_disposisi
from laksana.cases.open_case import open_case
from laksana.cases.perform_step import perform_step
from laksana.cases.receive_case import receive_case
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.cases.reject_case import reject_case
from laksana.cases.resubmit_case import resubmit_case
from laksana.cases.return_case import return_case
from laksana.correspondence.dispatch_letter import dispatch_letter
from laksana.letters.draft_letter import draft_letter
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.return_letter import return_letter
from laksana.letters.sign_letter import sign_letter
from laksana_infra import clock
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine
from laksana_infra.storage import Storage
from laksana_sdk.findings import Finding, text
from laksana_tenants.calendar import local_day
from laksana_tenants.errors import DomainError, Invalid
from laksana_typeset import Typesetter

AT_LETTER = ("konsep", "paraf", "final")
LETTER = "surat_pengantar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stations:
    """A world with a case at each step that its module names in STANDS, and at its covering letter's AT_LETTER.

    `scans` are files of the case at `final`, by how far they have come: planned, uploaded, refused, promoted.
    """

    world: World
    owner: Connection
    at: Mapping[str, Drive]
    drafts: Mapping[str, Mapping[str, Any]]
    scans: Mapping[str, UUID]

    async def refused(
        self, use_case: Callable[..., Awaitable[Any]], asked: object, role: str, *, key: str | None = None
    ) -> DomainError:
        """The refusal that Lahat's holder of the role meets, after nothing at all was written anywhere."""
        by = await self.world.actor(role)
        before = await self.written()
        with self.world.inside(), pytest.raises(DomainError) as refusal:
            await use_case(asked, by=by, key=self.world.key() if key is None else key)
        assert await self.written() == before
        return refusal.value

    async def written(self) -> dict[str, str]:
        """A digest of the rows of every table but the region tree's."""
        return await digests(self.owner)


def finding(refusal: DomainError, code: str, field: str | None) -> Finding:
    """The finding of that code at that field; there must be one."""
    found = {(one.code, one.field): one for one in refusal.findings}
    assert (code, field) in found
    return found[code, field]


async def build_stations(world: World, owner: Connection, stands: tuple[str, ...]) -> Stations:
    """The cases, each driven to where it stands."""
    at = {step: await world.drive_to(step) for step in stands if step not in AT_LETTER}
    drafts: dict[str, Mapping[str, Any]] = {}
    for name in AT_LETTER:
        drive = at[name] = await world.drive_to(LETTER)
        drafts[name] = await drive.draft(LETTER)
    for name in ("paraf", "final"):
        await at[name].do(paraf_letter, inputs.ParafLetter(**drafts[name]), "KABID")
    await at["final"].do(finalise_letter, inputs.FinaliseLetter(**drafts["final"]), "KADIS")
    case_id = at["final"].id
    scans = {
        "refused": await _upload(world, case_id, files.EXE, confirm=True),
        "promoted": await world.upload(case_id, "scan"),
        "planned": await _upload(world, case_id, files.png(), confirm=False),
    }
    await world.drain()
    scans["uploaded"] = await _upload(world, case_id, files.png(), confirm=True)
    return Stations(world=world, owner=owner, at=at, drafts=drafts, scans=scans)


async def _upload(world: World, case_id: UUID, content: bytes, *, confirm: bool) -> UUID:
    asked = PlanUpload(
        case_id=case_id, purpose="scan", file_name="scan.png", content_type="image/png", length=len(content)
    )
    plan: UploadPlan = await world.act(plan_upload, asked, "STAF")
    if confirm:
        assert await files.put(plan.url, content, plan.headers) == 200
        await world.act(confirm_upload, plan.attachment_id, "STAF")
    return plan.attachment_id


@pytest_asyncio.fixture(scope="module")
async def stations(
    request: pytest.FixtureRequest,
    installed_engine: TenantEngine,
    kept_tables: frozenset[str],
    owner: Connection,
    postgres: Urls,
    storage: Storage,
    typesetter: Typesetter,
    beginnings: Beginnings,
) -> AsyncIterator[Stations]:
    """The cases at the module's STANDS, once for all its tests."""
    put_in_place()
    async with built_world(postgres, storage, typesetter, beginnings) as world:
        yield await build_stations(world, owner, request.module.STANDS)
    await clear(owner, keep=kept_tables)


UseCase = Callable[..., Awaitable[Any]]
DONE: dict[UseCase, type[Any]] = {
    receive_case: inputs.ReceiveCase, perform_step: inputs.PerformStep, check_papers: inputs.CheckPapers,
    return_case: inputs.ReturnCase, resubmit_case: inputs.ResubmitCase, assign_case: inputs.AssignCase,
    give_disposisi: inputs.GiveDisposisi, answer_disposisi: inputs.AnswerDisposisi, reject_case: inputs.RejectCase,
    forward_case: inputs.ForwardCase, cancel_case: inputs.CancelCase, dispatch_letter: inputs.DispatchLetter,
    record_outside_answer: inputs.RecordOutsideAnswer, complete_case: inputs.CompleteCase,
    draft_letter: inputs.DraftLetter, paraf_letter: inputs.ParafLetter, return_letter: inputs.ReturnLetter,
    finalise_letter: inputs.FinaliseLetter, sign_letter: inputs.SignLetter,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """Something wrong, asked of the case at a station by a holder of a role, and the finding that says so."""

    at: str
    ask: UseCase
    by: str = "STAF"
    details: Mapping[str, Any] = field(default_factory=dict)
    code: str
    where: str | None
    says: str

    def __str__(self) -> str:
        return f"{self.at}-{self.ask.__name__}-{self.code}-{self.where}"

    async def is_refused(self, stations: Stations) -> None:
        """The finding stands at its field and its sentence says the value or the remedy; nothing was written."""
        details = {name: made(stations) if callable(made) else made for name, made in self.details.items()}
        if self.ask is open_case:
            asked: object = inputs.OpenCase(**{"sop": SOP, **details})
        else:
            asked = DONE[self.ask](**{"case_id": stations.at[self.at].id, **details})

        refusal = await stations.refused(self.ask, asked, self.by)

        assert isinstance(refusal, Invalid)
        found = finding(refusal, self.code, self.where)
        assert self.says in text(found, "id"), text(found, "id")
        assert all(text(one, "en") for one in refusal.findings)


def day(stations: Stations, days: int) -> date:
    """So many days from today in Lahat."""
    return local_day(clock.now(), stations.world.lahat.timezone) + timedelta(days=days)
