"""Who a request speaks for, and that nobody else is heard."""

import asyncio

import httpx
import pytest
from tests.platform.web.conftest import Tokens

from laksana_tenants.tokens import revoke_tokens

QUERY = {"query": "{ viewer { office { slug } } }"}
SENTENCE = "Anda belum dikenali. Kirim token yang masih berlaku dalam tajuk: Authorization: Bearer laks_..."


async def asked(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/graphql", json=QUERY, headers={"Authorization": f"Bearer {token}"})


async def test_a_token_speaks_for_its_person_in_its_office(client: httpx.AsyncClient, tokens: Tokens) -> None:
    answer = await asked(client, tokens.lahat)

    assert answer.status_code == 200
    assert answer.json() == {"data": {"viewer": {"office": {"slug": "lahat"}}}}


async def test_requests_of_two_offices_at_once_stay_apart(client: httpx.AsyncClient, tokens: Tokens) -> None:
    answers = await asyncio.gather(*(asked(client, token) for token in (tokens.lahat, tokens.lamandau) * 5))

    slugs = [answer.json()["data"]["viewer"]["office"]["slug"] for answer in answers]
    assert slugs == ["lahat", "lamandau"] * 5


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer laks_aaaaaaaaaaaaaaaaaaaaaaaaaa_" + "x" * 43},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic dXNlcjpwYXNz"},
        {"Authorization": "Bearer \xff\x00"},
    ],
    ids=["no token", "unknown token", "empty token", "another scheme", "no text"],
)
async def test_without_a_valid_token_the_answer_is_401_with_a_sentence_and_a_challenge(
    client: httpx.AsyncClient, tokens: Tokens, headers: dict[str, str]
) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    answer = await client.post("/graphql", json=QUERY, headers=raw)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="laksana"'
    assert answer.json() == {"errors": [{"message": SENTENCE, "code": "http.401", "field": None}]}


async def test_two_authorization_headers_are_no_token(client: httpx.AsyncClient, tokens: Tokens) -> None:
    headers = [("Authorization", f"Bearer {tokens.lahat}"), ("Authorization", f"Bearer {tokens.lamandau}")]

    answer = await client.post("/graphql", json=QUERY, headers=headers)

    assert answer.status_code == 401


async def test_a_revoked_token_is_worth_nothing_at_once(client: httpx.AsyncClient, tokens: Tokens) -> None:
    assert (await asked(client, tokens.lahat)).status_code == 200

    await revoke_tokens("lahat", "rizki_fadilah")

    assert (await asked(client, tokens.lahat)).status_code == 401
    assert (await asked(client, tokens.lamandau)).status_code == 200
