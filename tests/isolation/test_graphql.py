"""Every root field of the schema, asked with another office's ids, as another province, or with a dead token."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from tests.isolation.catalogue import tables_of_offices
from tests.isolation.operations import operation, root_fields
from tests.isolation.rows import contents
from tests.isolation.targets import Targets
from tests.isolation.use_cases import found
from tests.support.graphql import Answer, ask
from tests.support.inhabited import Inhabited

from laksana_graphql.schema import SCHEMA
from laksana_infra.connection import Connection
from laksana_infra.settings import load_settings
from laksana_tenants.actor import Actor
from laksana_web.app import build_app

ROOT_FIELDS = root_fields(SCHEMA._schema)
QUERIES = sorted(name for name in ROOT_FIELDS if name.startswith("Query."))
HARMLESS = {"FORBIDDEN", "NOT_FOUND", "REFUSED"}


@pytest_asyncio.fixture(scope="session")
async def secrets(behind: Connection, inhabited: Inhabited) -> frozenset[str]:
    """Every id and every hash of the other office."""
    ids = " union all ".join(
        f"select id::text as secret from {table} where tenant_id = $1" for table in await tables_of_offices(behind)
    )
    hashes = "select unnest(array[draft_sha256, final_sha256]) from letter where tenant_id = $1"
    hashes += " union all select unnest(array[draft_sha256, final_sha256]) from dispatch where tenant_id = $1"
    rows = await behind.fetch(f"{ids} union all {hashes} union all select $1::uuid::text", inhabited.theirs.id)
    return frozenset(row["secret"] for row in rows if row["secret"])


def test_every_act_of_the_schema_is_a_use_case_that_is_tried() -> None:
    acts = {name.partition(".")[2] for name in ROOT_FIELDS if name.startswith("Mutation.")}

    assert len(acts) >= 24
    assert len(QUERIES) >= 11
    assert {"openCase", "signLetter", "planUpload"} <= acts
    assert len(acts) <= len(found())


@pytest.mark.parametrize("name", sorted(ROOT_FIELDS))
async def test_another_offices_ids_are_as_good_as_none(
    name: str, intruders: Inhabited, theirs: Targets, secrets: frozenset[str], behind: Connection
) -> None:
    intruder, before = await intruders.intruder(), await contents(behind, intruders.theirs.id)

    to_theirs = await answer(intruder, name, theirs)
    to_nothing = await answer(intruder, name, Targets.nobodys())

    assert to_theirs == to_nothing
    assert leaked(to_theirs, secrets) == set()
    assert await contents(behind, intruders.theirs.id) == before


@pytest.mark.parametrize("name", sorted(ROOT_FIELDS))
async def test_another_province_gets_nothing_of_the_office(
    name: str, intruders: Inhabited, kalteng: Actor, theirs: Targets, secrets: frozenset[str], behind: Connection
) -> None:
    before = await contents(behind, intruders.theirs.id)

    to_theirs = await answer(kalteng, name, theirs)
    to_nothing = await answer(kalteng, name, Targets.nobodys())

    assert to_theirs == to_nothing
    assert leaked(to_theirs, secrets) == set()
    assert await contents(behind, intruders.theirs.id) == before


async def answer(by: Actor, name: str, targets: Targets) -> str:
    """The answer as text, with the targets' values replaced by their names."""
    asked = operation(SCHEMA._schema, name, targets)
    said = await ask(by, asked.text, asked.variables)
    assert {error["extensions"]["code"] for error in said["errors"]} <= HARMLESS, said["errors"]
    return targets.named(json.dumps(said, sort_keys=True))


def leaked(text: str, secrets: frozenset[str]) -> set[str]:
    return {secret for secret in secrets if secret in text}


@pytest.mark.parametrize("name", [name for name in QUERIES if not name.startswith("Query.province")])
async def test_the_office_itself_is_answered(
    name: str, intruders: Inhabited, theirs: Targets, secrets: frozenset[str]
) -> None:
    # Else the questions above would be harmless because they are wrong.
    asked = operation(SCHEMA._schema, name, theirs)

    said: Answer = await ask(await intruders.intruder(intruders.theirs), asked.text, asked.variables)

    assert said["errors"] == []
    assert said["data"][name.partition(".")[2]]
    # The log is asked for one person's readings of one case, of which there are none.
    wordless = {"Query.procedures", "Query.regions", "Query.storageUsage", "Query.reads", "Query.activationReadiness"}
    if name not in wordless:
        assert leaked(json.dumps(said), secrets)


async def test_the_province_sees_the_cases_of_its_own_offices(kalteng: Actor, intruders: Inhabited) -> None:
    said = await ask(kalteng, "{ provinceCases { nodes { id } } }")

    seen = {UUID(node["id"]) for node in said["data"]["provinceCases"]["nodes"]}
    assert seen == {intruders.own_case, intruders.neighbour_case}


@pytest_asyncio.fixture
async def client(intruders: Inhabited) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_app(load_settings({})))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as opened:
        yield opened


async def test_a_dead_token_opens_no_root_field(
    intruders: Inhabited, client: httpx.AsyncClient, theirs: Targets, behind: Connection
) -> None:
    before, answers = await contents(behind, intruders.theirs.id), {}

    for name in ROOT_FIELDS:
        asked = operation(SCHEMA._schema, name, theirs)
        body = {"query": asked.text, "variables": asked.variables}
        for headers in ({"Authorization": f"Bearer {intruders.expired_token}"}, {}):
            said = await client.post("/graphql", json=body, headers=headers)
            answers[name, *headers] = (said.status_code, "data" in said.json(), said.content)

    assert len(answers) == 2 * len(ROOT_FIELDS)
    assert len(set(answers.values())) == 1
    assert next(iter(answers.values()))[:2] == (401, False)
    assert await contents(behind, intruders.theirs.id) == before


async def test_a_living_token_does(intruders: Inhabited, client: httpx.AsyncClient) -> None:
    body = {"query": "{ viewer { office { slug } } }"}

    said = await client.post("/graphql", json=body, headers={"Authorization": f"Bearer {intruders.token}"})

    assert said.json() == {"data": {"viewer": {"office": {"slug": "lahat"}}}}
