"""Every statement runs inside a scope, and a unit of work commits as a whole or not at all."""
# ruff: noqa: PT012 - what must raise is the end of a unit of work

import asyncio
from collections.abc import Iterator
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest
from tests.infra.tables import Folder, Sheet
from tests.support.database import Urls

from laksana_infra.connection import Connection
from laksana_infra.database import (
    DatabaseBusyError,
    DatabaseError,
    DatabaseUnreachableError,
    LostWorkError,
    NotInstalledError,
    RefusedStatementError,
    TenantEngine,
    UnsafeLoginError,
    WriteOutsideUnitOfWorkError,
    execute,
    fetch,
    fetch_one,
    install,
    open_database,
    uninstall,
    unit_of_work,
)
from laksana_infra.ids import new_id
from laksana_infra.scope import NoScopeError, ProvinceScope, Scope, ScopeError, scoped, system_scope

LAHAT, LAMANDAU = Scope(UUID(int=0x1604)), Scope(UUID(int=0x6209))


@pytest.fixture
def lahat(engine: TenantEngine) -> Iterator[Scope]:
    with scoped(LAHAT):
        yield LAHAT


async def add_folder(title: str, *, tenant_id: UUID = LAHAT.tenant_id) -> UUID:
    folder_id = new_id()
    await Folder.insert(Folder({Folder.id: folder_id, Folder.tenant_id: tenant_id, Folder.title: title}))
    return folder_id


async def titles() -> list[str]:
    return [row["title"] for row in await Folder.select(Folder.title).order_by(Folder.title)]


async def really_there(superuser: Connection) -> list[str]:
    return [row["title"] for row in await superuser.fetch("select title from folder order by title")]


def all_idle(engine: TenantEngine) -> bool:
    assert engine.pool is not None
    return bool(engine.pool.get_idle_size() == engine.pool.get_size())


async def test_without_a_scope_nothing_is_read_or_begun(engine: TenantEngine) -> None:
    for attempt in (Folder.select, lambda: engine.fetch("select 1")):
        with pytest.raises(NoScopeError, match="no scope"):
            await attempt()
    with pytest.raises(NoScopeError):
        unit_of_work()

    assert all_idle(engine)


async def test_three_parallel_reads_of_one_scope_all_answer(lahat: Scope) -> None:
    async with unit_of_work():
        await add_folder("a")

    answers = list(await asyncio.gather(titles(), titles(), titles()))

    assert answers == [["a"], ["a"], ["a"]]


async def test_two_offices_in_parallel_each_see_their_own_rows(engine: TenantEngine) -> None:
    async def office(scope: Scope, title: str) -> list[list[str]]:
        with scoped(scope):
            async with unit_of_work():
                await add_folder(title, tenant_id=scope.tenant_id)
                await asyncio.sleep(0)
            return [await titles() for _ in range(5)]

    lahat, lamandau = await asyncio.gather(office(LAHAT, "lahat"), office(LAMANDAU, "lamandau"))

    assert lahat == [["lahat"]] * 5
    assert lamandau == [["lamandau"]] * 5
    assert all_idle(engine)


async def test_a_row_for_another_office_is_refused(lahat: Scope, behind_walls: Connection) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with unit_of_work():
            await add_folder("smuggled", tenant_id=LAMANDAU.tenant_id)

    assert await really_there(behind_walls) == []


async def test_another_offices_rows_can_neither_be_changed_nor_removed(
    engine: TenantEngine, behind_walls: Connection
) -> None:
    with scoped(LAHAT):
        async with unit_of_work():
            await add_folder("lahat")

    with scoped(LAMANDAU):
        async with unit_of_work():
            assert await execute("update folder set title = 'taken'") == 0
            assert await execute("delete from folder") == 0

    assert await really_there(behind_walls) == ["lahat"]


async def test_a_reference_to_another_offices_row_is_refused(engine: TenantEngine, behind_walls: Connection) -> None:
    with scoped(LAHAT):
        async with unit_of_work():
            folder_id = await add_folder("lahat")

    with scoped(LAMANDAU), pytest.raises(asyncpg.ForeignKeyViolationError):
        async with unit_of_work():
            await Sheet.insert(
                Sheet(
                    {
                        Sheet.id: new_id(),
                        Sheet.tenant_id: LAMANDAU.tenant_id,
                        Sheet.folder_id: folder_id,
                        Sheet.body: "x",
                    }
                )
            )

    assert await behind_walls.fetchval("select count(*) from sheet") == 0


async def test_two_offices_may_use_the_same_unique_value(engine: TenantEngine) -> None:
    for scope in (LAHAT, LAMANDAU):
        with scoped(scope):
            async with unit_of_work():
                await add_folder("001", tenant_id=scope.tenant_id)

            assert await titles() == ["001"]


async def test_an_exception_rolls_the_whole_unit_back(lahat: Scope, behind_walls: Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work():
            await add_folder("a")
            raise ZeroDivisionError

    assert await really_there(behind_walls) == []


async def test_a_failed_commit_gives_the_connection_back_and_the_next_unit_works(
    engine: TenantEngine, lahat: Scope, behind_walls: Connection
) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with unit_of_work():
            await add_folder("lost")
            await execute("insert into sheet values ($1, $2, $1, 'x')", new_id(), LAHAT.tenant_id)

    assert not engine.transaction_exists()
    assert all_idle(engine)
    async with unit_of_work():
        await add_folder("kept")
    assert await really_there(behind_walls) == ["kept"]


async def test_gather_inside_a_unit_of_work_works(lahat: Scope) -> None:
    async with unit_of_work():
        await asyncio.gather(*(add_folder(str(number)) for number in range(10)))
        counts = await asyncio.gather(*(Folder.count() for _ in range(10)))

    assert counts == [10] * 10


async def test_a_swallowed_error_does_not_pass_for_a_commit(lahat: Scope, behind_walls: Connection) -> None:
    with pytest.raises(LostWorkError, match="attempt"):
        async with unit_of_work():
            await add_folder("a")
            with pytest.raises(asyncpg.UniqueViolationError):
                await add_folder("a")

    assert await really_there(behind_walls) == []


async def test_an_attempt_may_fail_alone(lahat: Scope, behind_walls: Connection) -> None:
    async with unit_of_work() as work:
        await add_folder("a")
        with pytest.raises(asyncpg.UniqueViolationError):
            async with work.attempt():
                await add_folder("b")
                await add_folder("a")
        async with work.attempt():
            await add_folder("c")

    assert await really_there(behind_walls) == ["a", "c"]


async def test_a_change_outside_a_unit_of_work_is_refused(lahat: Scope, behind_walls: Connection) -> None:
    with pytest.raises(WriteOutsideUnitOfWorkError, match="unit_of_work"):
        await add_folder("a")
    with pytest.raises(WriteOutsideUnitOfWorkError, match="unit_of_work"):
        await execute("delete from folder")
    with pytest.raises(WriteOutsideUnitOfWorkError, match="lock"):
        await fetch("select id from folder for update")

    assert await really_there(behind_walls) == []


async def test_another_scope_inside_a_unit_of_work_is_refused(lahat: Scope, behind_walls: Connection) -> None:
    with pytest.raises(ScopeError, match="the unit of work is for"):
        async with unit_of_work():
            with scoped(LAMANDAU):
                await titles()

    assert await really_there(behind_walls) == []


async def test_units_of_work_do_not_nest(lahat: Scope) -> None:
    async with unit_of_work():
        with pytest.raises(DatabaseError, match="open here already"):
            unit_of_work()
        await add_folder("a")

    assert await titles() == ["a"]


async def test_a_task_that_outlives_its_unit_of_work_is_told_so(lahat: Scope) -> None:
    late = asyncio.Event()

    async def straggler() -> list[str]:
        await late.wait()
        return await titles()

    async with unit_of_work():
        task = asyncio.create_task(straggler())
        await asyncio.sleep(0)
    late.set()

    with pytest.raises(ScopeError, match="outlives"):
        await task


async def test_a_cancelled_unit_of_work_leaves_nothing_and_gives_its_connection_back(
    engine: TenantEngine, lahat: Scope, behind_walls: Connection
) -> None:
    async def slow() -> None:
        async with unit_of_work():
            await add_folder("a")
            await fetch("select pg_sleep(30)")

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await really_there(behind_walls) == []
    assert await titles() == []
    assert all_idle(engine)


async def test_a_killed_connection_reports_what_happened_and_is_replaced(
    engine: TenantEngine, lahat: Scope, behind_walls: Connection
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work():
            row = await fetch_one("select pg_backend_pid() as pid")
            assert row is not None
            await behind_walls.fetchval("select pg_terminate_backend($1, 5000)", row["pid"])
            raise ZeroDivisionError

    assert await titles() == []
    assert all_idle(engine)


async def test_a_full_pool_says_so(engine: TenantEngine, lahat: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    all_held, let_go = asyncio.Barrier(4), asyncio.Event()

    async def hold() -> None:
        async with unit_of_work():
            await all_held.wait()
            await let_go.wait()

    tasks = [asyncio.create_task(hold()) for _ in range(3)]
    await all_held.wait()
    # Only now: a new connection may take longer than this.
    monkeypatch.setattr("laksana_infra.tenant_engine._ACQUIRE_SECONDS", 0.05)
    with pytest.raises(DatabaseBusyError, match="all 3 connections"):
        await titles()
    let_go.set()
    await asyncio.gather(*tasks)

    assert all_idle(engine)


async def test_schema_changes_and_scopeless_ways_are_refused(engine: TenantEngine, lahat: Scope) -> None:
    with pytest.raises(RefusedStatementError, match="migration"):
        await Folder.alter().drop_table()
    with pytest.raises(RefusedStatementError, match="batch"):
        await Folder.select().batch()
    with pytest.raises(RefusedStatementError, match="unit_of_work"):
        engine.atomic()
    for sql in ("drop table folder", "set app.tenant_id = ''", "commit", "select 1; drop table folder", "copy folder"):
        with pytest.raises(RefusedStatementError):
            await fetch(sql)

    assert await titles() == []


async def test_an_office_scope_sees_shared_tables_and_the_system_scope_sees_no_office(
    engine: TenantEngine, lahat: Scope
) -> None:
    async with unit_of_work():
        await add_folder("a")

    with system_scope("the calendar of public holidays belongs to nobody"):
        async with unit_of_work():
            await execute("insert into holiday values ($1, 'Nyepi')", new_id())
        assert await titles() == []
        assert await fetch("select name from holiday") == [{"name": "Nyepi"}]

    assert await fetch("select name from holiday") == [{"name": "Nyepi"}]


async def test_a_province_reads_views_of_its_offices_and_nothing_else(
    engine: TenantEngine, walls: Urls, behind_walls: Connection
) -> None:
    for scope in (LAHAT, LAMANDAU):
        with scoped(scope):
            async with unit_of_work():
                await add_folder("a", tenant_id=scope.tenant_id)
    province = await open_database(walls.province, provinces=True)
    install(province, [])
    counts = "select tenant_id, folders from folder_count"

    with scoped(ProvinceScope((LAHAT.tenant_id,))):
        assert await fetch(counts) == [{"tenant_id": LAHAT.tenant_id, "folders": 1}]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await fetch("select title from app.folder")
    with scoped(ProvinceScope((LAHAT.tenant_id, LAMANDAU.tenant_id))):
        assert len(await fetch(counts)) == 2
    with scoped(ProvinceScope(())):
        assert await fetch(counts) == []

    uninstall(province)
    await province.close_connection_pool()


async def test_an_office_login_refuses_a_province_and_the_other_way_round(engine: TenantEngine, walls: Urls) -> None:
    with scoped(ProvinceScope((LAHAT.tenant_id,))):
        with pytest.raises(ScopeError, match="serves offices"):
            await titles()
        with pytest.raises(NotInstalledError, match="provinces"):
            await fetch("select 1")


@pytest.mark.parametrize("login", ["superuser", "owner"])
async def test_a_login_that_could_pass_the_walls_is_refused_at_the_door(walls: Urls, login: str) -> None:
    with pytest.raises(UnsafeLoginError, match=r"roles\.sql"):
        await open_database(getattr(walls, login))


async def test_an_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachableError, match=r"laksana_app@127\.0\.0\.1/laksana") as caught:
        await open_database("postgresql://laksana_app:rahasia@127.0.0.1:1/laksana")

    assert "rahasia" not in str(caught.value)


async def test_an_engine_without_a_pool_has_no_way_round(walls: Urls) -> None:
    engine = TenantEngine(walls.app)

    with scoped(LAHAT):
        with pytest.raises(DatabaseError, match="not open"):
            await engine.fetch("select 1")
        with pytest.raises(DatabaseError, match="not open"):
            async with engine.unit_of_work():
                pass

    assert not engine.transaction_exists()


async def test_the_service_can_make_nothing_in_the_database(engine: TenantEngine, walls: Urls) -> None:
    connection = await asyncpg.connect(walls.app)

    for sql in (
        "create table app.mine (id int)", "create table public.mine (id int)", "create temporary table mine (id int)",
        "create schema mine", "alter table folder disable row level security", "drop policy folder_wall on folder",
        "set role laksana_masks",
    ):  # fmt: skip
        with pytest.raises(asyncpg.PostgresError, match=r"permission denied|must be owner"):
            await connection.execute(sql)
    await connection.close()
