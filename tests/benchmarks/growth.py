"""What ten times as many cases cost: inbox, case, province's page, step; over HTTP, of two installations by turns.

Run: python -m tests.benchmarks.growth [turns] [few] [many]; the race of 100 times: growth 100 30000 3000000
"""

import asyncio
import statistics
import sys
import time
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import msgspec
from tests.benchmarks.load.fill import WEEKS
from tests.benchmarks.load.filled import filled
from tests.benchmarks.load.home import entered
from tests.benchmarks.load.http import Client, body_of
from tests.benchmarks.load.pages import PAGES
from tests.benchmarks.load.templates import BEGUN_AT
from tests.benchmarks.read import askings, large_office, serving
from tests.support import forms

from laksana_infra.connection import Connection
from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_tenants.tokens import issue_token

MOST: Final = 1.25
STEP: Final = """mutation ($g: PerformStepInput!) { performStep(input: $g) {
  __typename ... on StepPerformed { version case { status step tasks { kind role { code } } } }
  ... on Refused { findings { code message } } } }"""


Asked = tuple[str, bytes]
"""A question, and the token of who asks it."""

_WAITING: Final = """
select t.slug, c.id::text as id, (
    select o.code from officer o join post_holder h on h.tenant_id = o.tenant_id and h.officer_id = o.id
    join role_post r on r.tenant_id = h.tenant_id and r.post_id = h.post_id
    where o.tenant_id = t.id and h.capacity = 'DEFINITIF' and r.role = 'ANALIS' order by o.code limit 1) as officer
from (select tenant_id as id from case_ group by tenant_id order by count(*) desc, tenant_id limit 1) largest
join tenant t using (id)
join case_ c on c.tenant_id = t.id and c.step = 'laporkan' and c.opened_at < $2
join case_task a on a.tenant_id = c.tenant_id and a.case_id = c.id and a.role = 'ANALIS'
order by c.id limit $1
"""
"""The largest office's true cases that wait for a form, older than any copy: copies cannot be sealed to."""


async def questions(superuser: Connection, turns: int) -> dict[str, list[Asked]]:
    """What is asked in each turn: pages and steps by somebody at the largest office."""
    office, province = await large_office(superuser), (await askings(superuser))["province"]
    cases = await superuser.fetch(
        "select id::text as id from case_ where tenant_id = $1::text::uuid order by md5(id::text) limit $2",
        office.id, turns,
    )  # fmt: skip
    waiting = await superuser.fetch(_WAITING, turns, BEGUN_AT - timedelta(weeks=WEEKS, days=1))
    if len(waiting) < turns:
        raise SystemExit(f"{len(waiting)} cases are left to perform a step on: remove the folder, to fill it anew")
    token, form = await issue_token(office.slug, office.analyst), forms.LAPORAN_PERMOHONAN
    given = [{"key": uuid4().hex, "caseId": row["id"], "step": "laporkan", "form": form} for row in waiting]
    return {
        "inbox": [(token, body_of(PAGES["inbox"].query, {}))] * turns,
        "case": [(token, body_of(PAGES["case"].query, {"id": row["id"]})) for row in cases],
        "province": [(province.token, province.product)] * turns,
        # Whoever performs a step has the case's page before them: it is asked for first, and not timed.
        "opened": [
            (await issue_token(row["slug"], row["officer"]), body_of(PAGES["case"].query, {"id": row["id"]}))
            for row in waiting
        ],
        "step": [
            (await issue_token(row["slug"], row["officer"]), body_of(STEP, {"g": one}))
            for row, one in zip(waiting, given, strict=True)
        ],
    }


async def main(turns: int, few: int, many: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    async with AsyncExitStack() as stack:
        ready: dict[int, tuple[Client, dict[str, list[Asked]]]] = {}
        for cases in (few, many):
            installation = await stack.enter_async_context(filled(cases))
            async with entered(installation) as superuser:
                asked = await questions(superuser, turns)
            side = stack.enter_context(serving("product", installation.home))
            ready[cases] = (Client(side.port, "/graphql"), asked)
        # Not before all are ready: a server hangs up on a connection that is silent for seconds.
        sides = {cases: (await stack.enter_async_context(client), asked) for cases, (client, asked) in ready.items()}
        for name in ("inbox", "case", "province", "step"):
            times: dict[int, list[float]] = {few: [], many: []}
            for turn in range(turns):
                for cases, (client, asked) in sides.items():
                    if name == "step":
                        token, body = asked["opened"][turn]
                        await client.post(body, token)
                    token, body = asked[name][turn]
                    began = time.perf_counter()
                    answer: dict[str, Any] = msgspec.json.decode(await client.post(body, token))
                    times[cases].append(time.perf_counter() - began)
                    assert "errors" not in answer, answer
                    assert name != "step" or answer["data"]["performStep"]["__typename"] == "StepPerformed", answer
            medians = {cases: statistics.median(taken[5:]) * 1000 for cases, taken in times.items()}
            ratio = medians[many] / medians[few]
            said = ", ".join(f"{median:.1f} ms at {cases:,}" for cases, median in medians.items())
            print(f"{name:8} p50 {said}: ratio {ratio:.2f}, at most {MOST}: {'ok' if ratio <= MOST else 'GROWS'}")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(numbers + [100, 30_000, 300_000][len(numbers) :])))
