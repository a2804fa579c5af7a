"""The two-tenant fuzzer: `python -m tests.isolation.fuzz --attempts 1000000` attacks one office with all that another
may have got hold of, counts what was tried and ends with 1 when anything leaked. README.md beside it says how to read
what it prints.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import structlog
from tests.isolation import attempts
from tests.isolation.attempts import Batch, Pair, Surface, Tried
from tests.isolation.besiegers import besieging
from tests.isolation.rows import contents
from tests.isolation.statements import Watch
from tests.isolation.timing import differences
from tests.support.inhabited import lived_in
from tests.support.services import Run
from tests.support.storage import settings_of

from laksana_infra.connection import Connection
from laksana_infra.embedded.postgres import attach_postgres
from laksana_infra.embedded.storage import attach_storage
from laksana_infra.storage import open_storage
from laksana_typeset import Typesetter

LOOK_EVERY = 5_000
"""After so many attempts every row of every office is compared with what it was."""
SHOWN_LEAKS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """An attempt that was not held by every wall, and the batch by which it comes again."""

    batch: int
    tried: Tried


@dataclass(slots=True, kw_only=True)
class Report:
    """What was tried, what leaked, and how long questions took."""

    counts: Counter[str] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    timed: list[Pair] = field(default_factory=list)
    statements: int = 0

    @property
    def attempts(self) -> int:
        """How many attempts were made, each judged by itself."""
        return self.counts.total()

    def add(self, other: "Report") -> None:
        """What another worker found."""
        self.counts += other.counts
        self.leaks += other.leaks
        self.timed += other.timed
        self.statements += other.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """The attackers' sides with how often each is taken, and what is looked at between the attempts."""

    surfaces: Sequence[tuple[Surface, float]]
    watch: Watch
    behind: Connection
    theirs: UUID

    async def run(self, orders: "Orders", tell: Callable[[int], None]) -> Report:
        """The report of the attempts that were ordered."""
        report, before, looked = Report(), await contents(self.behind, self.theirs), 0
        for number in orders.batches():
            random = Random(f"{orders.seed}, batch {number}")  # noqa: S311
            (surface,) = random.choices([one for one, _ in self.surfaces], [weight for _, weight in self.surfaces])
            self._note(report, number, await surface.batch(number, random))
            if report.attempts - looked >= LOOK_EVERY:
                looked = report.attempts
                before = await self._look(report, number, before)
                tell(report.attempts)
            if report.attempts >= orders.attempts:
                break
        await self._look(report, -1, before)
        report.statements = self.watch.sent
        return report

    def _note(self, report: Report, number: int, batch: Batch) -> None:
        for tried in batch.tried:
            report.counts[tried.kind] += 1
            if tried.fault:
                report.leaks.append(Leak(batch=number, tried=tried))
                print(f"  leak in batch {number}: {tried.kind}: {tried.fault}", flush=True)
        report.timed += batch.timed
        for statement in self.watch.drained():
            named = Tried(kind="statement", asked=statement[:600], fault=attempts.UNSCOPED)
            report.leaks.append(Leak(batch=number, tried=named))

    async def _look(self, report: Report, number: int, before: dict[str, str]) -> dict[str, str]:
        after = await contents(self.behind, self.theirs)
        changed = sorted(table for table, digest in after.items() if before[table] != digest)
        if changed:
            tried = Tried(
                kind="rows", asked=f"one of the {LOOK_EVERY} before: {', '.join(changed)}", fault=attempts.CHANGED
            )
            report.leaks.append(Leak(batch=number, tried=tried))
        return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What one worker has to do: the batches that are its own of a run that this seed decides."""

    seed: str
    attempts: int
    worker: int = 0
    workers: int = 1
    only: int | None = None

    def batches(self) -> Iterator[int]:
        """The numbers of its batches."""
        return iter((self.only,)) if self.only is not None else count(self.worker, self.workers)


async def besiege(orders: Orders, tell: Callable[[int], None]) -> Report:
    """What one worker found, in services and with two offices of its own."""
    home = Path(tempfile.mkdtemp(prefix="laksana-fuzz-"))
    run = Run(home=home, leader=os.getpid(), worker=f"fuzz{orders.worker}")
    try:
        server = attach_postgres(run.require("postgres"))
        settings = settings_of(run, attach_storage(run.require("storage")))
        storage = open_storage(settings)
        await storage.ensure_bucket()
        with Typesetter(processes=1) as typesetter:
            async with lived_in(run, server, storage, typesetter) as inhabited:
                behind = await asyncpg.connect(inhabited.urls.superuser, server_settings={"search_path": "app,jobs"})
                with inhabited.entered():
                    async with besieging(inhabited, behind, storage, settings, seed=orders.seed) as (surfaces, watch):
                        siege = Siege(surfaces=surfaces, watch=watch, behind=behind, theirs=inhabited.theirs.id)
                        return await siege.run(orders, tell)
    finally:
        run.stop()


def worked(orders: Orders) -> Report:
    """One worker's report, for a process of its own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    began = time.monotonic()

    def tell(done: int) -> None:
        rate = done / (time.monotonic() - began)
        print(f"  worker {orders.worker}: {done:,} attempts, {rate:,.0f} a second", flush=True)

    return asyncio.run(besiege(orders, tell))


def main() -> int:
    """0 when every wall held for every attempt, 1 when one did not."""
    parser = argparse.ArgumentParser(prog="python -m tests.isolation.fuzz", description=__doc__)
    parser.add_argument("--attempts", type=int, default=20_000)
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", type=int, help="this batch alone, as a leak names it")
    asked = parser.parse_args()
    workers = 1 if asked.only is not None else asked.workers
    print(f"{asked.attempts:,} attempts, seed {asked.seed}, {workers} workers", flush=True)
    began, report = time.monotonic(), Report()
    orders = [
        Orders(seed=asked.seed, attempts=-(-asked.attempts // workers), worker=number, workers=workers, only=asked.only)
        for number in range(workers)
    ]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for one in pool.map(worked, orders):
            report.add(one)
    print("\n".join(lines(report, asked.seed)))
    print(f"{report.attempts:,} attempts in {time.monotonic() - began:,.0f} s")
    return 1 if report.leaks or any(one.betrays for one in differences(report.timed)) else 0


def lines(report: Report, seed: str) -> Iterator[str]:
    """The report for people: counts by kind, times, then what leaked and how to see it again."""
    yield "\nattempts by kind"
    for kind, number in sorted(report.counts.items()):
        yield f"  {number:>9,}  {kind}"
    yield f"\n{report.statements:,} statements of the service were read; each must carry its office"
    yield "\ntimes, theirs beside nobody's (medians in ms; share of the pair's time; standard deviations)"
    for one in differences(report.timed):
        verdict = "BETRAYS" if one.betrays else "alike"
        compared = f"{one.theirs:8.3f} {one.nobodys:8.3f}  {one.share:+7.1%}  {one.deviations:+5.1f}"
        yield f"  {one.pairs:>7,}  {compared}  {verdict}  {one.kind}"
    yield f"\nleaks: {len(report.leaks)}"
    for leak in report.leaks[:SHOWN_LEAKS]:
        yield f"  --seed {seed} --only {leak.batch}: {leak.tried.kind}: {leak.tried.fault}\n    {leak.tried.asked}"


if __name__ == "__main__":
    sys.exit(main())
