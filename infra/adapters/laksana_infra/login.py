"""Whether a database login is too mighty for the running service."""

from typing import Final
from urllib.parse import urlsplit

from laksana_infra.connection import Connection

__all__ = ["DatabaseUnreachableError", "UnsafeLoginError", "assert_safe_login", "unreachable"]

_OLDEST_SERVER: Final = 150000

_LOGIN: Final = """
select current_user::text as login,
       current_setting('server_version_num')::int as version,
       exists (select from pg_roles r where r.rolsuper and pg_has_role(current_user, r.oid, 'member')) as superuser,
       exists (select from pg_roles r where r.rolbypassrls and pg_has_role(current_user, r.oid, 'member')) as bypasses,
       (select c.oid::regclass::text from pg_class c
         where c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')
         order by c.oid desc limit 1) as owned
"""


class UnsafeLoginError(RuntimeError):
    """A login before which the walls between offices would not stand."""


class DatabaseUnreachableError(RuntimeError):
    """Nobody answers at the database's address, or it does not let us in."""


async def assert_safe_login(connection: Connection) -> None:
    """Nothing, when row-level security binds this login; UnsafeLoginError with the remedy when it does not."""
    (row,) = await connection.fetch(_LOGIN)
    login = row["login"]
    if row["version"] < _OLDEST_SERVER:
        message = f"PostgreSQL {row['version'] // 10000} is too old; at least version 15 is needed"
        raise UnsafeLoginError(message)
    if row["superuser"]:
        raise UnsafeLoginError(_sentence(login, "is a superuser, or a member of one"))
    if row["bypasses"]:
        raise UnsafeLoginError(_sentence(login, "has BYPASSRLS, or is a member of a role that has"))
    if row["owned"] is not None:
        raise UnsafeLoginError(_sentence(login, f"owns tables, such as {row['owned']}"))


def unreachable(url: str, error: BaseException) -> DatabaseUnreachableError:
    """The error that names the address and the reason, but never the password."""
    parts = urlsplit(url)
    where = f"{parts.username or '?'}@{parts.hostname or 'local socket'}{parts.path}"
    message = (
        f"the database {where} cannot be opened: {str(error) or type(error).__name__}; check the URL and the server"
    )
    return DatabaseUnreachableError(message)


def _sentence(login: str, fault: str) -> str:
    return (
        f"the login {login!r} {fault}, so row-level security does not bind it; "
        "serve with the login laksana_app (or laksana_province) that roles.sql makes"
    )
