"""What an operator does from the command line, against an opened database."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from laksana.attachments.reconcile import Reconciliation, reconcile_files
from laksana.audit.read_queries import ReadFilter, logged_reads
from laksana.audit.record_read import record_read
from laksana.audit.verify_office import AuditReport, verify_office
from laksana.audit.views import LoggedReadView, Reader, Reading, ReadKind, ReadPurpose
from laksana.cases.queries import case_by_id
from laksana.correspondence.ask_registry import ASK_REGISTRY_JOB
from laksana.dossier.build import build_dossier
from laksana.jobs.defer import defer
from laksana.jobs.queries import JobView, jobs
from laksana.jobs.retry_job import retry_job
from laksana.procedures.loader import load_registry
from laksana.vault.make_office_key import MAKE_KEY_JOB
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.migrations import migrate
from laksana_infra.scope import Scope, scoped
from laksana_infra.settings import Settings
from laksana_tenants.actor import TenantKind
from laksana_tenants.directory import OfficerView, officers_on
from laksana_tenants.errors import NotFound
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.plan import Plan
from laksana_tenants.provision.plan_pack import plan_pack
from laksana_tenants.queries import all_tenants, tenant_by_slug
from laksana_tenants.tokens import issue_token
from laksana_tenants.views import TenantView
from laksana_web.bounded import bounded
from laksana_web.wiring import MIGRATED_APPS, databases, running

ResultT = TypeVar("ResultT")


async def with_database(
    settings: Settings,
    work: Callable[..., Awaitable[ResultT]],
    arguments: Mapping[str, object],
    *,
    migrating: bool,
) -> ResultT:
    """What the work returns, done with the database of complete settings, migrated before where that is asked for."""
    if migrating and settings.database_owner_url is not None:
        await migrate(settings.database_owner_url, apps=MIGRATED_APPS)
    async with databases(settings):
        return await work(**arguments)


async def with_installation(
    settings: Settings,
    work: Callable[..., Awaitable[ResultT]],
    arguments: Mapping[str, object],
    *,
    migrating: bool,
) -> ResultT:
    """What the work returns, done with every part of the installation running, migrated before where asked for."""
    if migrating and settings.database_owner_url is not None:
        await migrate(settings.database_owner_url, apps=MIGRATED_APPS)
    async with running(settings, within=bounded):
        return await work(**arguments)


async def plan_office(pack: Path) -> Plan:
    """What applying this pack would change, or the faults that stand against it; nothing is written."""
    return await plan_pack(pack, releases=installed_releases())


async def apply_office(pack: Path) -> Plan:
    """What was changed to make the office as its pack says; raises Invalid when a fault stands against it.

    Jobs then make the key of a new office, and ask the registry for the numbers that a changed register wants by hand.
    """
    done = await apply_pack(pack, releases=installed_releases())
    applied = await tenant_by_slug(done.slug)
    if applied is not None and applied.kind is TenantKind.OFFICE:
        # Also when nothing was changed: whoever applies again mends what an interruption has left undone.
        with scoped(Scope(applied.id)):
            async with unit_of_work():
                await defer(MAKE_KEY_JOB, {}, lock=f"key/{applied.id}")
                await defer(ASK_REGISTRY_JOB, {}, lock=f"registry/{applied.id}")
    return done


async def tenants() -> tuple[TenantView, ...]:
    """Every office and province, by slug."""
    return await all_tenants()


async def new_token(tenant_slug: str, person: str) -> str:
    """A bearer token of this person, to be shown once; raises NotFound for an unknown office or person."""
    return await issue_token(tenant_slug, person)


async def verified_offices(slug: str | None, tell: Callable[[str], None]) -> Mapping[str, AuditReport]:
    """What the verification found by office: of the one of this slug, or of all; raises NotFound.

    `tell` hears how far it has come.
    """
    return await at_each(slug, lambda office: verify_office(partial(_told, tell, office.name)))


async def reconciled_offices(slug: str | None, apply: bool) -> Mapping[str, Reconciliation]:
    """Where files and their records differ by office: at the one of this slug, or at all; raises NotFound."""
    return await at_each(slug, lambda _: reconcile_files(apply=apply))


async def jobs_of_offices(slug: str | None, troubled: bool) -> Mapping[str, tuple[JobView, ...]]:
    """Each office's latest jobs, or only the `troubled`: of the one of this slug, or of all; raises NotFound."""
    return await at_each(slug, lambda _: jobs(troubled=troubled))


async def retry_job_of(slug: str, job_id: int) -> None:
    """The office's failed job is due again; raises NotFound for an unknown office and for a job that has not failed."""
    await at_each(slug, lambda _: retry_job(job_id))


async def at_each(slug: str | None, work: Callable[[TenantView], Awaitable[ResultT]]) -> Mapping[str, ResultT]:
    """What the work gives in the scope of the office of this slug, or of each office; raises NotFound."""
    offices = [office for office in await all_tenants() if office.kind is TenantKind.OFFICE]
    chosen = [office for office in offices if slug in {None, office.slug}]
    if not chosen:
        raise NotFound("tenant", slug or "")
    done = {}
    for office in chosen:
        with scoped(Scope(office.id)):
            done[office.slug] = await work(office)
    return done


async def logged_reads_of(
    slug: str | None, person_id: UUID | None, case_id: UUID | None, most: int
) -> Mapping[str, list[dict[str, object]]]:
    """The latest lines of the log of reads by office, newest first, at most 100 of each; raises NotFound."""
    wanted = ReadFilter(person_id=person_id, case_id=case_id)

    async def lines(_: TenantView) -> list[dict[str, object]]:
        officers = await officers_on(now().date())
        return [_in_words(line, officers) for line in (await logged_reads(wanted, size=most))[:most]]

    return await at_each(slug, lines)


def _in_words(line: LoggedReadView, officers: Mapping[UUID, OfficerView]) -> dict[str, object]:
    """The line with its reader's name; an officer who has left goes by their id."""
    officer = officers.get(line.officer_id) if line.officer_id else None
    reader = line.reader_name or (officer.name if officer else str(line.officer_id))
    said: dict[str, object] = {"read_at": line.read_at.isoformat(), "reader": line.reader, "name": reader}
    said |= {"post": line.post, "capacity": line.capacity, "kind": line.kind, "read": line.kind.label}
    said |= {"purpose": line.purpose, "for": line.purpose.label if line.purpose else None}
    ids = ("case_id", "person_id", "attachment_id", "letter_id", "dispatch_id", "handover_id")
    return said | {name: str(found) for name in ids if (found := getattr(line, name)) is not None}


def _silent(_: str) -> None:
    """Nobody listens."""


async def dossier_of(
    case_id: UUID, slug: str | None, login: str, purpose: str | None = None, tell: Callable[[str], None] = _silent
) -> bytes:
    """The dossier of the case in the office of this slug, or in whichever has it; raises NotFound.

    That the operator of this login took it, and what for, stands in the office's log of reads. `tell` hears how far it
    has come.
    """
    for office in await all_tenants():
        if slug not in {None, office.slug}:
            continue
        with scoped(Scope(office.id)), suppress(NotFound):
            case = await case_by_id(case_id)
            stated = ReadPurpose(purpose) if purpose else None
            await record_read(Reading.of_case(ReadKind.DOSSIER, case), stated, Reader.operator(login))
            return await build_dossier(case_id, partial(_told_parts, tell))
    raise NotFound("case", case_id)


async def _told_parts(tell: Callable[[str], None], done: int, total: int) -> None:
    tell(f"Berkas kasus: bagian {done} dari {total}")


def _told(tell: Callable[[str], None], name: str, cases: int) -> None:
    if cases % 1000 == 0:
        tell(f"{name}: {cases} kasus diperiksa")


def installed_releases() -> Mapping[str, tuple[str, ...]]:
    """The names of the installed releases by SOP, so that a pack cannot activate something else."""
    registry = load_registry(within=bounded)
    return {slug: tuple(name for owner, name in registry.releases if owner == slug) for slug in registry.slugs}
