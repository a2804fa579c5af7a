"""A client that costs next to nothing: one kept connection, one question at a time."""

import asyncio
from types import TracebackType
from typing import Any, Self

import msgspec


class Client:
    """A connection to a server on this machine."""

    def __init__(self, port: int, path: str, token: str = "") -> None:
        self._port = port
        self._head = f"POST {path} HTTP/1.1\r\nHost: laksana\r\nContent-Type: application/json\r\n".encode()
        self._token = token

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def post(self, body: bytes, token: str | None = None) -> bytes:
        """The body of the answer, which must be 200; asked with this token where it is not the client's own."""
        authorized = f"Authorization: Bearer {token or self._token}\r\n".encode() if token or self._token else b""
        self._writer.write(self._head + authorized + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        answer = await self._reader.readexactly(int(length[15:]))
        if not head.startswith(b"HTTP/1.1 200"):
            raise AssertionError(head + answer[:500])
        return answer


def body_of(query: str, variables: dict[str, Any]) -> bytes:
    """A GraphQL question."""
    return msgspec.json.encode({"query": query, "variables": variables})
