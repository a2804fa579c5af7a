"""Rows that use cases have written once, put back for every test that begins by doing the same."""

import copy
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from tests.support.database import digests, emptied

from laksana.procedures import installed
from laksana_infra import clock
from laksana_infra.connection import Connection

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beginning:
    result: Any
    rows: dict[str, bytes]


class Beginnings:
    """What was done in a worker's database, by the rows that lay there before.

    The same doing on the same rows, at the same time of the clock and by the same SOPs, is done once; afterwards its
    rows are copied in. On any other rows it is really done.
    """

    def __init__(self, superuser: Any) -> None:  # noqa: ANN401 - copying is asyncpg's own, which is untyped
        self._superuser = superuser
        self._known: dict[object, _Beginning] = {}

    async def begin(self, doing: str, do: Callable[[], Awaitable[ResultT]], *, owner: object = None) -> ResultT:
        """What `do` gives, and its rows in the database; within the result, `owner` stays the owner that is given."""
        key = (doing, clock.now(), id(installed.registry()), await self._state())
        known = self._known.get(key)
        if known is not None:
            await self._put_back(known.rows)
            result: ResultT = copy.deepcopy(known.result, {id(_OWNER): owner})
            return result
        result = await do()
        kept = copy.deepcopy(result, {} if owner is None else {id(owner): _OWNER})
        self._known[key] = _Beginning(result=kept, rows=await self._rows())
        return result

    async def _state(self) -> frozenset[tuple[str, str]]:
        return frozenset((await digests(self._superuser)).items())

    async def _rows(self) -> dict[str, bytes]:
        rows = {}
        for table in await digests(self._superuser):
            copied = io.BytesIO()
            schema, _, name = table.partition(".")
            await self._superuser.copy_from_table(name, schema_name=schema, output=copied, format="binary")
            rows[table] = copied.getvalue()
        return rows

    async def _put_back(self, rows: dict[str, bytes]) -> None:
        async with emptied(self._superuser, rows):
            for table, content in rows.items():
                schema, _, name = table.partition(".")
                await self._superuser.copy_to_table(
                    name, schema_name=schema, source=io.BytesIO(content), format="binary"
                )


_OWNER = object()


@pytest.fixture(scope="session")
def beginnings(owner: Connection) -> Beginnings:
    """What has been done in the worker's database."""
    return Beginnings(owner)
