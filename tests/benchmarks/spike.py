"""One office asks for ten times its share: what the others wait meanwhile, and whether all is as before then.

Run: python -m tests.benchmarks.spike [--seconds 60] [--spikes 3] [--share 20]
"""

import argparse
import asyncio
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from tests.benchmarks.clients import Answer, ask_steadily, operation
from tests.benchmarks.idle import QUESTION
from tests.benchmarks.installation import WebProcess, installation

from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_web.errors import TOO_MANY

MOST = 1.2
RECOVERY_SECONDS = 5
MODEST_CLIENTS = 2
# More than can be waiting at once, so that those who are answered slowly do not spare the server the others.
GREEDY_CLIENTS = 50


Seen = tuple[float, Answer]


@dataclass(frozen=True, slots=True)
class Turn:
    """What the greedy office was answered for a while, and the web process's processor time meanwhile."""

    answers: Sequence[Seen]
    processor_seconds: float

    def meanwhile(self, others: Iterable[Seen], seconds: int, *, after: int = 0) -> list[Seen]:
        """Of the others' answers those of that while, from so many seconds `after` its beginning."""
        begin = self.answers[0][0]
        return [seen for seen in others if begin + after <= seen[0] < begin + seconds]


def p95(answers: Iterable[Seen]) -> float:
    """Milliseconds within which 95 of 100 answers came."""
    return statistics.quantiles([answer.seconds for _, answer in answers], n=20)[-1] * 1000


def ask(port: int, request: bytes, clients: int, per_second: float, seconds: float) -> list[Seen]:
    """Every answer to clients that together ask at this even rate for so long, each with the moment of its question."""
    until, answers = time.perf_counter() + seconds, list[Seen]()
    threads = [
        threading.Thread(
            target=ask_steadily, args=(until, port, request, per_second / clients, lambda *seen: answers.append(seen))
        )
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
        # One after the other: fifty that begin together would ask together ever after.
        time.sleep(1 / per_second)
    for thread in threads:
        thread.join()
    return answers


def run(web: WebProcess, modest: bytes, greedy: bytes, *, share: int, seconds: int, spikes: int) -> None:
    """Calm and spike by turns, each as long, calm at both ends, and what they say.

    In the calm the greedy office asks for just its share: what it may have all day is no part of the spike. By turns,
    for a machine that others use too is not the same for minutes.
    """
    rates, settling = [share, *[share * 10, share] * spikes], GREEDY_CLIENTS / share
    # Processes of their own: in one, the greedy clients would keep the others from looking at their clock.
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as processes:
        for started in [processes.submit(time.sleep, 0.5) for _ in range(2)]:
            started.result()
        whole = len(rates) * (seconds + settling)
        all_along = processes.submit(ask, web.port, modest, MODEST_CLIENTS, share / 2, whole)
        turns = list[Turn]()
        for rate in rates:
            spent = web.processor_seconds()
            answers = processes.submit(ask, web.port, greedy, GREEDY_CLIENTS, rate, seconds).result()
            turns.append(Turn(answers, web.processor_seconds() - spent))
        others = all_along.result()
    calms, floods = turns[::2], turns[1::2]
    _tell_greedy(calms, floods, share=share, seconds=seconds)
    print(f"others: {len(others)} requests: {_statuses(others)}")
    before = [turn.meanwhile(others, seconds, after=RECOVERY_SECONDS) for turn in calms]
    during = [turn.meanwhile(others, seconds) for turn in floods]
    print(f"  p95 in each calm, from {RECOVERY_SECONDS} s on: {', '.join(f'{p95(one):.1f}' for one in before)} ms")
    print(f"  p95 in each spike: {', '.join(f'{p95(one):.1f}' for one in during)} ms")
    calm, spike = (p95([seen for one in all_ for seen in one]) for all_ in (before, during))
    print(f"  together {spike:.1f} ms in spikes, {calm:.1f} ms else: {spike / calm:.2f} of it, at most {MOST:.2f}")


def _tell_greedy(calms: Sequence[Turn], floods: Sequence[Turn], *, share: int, seconds: int) -> None:
    asked, honest = [seen for one in floods for seen in one.answers], sum(len(one.answers) for one in calms)
    refused = _statuses(asked).get(TOO_MANY, 0)
    if not refused:
        raise RuntimeError(f"nobody was refused: {_statuses(asked)}; ask for longer, or on a quieter machine")
    others = share / 2 * seconds
    an_answer = sum(one.processor_seconds for one in calms) / (honest + others * len(calms))
    answered = len(asked) - refused + others * len(floods)
    a_refusal = (sum(one.processor_seconds for one in floods) - answered * an_answer) / refused
    rate = len(asked) / seconds / len(floods)
    print(f"greedy: {rate:.0f} requests a second against a share of {share}: {_statuses(asked)}")
    print(f"  processor of the web process: an answer {an_answer * 1e3:.1f} ms, a refusal {a_refusal * 1e3:.2f} ms")


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
            await asyncio.to_thread(run, web, *offices, share=asked.share, seconds=asked.seconds, spikes=asked.spikes)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--spikes", type=int, default=3, help="how many, each between two calms")
    parser.add_argument("--share", type=int, default=20, help="requests a second: person's and office's limit")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
