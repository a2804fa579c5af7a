"""Whether the service lives, and whether it can serve: asked of the database and the storage each time."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog
from litestar import Response, get

from laksana.attachments.store import NoStorageError, store
from laksana_infra.database import UNANSWERED, fetch
from laksana_infra.scope import system_scope
from laksana_infra.storage import StorageError

PATIENCE_SECONDS = 3.0
"""After this long without an answer a part counts as down."""

_NOBODY = "tenants/00000000-0000-0000-0000-000000000000"
_DOWN = (*UNANSWERED, StorageError, NoStorageError)

_log = structlog.stdlib.get_logger("laksana.web")


@get("/health/live", sync_to_thread=False)
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "hidup"}


@get("/health/ready")
async def ready() -> Response[dict[str, Any]]:
    """200 when a migrated database and the bucket answer, 503 with the part that does not."""
    database, storage = await asyncio.gather(_answers("database", _ask_database()), _answers("storage", _ask_storage()))
    is_ready = database and storage
    parts = {"database": _word(database), "storage": _word(storage)}
    status = {"status": "siap" if is_ready else "belum siap", "parts": parts}
    return Response(status, status_code=200 if is_ready else 503)


def _word(answers: bool) -> str:
    return "ok" if answers else "tidak menjawab"


async def _answers(part: str, question: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await question
    except (*_DOWN, TimeoutError) as error:
        _log.warning("not_ready", part=part, error=type(error).__name__)
        return False
    return True


async def _ask_database() -> None:
    # A table of ours, so that a database that nobody migrated is not ready either.
    with system_scope("readiness is asked for no office"):
        await fetch("select 1 from tenant limit 1")


async def _ask_storage() -> None:
    await store().list_prefix(_NOBODY)
