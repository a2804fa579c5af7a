"""One office asks for ten times its share: what the others wait meanwhile, and how soon all is as before.

Run: python -m tests.benchmarks.spike [--seconds 60] [--share 20]
"""

import argparse
import asyncio
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.clients import Answer, ask_steadily, operation
from tests.benchmarks.idle import QUESTION
from tests.benchmarks.installation import WebProcess, installation

from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_web.errors import TOO_MANY

CALM_SECONDS = 20
RECOVERY_SECONDS = 5
MODEST_CLIENTS = 2
# More than can be waiting at once, so that those who are answered slowly do not spare the server the others.
GREEDY_CLIENTS = 50


Seen = tuple[float, Answer]


def p95(answers: Iterable[Seen], begin: float, end: float) -> float:
    """Milliseconds within which 95 of 100 answers came, of those asked for between two moments."""
    return statistics.quantiles([answer.seconds for at, answer in answers if begin <= at < end], n=20)[-1] * 1000


def ask(port: int, request: bytes, clients: int, per_second: float, seconds: float) -> list[Seen]:
    """Every answer to clients that together ask at this rate for so long, each with the moment of its question."""
    until, answers = time.perf_counter() + seconds, list[Seen]()
    threads = [
        threading.Thread(
            target=ask_steadily, args=(until, port, request, per_second / clients, lambda *seen: answers.append(seen))
        )
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def run(web: WebProcess, modest: bytes, greedy: bytes, *, share: int, seconds: int) -> None:
    """The calm, the spike and what follows it, and what they say.

    In the calm the greedy office asks for just its share: what it may have all day is no part of the spike.
    """
    port = web.port
    # Processes of their own: in one, the greedy clients would keep the others from looking at their clock.
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as processes:
        for started in [processes.submit(time.sleep, 0.5) for _ in range(2)]:
            started.result()
        begin = time.perf_counter()
        spike, end = begin + CALM_SECONDS, begin + CALM_SECONDS + seconds
        all_along = processes.submit(ask, port, modest, MODEST_CLIENTS, share / 2, end + 2 * RECOVERY_SECONDS - begin)
        spent = [web.processor_seconds()]
        honest = processes.submit(ask, port, greedy, GREEDY_CLIENTS, share, CALM_SECONDS).result()
        spent.append(web.processor_seconds())
        asked = processes.submit(ask, port, greedy, GREEDY_CLIENTS, share * 10, seconds).result()
        spent.append(web.processor_seconds())
        others = all_along.result()
    an_answer = (spent[1] - spent[0]) / (len(honest) + share / 2 * CALM_SECONDS)
    refused = _statuses(asked).get(TOO_MANY, 0)
    if not refused:
        raise RuntimeError(f"nobody was refused: {_statuses(asked)}; ask for longer, or on a quieter machine")
    answered = len(asked) - refused + share / 2 * seconds
    calm, during = p95(others, begin + 3, spike), p95(others, spike, end)
    after = p95(others, end + RECOVERY_SECONDS, end + 2 * RECOVERY_SECONDS)
    print(f"greedy: {len(asked) / seconds:.0f} requests a second against a share of {share}: {_statuses(asked)}")
    print(
        f"  processor of the web process: an answer {an_answer * 1000:.1f} ms, "
        f"a refusal {(spent[2] - spent[1] - answered * an_answer) / refused * 1000:.2f} ms"
    )
    print(f"others: {len(others)} requests: {_statuses(others)}")
    print(f"  p95 before {calm:.1f} ms, during {during:.1f} ms ({during / calm:.2f} of before, at most 1.20)")
    print(f"  from {RECOVERY_SECONDS} s after the end {after:.1f} ms ({after / calm:.2f} of before)")


def _statuses(answers: Iterable[Seen]) -> dict[int, int]:
    return dict(Counter(answer.status for _, answer in answers))


async def main(asked: argparse.Namespace) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    rates = {"LAKSANA_REQUESTS_PER_PERSON": str(asked.share), "LAKSANA_REQUESTS_PER_OFFICE": str(asked.share)}
    async with installation() as running:
        offices = [
            operation(await running.token_of("STAF", office), QUESTION, {})
            for office in (running.world.lamandau, running.world.lahat)
        ]
        with running.web(1, **rates) as (web,):
            await asyncio.to_thread(run, web, *offices, share=asked.share, seconds=asked.seconds)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--share", type=int, default=20, help="requests a second: person's and office's limit")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
