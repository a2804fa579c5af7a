"""Palangka Raya and Lahat with one officer each, and a case where a test needs one."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio

from laksana.audit.chain import genesis
from laksana.people.register_person import register_person
from laksana.procedures import installed
from laksana.procedures.loader import load_registry
from laksana.vault.keys import install_master_key, new_case_key, office_key
from laksana_infra.clock import now
from laksana_infra.crypto import MasterKey
from laksana_infra.database import TenantEngine, execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_sdk.letters import ClientFacts
from laksana_tenants.actor import Actor, Capacity, Holding, TenantKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An office with the officer at its counter."""

    scope: Scope
    region: str
    officer: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoOffices:
    """The office that acts, and another one."""

    palangka_raya: Desk
    lahat: Desk


@pytest.fixture(scope="session")
def master_key() -> MasterKey:
    return MasterKey.new()


@pytest_asyncio.fixture
async def offices(database: TenantEngine, master_key: MasterKey) -> TwoOffices:
    install_master_key(master_key)
    installed.install(load_registry())
    return TwoOffices(
        palangka_raya=await set_up_desk("palangka_raya", "62.71", "Asia/Pontianak"),
        lahat=await set_up_desk("lahat", "16.04", "Asia/Jakarta"),
    )


@pytest.fixture
def desk(offices: TwoOffices) -> Desk:
    return offices.palangka_raya


@pytest.fixture
def here(desk: Desk) -> Iterator[Desk]:
    """Palangka Raya, whose scope the test is in."""
    with scoped(desk.scope):
        yield desk


async def set_up_desk(slug: str, region: str, zone: str) -> Desk:
    tenant_id, officer_id, at = new_id(), new_id(), now()
    with scoped(Scope(tenant_id)):
        async with unit_of_work():
            await execute(
                "insert into tenant (id, slug, name, kind, region_code, timezone, letterhead, calendar, number_formats,"
                " pack_hash, created_at, updated_at)"
                " values ($1, $2, $2, 'OFFICE', $3, $4, '{}', '{}', '[]', $2, $5, $5)",
                tenant_id, slug, region, zone, at,
            )  # fmt: skip
            await execute(
                "insert into officer (tenant_id, id, code, name, is_fixture) values ($1, $2, 'staf', 'Staf', true)",
                tenant_id, officer_id,
            )  # fmt: skip
    counter = Holding(
        post_id=new_id(),
        post_code="staf",
        post_title="Staf",
        capacity=Capacity.DEFINITIF,
        roles=frozenset({"STAF"}),
        signs_for=frozenset({"STAF"}),
    )
    officer = Actor(
        tenant_id=tenant_id,
        tenant_slug=slug,
        tenant_kind=TenantKind.OFFICE,
        officer_id=officer_id,
        name="Staf",
        holdings=(counter,),
    )
    return Desk(scope=Scope(tenant_id), region=region, officer=officer)


async def set_up_case(desk: Desk) -> UUID:
    """A case row without events, enough to hang files on."""
    case_id, at = new_id(), now()
    with scoped(desk.scope):
        async with unit_of_work():
            client = await register_person(ClientFacts(name="Contoh Fiktif"), tenant_region=desk.region)
            _, wrapped = new_case_key(await office_key(), case_id)
            await execute(
                "insert into case_ (tenant_id, id, sop_slug, release, release_hash, status, version, head_hash,"
                " wrapped_key, client_id, round, opened_by, opened_at, updated_at, service)"
                " values ($1, $2, $8, 'r1', '', 'DRAFT', 0, $3, $4, $5, 0, $6, $7, $7, 'layanan')",
                desk.scope.tenant_id, case_id, genesis(desk.scope.tenant_id, case_id), wrapped, client.id,
                desk.officer.officer_id, at, "asistensi_rehabilitasi",
            )  # fmt: skip
    return case_id
