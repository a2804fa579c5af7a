"""Memory of one web process after a hundred requests: its proportional set size, and what it loaded.

Run: python -m tests.benchmarks.idle [requests]
"""

import asyncio
import sys
from itertools import repeat

from tests.benchmarks.clients import Answer, ask_for, operation
from tests.benchmarks.installation import installation

from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel

QUESTION = "{ viewer { office { slug } } inbox(first: 20) { nodes { task { id step } } } }"
MOST_MEGABYTES = 250


async def main(count: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    async with installation() as running:
        token = await running.token_of("STAF")
        with running.web() as (web,):
            before = web.proportional_megabytes()
            requests = iter(list(repeat(operation(token, QUESTION, {}), count)))
            answers = list[Answer]()
            await asyncio.to_thread(ask_for, 60.0, [web.port], 1, requests, answers.append)
            after = web.proportional_megabytes()
    assert {answer.status for answer in answers} == {200}, answers[-1].body
    print(f"before the first request {before:6.1f} MB, after {len(answers)} {after:6.1f} MB (at most {MOST_MEGABYTES})")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
