"""The SQL of the walls says exactly what it must, and history stays."""

import asyncpg  # type: ignore[import-untyped]
import pytest
from tests.support.database import Urls

from laksana_infra import rls
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped


@pytest.mark.parametrize("login", ["app", "owner", "superuser"])
@pytest.mark.parametrize("sql", ["update entry set line = 'x'", "delete from entry", "truncate entry"])
async def test_an_append_only_table_refuses_change_and_removal_to_everybody(
    engine: TenantEngine, walls: Urls, behind_walls: Connection, login: str, sql: str
) -> None:
    office = Scope(new_id())
    with scoped(office):
        async with unit_of_work():
            await execute("insert into entry values ($1, $2, 'first')", new_id(), office.tenant_id)
    connection = await asyncpg.connect(getattr(walls, login), server_settings={"search_path": "app"})

    with pytest.raises(asyncpg.PostgresError, match=r"only ever added|permission denied"):
        await connection.execute(sql)

    await connection.close()
    assert await behind_walls.fetchval("select string_agg(line, ',') from entry") == "first"


async def test_the_owner_sees_no_row_of_any_office(engine: TenantEngine, walls: Urls) -> None:
    office = Scope(new_id())
    with scoped(office):
        async with unit_of_work():
            await execute("insert into folder values ($1, $2, 'a')", new_id(), office.tenant_id)
    connection = await asyncpg.connect(walls.owner)

    assert await connection.fetchval("select count(*) from folder") == 0
    await connection.close()


async def test_the_restrictive_wall_holds_against_a_generous_policy(
    engine: TenantEngine, behind_walls: Connection
) -> None:
    for office in (here := Scope(new_id()), Scope(new_id())):
        with scoped(office):
            async with unit_of_work():
                await execute("insert into folder values ($1, $2, 'a')", new_id(), office.tenant_id)
    await behind_walls.execute("create policy generous on folder to laksana_app using (true) with check (true)")

    with scoped(here):
        rows = await fetch("select tenant_id from folder")

    await behind_walls.execute("drop policy generous on folder")
    assert rows == [{"tenant_id": here.tenant_id}]


async def test_the_real_key_leads_with_the_office(behind_walls: Connection) -> None:
    keys = await behind_walls.fetch(
        "select conname, pg_get_constraintdef(oid) as definition from pg_constraint "
        "where conrelid = 'sheet'::regclass and contype in ('p', 'f') order by conname"
    )

    assert {row["conname"]: row["definition"] for row in keys} == {
        "sheet_folder_id_fkey": "FOREIGN KEY (tenant_id, folder_id) REFERENCES folder(tenant_id, id) "
        "ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED",
        "sheet_pkey": "PRIMARY KEY (tenant_id, id)",
    }


@pytest.mark.parametrize("name", ["Case", "case;drop table x", 'a"b', "", "1a", "a" * 64, "naïf", "a.b", "a\n"])
def test_a_name_that_could_carry_sql_is_refused(name: str) -> None:
    with pytest.raises(rls.RlsError, match="no name"):
        rls.office_table(name)
