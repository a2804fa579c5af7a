"""Reads that follow each other share a connection and a transaction, for as long as they do."""

import asyncio
from collections import deque
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Literal, Protocol

from laksana_infra.connection import Connection, Row
from laksana_infra.scope import AnyScope

TURNS: Final = 12
"""Of the loop, without another read, before the transaction ends.

A resolver gets from one answer to its next question in fewer; whoever waits for anything else lets them all pass.
"""


class Lender(Protocol):
    """Who lends connections and reads on them: the engine."""

    def read_only(self, scope: AnyScope) -> AbstractAsyncContextManager[Connection]:
        """A connection in a transaction of this scope that ends with the block."""

    async def read(self, connection: Connection, sql: str, args: Iterable[object]) -> list[Row]:
        """The rows of one statement; one that fails spoils the transaction."""


@dataclass(frozen=True, slots=True)
class _Question:
    sql: str
    args: tuple[object, ...]
    answer: "asyncio.Future[list[Row]]"

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class _Lane:
    """The reads of one scope, one after the other on one connection, which is given back when no further one comes."""

    def __init__(self, lender: Lender, scope: AnyScope) -> None:
        self._lender, self._scope = lender, scope
        self._asked: deque[_Question] = deque()
        self._at_work: asyncio.Task[None] | None = None
        self._hurry = False

    async def fetch(self, sql: str, args: tuple[object, ...]) -> list[Row]:
        answer: asyncio.Future[list[Row]] = asyncio.get_running_loop().create_future()
        self._asked.append(_Question(sql, args, answer))
        if self._at_work is None or self._at_work.done():
            self._at_work = asyncio.create_task(self._work())
        return await answer

    async def end(self, *, unanswered: bool) -> None:
        """The connection is given back, when all is answered or at once."""
        self._hurry = True
        if self._at_work is not None:
            if unanswered:
                self._at_work.cancel()
            await asyncio.wait((self._at_work,))
            # The task's context knows of the block that knows of this lane: whole answers would wait for the collector.
            self._at_work = None

    async def _work(self) -> None:
        try:
            while self._asked:
                async with self._lender.read_only(self._scope) as connection:
                    await self._answer_on(connection)
        except Exception as error:  # noqa: BLE001 - it goes to all who asked
            while self._asked:
                self._asked.popleft().fail(error)

    async def _answer_on(self, connection: Connection) -> None:
        """Answers until nobody asks any more, or until a statement has failed: its transaction is spoilt."""
        while await self._another():
            question = self._asked.popleft()
            if question.answer.done():
                continue  # who asked was cancelled
            try:
                rows = await self._lender.read(connection, question.sql, question.args)
            except Exception as error:  # noqa: BLE001 - it goes to whoever asked
                question.fail(error)
                return
            if not question.answer.done():
                question.answer.set_result(rows)

    async def _another(self) -> bool:
        for _ in range(TURNS):
            if self._asked or self._hurry:
                break
            await asyncio.sleep(0)
        return bool(self._asked)


class Reading:
    """A block whose reads share connections; one within another is the outer one."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[int, AnyScope], _Lane] = {}
        self._token: Token[Reading | None] | None = None

    async def __aenter__(self) -> None:
        if _entered.get() is None:
            self._token = _entered.set(self)

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> Literal[False]:
        if self._token is not None:
            _entered.reset(self._token)
            for lane in self._lanes.values():
                await lane.end(unanswered=isinstance(exception, asyncio.CancelledError))
        return False

    async def fetch(self, lender: Lender, scope: AnyScope, sql: str, args: tuple[object, ...]) -> list[Row]:
        """The rows of one statement for this scope."""
        lane = self._lanes.get((id(lender), scope))
        if lane is None:
            lane = self._lanes[id(lender), scope] = _Lane(lender, scope)
        return await lane.fetch(sql, args)


_entered: ContextVar[Reading | None] = ContextVar("laksana_reading", default=None)


def entered_reading() -> Reading | None:
    """The block of reads that is open here, None when none is."""
    return _entered.get()
