"""The five database roles and the empty, closed database that they share."""

import base64
import hashlib
import hmac
import re
import secrets
import sys
from dataclasses import dataclass, field
from typing import Final

import asyncpg  # type: ignore[import-untyped]

from laksana_infra.connection import Connection

__all__ = ["RoleError", "RolePasswords", "create_database", "create_roles", "psql_script"]

_DATABASE: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ITERATIONS: Final = 4096

# Settings belong to the roles, not to the connections: PgBouncer would refuse them as start-up parameters.
_ROLES_SQL: Final = """\
DO $$
BEGIN
    -- The owner may become laksana_masks to make its views, but does not see through its eyes: NOINHERIT.
    IF to_regrole('laksana_owner') IS NULL THEN
        CREATE ROLE laksana_owner LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_app') IS NULL THEN
        CREATE ROLE laksana_app LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_province') IS NULL THEN
        CREATE ROLE laksana_province LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    -- Reads every office's rows, past the walls, and nothing else; without a password nobody can log in as it.
    IF to_regrole('laksana_backup') IS NULL THEN
        CREATE ROLE laksana_backup LOGIN INHERIT NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_masks') IS NULL THEN
        CREATE ROLE laksana_masks NOLOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END
$$;
GRANT laksana_masks TO laksana_owner;
GRANT pg_read_all_data TO laksana_backup;
ALTER ROLE laksana_owner SET search_path = app, pg_temp;
ALTER ROLE laksana_owner SET lock_timeout = '5s';
ALTER ROLE laksana_app SET search_path = app, jobs, pg_temp;
ALTER ROLE laksana_app SET statement_timeout = '30s';
ALTER ROLE laksana_app SET lock_timeout = '5s';
ALTER ROLE laksana_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE laksana_province SET search_path = masks, pg_temp;
ALTER ROLE laksana_province SET statement_timeout = '30s';
ALTER ROLE laksana_province SET lock_timeout = '5s';
ALTER ROLE laksana_province SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE laksana_province SET default_transaction_read_only = on;
ALTER ROLE laksana_backup SET search_path = app, jobs, pg_temp;
ALTER ROLE laksana_backup SET default_transaction_read_only = on;
"""

_SCHEMAS_SQL: Final = """\
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION laksana_owner;
CREATE SCHEMA IF NOT EXISTS jobs AUTHORIZATION laksana_owner;
CREATE SCHEMA IF NOT EXISTS masks AUTHORIZATION laksana_owner;
GRANT USAGE ON SCHEMA app TO laksana_app, laksana_masks;
GRANT USAGE ON SCHEMA jobs TO laksana_app;
GRANT USAGE, CREATE ON SCHEMA masks TO laksana_masks;
GRANT USAGE ON SCHEMA masks TO laksana_province;
"""


class RoleError(ValueError):
    """A name or password that PostgreSQL's roles cannot take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePasswords:
    """The passwords of the three logins."""

    owner: str = field(repr=False)
    app: str = field(repr=False)
    province: str = field(repr=False)


async def create_roles(superuser_url: str, *, passwords: RolePasswords) -> None:
    """The five roles exist afterwards, with these passwords; safe to run again."""
    connection: Connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute(_ROLES_SQL)
        for statement in _password_sql(passwords):
            await connection.execute(statement)
    finally:
        await connection.close()


async def create_database(superuser_url: str, name: str, *, template: str | None = None) -> None:
    """A database of this name exists afterwards, owned by laksana_owner and closed to strangers; safe to run again.

    `superuser_url` names any database of the server. A template's contents come along, its own access rights do not.
    """
    _require_database_name(name)
    connection: Connection = await asyncpg.connect(superuser_url)
    try:
        if await connection.fetchval("select 1 from pg_database where datname = $1", name) is None:
            source = f' TEMPLATE "{_require_database_name(template)}"' if template else " TEMPLATE template0"
            await connection.execute(f"CREATE DATABASE \"{name}\" OWNER laksana_owner ENCODING 'UTF8'{source}")
        await connection.execute(_access_sql(name))
    finally:
        await connection.close()
    inside: Connection = await asyncpg.connect(superuser_url, database=name)
    try:
        await inside.execute(_SCHEMAS_SQL)
    finally:
        await inside.close()


def psql_script() -> str:
    """The same as a script for psql and a database named laksana, committed as infra/postgres/roles.sql."""
    name = "laksana"
    return f"""\
-- Laksana's roles and its empty database. Run as a superuser, as often as you like:
--     psql -X -v ON_ERROR_STOP=1 -d postgres -f roles.sql
-- then give the logins passwords with \\password laksana_owner, \\password laksana_app, \\password laksana_province.
-- Written by `python -m laksana_infra.roles`; a test compares.

{_ROLES_SQL}
SELECT 'CREATE DATABASE {name} OWNER laksana_owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{name}') \\gexec
{_access_sql(name)}
\\connect {name}
{_SCHEMAS_SQL}"""  # noqa: S608


def _password_sql(passwords: RolePasswords) -> list[str]:
    # Verifiers, not passwords: the server's log may keep statements.
    return [
        f"ALTER ROLE laksana_owner PASSWORD '{_scram_verifier(passwords.owner)}'",
        f"ALTER ROLE laksana_app PASSWORD '{_scram_verifier(passwords.app)}'",
        f"ALTER ROLE laksana_province PASSWORD '{_scram_verifier(passwords.province)}'",
    ]


def _access_sql(database: str) -> str:
    return (
        f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC;\n'
        f'GRANT CONNECT ON DATABASE "{database}" TO laksana_app, laksana_province, laksana_backup;'
    )


def _scram_verifier(password: str) -> str:
    if not password or not password.isascii() or not password.isprintable():
        raise RoleError("a role's password is made of printable ASCII characters; make a random one")
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    text = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${_ITERATIONS}:{text[0]}${text[1]}:{text[2]}"


def _require_database_name(name: str) -> str:
    if _DATABASE.fullmatch(name) is None:
        message = f"{name!r} is no name for our database; use small letters, digits and '_', at most 63"
        raise RoleError(message)
    return name


if __name__ == "__main__":
    sys.stdout.write(psql_script())
