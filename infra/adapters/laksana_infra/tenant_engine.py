"""Connections that serve one scope at a time, and the unit of work that holds one of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from contextvars import Token
from types import TracebackType
from typing import Any, Final, Literal, NoReturn, cast
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

from laksana_infra.availability import Part, PartAway
from laksana_infra.connection import Connection, Row
from laksana_infra.reading import entered_reading
from laksana_infra.scope import AnyScope, ProvinceScope, Scope, ScopeError, entered_scope

__all__ = [
    "DatabaseAwayError",
    "DatabaseBusyError",
    "DatabaseError",
    "LostWorkError",
    "NotInstalledError",
    "RefusedStatementError",
    "TenantEngine",
    "UnitOfWork",
    "WriteOutsideUnitOfWorkError",
]

_ACQUIRE_SECONDS: Final = 10.0
_AWAY: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InsufficientResourcesError,  # no room on its disk, too many connections
    OSError,
)
# The roles' lock_timeout and statement_timeout, a deadlock: the transaction is undone, another try may pass.
_BUSY: Final = (
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
)
# Longer than the role's statement_timeout: this one is for a network that swallows packets.
_COMMAND_SECONDS: Final = 60.0


class DatabaseError(RuntimeError):
    """The door to the database was used in a way that it refuses."""


class NotInstalledError(DatabaseError):
    """No database was opened and installed for this kind of scope."""


class DatabaseAwayError(DatabaseError, PartAway):
    """PostgreSQL is not there, is starting or stopping, or went away before it had answered.

    Lost during a COMMIT, nobody knows whether it happened: ask again with the same key.
    """

    part = Part.DATABASE


class DatabaseBusyError(DatabaseError, PartAway):
    """Every connection, or a row that others hold, stayed busy for as long as we are willing to wait."""

    part = Part.DATABASE


class RefusedStatementError(DatabaseError):
    """A statement that the running service never sends."""


class WriteOutsideUnitOfWorkError(DatabaseError):
    """A change that no unit of work would have committed."""


class LostWorkError(DatabaseError):
    """A commit that PostgreSQL turned into a rollback."""


class UnitOfWork(PostgresTransaction):
    """One scope, one connection, one statement at a time; commits at the end and always gives the connection back.

    An exception rolls everything back. A statement that fails inside spoils the whole unit unless run in `attempt()`.
    """

    __slots__ = ("_borrowed", "_closed", "_lock", "_pooled", "_then", "_token", "scope")

    engine: "TenantEngine"

    def __init__(self, engine: "TenantEngine") -> None:
        if engine.current_transaction.get() is not None:
            raise DatabaseError("a unit of work is open here already; let the caller's unit of work carry this one too")
        super().__init__(engine, allow_nested=False)
        self.scope = engine.served_scope()
        self._lock = asyncio.Lock()
        self._closed = False
        self._then: list[Callable[[], None]] = []

    async def __aenter__(self) -> "UnitOfWork":
        self._pooled: AbstractAsyncContextManager[Connection] = self.engine.borrowed(self.scope, "BEGIN")
        self._borrowed = self.connection = await self._pooled.__aenter__()
        self._token: Token[Any] = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> Literal[False]:
        self._closed = True
        try:
            # Children of a failed gather may still be waiting for their answer on this connection.
            async with self._lock:
                await self._end(exception)
        finally:
            self.engine.current_transaction.reset(self._token)
            await self._pooled.__aexit__(None, None, None)
        if exception is None:
            for tell in self._then:
                tell()
        return False

    async def _end(self, exception: BaseException | None) -> None:
        if exception is not None:
            await _roll_back(self._borrowed)
            return
        with _presence(self._borrowed):
            tag = await self._borrowed.execute("COMMIT")
        if tag != "COMMIT":
            raise LostWorkError(
                "nothing was committed: a statement failed in this unit of work and its error was caught; "
                "run a statement that may fail inside `async with work.attempt():`"
            )

    async def begin(self) -> NoReturn:
        """Refused: entering the unit of work begins it."""
        raise RefusedStatementError("a unit of work begins where it is entered; use `async with unit_of_work():`")

    async def commit(self) -> NoReturn:
        """Refused: leaving the unit of work commits it."""
        raise RefusedStatementError("a unit of work commits where its block ends; remove the call")

    async def rollback(self) -> NoReturn:
        """Refused: an exception rolls the unit of work back."""
        raise RefusedStatementError("a unit of work is rolled back by an exception; raise one")

    async def savepoint(self, name: str | None = None) -> NoReturn:
        """Refused: a savepoint is a block, see `attempt()`."""
        msg = f"savepoint {name!r} is refused; use `async with work.attempt():`"
        raise RefusedStatementError(msg)

    async def rollback_to(self, savepoint_name: str) -> NoReturn:
        """Refused: a savepoint is a block, see `attempt()`."""
        msg = f"rollback to {savepoint_name!r} is refused; use `async with work.attempt():`"
        raise RefusedStatementError(msg)

    def after_commit(self, tell: Callable[[], None]) -> None:
        """Have this told, in memory, once everything has been committed; never when it is rolled back."""
        self._then.append(tell)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A block inside the unit of work that may fail alone: its changes are undone and its error goes on upwards."""
        name = f"attempt_{self.get_savepoint_id()}"
        await self._run(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            await self._run(f"ROLLBACK TO SAVEPOINT {name}")
            raise
        else:
            await self._run(f"RELEASE SAVEPOINT {name}")

    async def _run(self, command: str) -> None:
        async with self._lock:
            with _presence(self._borrowed):
                await self._usable().execute(command)

    async def fetch(self, sql: str, args: Iterable[object]) -> list[Row]:
        """The rows of one statement, after every statement that was sent before it."""
        async with self._lock:
            with _presence(self._borrowed):
                return await self._usable().fetch(sql, *args)

    async def execute(self, sql: str, args: Iterable[object]) -> str:
        """The command tag of one statement, such as `UPDATE 1`."""
        async with self._lock:
            with _presence(self._borrowed):
                return await self._usable().execute(sql, *args)

    def _usable(self) -> Connection:
        if self._closed:
            raise ScopeError("this unit of work is over; a task that outlives it must enter a scope of its own")
        scope = entered_scope()
        if scope != self.scope:
            msg = f"the unit of work is for {self.scope!r}, but the scope is {scope!r}; end one first"
            raise ScopeError(msg)
        return self._borrowed


class TenantEngine(PostgresEngine):
    """A pool whose connections serve one scope at a time."""

    __slots__ = ("_provinces",)

    def __init__(self, url: str, *, provinces: bool = False) -> None:
        self._provinces = provinces
        super().__init__(config={"dsn": url})

    async def check_version(self) -> None:
        """Nothing: constructing an engine must not connect; `open_database` looks at the server."""

    async def prep_database(self) -> None:
        """Nothing: migrations create extensions."""

    async def start_connection_pool(self, *, min_size: int = 1, max_size: int = 10, **_unused: object) -> None:
        """Open the pool on the running loop, which is then the only loop that may use it."""
        if self.pool is not None:
            raise DatabaseError("the pool is open already; close_connection_pool() first")
        self.pool = await asyncpg.create_pool(
            **self.config,
            min_size=min_size,
            max_size=max_size,
            command_timeout=_COMMAND_SECONDS,
            reset=_keep_session,
            server_settings={"application_name": "laksana"},
        )

    def served_scope(self) -> AnyScope:
        """The scope entered here; ScopeError when this login is not the one that serves it."""
        scope = entered_scope()
        if isinstance(scope, ProvinceScope) is not self._provinces:
            served = "provinces" if self._provinces else "offices"
            msg = f"this login serves {served}, but the scope is {scope!r}; use the engine of that scope"
            raise ScopeError(msg)
        return scope

    @asynccontextmanager
    async def borrowed(self, scope: AnyScope, begin: str) -> AsyncIterator[Connection]:
        """A connection in a transaction of this scope, begun in one round trip, given back whatever happens."""
        pool = self._open_pool()
        try:
            connection = await pool.acquire(timeout=_ACQUIRE_SECONDS)
        except TimeoutError:
            message = f"all {pool.get_max_size()} connections were busy for {_ACQUIRE_SECONDS:g} s; raise max_size"
            raise DatabaseBusyError(message) from None
        except _AWAY as error:
            raise DatabaseAwayError(_gone(error)) from error
        try:
            with _presence(connection):
                await connection.execute(f"{begin}; {_settings(scope)}")
            yield connection
        finally:
            # asyncpg shields this from cancellation, rolls an open transaction back and drops a broken connection.
            await pool.release(connection)

    @asynccontextmanager
    async def read_only(self, scope: AnyScope) -> AsyncIterator[Connection]:
        """A connection in a transaction of this scope that cannot write and ends with the block."""
        async with self.borrowed(scope, "BEGIN READ ONLY") as connection:
            try:
                yield connection
            except Exception:
                # Ended here: the pool would end it too, with a line in the log that looks like a fault of ours.
                await _roll_back(connection)
                raise
            with _presence(connection):
                await connection.execute("COMMIT")

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Row]:
        """The rows of one Piccolo query, in the unit of work or in a read-only transaction of its own."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self.fetch(sql, *args)

    async def fetch(self, sql: str, *args: object) -> list[Row]:
        """The rows of one statement: in the unit of work, in the reading, or in a transaction of its own."""
        work, reading = self.current_transaction.get(), entered_reading()
        if work is not None:
            return await cast("UnitOfWork", work).fetch(sql, args)
        if reading is not None:
            return await reading.fetch(self, self.served_scope(), sql, args)
        async with self.read_only(self.served_scope()) as connection:
            return await self.read(connection, sql, args)

    async def read(self, connection: Connection, sql: str, args: Iterable[object]) -> list[Row]:
        """The rows of one statement that only reads, on a connection that this engine has lent."""
        try:
            with _presence(connection):
                return await connection.fetch(sql, *args)
        except asyncpg.ReadOnlySQLTransactionError as error:
            message = f"{error}: a change, or a lock for one, needs `async with unit_of_work():` around it"
            raise WriteOutsideUnitOfWorkError(message) from error

    async def execute(self, sql: str, *args: object) -> str:
        """The command tag of one changing statement, which only a unit of work may send."""
        work = self.current_transaction.get()
        if work is None:
            entered_scope()
            raise WriteOutsideUnitOfWorkError("execute() changes rows: put `async with unit_of_work():` around it")
        return await cast("UnitOfWork", work).execute(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> NoReturn:
        """Refused: tables are changed by migrations, under the owner's login."""
        msg = f"{ddl.split('(')[0].strip()!r} changes the schema; write a migration"
        raise RefusedStatementError(msg)

    async def batch(self, query: object, batch_size: int = 100, node: str | None = None) -> NoReturn:
        """Refused: it would read on a connection without a scope and swallow exceptions."""
        raise RefusedStatementError("batch() leaves the scope; page by key with limit() instead")

    async def get_new_connection(self) -> NoReturn:
        """Refused: a connection outside the pool has no scope."""
        raise RefusedStatementError("a connection of its own has no scope; use the pool")

    def atomic(self) -> NoReturn:
        """Refused: use `unit_of_work()`."""
        raise RefusedStatementError("atomic() is refused; use `async with unit_of_work():`")

    def transaction(self, allow_nested: bool = False) -> UnitOfWork:
        """The same as `unit_of_work()`: never nested."""
        return self.unit_of_work()

    def unit_of_work(self) -> UnitOfWork:
        """A new unit of work for the scope entered here."""
        return UnitOfWork(self)

    def _open_pool(self) -> "asyncpg.Pool":
        if self.pool is None:
            raise DatabaseError("the pool is not open; `await open_database(url)` on the loop that will use it")
        return self.pool


def _settings(scope: AnyScope) -> str:
    # SET takes no parameters. A UUID object cannot carry SQL; both settings are set so that nothing is ever left over.
    tenant = str(UUID(bytes=scope.tenant_id.bytes)) if isinstance(scope, Scope) else ""
    tenants = ",".join(str(UUID(bytes=t.bytes)) for t in scope.tenant_ids) if isinstance(scope, ProvinceScope) else None
    literal = "" if tenants is None else f"{{{tenants}}}"
    return f"SET LOCAL app.tenant_id = '{tenant}'; SET LOCAL app.tenant_ids = '{literal}'"


@contextmanager
def _presence(connection: Connection) -> Iterator[None]:
    """What a statement raises because the server is away or busy is said as that; every other error stays itself."""
    try:
        yield
    except _BUSY as error:
        message = f"PostgreSQL gave up waiting ({type(error).__name__}: {error}); ask again"
        raise DatabaseBusyError(message) from error
    except _AWAY as error:
        raise DatabaseAwayError(_gone(error)) from error
    except asyncpg.InterfaceError as error:
        if not _has_ended(connection):
            raise
        raise DatabaseAwayError(_gone(error)) from error
    except asyncpg.InternalClientError as error:
        # The server's last words came while nobody asked; until the connection is closed, asyncpg trips over them.
        connection.terminate()
        raise DatabaseAwayError(_gone(error)) from error


def _has_ended(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:
        return True  # the pool took the dead connection back already


def _gone(error: BaseException) -> str:
    return f"PostgreSQL does not answer ({type(error).__name__}: {error}); look at the server, then ask again"


async def _roll_back(connection: Connection) -> None:
    try:
        await connection.execute("ROLLBACK")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
        # The server rolls back when the connection ends; the exception on its way up says what really happened.
        with suppress(asyncpg.InterfaceError):  # the pool took a dead connection back already
            connection.terminate()


async def _keep_session(_connection: Connection) -> None:
    # Sessions carry nothing: settings are SET LOCAL, and asyncpg has rolled back what was open. Saves a round trip.
    return
