"""Reads of one block share a connection while they follow each other, and never a scope."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest
from tests.infra.tables import Folder

from laksana_infra.database import (
    DatabaseAwayError,
    DatabaseBusyError,
    DatabaseError,
    TenantEngine,
    WriteOutsideUnitOfWorkError,
    fetch,
    fetch_as,
    reading,
    unit_of_work,
)
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped

LAHAT, LAMANDAU = Scope(UUID(int=0x1604)), Scope(UUID(int=0x6209))


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """Which connection is asked, and when its transaction began."""

    connection: int
    began: datetime


async def transaction() -> Transaction:
    (row,) = await fetch_as(Transaction, "select pg_backend_pid() as connection, now() as began")
    return row


async def titles() -> list[str]:
    return [row["title"] for row in await fetch("select title from folder order by title")]


async def add_folder(scope: Scope, title: str) -> None:
    with scoped(scope):
        async with unit_of_work():
            await Folder.insert(Folder({Folder.id: new_id(), Folder.tenant_id: scope.tenant_id, Folder.title: title}))


def idle(engine: TenantEngine) -> bool:
    assert engine.pool is not None
    return bool(engine.pool.get_idle_size() == engine.pool.get_size())


async def until(engine: TenantEngine, *, is_idle: bool) -> None:
    async with asyncio.timeout(10):
        while idle(engine) is not is_idle:  # noqa: ASYNC110 - the pool has no event to wait for
            await asyncio.sleep(0)


async def test_reads_that_follow_each_other_or_come_together_share_a_transaction(engine: TenantEngine) -> None:
    with scoped(LAHAT):
        async with reading():
            async with reading():
                one_after_the_other = [await transaction(), await transaction()]
            together = await asyncio.gather(transaction(), transaction(), transaction())

    assert len({*one_after_the_other, *together}) == 1
    assert idle(engine)


async def test_whoever_pauses_does_not_keep_the_transaction_open(engine: TenantEngine) -> None:
    with scoped(LAHAT):
        async with reading():
            before = await transaction()
            await until(engine, is_idle=True)
            after = await transaction()

    assert after.began > before.began


async def test_each_scope_of_a_block_sees_its_own_rows_alone(engine: TenantEngine) -> None:
    async def seen(scope: Scope) -> list[str]:
        with scoped(scope):
            return await titles()

    await add_folder(LAHAT, "lahat")
    await add_folder(LAMANDAU, "lamandau")

    async with reading():
        found = [await seen(LAHAT), await seen(LAMANDAU), *await asyncio.gather(seen(LAMANDAU), seen(LAHAT))]

    assert found == [["lahat"], ["lamandau"], ["lamandau"], ["lahat"]]
    with scoped(LAMANDAU):
        assert await titles() == ["lamandau"]


async def test_what_a_unit_of_work_commits_is_seen_by_the_next_read(engine: TenantEngine) -> None:
    with scoped(LAHAT):
        async with reading():
            before = await titles()
            await add_folder(LAHAT, "new")
            after = await titles()

    assert (before, after) == ([], ["new"])


async def test_a_statement_that_fails_fails_for_whoever_asked_it_alone(engine: TenantEngine) -> None:
    await add_folder(LAHAT, "a")

    with scoped(LAHAT):
        async with reading():
            first, failed, last = await asyncio.gather(
                titles(), fetch("select 1 / 0 as never"), titles(), return_exceptions=True
            )
            later = await titles()

    assert isinstance(failed, asyncpg.DivisionByZeroError)
    assert first == last == later == ["a"]
    assert idle(engine)


async def test_nothing_is_changed_by_reading(engine: TenantEngine) -> None:
    await add_folder(LAHAT, "kept")

    with scoped(LAHAT):
        async with reading():
            with pytest.raises(WriteOutsideUnitOfWorkError, match="unit_of_work"):
                await fetch("delete from folder returning id")
            left = await titles()

    assert left == ["kept"]


async def test_a_connection_lost_on_the_way_is_said_so_and_replaced(engine: TenantEngine) -> None:
    with scoped(LAHAT):
        async with reading():
            with pytest.raises(DatabaseAwayError):
                await fetch("select pg_terminate_backend(pg_backend_pid())")
            left = await titles()

    assert left == []


async def test_all_who_ask_are_told_when_no_connection_is_free(
    engine: TenantEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_held, let_go = asyncio.Barrier(4), asyncio.Event()

    async def hold() -> None:
        async with unit_of_work():
            await all_held.wait()
            await let_go.wait()

    with scoped(LAHAT):
        tasks = [asyncio.create_task(hold()) for _ in range(3)]
        await all_held.wait()
        monkeypatch.setattr("laksana_infra.tenant_engine._ACQUIRE_SECONDS", 0.05)
        async with reading():
            told = await asyncio.gather(titles(), titles(), return_exceptions=True)
            let_go.set()
            await asyncio.gather(*tasks)
            later = await titles()

    assert [type(one) for one in told] == [DatabaseBusyError] * 2
    assert later == []


async def test_who_is_cancelled_leaves_no_statement_behind(engine: TenantEngine) -> None:
    async def asks() -> None:
        with scoped(LAHAT):
            async with reading():
                await transaction()
                begun.set()
                await fetch("select pg_sleep(60)")

    begun = asyncio.Event()
    task = asyncio.create_task(asks())
    await begun.wait()
    await until(engine, is_idle=False)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert idle(engine)
    with scoped(LAHAT):
        assert await titles() == []


async def test_a_row_that_is_not_what_its_record_says_is_refused(engine: TenantEngine) -> None:
    with scoped(LAHAT), pytest.raises(DatabaseError, match="no Transaction"):
        await fetch_as(Transaction, "select 'one' as connection, now() as began")
