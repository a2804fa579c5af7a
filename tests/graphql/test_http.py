"""GraphQL over HTTP, behind the session of the real application."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from tests.support import forms
from tests.support.world import SOP, World

from laksana_infra.settings import load_settings
from laksana_tenants.directory import officers_on
from laksana_tenants.tokens import issue_token
from laksana_web.app import build_app

QUESTION = {"query": "{ viewer { office { slug } } }"}


@pytest_asyncio.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Nobody's browser; the requests bring their own token."""
    transport = httpx.ASGITransport(app=build_app(load_settings({})))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as opened:
        yield opened


@pytest_asyncio.fixture
async def bearer(world: World) -> dict[str, str]:
    """The header of somebody at Lahat's counter."""
    staf = await world.actor("STAF")
    with world.inside():
        code = (await officers_on(world.clock.now().date()))[staf.officer_id].code
    return {"Authorization": f"Bearer {await issue_token('lahat', code)}"}


async def test_a_question_with_a_token_is_answered(client: httpx.AsyncClient, bearer: dict[str, str]) -> None:
    answer = await client.post("/graphql", json=QUESTION, headers=bearer)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json() == {"data": {"viewer": {"office": {"slug": "lahat"}}}}


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer laks_x"}, {"Authorization": "Basic eDp5"}])
async def test_without_a_token_the_answer_is_401_before_anything_is_parsed(
    client: httpx.AsyncClient, header: dict[str, str]
) -> None:
    answer = await client.post("/graphql", content=b"{", headers=header)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["message"].startswith("Anda belum dikenali.")


async def test_there_is_no_get_and_no_page_to_try_queries(client: httpx.AsyncClient, bearer: dict[str, str]) -> None:
    answer = await client.get("/graphql", params=QUESTION, headers={**bearer, "Accept": "text/html"})

    assert answer.status_code == 405
    assert "<html" not in answer.text


async def test_multipart_and_other_types_are_refused(client: httpx.AsyncClient, bearer: dict[str, str]) -> None:
    multipart = await client.post("/graphql", files={"operations": b"{}"}, headers=bearer)
    text = await client.post("/graphql", content=b"{}", headers={**bearer, "Content-Type": "text/plain"})

    assert (multipart.status_code, text.status_code) == (415, 415)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'{"query": ' + b"[" * 100_000,
        b'{"query": 7}',
        b'{"query": "{ a }", "variables": {"a": ' + b"[" * 100_000,
        b'{"variables": []}',
        b'{"query": "{ viewer { id } }", "variables": {"a": "\\u0000"}}',
        b'{"query": "\xff"}',
    ],
)
async def test_a_body_that_cannot_be_read_is_a_400_with_a_sentence(
    client: httpx.AsyncClient, bearer: dict[str, str], body: bytes
) -> None:
    answer = await client.post("/graphql", content=body, headers={**bearer, "Content-Type": "application/json"})

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] in {"graphql.body_unreadable", "graphql.unusable_text"}


async def test_a_megabyte_in_a_field_is_a_finding_of_that_field(
    world: World, client: httpx.AsyncClient, bearer: dict[str, str]
) -> None:
    form = {**forms.laporan(), "request": "a" * 1_000_000}
    mutation = "mutation ($g: OpenCaseInput!) { openCase(input: $g) { ... on Refused { findings { code field } } } }"
    body = {"query": mutation, "variables": {"g": {"key": world.key(), "sop": SOP, "form": form}}}

    answer = await client.post("/graphql", json=body, headers=bearer)

    assert answer.json() == {"data": {"openCase": {"findings": [{"code": "form.too_long", "field": "request"}]}}}


async def test_a_query_fifty_levels_deep_is_no_500(client: httpx.AsyncClient, bearer: dict[str, str]) -> None:
    query = "{ regions " + "{ parent " * 48 + "{ code }" + " }" * 49

    answer = await client.post("/graphql", json={"query": query}, headers=bearer)

    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"] == {"code": "graphql.too_deep"}
