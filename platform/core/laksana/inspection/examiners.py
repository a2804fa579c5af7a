"""A few warm processes that decode foreign bytes, replaced when one hangs or breaks."""

import asyncio
import atexit
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection

import msgspec

from laksana.inspection.result import Inspected, ToInspect, refused
from laksana_sdk.findings import error

TIMEOUT_SECONDS = 30.0
MEMORY_MEGABYTES = 1024
WORKER = ("-m", "laksana.inspection.worker")
_START_SECONDS = 60.0
# One arena, so that the limit of memory means memory. What a photo took is kept for the next one (up to 256 MB) and not
# given back block by block: asking the system for it anew costs a tenth of an inspection.
_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
}
# Decoders leak now and then; a fresh process bounds that.
_FILES_PER_PROCESS = 500


class Examiners:
    """Examines files beside each other, each in a process that sees no environment, no file and no network.

    A process starts when it is first needed and ends with this one; `stop()` ends them before.
    """

    def __init__(
        self,
        *,
        processes: int = 2,
        memory_megabytes: int = MEMORY_MEGABYTES,
        timeout_seconds: float = TIMEOUT_SECONDS,
        program: Sequence[str] = WORKER,
    ) -> None:
        self._memory_megabytes = memory_megabytes
        self._timeout_seconds = timeout_seconds
        self._program = program
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="examine")
        self._idle: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(processes):
            self._idle.put(None)

    async def examine(self, content: bytes, declared: str) -> Inspected:
        """What may be served of these bytes as a file of this type, or what stands against them.

        A decoder that hangs or dies over them is a finding too; the next file is not affected.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._examined, content, declared)

    def stop(self) -> None:
        """The processes have ended; the next file starts one anew."""
        idle = [self._idle.get() for _ in range(self._idle.qsize())]
        for process in idle:
            if process is not None:
                process.kill()
            self._idle.put(None)

    def _examined(self, content: bytes, declared: str) -> Inspected:
        process, keep = self._idle.get(), False
        try:
            if process is None or not process.is_alive():
                process = _Process(self._program, memory_megabytes=self._memory_megabytes)
            inspected = process.examine(content, declared, seconds=self._timeout_seconds)
            keep = process.files < _FILES_PER_PROCESS
        except _Undecodable:
            return refused(declared, error("files.undecodable"))
        finally:
            if process is not None and not keep:
                process.kill()
            self._idle.put(process if keep else None)
        return inspected


class _Undecodable(Exception):
    """The process ended over a file, or had to be ended."""


class _Process:
    """One examining process and the socket to it. One thread at a time."""

    def __init__(self, program: Sequence[str], *, memory_megabytes: int) -> None:
        self.files = 0
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and program
                [sys.executable, "-I", *program, str(memory_megabytes)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                # What a dying process prints may quote a file.
                stderr=subprocess.DEVNULL,
                # No secret of the service.
                env=_ENVIRONMENT,
            )
        self._channel = Connection(ours.detach())
        try:
            with self._killed_after(_START_SECONDS):
                self._channel.recv_bytes()
        except (EOFError, OSError) as broken:
            self.kill()
            message = f"the examining process does not start; `python -I {' '.join(program)} 1024` may show why"
            raise RuntimeError(message) from broken

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def examine(self, content: bytes, declared: str, *, seconds: float) -> Inspected:
        request = ToInspect(content=content, declared=declared, processor_seconds=int(seconds) + 2)
        self.files += 1
        try:
            with self._killed_after(seconds):
                self._channel.send_bytes(msgspec.msgpack.encode(request))
                answer = self._channel.recv_bytes()
        except (EOFError, OSError) as broken:
            raise _Undecodable from broken
        return msgspec.msgpack.decode(answer, type=Inspected)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._channel.close()

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        # Both sending and waiting for the answer end when the other side does.
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


EXAMINERS = Examiners()
"""The process's own, for whoever has foreign bytes."""

atexit.register(EXAMINERS.stop)
