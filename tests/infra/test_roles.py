"""The roles of production, of the embedded default and of the tests are the same."""

from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest
from tests.support.database import urls

from laksana_infra.embedded.postgres import RunningPostgres
from laksana_infra.roles import RoleError, RolePasswords, create_database, create_roles, psql_script

ROOT = Path(__file__).parents[2]


def test_the_committed_script_is_the_one_that_the_program_runs() -> None:
    assert (ROOT / "infra/postgres/roles.sql").read_text() == psql_script()


async def test_roles_can_be_made_again_with_the_same_passwords(server: RunningPostgres) -> None:
    given = server.passwords
    passwords = RolePasswords(
        owner=given["laksana_owner"], app=given["laksana_app"], province=given["laksana_province"]
    )
    await create_roles(server.superuser_url, passwords=passwords)
    await create_database(server.superuser_url, "laksana")

    connection = await asyncpg.connect(urls(server, "laksana").app)
    assert await connection.fetchval("show search_path") == "app, jobs, pg_temp"
    await connection.close()
    assert given["laksana_app"] not in repr(passwords)


async def test_a_stranger_may_not_even_connect(server: RunningPostgres) -> None:
    superuser = await asyncpg.connect(server.superuser_url)

    privileges = await superuser.fetch(
        "select r.rolname, has_database_privilege(r.rolname, 'laksana', 'CONNECT') as enters, r.rolcanlogin as login "
        "from pg_roles r where r.rolname like 'laksana\\_%' and not r.rolsuper order by 1"
    )
    strangers = await superuser.fetchval(
        "select array_to_string(datacl, ',') from pg_database where datname = 'laksana'"
    )

    await superuser.close()
    assert [tuple(row.values()) for row in privileges] == [
        ("laksana_app", True, True),
        ("laksana_backup", True, True),
        ("laksana_masks", False, False),
        ("laksana_owner", True, True),
        ("laksana_province", True, True),
    ]
    assert not any(entry.startswith("=") for entry in strangers.split(","))


async def test_a_password_or_name_that_sql_could_not_carry_is_refused(server: RunningPostgres) -> None:
    with pytest.raises(RoleError, match="printable ASCII"):
        await create_roles(server.superuser_url, passwords=RolePasswords(owner="é", app="a", province="b"))
    with pytest.raises(RoleError, match="no name"):
        await create_database(server.superuser_url, 'x"; drop database laksana')
