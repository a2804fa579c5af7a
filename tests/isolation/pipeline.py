"""A database login that sends hundreds of statements at once, undoes each, and hears what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psycopg import pq

_UNDO = ("savepoint tried", "rollback to savepoint tried")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """SQL with its parameters as text; `before` are statements without parameters that prepare it."""

    sql: str
    parameters: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """PostgreSQL's answer: the code of an error, or the command's tag and its rows."""

    error: str | None
    message: str
    tag: str
    rows: tuple[tuple[str | None, ...], ...]


class Login:
    """One session whose transactions never commit; `settings` say whose rows it may see in each of them."""

    def __init__(self, url: str, *settings: str) -> None:
        # libpq's own connection waits in both directions; psycopg's would stop reading while it sends.
        self._pg = pq.PGconn.connect(url.encode())
        assert self._pg.status == pq.ConnStatus.OK, self._pg.error_message.decode()
        self._settings = settings
        self._pg.enter_pipeline_mode()

    def answers(self, statements: Sequence[Statement]) -> list[Said]:
        """What PostgreSQL said to each statement; whatever it did is undone before the next."""
        opening = ("begin", *self._settings)
        for sql in opening:
            self._send(sql)
        for statement in statements:
            for sql in (_UNDO[0], *statement.before):
                self._send(sql)
            self._send(statement.sql, statement.parameters)
            self._send(_UNDO[1])
        self._send("rollback")
        heard = self._heard(len(opening) + sum(3 + len(statement.before) for statement in statements) + 1)
        for _ in opening:
            _require(next(heard))
        answers = [self._of(statement, heard) for statement in statements]
        _require(next(heard))
        return answers

    def close(self) -> None:
        """The session has ended."""
        self._pg.finish()

    def _of(self, statement: Statement, heard: Iterator[Said]) -> Said:
        begun, *prepared = (next(heard) for _ in range(1 + len(statement.before)))
        answer, undone = next(heard), next(heard)
        _require(begun)
        _require(undone)
        # What came before may have been refused already; then that is the answer.
        return next((said for said in prepared if said.error), answer)

    def _send(self, sql: str, parameters: tuple[str, ...] = ()) -> None:
        self._pg.send_query_params(sql.encode(), [value.encode() for value in parameters] or None)
        self._pg.pipeline_sync()

    def _heard(self, number: int) -> Iterator[Said]:
        for _ in range(number):
            result = self._pg.get_result()
            assert result is not None, f"the session ended: {self._pg.error_message.decode()}"
            said = _said(result)
            while (following := self._pg.get_result()) is None or following.status != pq.ExecStatus.PIPELINE_SYNC:
                pass
            yield said


def _require(said: Said) -> None:
    assert said.error is None, f"{said.error} {said.message}"


def _said(result: pq.abc.PGresult) -> Said:
    code = result.error_field(pq.DiagnosticField.SQLSTATE)
    if result.status == pq.ExecStatus.FATAL_ERROR:
        message = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b""
        return Said(error=(code or b"").decode() or "-----", message=message.decode(), tag="", rows=())
    rows = tuple(
        tuple(
            None if (value := result.get_value(row, column)) is None else value.decode()
            for column in range(result.nfields)
        )
        for row in range(result.ntuples)
    )
    return Said(error=None, message="", tag=(result.command_status or b"").decode(), rows=rows)
