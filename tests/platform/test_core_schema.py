import pytest
from tests.isolation.catalogue import WITHOUT_REFERENCES
from tests.support.two_offices import Desk, desk, here, master_key, offices, set_up_case

from laksana.cases.words import seal_words, stored_words
from laksana.piccolo_app import TABLES
from laksana.procedures.tables import TENANTLESS as TENANTLESS_QUARANTINES
from laksana.vault.keys import office_key
from laksana.vault.tables import TENANTLESS as TENANTLESS_KEYS
from laksana.verification.tables import TENANTLESS
from laksana_infra.changes import execute_together
from laksana_infra.clock import now
from laksana_infra.connection import Connection
from laksana_infra.database import execute, unit_of_work
from laksana_infra.migrations import drift

__all__ = ["desk", "here", "master_key", "offices"]

NAMES = sorted({table._meta.tablename for table in TABLES} - {*TENANTLESS, *TENANTLESS_KEYS, *TENANTLESS_QUARANTINES})
HISTORY = ("case_event", "case_batch")


async def test_the_migrations_say_all_that_the_tables_say() -> None:
    assert await drift("laksana.piccolo_app") == ()


async def test_every_table_stands_behind_the_offices_wall_under_its_real_key(owner: Connection) -> None:
    rows = await owner.fetch(
        "select relname, relrowsecurity and relforcerowsecurity as walled,"
        " (select pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid and contype = 'p') as key"
        " from pg_class c where relnamespace = 'app'::regnamespace and relname = any($1)",
        NAMES,
    )

    assert {row["relname"]: (row["walled"], row["key"]) for row in rows} == dict.fromkeys(
        NAMES, (True, "PRIMARY KEY (tenant_id, id)")
    )


async def test_every_id_of_another_row_is_a_reference_within_the_office(owner: Connection) -> None:
    columns = await owner.fetch(
        "select table_name, column_name from information_schema.columns where table_schema = 'app'"
        " and table_name = any($1) and data_type = 'uuid' and column_name not in ('id', 'tenant_id')",
        [name for name in NAMES if name not in WITHOUT_REFERENCES],
    )
    definitions = await owner.fetch(
        "select conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as text from pg_constraint"
        " where contype = 'f' and connamespace = 'app'::regnamespace"
    )
    texts = [(row["table_name"].removeprefix("app."), row["text"]) for row in definitions]

    loose = [
        (column["table_name"], column["column_name"])
        for column in columns
        if not any(
            table == column["table_name"] and text.startswith(f"FOREIGN KEY (tenant_id, {column['column_name']}) ")
            for table, text in texts
        )
    ]
    assert len(columns) > 20
    assert loose == []


async def test_no_unique_key_reaches_beyond_an_office(owner: Connection) -> None:
    rows = await owner.fetch(
        "select indexdef from pg_indexes where schemaname = 'app' and tablename = any($1)"
        " and indexdef like 'CREATE UNIQUE%' and indexdef not like '%(tenant_id%'",
        NAMES,
    )

    assert [row["indexdef"] for row in rows] == []


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize("change", ["update {} set case_id = case_id", "delete from {}", "truncate {} cascade"])
async def test_nobody_changes_history(owner: Connection, table: str, change: str) -> None:
    with pytest.raises(Exception, match="its rows are only ever added"):
        await owner.execute(change.format(table))


async def test_what_people_wrote_is_not_rewritten(here: Desk, owner: Connection) -> None:
    case_id = await set_up_case(here)
    async with unit_of_work():
        written = seal_words(await office_key(), {"note": "x"}, kind="note", step=None)
        await execute_together(stored_words(case_id, (written,), now()))

    with pytest.raises(Exception, match="permission denied"):
        async with unit_of_work():
            await execute("update submission set kind = 'other'")
    with pytest.raises(Exception, match="its rows are only ever added"):
        await owner.execute("update submission set kind = 'other'")
