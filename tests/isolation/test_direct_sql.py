"""An office that writes SQL of its own, under the service's login, reaches no row of another."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from tests.isolation.catalogue import APPEND_ONLY, CATALOGUE_CHECKS, WRITTEN_ONCE, Check, tables_of_offices
from tests.isolation.rows import PROBES, Probe, Sides
from tests.support.inhabited import Inhabited

from laksana_infra.connection import Connection


@pytest_asyncio.fixture
async def app(inhabited: Inhabited) -> AsyncIterator[Any]:
    """A connection with the service's own password, not a superuser in its clothes."""
    connection = await asyncpg.connect(inhabited.urls.app)
    yield connection
    await connection.close()


@pytest.fixture
def sides(inhabited: Inhabited, app: Any, behind: Connection) -> Sides:  # noqa: ANN401
    return Sides(connection=app, superuser=behind, ours=inhabited.ours.id, theirs=inhabited.theirs.id)


async def test_every_table_of_offices_holds_rows_of_theirs(behind: Connection, inhabited: Inhabited) -> None:
    tables = await tables_of_offices(behind)

    empty = [
        table
        for table in tables
        if not await behind.fetchval(f"select exists (select from {table} where tenant_id = $1)", inhabited.theirs.id)
    ]

    assert len(tables) >= 23
    assert empty == []


@pytest.mark.parametrize("check", CATALOGUE_CHECKS, ids=lambda check: check.__name__)
async def test_the_catalogue_shows_no_gap(check: Check, behind: Connection) -> None:
    assert await check(behind) == []


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.__name__)
async def test_no_probe_reaches_another_offices_rows(probe: Probe, sides: Sides) -> None:
    assert await probe(sides) == []


async def test_an_office_adds_no_verification_mark_for_another_and_changes_none(sides: Sides) -> None:
    columns = "id, digest, kind, office_id, letter_id, dispatch_id, made_at"
    forged = (
        f"insert into app.verification_mark ({columns}) select gen_random_uuid(), digest, kind, $1, letter_id,"
        " dispatch_id, made_at from app.verification_mark where office_id = $1"
    )
    async with sides.as_app(sides.ours) as app:
        assert await app.fetchval("select count(*) from app.verification_mark where office_id = $1", sides.theirs) > 0
        for sql, arguments in (
            (forged, (sides.theirs,)),
            ("update app.verification_mark set kind = kind", ()),
            ("delete from app.verification_mark", ()),
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with app.transaction():
                    await app.execute(sql, *arguments)


@pytest.mark.parametrize("table", sorted(APPEND_ONLY | WRITTEN_ONCE))
@pytest.mark.parametrize("sql", ["update {} set id = id", "delete from {}", "truncate {}"])
async def test_an_office_cannot_rewrite_its_own_history(table: str, sql: str, sides: Sides) -> None:
    async with sides.as_app(sides.ours) as app:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with app.transaction():
                await app.execute(sql.format(table))
