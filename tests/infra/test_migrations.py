"""A database comes to the present schema once, whole, by one process at a time, or says why not."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from importlib import invalidate_caches
from pathlib import Path
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from tests.support.database import Urls, urls

from laksana_infra.connection import Connection
from laksana_infra.database import execute, fetch_one, install, open_database, uninstall, unit_of_work
from laksana_infra.embedded.postgres import RunningPostgres
from laksana_infra.ids import new_id
from laksana_infra.make_migration import make_migration
from laksana_infra.migrations import MigrationError, drift, migrate
from laksana_infra.roles import create_database
from laksana_infra.scope import Scope, scoped

TABLES = """
from piccolo.columns import UUID, Text
from piccolo.table import Table

class Shelf(Table, tablename="shelf"):
    id = UUID(primary_key=True, default=None)
    tenant_id = UUID(default=None)
    label = Text(default=None)
"""
CONF = """
from pathlib import Path
from piccolo.conf.apps import AppConfig
from {app}.tables import Shelf

STEPS = str(Path(__file__).parent / "steps")
APP_CONFIG = AppConfig(app_name="{app}", migrations_folder_path=STEPS, table_classes=[Shelf])
"""
RAW = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from laksana_infra.migrations import run_sql
{extra}
ID = "{id}"
VERSION = "1.38.0"
DESCRIPTION = ""

async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="{app}", description="")
    manager.add_raw(run_sql({sql}))
    {more}
    return manager
"""
DEFER = (
    "select jobs.procrastinate_defer_jobs_v1(array[row('default', $1::text, 0, null, null, $2::jsonb, null)"
    "::jobs.procrastinate_job_to_defer_v1])"
)


class App:
    """A small app on disk, of a name that no other test has used."""

    def __init__(self, root: Path) -> None:
        self.name = f"shelves_{uuid4().hex}"
        self.module = f"{self.name}.piccolo_app"
        self.folder = root / self.name
        self.steps = self.folder / "steps"
        self.steps.mkdir(parents=True)
        (self.folder / "tables.py").write_text(TABLES)
        (self.folder / "piccolo_app.py").write_text(CONF.format(app=self.name))

    def step(self, number: int, *sql: str, more: str = "pass", extra: str = "", name: str | None = None) -> Path:
        step_id = f"9999-01-01T00:00:00:{number:06d}"
        file = self.steps / f"{name or self.name}_{number}.py"
        texts = ", ".join(repr(text) for text in sql)
        file.write_text(RAW.format(id=step_id, app=self.name, sql=texts, more=more, extra=extra))
        invalidate_caches()
        return file


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    sys.path.insert(0, str(tmp_path))
    invalidate_caches()
    yield App(tmp_path)
    sys.path.remove(str(tmp_path))


@pytest_asyncio.fixture
async def empty(server: RunningPostgres) -> Urls:
    name = f"empty_{uuid4().hex}"
    await create_database(server.superuser_url, name)
    return urls(server, name)


@pytest_asyncio.fixture
async def looking(empty: Urls) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(empty.superuser, server_settings={"search_path": "app,jobs"})
    yield connection
    await connection.close()


async def tables(looking: Connection) -> set[str]:
    rows = await looking.fetch("select tablename from pg_tables where schemaname = 'app'")
    return {row["tablename"] for row in rows}


async def test_migrating_makes_tables_once_and_then_has_nothing_to_do(
    app: App, empty: Urls, looking: Connection
) -> None:
    made = await make_migration(app.module, description="shelves")
    assert made is not None

    first = await migrate(empty.owner, apps=[app.module])
    second = await migrate(empty.owner, apps=[app.module])

    assert len(first.migrations) == 1
    assert first.migrations[0].startswith(f"{app.name}/")
    assert (second.migrations, second.job_steps) == ((), ())
    assert await tables(looking) == {"migration", "shelf"}


async def test_a_table_that_says_more_than_its_migrations_is_drift(app: App) -> None:
    assert any("Shelf" in statement for statement in await drift(app.module))

    made = await make_migration(app.module, description="shelves")

    assert made is not None
    assert Path(made).name.startswith(f"{app.name}_")
    assert await drift(app.module) == ()
    assert await make_migration(app.module, description="again") is None


async def test_a_failing_migration_leaves_nothing_and_those_before_it_stand(
    app: App, empty: Urls, looking: Connection
) -> None:
    app.step(1, "create table one (id int)")
    broken = app.step(2, "create table two (id int)", "select 1/0")

    with pytest.raises(MigrationError, match=r"9999-01-01T00:00:00:000002.*division by zero"):
        await migrate(empty.owner, apps=[app.module])

    assert await tables(looking) == {"migration", "one"}
    broken.unlink()
    app.step(3, "create table three (id int)")
    report = await migrate(empty.owner, apps=[app.module])
    assert report.migrations == (f"{app.name}/9999-01-01T00:00:00:000003",)


async def test_a_crash_between_a_change_and_its_record_leaves_neither(
    app: App, empty: Urls, looking: Connection
) -> None:
    # The trigger stands for a crash: the change is made, its record cannot be written.
    app.step(1, "alter table migration add constraint full_up check (name not like '%000002')")
    step = app.step(2, "create table two (id int)")

    with pytest.raises(MigrationError, match="full_up"):
        await migrate(empty.owner, apps=[app.module])

    assert await tables(looking) == {"migration"}
    await looking.execute("alter table migration drop constraint full_up")
    assert (await migrate(empty.owner, apps=[app.module])).migrations == (f"{app.name}/9999-01-01T00:00:00:000002",)
    assert step.exists()


async def test_two_processes_that_migrate_at_once_do_it_once(app: App, empty: Urls) -> None:
    app.step(1, "select pg_sleep(0.2)", "create table one (id int)")
    command = (
        "import asyncio, sys; from laksana_infra.migrations import migrate; "
        "print(len(asyncio.run(migrate(sys.argv[1], apps=[sys.argv[2]])).migrations))"
    )
    running = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            command,
            empty.owner,
            app.module,
            stdout=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(app.folder.parent)},
        )
        for _ in range(2)
    ]

    answers = [(await process.communicate())[0].strip() for process in running]

    assert sorted(answers) == [b"0", b"1"]


async def test_a_database_of_a_newer_release_is_refused(app: App, empty: Urls, looking: Connection) -> None:
    app.step(1, "create table one (id int)").with_suffix(".py")
    newer = app.step(2, "create table two (id int)")
    await migrate(empty.owner, apps=[app.module])
    newer.unlink()
    app.step(3, "create table three (id int)")

    with pytest.raises(MigrationError, match="does not know"):
        await migrate(empty.owner, apps=[app.module])

    assert await tables(looking) == {"migration", "one", "two"}


async def test_a_file_name_that_another_app_could_have_is_refused(app: App, empty: Urls) -> None:
    app.step(1, "create table one (id int)", name="initial")

    with pytest.raises(MigrationError, match=f"must be named {app.name}_"):
        await migrate(empty.owner, apps=[app.module])


async def test_a_migration_that_touches_the_database_while_registering_is_refused(app: App) -> None:
    app.step(
        1, "select 1", more="await Migration.count()", extra="from piccolo.apps.migrations.tables import Migration"
    )

    with pytest.raises(MigrationError, match="raw step"):
        await drift(app.module)


async def test_a_database_without_our_schemas_is_told_the_remedy(app: App, server: RunningPostgres) -> None:
    name = f"bare_{uuid4().hex}"
    connection = await asyncpg.connect(server.superuser_url)
    await connection.execute(f"create database {name} owner laksana_owner")
    await connection.close()

    with pytest.raises(MigrationError, match=r"app, jobs, masks; run infra/postgres/roles\.sql"):
        await migrate(urls(server, name).owner, apps=[app.module])


async def test_a_job_is_deferred_with_the_unit_of_work_or_not_at_all(empty: Urls, looking: Connection) -> None:
    await migrate(empty.owner, apps=[])
    engine = await open_database(empty.app)
    install(engine, [])

    with scoped(Scope(new_id())):
        async with unit_of_work():
            await execute(DEFER, "kept", '{"case_id": 1}')
        with pytest.raises(ZeroDivisionError):
            await defer_and_fail()
        waiting = await fetch_one("select task_name, args::text from procrastinate_jobs where status = 'todo'")

    uninstall(engine)
    await engine.close_connection_pool()
    assert waiting == {"task_name": "kept", "args": '{"case_id": 1}'}
    assert await looking.fetchval("select count(*) from procrastinate_jobs") == 1


async def defer_and_fail() -> None:
    async with unit_of_work():
        await execute(DEFER, "lost", "{}")
        raise ZeroDivisionError
