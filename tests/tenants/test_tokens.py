"""Bearer tokens: one round trip, only a hash stored, every wrong one the same nothing."""

import hashlib
from datetime import timedelta

import pytest

from laksana_infra.clock import FrozenClock
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine
from laksana_infra.scope import Scope
from laksana_tenants.errors import NotFound
from laksana_tenants.tokens import LIFETIME, actor_for_token, issue_token, revoke_tokens


async def test_a_token_brings_back_its_person_with_their_posts(lahat: Scope) -> None:
    token = await issue_token("lahat", "dewi_anggrek")

    actor = await actor_for_token(token)

    assert actor is not None
    assert (actor.tenant_id, actor.tenant_slug, actor.tenant_kind) == (lahat.tenant_id, "lahat", "OFFICE")
    assert actor.name == "DEWI ANGGREK PERMATASARI, S.Tr.Sos"
    assert actor.roles == {"ANALIS"}


async def test_only_the_hash_of_a_token_is_stored(lahat: Scope, owner: Connection) -> None:
    token = await issue_token("lahat", "dewi_anggrek", label="uji")
    secret = token.split("_", 2)[2]

    (row,) = await owner.fetch("select k.*, k::text as whole from api_token k")

    assert row["secret_sha256"] == hashlib.sha256(secret.encode()).digest()
    assert secret not in row["whole"]
    assert row["expires_at"] - row["created_at"] == LIFETIME


async def test_a_token_is_worth_nothing_in_another_office(lahat: Scope, lamandau: Scope) -> None:
    token = await issue_token("lahat", "dewi_anggrek")
    other = await issue_token("lamandau", "maria_bulan")
    forged = "_".join((*other.split("_", 2)[:2], token.split("_", 2)[2]))

    assert await actor_for_token(forged) is None
    assert await actor_for_token(token) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "laks",
        "laks__",
        "laks_aaaaaaaaaaaaaaaaaaaaaaaaaa_" + "A" * 43,
        "laks_" + "\u0663" * 26 + "_" + "A" * 43,
        "Bearer x",
        "laks_" + "a" * 26 + "_' or true --" + "A" * 31,
        "x" * 100_000,
    ],
    ids=["empty", "prefix", "parts", "nobody", "digits", "header", "sql", "long"],
)
async def test_what_is_no_token_is_nobody(wrong: str, lahat: Scope) -> None:
    assert await actor_for_token(wrong) is None


async def test_a_changed_secret_is_nobody(lahat: Scope) -> None:
    token = await issue_token("lahat", "dewi_anggrek")

    assert await actor_for_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


async def test_a_token_expires(lahat: Scope, clock: FrozenClock) -> None:
    token = await issue_token("lahat", "dewi_anggrek", lifetime=timedelta(hours=1))

    clock.advance(timedelta(minutes=59, seconds=59))
    assert await actor_for_token(token) is not None

    clock.advance(timedelta(seconds=1))
    assert await actor_for_token(token) is None


async def test_a_revoked_token_is_nobody(lahat: Scope) -> None:
    token = await issue_token("lahat", "dewi_anggrek")

    assert await revoke_tokens("lahat", "dewi_anggrek") == 1
    assert await actor_for_token(token) is None
    assert await revoke_tokens("lahat", "dewi_anggrek") == 0


async def test_a_token_of_someone_who_left_the_office_is_nobody(lahat: Scope, owner: Connection) -> None:
    token = await issue_token("lahat", "dewi_anggrek")

    await owner.execute("update officer set ended_on = '2026-11-20' where code = 'dewi_anggrek'")

    assert await actor_for_token(token) is None


@pytest.mark.parametrize(("tenant", "person"), [("lahat", "maria_bulan"), ("kapuas", "dewi_anggrek")])
async def test_no_token_is_issued_to_a_stranger(
    tenant: str, person: str, lahat: Scope, lamandau: Scope, database: TenantEngine, owner: Connection
) -> None:
    with pytest.raises(NotFound):
        await issue_token(tenant, person)

    assert await owner.fetchval("select count(*) from api_token") == 0
