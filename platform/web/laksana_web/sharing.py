"""Quarantines of releases, told to other processes and heard from them again and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from laksana.procedures.share_quarantines import share_quarantines
from laksana_infra.database import UNANSWERED

EVERY_SECONDS: Final = 2.0
"""So soon every process keeps to a quarantine, or runs a release whose quarantine was lifted."""

_log = structlog.stdlib.get_logger("laksana.web")


@asynccontextmanager
async def sharing() -> AsyncIterator[None]:
    """Until the block ends this process knows what others know, two seconds late at most while the database answers."""
    task = asyncio.create_task(_for_ever(), name="sharing")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _for_ever() -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await share_quarantines()
        except UNANSWERED as error:
            _log.warning("quarantines_not_shared", error=type(error).__name__)
