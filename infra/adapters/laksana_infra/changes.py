"""Changes of rows as values, so that several can be sent in one round trip."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from laksana_infra.database import execute

__all__ = ["Change", "execute_together"]

_PARAMETER: Final = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """One INSERT, UPDATE or DELETE with its parameters, to be sent later."""

    sql: str
    args: tuple[object, ...]

    @classmethod
    def of(cls, sql: str, *args: object) -> "Change":
        """The change that `execute(sql, *args)` would make."""
        return cls(sql, args)


async def execute_together(changes: Sequence[Change]) -> None:
    """Every change has been made, in one round trip, inside the unit of work.

    They are parts of one statement: none sees what another does, and each must touch rows of its own. References
    between their rows are checked when all have been made.
    """
    if changes:
        sql = _one_statement(tuple((change.sql, len(change.args)) for change in changes))
        await execute(sql, *(argument for change in changes for argument in change.args))


@lru_cache(maxsize=200)
def _one_statement(parts: tuple[tuple[str, int], ...]) -> str:
    named, taken = [], 0
    for number, (sql, count) in enumerate(parts):
        named.append(f"part_{number} as ({_renumbered(sql, after=taken)})")
        taken += count
    return f"with {', '.join(named)} select 1"


def _renumbered(sql: str, *, after: int) -> str:
    return _PARAMETER.sub(lambda found: f"${int(found[1]) + after}", sql)
