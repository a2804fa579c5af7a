"""What this package needs of an asyncpg connection, which brings no types of its own."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

__all__ = ["Connection", "Row"]

Row: TypeAlias = Mapping[str, Any]


class Connection(Protocol):
    """One PostgreSQL session."""

    async def execute(self, query: str, *args: object) -> str:
        """The command tag; several statements are allowed when there are no parameters."""

    async def fetch(self, query: str, *args: object) -> list[Row]:
        """The rows of one statement."""

    async def fetchrow(self, query: str, *args: object) -> Row | None:
        """The first row of one statement, or None."""

    async def fetchval(self, query: str, *args: object) -> Any:  # noqa: ANN401 - asyncpg is untyped
        """The first column of the first row, or None."""

    async def close(self) -> None:
        """End the session."""

    def is_closed(self) -> bool:
        """Whether the session has ended, by us or by the server."""

    def terminate(self) -> None:
        """Cut the session off without a word."""
