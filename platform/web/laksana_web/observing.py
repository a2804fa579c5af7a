"""What an installation looks like from its queue and its offices, told to telemetry again and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from laksana.jobs.queries import depths
from laksana_infra import telemetry
from laksana_infra.database import UNANSWERED
from laksana_infra.settings import Settings
from laksana_tenants.queries import all_tenants

EVERY_SECONDS = 15.0
"""How old what is told may be; Prometheus commonly looks as often."""

_log = structlog.stdlib.get_logger("laksana.web")


@asynccontextmanager
async def observing(settings: Settings) -> AsyncIterator[None]:
    """Until the block ends the queue is looked at every 15 seconds, where anybody is told of it."""
    if settings.metrics_bind is None and settings.otlp_endpoint is None:
        yield
        return
    await _observe()
    task = asyncio.create_task(_for_ever(), name="observing")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _for_ever() -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        await _observe()


async def _observe() -> None:
    try:
        telemetry.name_offices({tenant.id: tenant.slug for tenant in await all_tenants()})
        telemetry.tell_jobs(await depths())
    except UNANSWERED as error:
        _log.warning("not_observed", error=type(error).__name__)
