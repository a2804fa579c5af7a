"""What ten times as many cases cost an office: inbox, case page and step over HTTP, of two installations by turns.

Run: python -m tests.benchmarks.growth [turns] [few] [many]; the race of 100 times: growth 100 30000 3000000
"""

import asyncio
import statistics
import sys
import time
from contextlib import AsyncExitStack
from typing import Any, Final
from uuid import uuid4

import msgspec
from tests.benchmarks.load.filled import filled
from tests.benchmarks.load.home import entered
from tests.benchmarks.load.http import Client, body_of
from tests.benchmarks.load.pages import PAGES
from tests.benchmarks.read import large_office, serving
from tests.support import forms

from laksana_infra.connection import Connection
from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_tenants.tokens import issue_token

MOST: Final = 1.25
STEP: Final = """mutation ($g: PerformStepInput!) { performStep(input: $g) {
  __typename ... on StepPerformed { version case { status step tasks { kind role { code } } } }
  ... on Refused { findings { code message } } } }"""


async def questions(superuser: Connection, turns: int) -> tuple[str, dict[str, list[bytes]]]:
    """A token of somebody at the largest office who may do it all, and what is asked in each turn."""
    office = await large_office(superuser)
    cases = await superuser.fetch(
        "select id::text as id from case_ where tenant_id = $1::text::uuid order by md5(id::text) limit $2",
        office.id, turns,
    )  # fmt: skip
    # A step that writes a form, by somebody who holds its role.
    waiting = await superuser.fetch(
        "select c.id::text as id from case_ c join case_task t on t.tenant_id = c.tenant_id and t.case_id = c.id"
        " where c.tenant_id = $1::text::uuid and c.step = 'laporkan' and t.role = 'ANALIS'"
        # The oldest are true cases: what people write there can be sealed.
        " order by c.opened_at, c.id limit $2",
        office.id, turns,
    )  # fmt: skip
    form = forms.LAPORAN_PERMOHONAN
    given = [{"key": uuid4().hex, "caseId": row["id"], "step": "laporkan", "form": form} for row in waiting]
    asked = {
        "inbox": [body_of(PAGES["inbox"].query, {})] * turns,
        "case": [body_of(PAGES["case"].query, {"id": row["id"]}) for row in cases],
        "step": [body_of(STEP, {"g": one}) for one in given],
    }
    return await issue_token(office.slug, office.analyst), asked


async def main(turns: int, few: int, many: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    async with AsyncExitStack() as stack:
        sides: dict[int, tuple[Client, dict[str, list[bytes]]]] = {}
        for cases in (few, many):
            installation = await stack.enter_async_context(filled(cases))
            async with entered(installation) as superuser:
                token, asked = await questions(superuser, turns)
            side = stack.enter_context(serving("product", installation.home))
            sides[cases] = (await stack.enter_async_context(Client(side.port, "/graphql", token)), asked)
        for name in ("inbox", "case", "step"):
            times: dict[int, list[float]] = {few: [], many: []}
            for turn in range(turns):
                for cases, (client, asked) in sides.items():
                    began = time.perf_counter()
                    answer: dict[str, Any] = msgspec.json.decode(await client.post(asked[name][turn]))
                    times[cases].append(time.perf_counter() - began)
                    assert "errors" not in answer, answer
                    assert name != "step" or answer["data"]["performStep"]["__typename"] == "StepPerformed", answer
            medians = {cases: statistics.median(taken[5:]) * 1000 for cases, taken in times.items()}
            ratio = medians[many] / medians[few]
            said = ", ".join(f"{median:.1f} ms at {cases:,}" for cases, median in medians.items())
            print(f"{name:6} p50 {said}: ratio {ratio:.2f}, at most {MOST}: {'ok' if ratio <= MOST else 'GROWS'}")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(numbers + [100, 30_000, 300_000][len(numbers) :])))
