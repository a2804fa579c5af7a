"""Whether the service lives, and whether it can serve: each part is asked each time."""

import asyncio
from collections.abc import Awaitable
from functools import cache
from typing import Any

import structlog
from litestar import Response, get

import laksana.piccolo_app
import laksana_tenants.piccolo_app
from laksana.attachments.store import NoStorageError, store
from laksana.procedures.quarantine import quarantine
from laksana.vault.keys import VaultError, opens_with_master_key
from laksana_infra.database import UNANSWERED, fetch
from laksana_infra.migrations import known_migrations
from laksana_infra.scope import Scope, scoped, system_scope
from laksana_infra.storage import StorageError
from laksana_tenants.actor import TenantKind
from laksana_tenants.queries import all_tenants

PATIENCE_SECONDS = 3.0
"""After this long without an answer a part counts as down."""

OK = "ok"
SILENT = "tidak menjawab"
OLD_SCHEMA = "belum dimigrasi ke rilis ini"
NEW_SCHEMA = "dimigrasi oleh rilis yang lebih baru"
QUARANTINED = "dikarantina"
OTHER_KEY = "bukan kunci kantor-kantor ini"

_NOBODY = "tenants/00000000-0000-0000-0000-000000000000"
_DOWN = (*UNANSWERED, StorageError, NoStorageError, VaultError)

_log = structlog.stdlib.get_logger("laksana.web")


@get("/health/live", sync_to_thread=False)
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "hidup"}


@get("/health/ready")
async def ready() -> Response[dict[str, Any]]:
    """200 when a database of this release, the bucket and the master key serve; 503 says what is wrong with which.

    A quarantined plugin is named, and leaves the rest ready: its cases can be read, other SOPs go on.
    """
    asked = {"database": _database(), "schema": _schema(), "storage": _storage(), "master_key": _master_key()}
    answers = await asyncio.gather(*(_answer(part, question) for part, question in asked.items()))
    parts = dict(zip(asked, answers, strict=True))
    is_ready = set(answers) == {OK}
    aside = sorted(f"{sop} {release}" for sop, release in quarantine().keys)
    standing = ("siap sebagian" if aside else "siap") if is_ready else "belum siap"
    status = {"status": standing, "parts": parts | {"plugins": f"{QUARANTINED}: {', '.join(aside)}" if aside else OK}}
    return Response(status, status_code=200 if is_ready else 503)


async def _answer(part: str, question: Awaitable[str]) -> str:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer = await question
    except (*_DOWN, TimeoutError) as error:
        _log.warning("not_ready", part=part, error=type(error).__name__)
        return SILENT
    if answer != OK:
        _log.error("not_ready", part=part, why=answer)
    return answer


async def _database() -> str:
    with system_scope("readiness is asked for no office"):
        await fetch("select 1")
    return OK


async def _schema() -> str:
    with system_scope("readiness is asked for no office"):
        applied = {(row["app_name"], row["name"]) for row in await fetch("select app_name, name from migration")}
    if _of_this_release() - applied:
        return OLD_SCHEMA
    return OK if applied == _of_this_release() else NEW_SCHEMA


async def _storage() -> str:
    await store().list_prefix(_NOBODY)
    return OK


async def _master_key() -> str:
    # One key wraps them all: any office tells.
    office = next((tenant for tenant in await all_tenants() if tenant.kind is TenantKind.OFFICE), None)
    if office is None:
        return OK
    with scoped(Scope(office.id)):
        return OK if await opens_with_master_key() else OTHER_KEY


@cache
def _of_this_release() -> frozenset[tuple[str, str]]:
    return known_migrations([laksana_tenants.piccolo_app.__name__, laksana.piccolo_app.__name__])
