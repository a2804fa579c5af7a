"""Pages over HTTP from one web process against the same JSON by one SQL statement, by turns, at 300,000 cases.

Run: python -m tests.benchmarks.read [rounds] [cases]
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from tests.benchmarks.load.filled import filled
from tests.benchmarks.load.home import Installation, entered
from tests.benchmarks.load.http import Client, body_of
from tests.benchmarks.load.pages import PAGES
from tests.benchmarks.typeset import processor_seconds

from laksana_infra.connection import Connection
from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_tenants.tokens import issue_token

TARGET: Final = 0.15
GOAL: Final = 0.5
CLIENTS: Final = 4
IN_A_TURN: Final = 5
"""How often each client asks before it is the other side's turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is sent to either side for a page: the same thing is asked."""

    token: str
    product: bytes
    limit: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two processes that answer."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeOffice:
    """The office with the most cases, with the codes of two of its people and the roles that one of them holds."""

    id: str
    slug: str
    staff: str
    staff_roles: list[str]
    analyst: str


async def large_office(superuser: Connection) -> LargeOffice:
    """The largest office."""
    office = await superuser.fetchrow(
        "select t.id::text as id, t.slug from tenant t where t.id = (select tenant_id from case_"
        " group by tenant_id order by count(*) desc limit 1)"
    )
    assert office is not None
    people = {role: await superuser.fetchrow(_OFFICER, office["id"], role) for role in ("STAF", "ANALIS")}
    staff, analyst = people["STAF"], people["ANALIS"]
    assert staff is not None
    assert analyst is not None
    return LargeOffice(**office, staff=staff["code"], staff_roles=staff["roles"], analyst=analyst["code"])


async def askings(superuser: Connection) -> dict[str, Asking]:
    """The questions: a large office's inbox and its newest whole case, and the page of its province."""
    province = await superuser.fetchrow(_PROVINCE)
    assert province is not None
    office = await large_office(superuser)
    case = await superuser.fetchval(
        "select id::text from case_ where tenant_id = $1::text::uuid and version > 25 order by opened_at desc limit 1",
        office.id,
    )
    token = await issue_token(office.slug, office.staff)
    arguments: dict[str, list[Any]] = {
        "inbox": [office.id, office.staff_roles], "case": [office.id, case], "province": [province["offices"]],
    }  # fmt: skip
    tokens = {"inbox": token, "case": token, "province": await issue_token(province["slug"], province["officer"])}
    return {
        name: Asking(
            token=tokens[name],
            product=body_of(page.query, {"id": case} if name == "case" else {}),
            limit=msgspec.json.encode({"page": name, "arguments": arguments[name]}),
        )
        for name, page in PAGES.items()
    }


_PROVINCE: Final = """
select p.slug, (select code from officer o where o.tenant_id = p.id order by code limit 1) as officer,
    array(select t.id::text from tenant t join region_closure c on c.descendant = t.region_code
          where c.ancestor = p.region_code and t.kind = 'OFFICE') as offices
from tenant p where p.kind = 'PROVINCE' limit 1
"""
_OFFICER: Final = """
select o.code, array_agg(r.role) as roles from officer o
join post_holder h on h.tenant_id = o.tenant_id and h.officer_id = o.id
join role_post r on r.tenant_id = h.tenant_id and r.post_id = h.post_id
where o.tenant_id = $1::text::uuid and h.capacity = 'DEFINITIF' group by o.code having $2 = any(array_agg(r.role))
order by o.code limit 1
"""


@contextmanager
def serving(kind: str, home: Path) -> Iterator[Side]:
    """A process that answers for this installation until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.benchmarks.load.serve", kind, str(home), str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    try:
        deadline = time.monotonic() + 180
        while not _answers(port):
            assert process.poll() is None, f"{kind} has ended"
            assert time.monotonic() < deadline, f"{kind} does not answer"
            time.sleep(0.05)
        yield Side(port=port, pid=process.pid)
    finally:
        process.terminate()
        process.wait(20)


async def main(rounds: int, cases: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    async with filled(cases) as installation, _both(installation) as (asked, product, limit):
        print(f"{cases:,} cases, {CLIENTS} clients, {os.cpu_count()} cores; per answer: wall and web process's CPU")
        for name, asking in asked.items():
            await _race(name, asking, product, limit, rounds)


@asynccontextmanager
async def _both(installation: Installation) -> AsyncIterator[tuple[dict[str, Asking], Side, Side]]:
    async with entered(installation) as superuser:
        asked = await askings(superuser)
    with serving("product", installation.home) as product, serving("limit", installation.home) as limit:
        yield asked, product, limit


async def _race(name: str, asking: Asking, product: Side, limit: Side, rounds: int) -> None:
    sides = {"product": (product, "/graphql", asking.product), "limit": (limit, "/", asking.limit)}
    async with AsyncExitStack() as stack:
        clients = {
            side: [
                await stack.enter_async_context(Client(at.port, path, asking.token if side == "product" else ""))
                for _ in range(CLIENTS)
            ]
            for side, (at, path, _) in sides.items()
        }
        ours, theirs = [msgspec.json.decode(await clients[side][0].post(sides[side][2])) for side in sides]
        assert ours == theirs, _difference(ours, theirs)
        wall: dict[str, list[float]] = defaultdict(list)
        spent: dict[str, float] = defaultdict(float)
        for turn in range(rounds + 2):
            for side, (at, _, body) in sides.items():
                before, began = processor_seconds(at.pid), time.perf_counter()
                await asyncio.gather(*(_asks(client, body) for client in clients[side]))
                if turn >= 2:  # the first turns warm the caches of both
                    wall[side].append((time.perf_counter() - began) / (CLIENTS * IN_A_TURN))
                    spent[side] += (processor_seconds(at.pid) - before) / (CLIENTS * IN_A_TURN * rounds)
    medians = {side: statistics.median(times) for side, times in wall.items()}
    ratio = statistics.median(a / b for a, b in zip(wall["limit"], wall["product"], strict=True))
    for side in sides:
        print(f"{name:9}{side:8} {medians[side] * 1000:7.2f} ms {spent[side] * 1000:7.2f} ms CPU")
    print(
        f"{name:9}ratio    {ratio:7.3f}    {spent['limit'] / spent['product']:7.3f} of CPU"
        f"   target {TARGET}, goal {GOAL}: {'goal' if ratio >= GOAL else 'target' if ratio >= TARGET else 'BELOW'}"
    )


async def _asks(client: Client, body: bytes) -> None:
    for _ in range(IN_A_TURN):
        await client.post(body)


def _difference(ours: Any, theirs: Any, path: str = "") -> str:  # noqa: ANN401
    """Where two JSON values first differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return next((d for key in ours if (d := _difference(ours[key], theirs[key], f"{path}.{key}"))), "")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        found = (_difference(a, b, f"{path}[{place}]") for place, (a, b) in enumerate(zip(ours, theirs, strict=True)))
        return next((one for one in found if one), "")
    return "" if ours == theirs else f"{path}: {str(ours)[:300]} is not {str(theirs)[:300]}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(given + [60, 300_000][len(given) :])))
