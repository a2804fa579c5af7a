"""A worker of its own process whose only job hangs at its first run, to be killed, and ends at the next one."""

import asyncio
import sys
from pathlib import Path

import msgspec

from laksana.jobs.app import handler
from laksana.jobs.worker import run_worker


class HangOnce(msgspec.Struct, frozen=True):
    """The file that tells the first run from the next."""

    begun: str


@handler("test_hangs_once")
async def hang_once(asked: HangOnce) -> None:
    begun = Path(asked.begun)
    if not await asyncio.to_thread(begun.exists):
        await asyncio.to_thread(begun.touch)
        await asyncio.sleep(600)


if __name__ == "__main__":
    asyncio.run(run_worker(sys.argv[1], stop_event=asyncio.Event(), heartbeat_seconds=0.2, rounds=False))
