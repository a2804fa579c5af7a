"""The only door to PostgreSQL: every statement runs inside a scope, or not at all.

JSONB travels as text in both directions: Piccolo encodes on writing and decodes with `output(load_json=True)`; raw SQL
passes `msgspec.json.encode(value).decode()` to a `$1::jsonb` parameter and decodes what comes back.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

import asyncpg  # type: ignore[import-untyped]
import msgspec
from piccolo.table import Table

from laksana_infra.login import DatabaseUnreachableError, UnsafeLoginError, assert_safe_login, unreachable
from laksana_infra.reading import Reading
from laksana_infra.scope import ProvinceScope, entered_scope
from laksana_infra.tenant_engine import (
    DatabaseAwayError,
    DatabaseBusyError,
    DatabaseError,
    LostWorkError,
    NotInstalledError,
    RefusedStatementError,
    TenantEngine,
    UnitOfWork,
    WriteOutsideUnitOfWorkError,
)

__all__ = [
    "UNANSWERED",
    "DatabaseAwayError",
    "DatabaseBusyError",
    "DatabaseError",
    "DatabaseUnreachableError",
    "LostWorkError",
    "NotInstalledError",
    "RefusedStatementError",
    "TenantEngine",
    "UnitOfWork",
    "UnsafeLoginError",
    "WriteOutsideUnitOfWorkError",
    "after_commit",
    "as_records",
    "engine",
    "execute",
    "fetch",
    "fetch_as",
    "fetch_one",
    "install",
    "open_database",
    "reading",
    "uninstall",
    "unit_of_work",
]

UNANSWERED: Final = (DatabaseError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""What a statement may raise when the database is down, closing, or not ours."""

_FIRST_WORDS: Final = frozenset({"select", "insert", "update", "delete", "with", "values", "merge"})
_FIRST_WORD: Final = re.compile(r"(?:\s|--[^\n]*\n|\()*([a-z]+)", re.IGNORECASE)

ViewT = TypeVar("ViewT")

_installed: dict[bool, TenantEngine] = {}


async def open_database(url: str, *, min_size: int = 1, max_size: int = 10, provinces: bool = False) -> TenantEngine:
    """An engine with an open pool, whose login is proved unable to pass the walls between offices.

    Raises UnsafeLoginError for a superuser, a BYPASSRLS login or the owner of any table, and DatabaseUnreachableError,
    without the password, when nobody answers.
    """
    opened = TenantEngine(url, provinces=provinces)
    try:
        await opened.start_connection_pool(min_size=min_size, max_size=max_size)
        assert opened.pool is not None  # noqa: S101
        async with opened.pool.acquire() as connection:
            await assert_safe_login(connection)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        await _discard(opened)
        raise unreachable(url, error) from error
    except BaseException:
        await _discard(opened)
        raise
    return opened


def install(engine: TenantEngine, tables: Iterable[type[Table]]) -> None:
    """Make this the process's engine for the scopes it serves, and bind these tables (or views) to it."""
    _installed[engine._provinces] = engine  # noqa: SLF001
    for table in tables:
        table._meta.db = engine  # noqa: SLF001


def uninstall(engine: TenantEngine) -> None:
    """Forget an engine that is about to close."""
    if _installed.get(engine._provinces) is engine:  # noqa: SLF001
        del _installed[engine._provinces]  # noqa: SLF001


def engine(*, provinces: bool = False) -> TenantEngine:
    """The installed engine that serves offices, or provinces; NotInstalledError before `install()`."""
    try:
        return _installed[provinces]
    except KeyError:
        kind = "provinces" if provinces else "offices"
        message = f"no database serves {kind}; install(await open_database(url, provinces={provinces}), tables) first"
        raise NotInstalledError(message) from None


def unit_of_work() -> UnitOfWork:
    """A block of statements for the scope entered here that is committed as a whole, or not at all."""
    return _engine_of_scope().unit_of_work()


def after_commit(tell: Callable[[], None]) -> None:
    """Have this told once the unit of work that is open here has committed; it keeps no row and may not fail."""
    work = _engine_of_scope().current_transaction.get()
    if work is None:
        raise DatabaseError("after_commit() belongs inside the unit of work that is to be committed")
    cast("UnitOfWork", work).after_commit(tell)


def reading() -> Reading:
    """A block, such as a request, whose reads share a connection and a transaction while they follow each other.

    Any scope may be entered inside, each reads on a connection of its own, and units of work stay apart. They may ask
    side by side; each statement sees what is committed when it begins.
    """
    return Reading()


async def fetch(sql: str, *args: object) -> list[dict[str, Any]]:
    """The rows of one SQL statement for the scope entered here; the text is written by us, input comes as parameters.

    Outside a unit of work it may only read.
    """
    _require_one_statement(sql)
    return [dict(row) for row in await _engine_of_scope().fetch(sql, *args)]


async def fetch_as(view: type[ViewT], sql: str, *args: object) -> tuple[ViewT, ...]:
    """What `fetch` gives, as records of this kind."""
    return as_records(view, await fetch(sql, *args))


def as_records(view: type[ViewT], rows: list[dict[str, Any]]) -> tuple[ViewT, ...]:
    """The rows as records of this kind: a dataclass, each field of which is named and typed as its column.

    Closed sets come as their members. Raises DatabaseError when a row does not fit: columns and record are at odds.
    """
    try:
        # Many times quicker than calling the class, which sets each field of a frozen record by a call of its own.
        return msgspec.convert(rows, tuple[view, ...])  # type: ignore[valid-type]  # the class is known at run time only
    except msgspec.ValidationError as misfit:
        message = f"a row is no {view.__name__}: {misfit}; select what its fields say"
        raise DatabaseError(message) from misfit


async def fetch_one(sql: str, *args: object) -> dict[str, Any] | None:
    """The only row of one SQL statement, or None; DatabaseError when there are more."""
    rows = await fetch(sql, *args)
    if len(rows) > 1:
        msg = f"one row at most was meant, but {len(rows)} came back from: {sql}"
        raise DatabaseError(msg)
    return rows[0] if rows else None


async def execute(sql: str, *args: object) -> int:
    """How many rows one changing SQL statement touched, inside the unit of work; input comes as parameters alone."""
    _require_one_statement(sql)
    tag = await _engine_of_scope().execute(sql, *args)
    return int(tag.rsplit(" ", 1)[-1])


def _engine_of_scope() -> TenantEngine:
    return engine(provinces=isinstance(entered_scope(), ProvinceScope))


# Texts are ours and few, but for what some queries leave out.
@lru_cache(maxsize=1000)
def _require_one_statement(sql: str) -> None:
    match = _FIRST_WORD.match(sql)
    if match is None or match.group(1).lower() not in _FIRST_WORDS:
        msg = f"only reading and changing rows is allowed here, not: {sql.strip()[:80]!r}"
        raise RefusedStatementError(msg)
    if ";" in sql.strip().removesuffix(";"):
        msg = f"one statement at a time, and no ';' in literals: {sql.strip()[:80]!r}"
        raise RefusedStatementError(msg)


async def _discard(opened: TenantEngine) -> None:
    if opened.pool is not None:
        opened.pool.terminate()
        opened.pool = None
