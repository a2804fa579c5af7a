"""What the application answers whoever asks: health, the front page, limits, refusals without traces."""

from uuid import UUID

import httpx
import pytest
from litestar import Litestar, get
from tests.platform.web.conftest import Tokens

import laksana.attachments.store
from laksana.vault.keys import install_master_key, office_key
from laksana_infra.connection import Connection
from laksana_infra.crypto import MasterKey
from laksana_infra.database import TenantEngine, install, uninstall, unit_of_work
from laksana_infra.scope import Scope, scoped
from laksana_sdk.findings import error
from laksana_tenants.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from laksana_tenants.queries import tenant_by_slug
from laksana_web.app import LARGEST_BODY
from laksana_web.errors import EXCEPTION_HANDLERS, STATUS

CASE = UUID("01a20000-0000-7000-8000-000000000000")
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


WHOLE = {"database": "ok", "schema": "ok", "storage": "ok", "master_key": "ok", "plugins": "ok"}


async def test_the_service_is_ready_when_every_part_serves(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"status": "siap", "parts": WHOLE})


async def test_without_storage_the_service_lives_but_is_not_ready(client: httpx.AsyncClient) -> None:
    laksana.attachments.store.install(None)

    answer = await client.get("/health/ready")

    parts = {**WHOLE, "storage": "tidak menjawab"}
    assert (answer.status_code, answer.json()) == (503, {"status": "belum siap", "parts": parts})
    assert (await client.get("/health/live")).json() == {"status": "hidup"}


async def test_without_a_database_the_service_is_not_ready(client: httpx.AsyncClient, database: TenantEngine) -> None:
    uninstall(database)
    try:
        answer = await client.get("/health/ready")
    finally:
        install(database, [])

    silent = dict.fromkeys(("database", "schema", "master_key"), "tidak menjawab")
    assert (answer.status_code, answer.json()["parts"]) == (503, {**WHOLE, **silent})


@pytest.mark.parametrize(
    ("change", "back", "said"),
    [
        ("update migration set name = name || '+' where name like '%06:00:00:000000'",
         "update migration set name = rtrim(name, '+')", "belum dimigrasi ke rilis ini"),
        ("insert into migration (name, app_name) values ('2099-01-01T00:00:00:000000', 'laksana')",
         "delete from migration where name like '2099%'", "dimigrasi oleh rilis yang lebih baru"),
    ],
    ids=["older", "newer"],
)  # fmt: skip
async def test_a_database_of_another_release_is_not_ready(
    client: httpx.AsyncClient, owner: Connection, change: str, back: str, said: str
) -> None:
    await owner.execute(change)
    try:
        answer = await client.get("/health/ready")
    finally:
        await owner.execute(back)

    assert (answer.status_code, answer.json()["parts"]) == (503, {**WHOLE, "schema": said})
    assert (await client.get("/health/ready")).status_code == 200


async def test_with_another_master_key_the_service_is_not_ready(client: httpx.AsyncClient, tokens: Tokens) -> None:
    install_master_key(MasterKey(bytes(32)))
    office = await tenant_by_slug("lahat")
    assert office is not None
    with scoped(Scope(office.id)):
        async with unit_of_work():
            await office_key()
    before = await client.get("/health/ready")
    install_master_key(MasterKey(bytes([1] * 32)))

    answer = await client.get("/health/ready")

    assert (before.status_code, answer.status_code) == (200, 503)
    assert answer.json()["parts"] == {**WHOLE, "master_key": "bukan kunci kantor-kantor ini"}


async def test_the_front_page_says_in_indonesian_what_this_is_and_where_to_go(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="id">' in answer.text
    assert "POST /graphql" in answer.text


@pytest.mark.parametrize("path", ["/", "/health/live", "/graphql", "/tidak-ada"])
async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_an_address_that_does_not_exist_is_said_in_indonesian(client: httpx.AsyncClient) -> None:
    answer = await client.get("/tidak-ada")

    sentence = "Alamat ini tidak ada. Periksa alamatnya; layanan GraphQL ada di /graphql."
    assert answer.status_code == 404
    assert answer.json() == {"errors": [{"message": sentence, "code": "http.404", "field": None}]}


async def test_a_body_above_the_limit_is_refused_before_it_is_read(client: httpx.AsyncClient, tokens: Tokens) -> None:
    headers = {"Authorization": f"Bearer {tokens.lahat}", "Content-Type": "application/json"}

    answer = await client.post("/graphql", content=b" " * (LARGEST_BODY + 1), headers=headers)

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["message"].startswith("Isi permintaan terlalu besar.")


def test_every_domain_error_has_a_status() -> None:
    assert set(DomainError.__subclasses__()) <= set(STATUS)


@pytest.mark.parametrize(
    ("raised", "status", "start"),
    [
        (NotFound("case", CASE), 404, "Kasus"),
        (Conflict("case", CASE), 409, "Kasus"),
        (Forbidden(error("conflict.case", thing="case", id=str(CASE))), 403, "Kasus"),
        (Invalid((error("not_found.case", thing="case", id=str(CASE)),)), 422, "Kasus"),
        (RuntimeError("rahasia 1604106308140991"), 500, "Ada kesalahan pada layanan"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
async def test_a_refusal_becomes_a_status_and_sentences_never_a_trace(
    raised: Exception, status: int, start: str
) -> None:
    @get("/")
    async def refused() -> None:
        raise raised

    app = Litestar([refused], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None, logging_config=None)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as client:
        answer = await client.get("/")

    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"].startswith(start)
    assert "Traceback" not in answer.text
    assert "rahasia" not in answer.text
