"""Tables, migrations and the database say the same."""

import pytest
from tests.support.database import APPS

from laksana.procedures.tables import TENANTLESS as TENANTLESS_QUARANTINES
from laksana.vault.tables import TENANTLESS as TENANTLESS_KEYS
from laksana.verification.tables import TENANTLESS as TENANTLESS_MARKS
from laksana_infra.connection import Connection
from laksana_infra.migrations import app_config, drift
from laksana_tenants.tables import TENANTLESS


@pytest.mark.parametrize("app", APPS)
async def test_the_migrations_say_all_that_the_tables_say(app: str) -> None:
    assert await drift(app) == ()


async def test_the_database_has_exactly_the_tables_of_the_apps(owner: Connection) -> None:
    rows = await owner.fetch("select tablename from pg_tables where schemaname = 'app'")
    tables = {table._meta.tablename: table for app in APPS for table in app_config(app).table_classes}

    assert {row["tablename"] for row in rows} == set(tables) | {"migration"}
    assert {name for name, table in tables.items() if not hasattr(table, "tenant_id")} == {
        *TENANTLESS,
        *TENANTLESS_MARKS,
        *TENANTLESS_KEYS,
        *TENANTLESS_QUARANTINES,
    }


async def test_no_column_is_filled_in_by_the_database(owner: Connection) -> None:
    # A default that asks the clock or draws a number would be a fact that no use case decided.
    rows = await owner.fetch(
        "select d.adrelid::regclass || '.' || a.attname as column, pg_get_expr(d.adbin, d.adrelid) as value"
        " from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum"
        " join pg_class c on c.oid = d.adrelid where c.relnamespace = 'app'::regnamespace and c.relname <> 'migration'"
    )

    assert {row["column"]: row["value"] for row in rows if "(" in row["value"]} == {}
