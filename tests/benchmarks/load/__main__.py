"""Make an installation of 514 offices ready for benchmarks: python -m tests.benchmarks.load [cases]."""

import asyncio
import sys

from tests.benchmarks.load.filled import filled

from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel


async def main(cases: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    async with filled(cases) as installation:
        print(f"{cases:,} cases in {installation.home}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000))
