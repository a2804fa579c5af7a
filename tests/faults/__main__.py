"""`python -m tests.faults`: the matrix of kills with its report, other faults, and the proof that guards are seen."""

import argparse
import asyncio
import logging
import os
import platform
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.faults.guards import GUARDS
from tests.faults.installation import Part, installed
from tests.faults.matrix import Row, row, told
from tests.faults.outages import OUTAGES, Outage

from laksana_web.demo.screen import DemoError

_LONGEST_SECONDS: Final = 900.0


async def matrix(parts: list[Part], every: int, share: tuple[int, int]) -> list[Row]:
    """A row for each part, told on one installation."""
    async with installed() as here:
        return [await row(here, part, every=every, share=share, tell=_tell) for part in parts]


async def without(guard: str) -> str:
    """What went wrong when the guard was missing; empty when nothing did, which is wrong itself."""
    async with installed(without=(guard,)) as here:
        try:
            removed = GUARDS[guard]
            once = await told(here, tuple(Part), removed.cut, story=removed.story, patience_seconds=20)
        except (DemoError, AssertionError, TimeoutError) as red:
            return (str(red) or type(red).__name__)[:160]
        return "; ".join(once.faults)[:160]


async def outage(named: Outage) -> str:
    """What one other fault left wrong; empty when nothing."""
    try:
        async with asyncio.timeout(_LONGEST_SECONDS), installed() as here:
            return "; ".join(await named(here))
    except (DemoError, AssertionError, TimeoutError) as red:
        return f"came to no end: {str(red) or type(red).__name__}"


def report(rows: list[Row], every: int, seconds: float) -> str:
    """The matrix in plain words."""
    machine = f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f}"
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}, {load}, --every {every}, {seconds:.0f} s",
        "",
        "| killed | answers in one case | cases told | kills | requests repeated | seconds | wrong |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.part.value} | {one.answers} | {one.tellings} | {one.kills} | {one.repeats} | {one.seconds:.0f} "
        f"| {len(one.wrong)} |"
        for one in rows
    ]
    lines += [f"- {one.part.value}: {wrong}" for one in rows for wrong in one.wrong]
    return "\n".join(lines) + "\n"


def main() -> int:
    """1 when anything was lost, doubled or spent, or when a missing guard went unseen."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--matrix", action="store_true", help="kill each part in each act of whole cases")
    parser.add_argument("--outages", action="store_true", help="the faults that are no kills")
    parser.add_argument("--outage", choices=OUTAGES, action="append", default=[], help="one of them")
    parser.add_argument("--guards", action="store_true", help="take each guard away and see the matrix turn red")
    parser.add_argument("--every", type=int, default=60, help="after every n-th answer of an act (default 60; 1: all)")
    parser.add_argument("--share", type=_share, default=(1, 1), help="2/3: the second of every three tellings")
    parser.add_argument("--kind", choices=[part.value for part in Part], action="append")
    parser.add_argument("--report", type=Path, help="write the matrix into this file too")
    asked = parser.parse_args()
    # This process looks on; that its own pool loses connections is what it came for.
    logging.getLogger("asyncpg").setLevel(logging.ERROR)
    # However it is told to end, what it has started and mounted goes with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    began, wrong = time.monotonic(), 0
    if asked.matrix:
        rows = asyncio.run(matrix([Part(kind) for kind in asked.kind or Part], asked.every, asked.share))
        wrong += sum(len(one.wrong) for one in rows)
        text = report(rows, asked.every, time.monotonic() - began)
        print(text)
        if asked.report:
            asked.report.write_text(text)
    for name in OUTAGES if asked.outages else asked.outage:
        found = asyncio.run(outage(OUTAGES[name]))
        wrong += bool(found)
        _tell(f"{name}: {found or 'nothing lost, nothing doubled'}")
    for guard in GUARDS if asked.guards else ():
        seen = asyncio.run(without(guard))
        wrong += not seen
        _tell(f'without "{guard}": {"red: " + seen if seen else "NOT SEEN"}')
    return int(bool(wrong))


def _share(text: str) -> tuple[int, int]:
    place, _, processes = text.partition("/")
    if not 1 <= int(place) <= int(processes):
        raise ValueError(text)
    return int(place), int(processes)


def _tell(sentence: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
