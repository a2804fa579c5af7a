"""Bring a database to the present schema: every app's Piccolo migrations and the job queue's tables, under one lock."""

import contextlib
import io
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final, NoReturn

import asyncpg  # type: ignore[import-untyped]
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppConfig, AppRegistry, MigrationModule
from piccolo.engine.finder import engine_finder
from piccolo.engine.postgres import PostgresEngine

from laksana_infra.connection import Connection
from laksana_infra.job_schema import bring_job_schema_up
from laksana_infra.login import unreachable

__all__ = ["MigrationError", "MigrationReport", "app_config", "conf", "drift", "known_migrations", "migrate", "run_sql"]

# Any number, as long as it is the same for everybody who migrates a Laksana database.
_LOCK: Final = 7_310_452_901_884_217_011
_LOCK_WAIT: Final = "10min"
_ID: Final = re.compile(r'^ID = "([^"]+)"$', re.MULTILINE)
_CONF: Final = "_laksana_piccolo_conf"


class MigrationError(RuntimeError):
    """The schema could not be brought up to date; what was done before the named migration stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationReport:
    """What a run changed: migrations as `app/id`, and the job queue's steps; both empty when all was up to date."""

    migrations: tuple[str, ...]
    job_steps: tuple[str, ...]


class OwnerEngine(PostgresEngine):
    """A plain Piccolo engine under the owner's login, without a pool."""

    async def check_version(self) -> None:
        """Nothing: constructing an engine must not connect."""

    async def prep_database(self) -> None:
        """Nothing: extensions are made by migrations."""


class NoEngine(OwnerEngine):
    """An engine for reading migrations, which must not touch a database."""

    def __init__(self) -> None:
        super().__init__(config={})

    async def get_new_connection(self) -> NoReturn:
        """Refused: `forwards()` only registers what will be done."""
        raise MigrationError("a migration's forwards() touched the database; do it in a raw step instead")


async def migrate(owner_url: str, *, apps: Sequence[str], only: Collection[str] | None = None) -> MigrationReport:
    """The database of this owner's login has the present schema; says what had to be done, and is safe to repeat.

    `apps` are modules with a Piccolo APP_CONFIG, each after those it depends on. Every migration and its entry in the
    books are one transaction, so a crash leaves both or neither. `only` are the ids that a backup's schema was made by;
    later migrations then wait for the next run. Raises MigrationError with the migration's name, or
    when the database is newer than this program.
    """
    try:
        locked = await asyncpg.connect(owner_url)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise unreachable(owner_url, error) from error
    try:
        async with _lock(locked):
            await _require_schemas(locked)
            job_steps = await bring_job_schema_up(locked)
            engine = OwnerEngine(config={"dsn": owner_url})
            with conf(engine, apps):
                await Migration.create_table(if_not_exists=True)
                done = [
                    f"{config.app_name}/{i}"
                    for config in map(app_config, apps)
                    for i in await _run(engine, config, only)
                ]
    finally:
        await locked.close()
    return MigrationReport(migrations=tuple(done), job_steps=job_steps)


def run_sql(*statements: str) -> Callable[[], Awaitable[None]]:
    """A raw step for `MigrationManager.add_raw`: these SQL texts, in order, in the migration's transaction."""

    async def run() -> None:
        transaction = getattr(engine_finder(), "current_transaction", None)
        current = transaction.get() if transaction else None
        if current is None:
            raise MigrationError("run_sql() runs inside migrate() alone")
        for statement in statements:
            await current.connection.execute(statement)

    return run


async def drift(app: str) -> tuple[str, ...]:
    """The statements that a new migration of this app would need, because its tables say more than its migrations."""
    with conf(NoEngine(), [app]), _quiet():
        alters = await AutoMigrationManager(auto_input="n").get_alter_statements(app_config(app))
    return tuple(statement for alter in alters for statement in alter.statements)


def app_config(app: str) -> AppConfig:
    """The Piccolo configuration of an app, given its module such as `laksana_tenants.piccolo_app`."""
    config = getattr(import_module(app), "APP_CONFIG", None)
    if not isinstance(config, AppConfig):
        message = f"{app} has no APP_CONFIG; an app's module is a piccolo_app.py with one"
        raise MigrationError(message)
    return config


@contextmanager
def conf(engine: OwnerEngine, apps: Sequence[str]) -> Iterator[None]:
    """A block in which Piccolo's migration commands find this engine and these apps.

    They look for a module named in the environment and leave folders in sys.path; both are as before afterwards.
    """
    module = ModuleType(_CONF)
    module.__dict__.update(DB=engine, APP_REGISTRY=AppRegistry(list(apps)))
    before, path = os.environ.get("PICCOLO_CONF"), list(sys.path)
    sys.modules[_CONF] = module
    os.environ["PICCOLO_CONF"] = _CONF
    Migration._meta._db = engine  # noqa: SLF001
    try:
        yield
    finally:
        Migration._meta._db = None  # noqa: SLF001
        sys.path[:] = path
        del sys.modules[_CONF], os.environ["PICCOLO_CONF"]
        if before is not None:
            os.environ["PICCOLO_CONF"] = before


def known_migrations(apps: Sequence[str]) -> frozenset[tuple[str, str]]:
    """App and id of every migration of this release, without importing one."""
    return frozenset(
        (config.app_name, found[1])
        for config in map(app_config, apps)
        for file in Path(config.resolved_migrations_folder_path).glob(f"{config.app_name}_*.py")
        if (found := _ID.search(file.read_text("utf-8")))
    )


@asynccontextmanager
async def _lock(connection: Connection) -> AsyncIterator[None]:
    await connection.execute(f"SET lock_timeout = '{_LOCK_WAIT}'")
    try:
        await connection.fetchval("select pg_advisory_lock($1)", _LOCK)
    except asyncpg.LockNotAvailableError as error:
        message = f"another migration has been running for {_LOCK_WAIT}; look at pg_stat_activity and run again"
        raise MigrationError(message) from error
    # The lock ends with its connection, also when this process is killed.
    await connection.execute("RESET lock_timeout")
    yield


async def _require_schemas(connection: Connection) -> None:
    missing = await connection.fetchval(
        "select string_agg(name, ', ') from unnest(array['app', 'jobs', 'masks']) as name "
        "where to_regnamespace(name) is null"
    )
    if missing is not None:
        message = f"the database has no schema {missing}; run infra/postgres/roles.sql as a superuser first"
        raise MigrationError(message)


async def _run(engine: OwnerEngine, config: AppConfig, only: Collection[str] | None) -> list[str]:
    modules = _migration_modules(config)
    recorded = await Migration.get_migrations_which_ran(app_name=config.app_name)
    unknown = sorted(set(recorded) - set(modules))
    if unknown:
        message = (
            f"the database has migration {unknown[0]} of {config.app_name}, which this release does not know; "
            "install the release that made it, or a newer one"
        )
        raise MigrationError(message)
    wanted = set(modules) if only is None else set(modules) & set(only)
    fresh = sorted(wanted - set(recorded))
    for migration_id in fresh:
        await _apply(engine, config, migration_id, modules[migration_id])
    return fresh


async def _apply(engine: OwnerEngine, config: AppConfig, migration_id: str, module: MigrationModule) -> None:
    manager = await module.forwards()
    if not manager.wrap_in_transaction:
        message = (
            f"migration {migration_id} of {config.app_name} asks for no transaction; a crash would leave half of it"
        )
        raise MigrationError(message)
    try:
        # Piccolo's own transaction inside this one does nothing, so that the change and its record are one commit.
        async with engine.transaction():
            with _quiet():
                await manager.run()
            await Migration.insert(Migration(name=migration_id, app_name=config.app_name))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
        message = f"migration {migration_id} of {config.app_name} failed and left nothing behind: {error}"
        raise MigrationError(message) from error


def _migration_modules(config: AppConfig) -> dict[str, MigrationModule]:
    folder = Path(config.resolved_migrations_folder_path)
    for file in folder.glob("*.py"):
        # Piccolo imports by file name alone: of two apps' equal names, the second would run the first one's migration.
        if file.name != "__init__.py" and not file.name.startswith(f"{config.app_name}_"):
            message = f"{file} must be named {config.app_name}_<time>.py, as make_migration names it"
            raise MigrationError(message)
    return BaseMigrationManager().get_migration_modules(str(folder))


@contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()):
        yield
