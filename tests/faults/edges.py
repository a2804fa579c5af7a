"""Ways between the parts of an installation: they pass bytes on, count answers, and may spring a trap at one."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]

_CHUNK = 65536


@dataclass(slots=True)
class Trap:
    """Springs at the n-th answer on its edges since it was set: the answer is lost, and whoever set it is told."""

    edges: frozenset[str]
    sprung: Callable[[], None]
    counted: int = 0
    at: int | None = None
    only: str | None = None

    def set(self, at: int | None, *, only: str | None = None) -> None:
        """Count from 0 again, of all its edges or `only` of one; without `at` it never springs."""
        self.counted, self.at, self.only = 0, at, only

    def springs(self, edge: str) -> bool:
        """Whether this answer on this edge is the one."""
        if self.only not in {None, edge}:
            return False
        self.counted += 1
        if self.counted != self.at:
            return False
        self.at = None
        self.sprung()
        return True


@dataclass(slots=True)
class Edge:
    """One way, by name, to wherever `connect` leads now. An answer is whatever follows upon something asked.

    Where it `lingers`, nobody hears that the far side has ended, only what that said last.
    """

    name: str
    connect: Connect
    traps: list[Trap] = field(default_factory=list)
    cut: bool = False
    lingers: bool = False
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def listen_on_socket(self, path: Path) -> None:
        """The edge begins at this Unix socket."""
        self._server = await asyncio.start_unix_server(self._accept, path)

    async def listen_on_port(self) -> int:
        """The edge begins at this port of the loopback address."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Nothing passes any more."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        # A closed transport lets go of its socket in a later turn of the loop.
        await asyncio.sleep(0.01)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        # A cancelled connection is one that was closed with its edge: asyncio would report it as a fault.
        with suppress(asyncio.CancelledError):
            await self._carry(reader, writer)
        self._open.discard(task)
        writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.cut:
            return
        try:
            there, back = await self.connect()
        except OSError:
            return
        passage = _Passage(self)
        ways = [
            asyncio.create_task(passage.ask(reader, back)),
            asyncio.create_task(passage.answer(there, writer)),
        ]
        try:
            await asyncio.wait(ways[:1] if self.lingers else ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            back.close()


@dataclass(slots=True)
class _Passage:
    edge: Edge
    asked: bool = False

    async def ask(self, reader: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while content := await reader.read(_CHUNK):
                if self.edge.cut:
                    return
                self.asked = True
                back.write(content)
                await back.drain()

    async def answer(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while content := await there.read(_CHUNK):
                asked, self.asked = self.asked, False
                # Each trap counts for itself, also behind one that springs.
                sprung = [trap.springs(self.edge.name) for trap in self.edge.traps] if asked else []
                if self.edge.cut or True in sprung:
                    return
                writer.write(content)
                await writer.drain()


def to_socket(path: Callable[[], Path]) -> Connect:
    """The way to the Unix socket that lies there at that moment."""
    return lambda: asyncio.open_unix_connection(path())


def to_port(port: Callable[[], int]) -> Connect:
    """The way to this port of the loopback address at that moment."""
    return lambda: asyncio.open_connection("127.0.0.1", port())


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def closed(edges: Iterable[Edge]) -> None:
    """Every edge is closed."""
    await asyncio.gather(*(edge.close() for edge in edges))
