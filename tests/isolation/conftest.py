"""What an intruder has got hold of."""

from typing import Any

import pytest_asyncio
from tests.isolation.targets import Targets
from tests.support import forms
from tests.support.inhabited import Inhabited

from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor
from laksana_tenants.directory import officers_on
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import actor_of


@pytest_asyncio.fixture(scope="session")
async def theirs(inhabited: Inhabited, behind: Connection) -> Targets:
    """Real ids of the other office, of rows for which each use case would have something to do."""
    signing = inhabited.signing

    async def one(sql: str) -> Any:  # noqa: ANN401
        return await behind.fetchval(f"select {sql} limit 1", inhabited.theirs.id)

    return Targets(
        tenant_id=inhabited.theirs.id,
        client_id=await one(f"client_id from case_ where tenant_id = $1 and id = '{signing.id}'"),
        case_id=signing.id,
        letter_id=signing.letters["surat_pengantar"],
        attachment_id=await one("id from attachment where tenant_id = $1 and stage = 'PROMOTED'"),
        officer_id=await one("id from officer where tenant_id = $1"),
        dispatch_id=inhabited.dispatch,
        handover_id=await one("id from handover_received where tenant_id = $1"),
        sent_handover_id=await one("id from handover_sent where tenant_id = $1"),
        paper_id=inhabited.received_paper,
        number_id=await one("id from register_number where tenant_id = $1"),
        entry_id=await one("id from incoming_letter where tenant_id = $1"),
        signature_id=await one("id from electronic_signature where tenant_id = $1"),
        root_id=await one("id from audit_root where tenant_id = $1"),
        activation_id=await one("id from activation where tenant_id = $1"),
        plan_id=await one("id from migration_plan where tenant_id = $1"),
        institution=await one("slug from institution where tenant_id = $1 and slug = 'sentra_budi_perkasa'"),
        nik=forms.laporan()["pemohon"]["nik"],
        draft_sha256=str(inhabited.drafted["draft_sha256"]),
        final_sha256=await one("final_sha256 from letter where tenant_id = $1 and final_sha256 is not null"),
    )


@pytest_asyncio.fixture
async def kalteng(intruders: Inhabited) -> Actor:
    """An officer of the province in which the other office does not lie."""
    province = await tenant_by_slug("kalimantan_tengah")
    assert province is not None
    day = intruders.world.clock.now().date()
    with scoped(Scope(province.id)):
        officer = await actor_of(next(iter(await officers_on(day))), day)
    assert officer is not None
    return officer
