"""Two offices with rows in every table, in a database that nobody clears, for the suite that tries to break in."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest_asyncio
from tests.support import forms
from tests.support.beginnings import Beginnings
from tests.support.database import APPS, Urls, migrated_database
from tests.support.decisions import every_decision
from tests.support.handovers import hand_out, hand_over, set_up_handing, take_on
from tests.support.joint_dispatches import Joint, composed, two_cases
from tests.support.services import Run
from tests.support.world import SOP, Drive, World, built_world, set_up

from laksana.audit.anchor_office import anchor_office
from laksana.cases import inputs
from laksana.cases.office import office as office_of_scope
from laksana.cases.receive_case import receive_case
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.tables import Dispatch
from laksana.dossier.progress import report_progress
from laksana.handover.inputs import AnswerHandover, SentHandoverAct
from laksana.handover.read_envelope import read_envelope
from laksana.handover.refuse_handover import refuse_handover
from laksana.handover.renew_link import renew_link
from laksana.handover.withdraw_handover import withdraw_handover
from laksana.letters.open_letter import Version, letter_url
from laksana.migration.tables import MigrationCase, MigrationPlan
from laksana.people.register_person import register_person
from laksana.procedures.activate_procedure import activate_procedure
from laksana.procedures.readiness import ActivateProcedure, readiness
from laksana.procedures.take_back_activation import TakeBackActivation, take_back_activation
from laksana.signing.attempts import Signing, request
from laksana.signing.certificates import own_certificate
from laksana_infra import clock, database
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, install, open_database, uninstall, unit_of_work
from laksana_infra.embedded.postgres import RunningPostgres
from laksana_infra.ids import new_id
from laksana_infra.migrations import app_config
from laksana_infra.signing.port import Provider
from laksana_infra.storage import Storage
from laksana_sdk.letters import ClientFacts
from laksana_sdk.roles import ROLES
from laksana_tenants.actor import Actor
from laksana_tenants.tokens import issue_token
from laksana_tenants.views import TenantView
from laksana_typeset import Typesetter

NOBODY = ClientFacts(
    name=None, nik=None, birth_place=None, birth_date=None, sex=None, address=None, village=None, kecamatan=None,
    phone=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhabited:
    """Lahat (theirs) with a finished case and others under way; Lamandau (ours) with a case at its start.

    Lahat and Palangka Raya, a neighbour of ours, have handed a case over to each other.
    """

    world: World
    urls: Urls
    finished: Drive
    signing: Drive
    drafted: dict[str, object]
    own_case: UUID
    own_attachment: UUID
    dispatch: UUID
    neighbour_case: UUID
    received_paper: UUID
    token: str
    expired_token: str
    engines: tuple[TenantEngine, TenantEngine]

    @property
    def ours(self) -> TenantView:
        """The office that tries."""
        return self.world.lamandau

    @property
    def theirs(self) -> TenantView:
        """The office that must not be reached."""
        return self.world.lahat

    async def intruder(self, office: TenantView | None = None) -> Actor:
        """Somebody of the office that tries, with every role there is: no missing right may hide a missing wall."""
        staff = await self.world.actor("STAF", office or self.ours)
        everything = frozenset(ROLES)
        return replace(
            staff,
            holdings=tuple(replace(held, roles=everything, signs_for=everything) for held in staff.holdings),
        )

    @contextmanager
    def entered(self) -> Iterator[None]:
        """A block in which this database is the process's, whichever was before, and its clock stands.

        The SOP allows every decision there: no missing rule may hide a missing wall.
        """
        with installed(*self.engines), clock.frozen(self.world.clock.now()), every_decision():
            yield


@contextmanager
def installed(app: TenantEngine, province: TenantEngine) -> Iterator[None]:
    """A block in which these engines are the process's; the ones before are so again afterwards."""
    before = dict(database._installed)
    install(app, _tables())
    install(province, [])
    try:
        yield
    finally:
        uninstall(app)
        uninstall(province)
        for provinces, engine in before.items():
            install(engine, [] if provinces else _tables())


def _tables() -> list[type]:
    return [table for app in APPS for table in app_config(app).table_classes]


@asynccontextmanager
async def lived_in(
    run: Run, server: RunningPostgres, storage: Storage, typesetter: Typesetter
) -> AsyncIterator[Inhabited]:
    """The two offices in a new database of this worker."""
    found = await migrated_database(run, server, f"inhabited_{run.worker}")
    engines = (
        await open_database(found.app, max_size=8),
        await open_database(found.province, min_size=0, provinces=True),
    )
    superuser = await asyncpg.connect(found.superuser)
    with installed(*engines):
        async with built_world(found, storage, typesetter, Beginnings(superuser)) as world:
            inhabited = await _lived_in(world, found, engines)
    yield inhabited
    await superuser.close()
    for engine in engines:
        await engine.close_connection_pool()


@pytest_asyncio.fixture(scope="session")
async def inhabited(
    run: Run, server: RunningPostgres, storage: Storage, typesetter: Typesetter
) -> AsyncIterator[Inhabited]:
    """The two offices, made once for a worker; whoever changes a row there breaks the suite for the others."""
    async with lived_in(run, server, storage, typesetter) as made:
        yield made


async def _lived_in(world: World, found: Urls, engines: tuple[TenantEngine, TenantEngine]) -> Inhabited:
    with every_decision():
        finished = await world.drive_to("selesai", detours=True)
    signing = await world.drive_to("surat_pengantar")
    drafted = await signing.draft("surat_pengantar")
    with world.inside():
        async with unit_of_work():
            await register_person(NOBODY, tenant_region=world.lahat.region_code)
    await world.take_up_sop(world.lamandau)
    # Somebody whom the other office does not know, nor the other way round.
    own = await world.open_case(world.lamandau, form=forms.laporan(name="RUMINAH", nik="1604104507600002"))
    asked = inputs.ReceiveCase(case_id=own.case_id, sender="SULASTRI", subject="Permohonan kursi roda")
    await world.act(receive_case, asked, "STAF", world.lamandau)
    own_attachment = await world.upload(own.case_id, "pc_ktp", world.lamandau)
    by = await world.actor("STAF")
    with world.inside():
        await letter_url(signing.letters["surat_pengantar"], Version.DRAFT, by=by)
        await report_progress(signing.id, 1, done=1, total=2)
    joint = await _dispatched(world)
    await _migrated(world, world.lahat, signing.id)
    await _migrated(world, world.lamandau, own.case_id)
    neighbour_case, received_paper = await _handed_over(world, signing.id)
    await _handed_out(world, own.case_id, joint.cases[0].id)
    for office in (world.lahat, world.lamandau):
        await _decided(world, office)
    person = await _officer_code(found, world.lahat)
    await set_up("kalimantan_tengah")
    for office in (world.lahat, world.lamandau):
        with world.inside(office):
            await anchor_office()
    await _signatures_begun(world, finished, joint.id)
    return Inhabited(
        world=world,
        urls=found,
        finished=finished,
        signing=signing,
        drafted=drafted,
        own_case=own.case_id,
        own_attachment=own_attachment,
        dispatch=joint.id,
        neighbour_case=neighbour_case,
        received_paper=received_paper,
        token=await issue_token("lahat", person),
        expired_token=await issue_token("lahat", person, lifetime=timedelta(seconds=-1)),
        engines=engines,
    )


async def _decided(world: World, office: TenantView) -> None:
    """The office has put an SOP into force that brought roles with it; its first attempt was taken back."""
    day = clock.now().date() + timedelta(days=14)
    asked = ActivateProcedure(sop="rehabilitasi_anak_lansia", release="r1", effective_from=day)
    with world.inside(office):
        blank = await readiness(asked)
    asked = replace(asked, mapping={one.role.code: "sekretaris" for one in blank.roles if not one.is_ready})
    first = await world.act(activate_procedure, asked, "KADIS", office)
    await world.act(take_back_activation, TakeBackActivation(activation_id=first.id), "KADIS", office)
    await world.act(activate_procedure, asked, "KADIS", office)


async def _dispatched(world: World) -> Joint:
    """One of Lahat's two joint dispatches, both initialled; Lamandau has one, on which rows of its own may hang."""
    joint = await composed(world, await world.drive_to("surat_pengantar"))
    pair = await composed(world, *await two_cases(world))
    for each in (joint, pair):
        await each.drafted()
        await each.initialled()
    staff = await world.actor("STAF", world.lamandau)
    with world.inside(world.lamandau):
        async with unit_of_work():
            await Dispatch.insert(
                Dispatch(
                    tenant_id=world.lamandau.id,
                    id=new_id(),
                    sop_slug=SOP,
                    release="r1",
                    kind="rekap_usulan",
                    title="Rekap Usulan",
                    institution="pstw_sinta_rangkang",
                    status="DRAFT",
                    draft=0,
                    composed_by=staff.officer_id,
                    created_at=clock.now(),
                    updated_at=clock.now(),
                )
            )
    return joint


async def _migrated(world: World, office: TenantView, case_id: UUID) -> None:
    """A migration of the office that was reverted: everybody who may ask for a phase of it has done so."""
    head, at = (await world.actor("KADIS", office)).officer_id, clock.now()
    with world.inside(office):
        async with unit_of_work():
            plan = MigrationPlan(
                tenant_id=office.id, id=new_id(), sop_slug=SOP, to_release="r2", to_hash="0" * 64, phase="REVERTED",
                reason="Rilis baru.", planned_by=head, planned_at=at, started_by=head, started_at=at,
                reverted_by=head, reverted_at=at, revert_reason="Ditunda.", ended_at=at,
            )  # fmt: skip
            await MigrationPlan.insert(plan)
            await MigrationCase.insert(
                MigrationCase(
                    tenant_id=office.id, id=new_id(), plan_id=plan.id, case_id=case_id, from_release="r1",
                    from_hash="0" * 64, verdict="SAME_STATE", shown="[]", standing="REVERTED", version=1,
                )
            )  # fmt: skip


async def _handed_over(world: World, theirs: UUID) -> tuple[UUID, UUID]:
    """The neighbour's case that lies at Lahat now, and the id of its paper there; Lahat's case went the other way."""
    palangka_raya = await set_up("palangka_raya")
    await world.take_up_sop(palangka_raya)
    handing = await set_up_handing(world, world.lahat, sender=palangka_raya)
    refused = await hand_over(world, handing.case_id, sender=palangka_raya, receiver=world.lahat)
    asked = AnswerHandover(handover_id=refused, reason="Belum ada tempat.")
    await world.act(refuse_handover, asked, "KABID", world.lahat)
    await world.drain()
    handover_id = await hand_over(world, handing.case_id, sender=palangka_raya, receiver=world.lahat)
    await take_on(world, handover_id, world.lahat)
    await hand_over(world, theirs, sender=world.lahat, receiver=palangka_raya)
    by = await world.actor("STAF")
    with world.inside():
        envelope = await read_envelope(handover_id, by=by)
    return handing.case_id, envelope.papers[0].id


async def _handed_out(world: World, ours: UUID, theirs: UUID) -> None:
    """Both offices have handed a case over to an institution: ours is withdrawn, the first link to theirs is over.

    So a row like any of them breaks no rule about what is open, and only the wall stands in its way.
    """
    withdrawn = await hand_out(world, ours, sender=world.lamandau, institution="pstw_sinta_rangkang")
    await world.act(withdraw_handover, SentHandoverAct(handover_id=withdrawn.handover_id), "KABID", world.lamandau)
    renewed = await hand_out(world, theirs, sender=world.lahat, institution="sentra_budi_perkasa")
    await world.act(renew_link, SentHandoverAct(handover_id=renewed.handover_id), "KABID", world.lahat)


async def _signatures_begun(world: World, finished: Drive, dispatch_id: UUID) -> None:
    """Attempts of Lahat's head to sign, and a certificate in either office; last, because their jobs stay waiting."""
    for office in (world.lamandau, world.lahat):
        head = await world.actor("KADIS", office)
        with world.inside(office):
            async with unit_of_work():
                certificate_id = await own_certificate(head, await office_of_scope(), clock.now())
    held = head.signing_for("KADIS")
    assert held is not None
    for bearer, bearer_id in ((Bearer.LETTER, finished.letters["surat_pengantar"]), (Bearer.DISPATCH, dispatch_id)):
        signing = Signing(
            bearer=bearer, bearer_id=bearer_id, final_sha256="0" * 64, officer_id=head.officer_id,
            post_id=held.post_id, role="KADIS", capacity=held.capacity.value, provider=Provider.LOCAL,
            certificate_id=certificate_id, nik_digest=None,
        )  # fmt: skip
        with world.inside():
            async with unit_of_work():
                await request(signing, clock.now())


async def _officer_code(found: Urls, office: TenantView) -> str:
    connection: Connection = await asyncpg.connect(found.superuser)
    code: str = await connection.fetchval("select code from app.officer where tenant_id = $1 order by code", office.id)
    await connection.close()
    return code


@pytest_asyncio.fixture
async def intruders(inhabited: Inhabited) -> AsyncIterator[Inhabited]:
    """The two offices, for one test that leaves everything as it was."""
    with inhabited.entered():
        yield inhabited


@pytest_asyncio.fixture(scope="session")
async def behind(inhabited: Inhabited) -> AsyncIterator[Connection]:
    """A superuser's connection to the two offices' database, to see what really lies there."""
    connection = await asyncpg.connect(inhabited.urls.superuser, server_settings={"search_path": "app,jobs"})
    yield connection
    await connection.close()
