"""The drill: back up while people work, restore elsewhere, prove that nothing is missing, and go on with the case."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from tests.isolation.catalogue import CATALOGUE_CHECKS
from tests.support.beginnings import Beginnings
from tests.support.database import APPS, Urls, digests, migrated_database
from tests.support.services import Run
from tests.support.world import MASTER_KEY, MONDAY, World, built_world

import laksana.attachments.store
import laksana.audit.evidence
from laksana.audit.anchor_office import anchor_office
from laksana.audit.verify_office import verify_office
from laksana.backup.restore_backup import RestoreBackup, restore_backup
from laksana.backup.take_backup import take_backup
from laksana_infra.backup.encrypted import new_key_pair
from laksana_infra.backup.errors import BackupError
from laksana_infra.backup.loading import loading
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, install, open_database, uninstall
from laksana_infra.embedded.postgres import RunningPostgres
from laksana_infra.migrations import app_config
from laksana_infra.settings import Settings
from laksana_infra.storage import Storage, open_storage
from laksana_typeset import Typesetter

RECIPIENT, IDENTITY = new_key_pair()
BOOKS = {"app.migration", "jobs.applied_step"}
"""They tell when each migration was applied: in another database, at another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buckets:
    """Where an installation keeps its objects and its evidence."""

    files: Storage
    evidence: Storage

    def use(self) -> None:
        """They are the process's."""
        laksana.attachments.store.install(self.files)
        laksana.audit.evidence.install(self.evidence)


@asynccontextmanager
async def new_buckets(settings: Settings) -> AsyncIterator[Buckets]:
    named = replace(settings, s3_bucket=f"drill-{secrets.token_hex(4)}")
    opened = Buckets(files=open_storage(named), evidence=open_storage(named, evidence=True))
    for bucket in (opened.files, opened.evidence):
        await bucket.ensure_bucket()
    opened.use()
    yield opened
    opened.files.close()
    opened.evidence.close()


@pytest_asyncio.fixture
async def lived_in(
    database: TenantEngine, postgres: Urls, storage_settings: Settings, typesetter: Typesetter, beginnings: Beginnings
) -> AsyncIterator[World]:
    """Two offices whose objects lie in a bucket of their own, at a time that no other test shares."""
    async with new_buckets(storage_settings) as buckets:
        at = MONDAY + timedelta(minutes=1)
        async with built_world(postgres, buckets.files, typesetter, beginnings, at=at) as world:
            yield world
    laksana.audit.evidence.install(None)


@pytest_asyncio.fixture
async def elsewhere(server: RunningPostgres, run: Run) -> AsyncIterator[Urls]:
    """A database without any office."""
    name = f"restored_{run.worker}"
    yield await migrated_database(run, server, name)
    superuser = await asyncpg.connect(server.superuser_url)
    await superuser.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await superuser.close()


@pytest_asyncio.fixture
async def backup_url(server: RunningPostgres, postgres: Urls) -> str:
    """The login for backups, with a password as an office would give it."""
    superuser = await asyncpg.connect(server.superuser_url)
    await superuser.execute("ALTER ROLE laksana_backup PASSWORD 'cadangan'")
    await superuser.close()
    return postgres.app.replace("laksana_app:" + server.passwords["laksana_app"], "laksana_backup:cadangan")


async def objects(bucket: Storage) -> dict[str, str]:
    """The SHA-256 of every object by its key."""
    return {key: hashlib.sha256(await bucket.get(key)).hexdigest() async for key in bucket.every_key()}


async def rows(url: str) -> dict[str, str]:
    """A digest of every table's rows."""
    connection: Connection = await asyncpg.connect(url)
    found = await digests(connection)
    await connection.close()
    return {table: digest for table, digest in found.items() if table not in BOOKS}


@asynccontextmanager
async def serving(there: Urls) -> AsyncIterator[None]:
    """The service runs on the restored database."""
    engine = await open_database(there.app, max_size=4)
    install(engine, [table for app in APPS for table in app_config(app).table_classes])
    yield
    uninstall(engine)
    await engine.close_connection_pool()


async def test_what_was_backed_up_is_all_there_elsewhere_and_the_case_goes_on(
    lived_in: World, elsewhere: Urls, backup_url: str, storage_settings: Settings, tmp_path: Path
) -> None:
    world, path = lived_in, tmp_path / "cadangan.tar.age"
    drive = await world.drive_to("kirim")
    with world.inside():
        await anchor_office()
    await world.drain()
    rows_then = await rows(world.urls.superuser)
    objects_then = await objects(laksana.attachments.store.store())
    writers: list[asyncio.Task[object]] = []

    def told(sentence: str) -> None:
        if "tabel" in sentence:  # the rows have been read, the objects not yet
            writers.append(asyncio.create_task(world.open_case()))

    with path.open("wb") as target:
        manifest = await take_backup(target, database_url=backup_url, recipient=RECIPIENT, master=MASTER_KEY, tell=told)
    await asyncio.gather(*writers)
    assert len(writers) == 1
    assert await rows(world.urls.superuser) != rows_then

    asked = RestoreBackup(path=path, identity=IDENTITY, master=MASTER_KEY, owner_url=world.urls.owner, apps=APPS)
    with pytest.raises(BackupError, match="the database holds offices already, so nothing was written"):
        await restore_backup(asked, lambda _: None)
    async with new_buckets(storage_settings) as buckets:
        await buckets.files.put(key := f"tenants/{world.lahat.id}/attachments/x", b"x", content_type="text/plain")
        with pytest.raises(BackupError, match="holds 1 objects that the backup does not know, so nothing was written"):
            await restore_backup(replace(asked, owner_url=elsewhere.owner), lambda _: None)
        assert await objects(buckets.files) == {key: hashlib.sha256(b"x").hexdigest()}
        await buckets.files.delete(key)

        restored = await restore_backup(replace(asked, owner_url=elsewhere.owner), lambda _: None)

        assert restored == manifest
        assert await rows(elsewhere.superuser) == rows_then
        assert await objects(buckets.files) == objects_then
        assert len(objects_then) == manifest.sums["objects/"].entries > 10
        await _walls_stand(elsewhere)
        await _a_failing_restore_leaves_all_as_it_was(elsewhere, rows_then)
        async with serving(elsewhere):
            with world.inside():
                report = await verify_office(lambda _: None)
            assert (report.is_whole, report.cases, report.roots) == (True, 1, 1)
            drive.world = replace(world, urls=elsewhere)
            await drive.send()
            assert drive.case.status == "AWAITING_OUTSIDE"


async def _walls_stand(there: Urls) -> None:
    superuser: Connection = await asyncpg.connect(there.superuser)
    faults = [fault for check in CATALOGUE_CHECKS for fault in await check(superuser)]
    triggers = await superuser.fetchval("select count(*) from pg_trigger where tgenabled <> 'O'")
    await superuser.close()
    assert (faults, triggers) == ([], 0)


async def _a_failing_restore_leaves_all_as_it_was(there: Urls, expected: dict[str, str]) -> None:
    with pytest.raises(RuntimeError, match="killed"):
        async with loading(there.owner):
            raise RuntimeError("killed")
    assert await rows(there.superuser) == expected
