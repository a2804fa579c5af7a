"""A part that is away or busy: 503 in a sentence, when to come back, and the truth about which part it is."""

import httpx
import pytest
from structlog.testing import capture_logs
from tests.platform.web.conftest import Tokens

from laksana.vault.keys import install_master_key, make_missing_keys
from laksana_infra.connection import Connection
from laksana_infra.crypto import MasterKey
from laksana_infra.database import DatabaseAwayError, DatabaseBusyError, TenantEngine, fetch, unit_of_work
from laksana_infra.logging import mask_event
from laksana_infra.scope import Scope, scoped
from laksana_tenants.queries import tenant_by_slug

VIEWER = {"query": "{ viewer { name } }"}


async def test_a_pool_without_a_free_connection_answers_503_and_says_when_to_come_back(
    client: httpx.AsyncClient, tokens: Tokens, database: TenantEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laksana_infra.tenant_engine._ACQUIRE_SECONDS", 0.05)
    assert database.pool is not None
    held = [await database.pool.acquire() for _ in range(database.pool.get_max_size())]

    with capture_logs() as logged:
        answer = await client.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {tokens.lahat}"})

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "3"
    assert "Ulangi beberapa saat lagi" in answer.json()["errors"][0]["message"]
    (told,) = [mask_event(None, "warning", said) for said in logged if said["event"] == "part_away"]
    assert told["detail"] == f"all {len(held)} connections were busy for 0.05 s; raise max_size"

    for connection in held:
        await database.pool.release(connection)
    answer = await client.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {tokens.lahat}"})
    assert answer.json() == {"data": {"viewer": {"name": "RIZKI FADILAH NUGRAHA, A.Md"}}}


async def test_a_session_that_the_server_ends_is_an_absence_and_the_next_statement_gets_another(
    tokens: Tokens, owner: Connection
) -> None:
    lahat = await tenant_by_slug("lahat")
    assert lahat is not None

    async def ended_between_two_statements() -> None:
        async with unit_of_work():
            (mine,) = await fetch("select pg_backend_pid() as pid")
            await owner.execute("select pg_terminate_backend($1, 5000)", mine["pid"])
            await fetch("select 1 as one")

    with scoped(Scope(lahat.id)):
        with pytest.raises(DatabaseAwayError, match="does not answer"):
            await ended_between_two_statements()

        assert await fetch("select 1 as one") == [{"one": 1}]


async def test_a_statement_that_waited_too_long_is_busy_and_not_a_fault_of_the_program(tokens: Tokens) -> None:
    lahat = await tenant_by_slug("lahat")
    assert lahat is not None

    with scoped(Scope(lahat.id)), pytest.raises(DatabaseBusyError, match="gave up waiting"):
        await fetch("select pg_cancel_backend(pg_backend_pid())")


async def test_every_office_has_its_key_before_anybody_needs_it(tokens: Tokens, owner: Connection) -> None:
    install_master_key(MasterKey(bytes(range(32))))

    await make_missing_keys()
    made = await owner.fetch("select tenant_id, wrapped_key from app.office_key order by tenant_id")
    await make_missing_keys()

    assert len(made) == 2
    assert await owner.fetch("select tenant_id, wrapped_key from app.office_key order by tenant_id") == made
