"""What one person and one office may take of a web process, and what that leaves to the others."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar, Request, route
from litestar.types import ASGIApp
from tests.platform.web.conftest import Tokens
from tests.platform.web.test_sessions import asked
from tests.support.graphql import somebody

from laksana_infra.settings import load_settings
from laksana_tenants.tokens import revoke_tokens
from laksana_web.app import build_app
from laksana_web.fair_share import AT_ONCE_SECONDS, WAITING, Allowance, FairShare, Flood, TooManyRequests
from laksana_web.flood import FloodGate


@settings(max_examples=30)
@given(
    rate=st.integers(1, 50),
    moments=st.lists(st.floats(0, 60, allow_nan=False), min_size=1, max_size=60).map(sorted),
)
def test_nobody_ever_gets_more_than_the_rate_and_ten_seconds_worth(rate: int, moments: list[float]) -> None:
    allowance = Allowance(rate)

    taken = [moment for moment in moments if allowance.seconds_to_wait("somebody", moment) == 0]

    for place, begun in enumerate(taken):
        assert len(taken) - place <= rate * (AT_ONCE_SECONDS + taken[-1] - begun) + 1


def test_who_waits_as_long_as_told_is_taken() -> None:
    allowance = Allowance(2)
    assert [allowance.seconds_to_wait("somebody", 5.0) for _ in range(20)] == [0] * 20

    wait = allowance.seconds_to_wait("somebody", 5.0)

    assert wait == pytest.approx(0.5)
    assert allowance.seconds_to_wait("somebody", 5.0 + wait / 2) > 0
    assert allowance.seconds_to_wait("somebody", 5.0 + wait) == 0
    assert allowance.seconds_to_wait("another", 5.0) == 0


def test_nought_is_no_limit() -> None:
    allowance = Allowance(0)

    assert not any(allowance.seconds_to_wait("somebody", 0.0) for _ in range(1_000))


async def test_an_office_that_takes_all_its_turns_leaves_the_others_theirs() -> None:
    shares, go = FairShare(person=0, office=0, at_once=2), asyncio.Event()
    greedy, modest = somebody("STAF"), replace(somebody("STAF"), tenant_id=UUID(int=1))
    working: list[str] = []

    async def work(name: str) -> None:
        async with shares.turn(greedy, "t"):
            working.append(name)
            await go.wait()

    waiting = [asyncio.create_task(work(f"request {number}")) for number in range(2 * (1 + WAITING))]
    await asyncio.sleep(0)
    with pytest.raises(TooManyRequests) as refused:
        await asyncio.wait_for(work("one too many"), 2)
    async with shares.turn(modest, "u"):
        during = list(working)
    go.set()
    await asyncio.gather(*waiting)

    assert during == ["request 0", "request 1"]
    assert refused.value.retry_after == 1
    assert shares.flood_of("t") == Flood(greedy.tenant_slug, 1)
    assert len(working) == len(waiting)
    async with shares.turn(greedy, "t"):
        assert shares._present == {greedy.tenant_id: 1}


@pytest.fixture
def app() -> ASGIApp:
    """The application, with one request a second for each person, while no time passes."""
    return build_app(load_settings({}), FairShare(person=1, office=0, at_once=5, clock=lambda: 0.0))


async def test_a_flood_is_refused_before_anybody_is_looked_up_until_it_has_waited() -> None:
    moments = iter([0.0] * (AT_ONCE_SECONDS + 1) + [0.9, 1.0, 1.0, 1.0, 1.5, 20.0])
    shares, greedy = FairShare(person=1, office=0, at_once=1, clock=lambda: next(moments)), somebody("STAF")
    for _ in range(AT_ONCE_SECONDS):
        async with shares.turn(greedy, "t"):
            pass
    with pytest.raises(TooManyRequests):
        async with shares.turn(greedy, "t"):
            pytest.fail("the share was used up")

    assert shares.flood_of("another token") is None
    assert shares.flood_of("t") == Flood(greedy.tenant_slug, 1)
    assert shares.flood_of("t") is None  # it has waited
    assert shares.flood_of("t") == Flood(greedy.tenant_slug, 1)  # but not for two
    async with shares.turn(greedy, "t"):
        assert shares.flood_of("t") == Flood(greedy.tenant_slug, 1)  # 1.5: that was its share until 2.0
    assert [shares.flood_of("t") for _ in range(3)] == [None] * 3  # 20.0: it has become modest


async def test_a_flood_ends_at_the_gate() -> None:
    shares, greedy, passed = FairShare(person=1, office=0, at_once=1, clock=lambda: 0.0), somebody("STAF"), list[str]()
    with suppress(TooManyRequests):
        for _ in range(AT_ONCE_SECONDS + 1):
            async with shares.turn(greedy, "t"):
                pass

    @route(["/graphql", "/v"], http_method=["GET", "POST"], status_code=200)
    async def application(request: Request[Any, Any, Any]) -> None:
        passed.append(request.url.path)

    app = Litestar([application], openapi_config=None)
    gate = httpx.ASGITransport(FloodGate(app, shares, path="/graphql", headers={"X-Said": "always"}))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=gate, base_url="http://laksana.test") as anyone:
        flood = await anyone.post("/graphql", headers={"Authorization": "Bearer t"})
        other = await anyone.post("/graphql", headers={"Authorization": "Bearer u"})
        nobody = await anyone.post("/graphql")
        elsewhere = await anyone.get("/v", headers={"Authorization": "Bearer t"})

    assert (flood.status_code, flood.headers["retry-after"], flood.headers["x-said"]) == (429, "1", "always")
    assert [answer.status_code for answer in (other, nobody, elsewhere)] == [200, 200, 200]
    assert passed == ["/graphql", "/graphql", "/v"]


async def test_beyond_the_share_the_answer_is_429_with_the_time_to_come_back(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    share = [await asked(client, tokens.lahat) for _ in range(AT_ONCE_SECONDS)]

    refused = await asked(client, tokens.lahat)
    await revoke_tokens("lahat", "rizki_fadilah")
    flooding = await asked(client, tokens.lahat)  # and not 401: at the gate nobody is looked up

    assert {answer.status_code for answer in share} == {200}
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "1"
    sentence = (
        "Terlalu banyak permintaan dari Anda atau kantor Anda dalam waktu singkat; yang ini tidak dikerjakan. "
        "Ulangi setelah 1 detik."
    )
    assert refused.json() == {"errors": [{"message": sentence, "code": "http.429", "field": None}]}
    assert (flooding.status_code, flooding.content) == (refused.status_code, refused.content)
    assert sorted(flooding.headers.items()) == sorted(refused.headers.items())
    assert (await asked(client, tokens.lamandau)).status_code == 200
