"""Two offices set up from their packs, and Lahat's case driven by the people in their posts through the use cases."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support import files, forms
from tests.support.beginnings import Beginnings
from tests.support.database import Urls

from laksana.attachments import store
from laksana.attachments.confirm_upload import confirm_upload
from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.views import PlanUpload, UploadPlan
from laksana.cases import inputs
from laksana.cases.answer_disposisi import answer_disposisi
from laksana.cases.cancel_case import cancel_case
from laksana.cases.check_papers import check_papers
from laksana.cases.complete_case import complete_case
from laksana.cases.give_disposisi import give_disposisi
from laksana.cases.open_case import open_case
from laksana.cases.perform_step import perform_step
from laksana.cases.receive_case import receive_case
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.cases.resubmit_case import resubmit_case
from laksana.cases.return_case import return_case
from laksana.cases.views import CaseChanged
from laksana.correspondence.dispatch_letter import dispatch_letter
from laksana.job_handlers import JOB_HANDLERS
from laksana.jobs.worker import drain
from laksana.letters import press
from laksana.letters.draft_letter import draft_letter
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.return_letter import return_letter
from laksana.letters.sign_letter import sign_letter
from laksana.procedures import diagram, installed
from laksana.procedures.loader import Registry, load_registry
from laksana.vault.keys import install_master_key
from laksana.verification import stamp
from laksana_infra import clock
from laksana_infra.clock import FrozenClock
from laksana_infra.crypto import MasterKey
from laksana_infra.database import TenantEngine, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_infra.storage import Storage
from laksana_tenants.actor import Actor
from laksana_tenants.calendar import local_day
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import actor_of, officers_for_role
from laksana_tenants.tables import Activation
from laksana_tenants.views import TenantView
from laksana_typeset import Typesetter
from laksana_web.diagrams import draw

SOP = "asistensi_rehabilitasi"
PAPERS = ("surat_permohonan", "pc_kk", "pc_ktp", "pengantar_sktm", "foto")
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Monday, 09.00 in Lahat."""

MASTER_KEY = MasterKey(bytes(range(32)))
PUBLIC_URL = "https://laksana.contoh.go.id"
"""The same for every world, so that two of them can be lived in by turns."""


@dataclass(slots=True, kw_only=True)
class World:
    """Offices with their people; the clock stands at MONDAY until a test moves it."""

    lahat: TenantView
    lamandau: TenantView
    urls: Urls
    clock: FrozenClock
    beginnings: Beginnings

    def inside(self, office: TenantView | None = None) -> AbstractContextManager[None]:
        """A block in the office's scope, Lahat's when none is named."""
        return scoped(Scope((office or self.lahat).id))

    def key(self) -> str:
        """An idempotency key that nobody has used."""
        return f"key-{uuid4().hex}"

    @property
    def today(self) -> str:
        """The day in Lahat, as forms write it."""
        return local_day(clock.now(), self.lahat.timezone).isoformat()

    async def actor(self, role: str, office: TenantView | None = None) -> Actor:
        """Somebody who holds the role in the office today."""
        here = office or self.lahat
        day = local_day(clock.now(), here.timezone)
        with self.inside(here):
            holder = (await officers_for_role(role, day))[0]
            found = await actor_of(holder.officer_id, day)
        assert found is not None
        return found

    async def act(
        self, use_case: Callable[..., Awaitable[Any]], asked: object, role: str, office: TenantView | None = None
    ) -> Any:  # noqa: ANN401
        """What the use case gives to the office's holder of that role; Lahat's when none is named."""
        by = await self.actor(role, office)
        with self.inside(office):
            return await use_case(asked, by=by, key=self.key())

    async def open_case(self, office: TenantView | None = None, *, form: forms.Form | None = None) -> CaseChanged:
        """A new file at the office's counter, a draft; another office than Lahat must have taken the SOP up."""
        asked = inputs.OpenCase(sop=SOP, form=form or forms.laporan())
        changed: CaseChanged = await self.act(open_case, asked, "STAF", office)
        return changed

    async def cancel(self, case_id: UUID, office: TenantView | None = None) -> CaseChanged:
        """The case withdrawn by its applicant, the declaration on file: it has ended."""
        asked = inputs.CancelCase(case_id=case_id, reason="PERMINTAAN_PEMOHON", requested_by="RUSLAN", relation="suami")
        await self.act(cancel_case, asked, "STAF", office)
        declared = inputs.PerformStep(case_id=case_id, step="pembatalan", form=forms.PEMBATALAN)
        changed: CaseChanged = await self.act(perform_step, declared, "STAF", office)
        return changed

    async def take_up_sop(self, office: TenantView) -> None:
        """The office works by Lahat's SOP from now on, its own people in the roles they share."""
        day = local_day(clock.now(), office.timezone)
        with self.inside(office):
            async with unit_of_work():
                await Activation.insert(
                    Activation(
                        tenant_id=office.id,
                        id=new_id(),
                        sop_slug=SOP,
                        release="r1",
                        effective_from=day,
                        mapping_confirmed_on=day,
                        is_fixture=True,
                    )
                )

    async def upload(self, case_id: UUID, purpose: str, office: TenantView | None = None) -> UUID:
        """A picture of a paper, uploaded by presigned URL and inspected."""
        content = files.picture()
        asked = PlanUpload(
            case_id=case_id, purpose=purpose, file_name=f"{purpose}.png", content_type="image/png", length=len(content)
        )
        plan: UploadPlan = await self.act(plan_upload, asked, "STAF", office)
        assert await files.put(plan.url, content, plan.headers) == 200
        await self.act(confirm_upload, plan.attachment_id, "STAF", office)
        await self.drain()
        return plan.attachment_id

    async def drain(self) -> int:
        """How many waiting jobs have been done, by any of the handlers that the service has."""
        assert JOB_HANDLERS
        return await drain(self.urls.app)

    async def drive_to(self, step: str, *, detours: bool = False, form: forms.Form | None = None) -> "Drive":
        """A case of Lahat that stands at this step and waits for what is done there, or `selesai` when it is over.

        With `detours` the file comes back once for completion, and the first letter once for revision.
        """

        async def drive() -> Drive:
            driven = Drive(world=self, case=await self.open_case(form=form), detours=detours)
            for station, travel in STATIONS:
                if station == step:
                    break
                await travel(driven)
                await self.drain()
            return driven

        return await self.beginnings.begin(f"drive to {step} {detours} {form}", drive, owner=self)


@dataclass(slots=True, kw_only=True)
class Drive:
    """A case on its way through the procedure; `case` is its last change."""

    world: World
    case: CaseChanged
    detours: bool
    letters: dict[str, UUID] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """The case's id."""
        return self.case.case_id

    async def do(self, use_case: Callable[..., Awaitable[Any]], asked: object, role: str) -> CaseChanged:
        """The case after this use case."""
        self.case = await self.world.act(use_case, asked, role)
        return self.case

    async def perform(self, step: str, role: str, form: forms.Form | None = None, outcome: str | None = None) -> None:
        """The step is performed."""
        await self.do(perform_step, inputs.PerformStep(case_id=self.id, step=step, outcome=outcome, form=form), role)

    async def receive(self) -> None:
        """The file gets its agenda number."""
        asked = inputs.ReceiveCase(case_id=self.id, sender="SULASTRI", subject="Permohonan kursi roda")
        await self.do(receive_case, asked, "STAF")

    async def check(self) -> None:
        """The papers are looked at one by one; one is missing first, when there are detours."""
        scan = await self.world.upload(self.id, PAPERS[0])
        if self.detours:
            await self._check_without(PAPERS[1], scan)
            lacking = inputs.ReturnCase(case_id=self.id, step="periksa_berkas", missing=(PAPERS[1],), note="KK kurang")
            await self.do(return_case, lacking, "STAF")
            brought = inputs.BroughtPaper(paper=PAPERS[1])
            await self.do(resubmit_case, inputs.ResubmitCase(case_id=self.id, papers=(brought,)), "STAF")
        await self._check_without(None, scan)
        await self.perform("periksa_berkas", "STAF", outcome="lengkap")

    async def _check_without(self, lacking: str | None, scan: UUID) -> None:
        checks = tuple(
            inputs.PaperCheck(
                paper=paper,
                result="MISSING" if paper == lacking else "ACCEPTED",
                attachment_id=scan if paper == PAPERS[0] else None,
                original_seen=paper != lacking,
            )
            for paper in PAPERS
        )
        await self.do(check_papers, inputs.CheckPapers(case_id=self.id, checks=checks), "STAF")

    async def report(self) -> None:
        """The analyst reports upwards."""
        await self.perform("laporkan", "ANALIS", forms.LAPORAN_PERMOHONAN)

    async def dispose(self) -> None:
        """The head instructs, the head of division answers."""
        asked = inputs.GiveDisposisi(case_id=self.id, to=("KABID",), note="Tindak lanjuti sesuai ketentuan.")
        await self.do(give_disposisi, asked, "KADIS")
        await self.do(answer_disposisi, inputs.AnswerDisposisi(case_id=self.id, answer="CARRIED_OUT"), "KABID")

    async def educate(self) -> None:
        """The applicant is told how it goes on."""
        staff = await self.world.actor("STAF")
        await self.perform("edukasi", "STAF", forms.edukasi(str(staff.officer_id), on=self.world.today))

    async def hand_receipt(self) -> None:
        """The applicant gets the receipt."""
        await self.perform("tanda_terima", "STAF")

    async def recapitulate(self) -> None:
        """The file is made ready to be passed on."""
        await self.perform("rekap", "STAF", forms.REKAP)

    async def cover(self) -> None:
        """The covering letter is signed, after one revision when there are detours."""
        if self.detours:
            draft = await self.draft("surat_pengantar")
            await self.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
            asked = inputs.ReturnLetter(case_id=self.id, letter_id=draft["letter_id"], reason="Perbaiki alamat tujuan.")
            await self.do(return_letter, asked, "KADIS")
        await self.sign("surat_pengantar")

    async def order(self) -> None:
        """The order to accompany the assessment is signed."""
        await self.sign("surat_tugas")

    async def draft(self, kind: str) -> dict[str, Any]:
        """A draft of this letter, as those who initial and sign it name it."""
        await self.do(draft_letter, inputs.DraftLetter(case_id=self.id, letter=kind), "ANALIS")
        self.letters[kind] = UUID(self.case.ids["letter_id"])
        return {
            "case_id": self.id,
            "letter_id": self.letters[kind],
            "draft_sha256": self.case.ids["draft_sha256"],
        }

    async def sign(self, kind: str) -> None:
        """The letter is drafted, initialled, numbered, printed, signed by hand and scanned."""
        draft = await self.draft(kind)
        await self.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
        final = (await self.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")).ids["final_sha256"]
        scan = await self.world.upload(self.id, "scan")
        asked = inputs.SignLetter(case_id=self.id, letter_id=draft["letter_id"], final_sha256=final, scan_id=scan)
        await self.do(sign_letter, asked, "KADIS")

    async def send(self) -> None:
        """The file leaves by post."""
        asked = inputs.DispatchLetter(
            case_id=self.id,
            institution="sentra_budi_perkasa",
            courier="PT Pos Indonesia",
            sent_on=local_day(clock.now(), self.world.lahat.timezone),
            form=forms.PENGIRIMAN,
        )
        await self.do(dispatch_letter, asked, "STAF")

    async def answer(self) -> None:
        """The Sentra sets a day."""
        await self._outside("dijadwalkan", forms.jawaban_sentra(assessed_on=self.world.today))

    async def assess(self) -> None:
        """The assessment is reported."""
        await self.perform("asesmen", "STAF", forms.asesmen(on=self.world.today))

    async def decide(self) -> None:
        """The Sentra agrees."""
        await self._outside("layak", {"aid": "Kursi roda"})

    async def _outside(self, outcome: str, form: forms.Form) -> None:
        day = local_day(clock.now(), self.world.lahat.timezone)
        asked = inputs.RecordOutsideAnswer(case_id=self.id, outcome=outcome, answered_on=day, form=form)
        await self.do(record_outside_answer, asked, "STAF")

    async def finish(self) -> None:
        """The case is closed: aid was given."""
        form = forms.penutupan(on=self.world.today)
        await self.do(
            complete_case, inputs.CompleteCase(case_id=self.id, outcome="bantuan_diberikan", form=form), "KABID"
        )


STATIONS: tuple[tuple[str, Callable[[Drive], Awaitable[None]]], ...] = (
    ("terima_laporan", Drive.receive),
    ("periksa_berkas", Drive.check),
    ("laporkan", Drive.report),
    ("disposisi", Drive.dispose),
    ("edukasi", Drive.educate),
    ("tanda_terima", Drive.hand_receipt),
    ("rekap", Drive.recapitulate),
    ("surat_pengantar", Drive.cover),
    ("kirim", Drive.send),
    ("jawaban_sentra", Drive.answer),
    ("surat_tugas", Drive.order),
    ("asesmen", Drive.assess),
    ("hasil_sentra", Drive.decide),
    ("selesaikan", Drive.finish),
)
"""The steps in order, each with what is done there."""


async def set_up(slug: str) -> TenantView:
    """The office of the packaged pack of this slug."""
    await apply_pack(packs_folder() / slug)
    office = await tenant_by_slug(slug)
    assert office is not None
    return office


@cache
def installed_plugins() -> Registry:
    """The SOPs that are installed, read once."""
    return load_registry()


@asynccontextmanager
async def built_world(
    urls: Urls, storage: Storage, typesetter: Typesetter, beginnings: Beginnings, *, at: datetime = MONDAY
) -> AsyncIterator[World]:
    """Lahat and Lamandau as their packs have them, with everything that the use cases lean on installed."""
    store.install(storage)
    press.install(typesetter)
    stamp.install(PUBLIC_URL)
    installed.install(installed_plugins())
    diagram.install(draw)
    install_master_key(MASTER_KEY)
    with clock.frozen(at) as stopped:
        lahat, lamandau = await beginnings.begin("two offices", _two_offices)
        yield World(lahat=lahat, lamandau=lamandau, urls=urls, clock=stopped, beginnings=beginnings)


async def _two_offices() -> tuple[TenantView, TenantView]:
    return await set_up("lahat"), await set_up("lamandau")


@pytest.fixture(scope="session")
def typesetter() -> Iterator[Typesetter]:
    """The process's typesetter, started."""
    with Typesetter(processes=1) as started:
        yield started


@pytest_asyncio.fixture
async def world(
    database: TenantEngine, postgres: Urls, storage: Storage, typesetter: Typesetter, beginnings: Beginnings
) -> AsyncIterator[World]:
    """Lahat and Lamandau, set up for one test."""
    async with built_world(postgres, storage, typesetter, beginnings) as built:
        yield built
