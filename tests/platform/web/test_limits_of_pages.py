"""Whom the limit of the public pages counts, also behind proxies, and for how long it remembers."""

from ipaddress import ip_address, ip_network

import httpx
import pytest
from litestar.stores.memory import MemoryStore

from laksana_infra.settings import load_settings
from laksana_web.app import build_app
from laksana_web.client_address import client_address
from laksana_web.pages.limit import REQUESTS_A_MINUTE, ForgettingStore

OURS = (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))


@pytest.mark.parametrize(
    ("peer", "written", "heard"),
    [
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),  # nobody's proxy: a made-up header says nothing
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9, 198.51.100.7, 10.2.2.2"], "198.51.100.7"),  # two proxies of ours, one lie before
        ("10.0.0.1", ["203.0.113.9", "198.51.100.7"], "198.51.100.7"),  # two header lines are one list
        ("10.0.0.1", ["198.51.100.7:4711"], "198.51.100.7"),
        ("2001:db8::1", ["[2400:cb00::7]:4711"], "2400:cb00::7"),
        ("::ffff:10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["10.3.3.3"], "10.3.3.3"),  # somebody inside asks through the proxy
        ("10.0.0.1", ["198.51.100.7, unknown"], None),
        (None, ["198.51.100.7"], None),
    ],
)
def test_the_last_address_that_is_no_proxys_is_who_asks(
    peer: str | None, written: list[str], heard: str | None
) -> None:
    headers = [(b"X-Forwarded-For", line.encode()) for line in written]

    found = client_address(peer, [*headers, (b"forwarded", b"for=203.0.113.1")], OURS)

    assert found == (ip_address(heard) if heard else None)


@pytest.mark.parametrize(("trusted", "unhindered"), [("192.0.2.0/24", 200), ("", 429)])
async def test_behind_a_proxy_each_household_has_its_own_limit_and_nobody_can_make_one_up(
    trusted: str, unhindered: int
) -> None:
    app = build_app(load_settings({"LAKSANA_TRUSTED_PROXIES": trusted}))
    proxy = httpx.ASGITransport(app, client=("192.0.2.1", 1))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=proxy, base_url="http://laksana.test") as asking:
        hasty, patient = ({"X-Forwarded-For": address} for address in ("198.51.100.7", "198.51.100.8"))
        answers = [(await asking.get("/v", headers=hasty)).status_code for _ in range(REQUESTS_A_MINUTE + 1)]
        link = (await asking.get("/serah-terima/x", headers=hasty)).status_code

        assert answers == [200] * REQUESTS_A_MINUTE + [429]
        assert (await asking.get("/v", headers=patient)).status_code == unhindered
        assert link == 404


async def test_a_link_has_the_same_limit() -> None:
    app = build_app(load_settings({}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://laksana.test") as asking:  # type: ignore[arg-type]
        answers = [(await asking.get("/serah-terima/x")).status_code for _ in range(REQUESTS_A_MINUTE + 1)]

    assert answers == [404] * REQUESTS_A_MINUTE + [429]


async def test_what_has_expired_is_forgotten_without_being_asked_for() -> None:
    forgetful, keeper = ForgettingStore(every=0), MemoryStore()
    for store in (forgetful, keeper):
        for household in range(5):
            await store.set(f"{household}", "1", expires_in=-1)
        await store.set("present", "1", expires_in=60)

    assert list(forgetful._store) == ["present"]
    assert len(keeper._store) == 6
