"""From settings to running parts: databases, storage, keys, plugins and typesetter."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

import laksana.attachments.scanner
import laksana.attachments.store
import laksana.audit.evidence
import laksana.letters.press
import laksana.piccolo_app
import laksana.procedures.diagram
import laksana.procedures.installed
import laksana.signing.signatory
import laksana.verification.stamp
import laksana_tenants.piccolo_app
from laksana.attachments.reconcile import install_waits
from laksana.inspection.examiners import EXAMINERS
from laksana.procedures.loader import Registry, load_registry
from laksana.procedures.quarantine import quarantine
from laksana.procedures.share_quarantines import share_quarantines
from laksana.vault.keys import install_master_key, make_missing_keys
from laksana_infra.crypto import MasterKey
from laksana_infra.database import TenantEngine, install, open_database, uninstall
from laksana_infra.scanner import Clamd
from laksana_infra.settings import SettingError, Settings
from laksana_infra.signing.opening import open_signatory
from laksana_infra.storage import Storage, open_storage
from laksana_typeset import Typesetter
from laksana_web.diagrams import draw

ValueT = TypeVar("ValueT")

APPS = (laksana_tenants.piccolo_app, laksana.piccolo_app)
MIGRATED_APPS = tuple(app.__name__ for app in APPS)
"""The Piccolo apps of an installation, each after those it depends on."""


EMBEDDED = "set it, or start with the embedded defaults: laksana up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The parts of a running installation, for whoever started it."""

    settings: Settings
    storage: Storage
    registry: Registry


@asynccontextmanager
async def running(
    settings: Settings, *, within: Callable[[], AbstractContextManager[None]] = nullcontext
) -> AsyncIterator[Service]:
    """Every part that use cases rely on, until the block ends; `settings` must name all services.

    Each plugin is loaded `within` such a context: nobody watches a command.

    Raises DatabaseUnreachableError, UnsafeLoginError, StorageError or SettingError, and then nothing is left running.
    """
    async with AsyncExitStack() as parts:
        install_master_key(MasterKey(required(settings.master_key, "LAKSANA_MASTER_KEY"), settings.master_key_previous))
        await parts.enter_async_context(databases(settings))
        await make_missing_keys()
        storage = await parts.enter_async_context(opened_storage(settings))
        await parts.enter_async_context(_typesetter())
        laksana.verification.stamp.install(settings.public_url)
        parts.callback(EXAMINERS.stop)
        install_waits(settings.unfinished_uploads_kept)
        laksana.attachments.scanner.install_scanner(Clamd(settings.clamd) if settings.clamd else None)
        laksana.signing.signatory.install(open_signatory(settings))
        quarantine().allow(settings.plugins.budget)
        await share_quarantines()
        registry = load_registry(within=within)
        laksana.procedures.installed.install(registry)
        laksana.procedures.diagram.install(draw)
        yield Service(settings=settings, storage=storage, registry=registry)


@asynccontextmanager
async def databases(settings: Settings) -> AsyncIterator[None]:
    """The database for the service's login, and the one for provinces, until the block ends."""
    app_url = required(settings.database_url, "LAKSANA_DATABASE_URL")
    province_url = required(settings.database_province_url, "LAKSANA_DATABASE_PROVINCE_URL")
    app = await open_database(app_url, max_size=settings.database_pool_size)
    try:
        province = await open_database(
            province_url, min_size=0, max_size=max(2, settings.database_pool_size // 3), provinces=True
        )
    except BaseException:
        await app.close_connection_pool()
        raise
    install(app, [table for module in APPS for table in module.TABLES])
    install(province, [])
    try:
        yield
    finally:
        for engine in (app, province):
            await _closed(engine)


async def _closed(engine: TenantEngine) -> None:
    uninstall(engine)
    await engine.close_connection_pool()


@asynccontextmanager
async def opened_storage(settings: Settings) -> AsyncIterator[Storage]:
    """The buckets of files and of evidence, made where they do not exist, until the block ends."""
    required(settings.s3_endpoint, "LAKSANA_S3_ENDPOINT")
    storage = await asyncio.to_thread(open_storage, settings)
    evidence = await asyncio.to_thread(open_storage, settings, evidence=True)
    try:
        await asyncio.gather(storage.ensure_bucket(), evidence.ensure_bucket())
        laksana.attachments.store.install(storage)
        laksana.audit.evidence.install(evidence)
        yield storage
    finally:
        laksana.attachments.store.install(None)
        laksana.audit.evidence.install(None)
        for opened in (storage, evidence):
            await asyncio.to_thread(opened.close)


@asynccontextmanager
async def _typesetter() -> AsyncIterator[None]:
    typesetter = Typesetter()
    await asyncio.to_thread(typesetter.start)
    try:
        laksana.letters.press.install(typesetter)
        yield
    finally:
        await asyncio.to_thread(typesetter.stop)


def required(value: ValueT | None, variable: str, *, remedy: str = EMBEDDED) -> ValueT:
    """The setting's value; raises SettingError with the remedy where it is not set."""
    if value is None:
        raise SettingError(variable, "is not set", remedy=remedy)
    return value
