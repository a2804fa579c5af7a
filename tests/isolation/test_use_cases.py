"""Every use case, called with another office's ids, answers as if those did not exist, and writes nothing."""

import inspect
from typing import Any

import pytest
import pytest_asyncio
from tests.isolation.catalogue import tables_of_offices
from tests.isolation.use_cases import ATTEMPTS, PARTS_OF_USE_CASES, Asked, Own, Targets, UseCase, found
from tests.support.inhabited import Inhabited

from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError

USE_CASES = found()


@pytest_asyncio.fixture
async def theirs(inhabited: Inhabited, behind: Connection) -> Targets:
    """Real ids of the other office, of rows for which each use case would have something to do."""
    signing = inhabited.signing

    async def one(sql: str) -> Any:  # noqa: ANN401
        return await behind.fetchval(f"select {sql} limit 1", inhabited.theirs.id)

    return Targets(
        case_id=signing.id,
        letter_id=signing.letters["surat_pengantar"],
        attachment_id=await one("id from attachment where tenant_id = $1 and stage = 'PROMOTED'"),
        officer_id=await one("id from officer where tenant_id = $1"),
        institution=await one("slug from institution where tenant_id = $1 and slug = 'sentra_budi_perkasa'"),
        draft_sha256=str(inhabited.drafted["draft_sha256"]),
        final_sha256=await one("final_sha256 from letter where tenant_id = $1 and final_sha256 is not null"),
    )


def test_every_use_case_is_tried() -> None:
    assert set(ATTEMPTS) == set(USE_CASES)
    assert all("." in name and len(reason) > 20 for name, reason in PARTS_OF_USE_CASES.items())
    assert len(USE_CASES) >= 25


@pytest.mark.parametrize("name", sorted(set(USE_CASES) & set(ATTEMPTS)))
async def test_another_offices_ids_are_as_good_as_none(
    name: str, intruders: Inhabited, theirs: Targets, behind: Connection
) -> None:
    intruder, nobodys = await intruders.intruder(), Targets.nobodys()
    own = Own(case_id=intruders.own_case, attachment_id=intruders.own_attachment)
    before = await contents(behind)

    with scoped(Scope(intruders.ours.id)):
        to_theirs = [await answer(intruders, name, asked, intruder, theirs) for asked in ATTEMPTS[name](theirs, own)]
        to_nothing = [await answer(intruders, name, asked, intruder, nobodys) for asked in ATTEMPTS[name](nobodys, own)]

    assert to_theirs == to_nothing
    assert all(said.startswith(("NotFound", "Invalid")) for said in to_theirs)
    assert await contents(behind) == before


async def answer(intruders: Inhabited, name: str, asked: Asked, by: Actor, targets: Targets) -> str:
    """What the use case says, with the targets' values replaced by their names."""
    use_case: UseCase = USE_CASES[name]
    key = {"key": intruders.world.key()} if "key" in inspect.signature(use_case).parameters else {}
    try:
        said = repr(await use_case(**asked, by=by, **key))
    except DomainError as refusal:
        said = f"{type(refusal).__name__}: {refusal.findings}"
    return targets.named(said)


async def contents(behind: Connection) -> dict[str, str]:
    """A digest of every row of every table, by table."""
    tables = [*await tables_of_offices(behind), "jobs.procrastinate_jobs"]
    digests = " union all ".join(
        f"select '{table}' as name, coalesce(md5(string_agg(t::text, '|' order by id)), '') as digest from {table} t"
        for table in tables
    )
    return {row["name"]: row["digest"] for row in await behind.fetch(digests)}
