"""A few warm typesetting processes, replaced when one hangs or breaks."""

import asyncio
import queue
import socket
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from laksana_typeset.document import TypstDocument
from laksana_typeset.errors import TypesetCrash, TypesetError, TypesetTimeout
from laksana_typeset.messages import receive, send

_START_SECONDS = 60.0
# Typst keeps what it has computed; a fresh process now and then bounds that memory.
_LETTERS_PER_PROCESS = 1000


class Typesetter:
    """Sets letters as PDF/A-2b: tagged, dated, and byte for byte the same for the same document.

    The processes see no environment, no file and no network: only what the document brings. Use it as a context
    manager, or `start()` when the service starts and `stop()` when it ends. Any number of threads may call it.
    """

    def __init__(self, *, processes: int = 2, memory_megabytes: int = 1024) -> None:
        self._size = processes
        self._memory_megabytes = memory_megabytes
        self._lock = threading.Lock()
        self._idle: queue.LifoQueue[_Process | None] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._root: tempfile.TemporaryDirectory[str] | None = None

    def start(self) -> None:
        """Start the processes without waiting until they are warm. Does nothing when they run."""
        with self._lock:
            if self._idle is not None:
                return
            self._root = tempfile.TemporaryDirectory(prefix="laksana-typeset-")
            Path(self._root.name).chmod(0o500)
            self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="typeset")
            self._idle = queue.LifoQueue()
            for _ in range(self._size):
                self._idle.put(self._spawn())

    def stop(self) -> None:
        """End the processes; a letter that is being set is finished first."""
        with self._lock:
            idle, threads, root = self._idle, self._threads, self._root
            self._idle = self._threads = self._root = None
        if idle is None or threads is None or root is None:
            return
        threads.shutdown()
        for _ in range(self._size):
            process = idle.get()
            if process is not None:
                process.kill()
        root.cleanup()

    def __enter__(self) -> Self:
        """The started typesetter."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the processes."""
        self.stop()

    def compile(self, document: TypstDocument, *, timeout_seconds: float = 10) -> bytes:
        """The letter as PDF/A-2b bytes. Waits for a free process, then at most this many seconds.

        Raises TypesetError with what Typst says, TypesetTimeout, or TypesetCrash; the next letter is not affected.
        """
        idle = self._idle
        if idle is None:
            raise RuntimeError("the typesetter does not run; call start() first")
        process = idle.get()
        keep: _Process | None = None
        try:
            if process is not None and not process.is_alive():
                process.kill()
                process = None
            if process is None:
                process = self._spawn()
            process.wait_until_warm()
            pdf = process.compile(document, timeout_seconds)
            keep = process if process.letters < _LETTERS_PER_PROCESS else None
        except _Refused as refusal:
            keep = process
            raise TypesetError(str(refusal)) from None
        finally:
            if process is not None and keep is None:
                process.kill()
            idle.put(keep)
        return pdf

    async def compile_async(self, document: TypstDocument, *, timeout_seconds: float = 10) -> bytes:
        """The same as `compile`, without holding up the event loop."""
        threads = self._threads
        if threads is None:
            raise RuntimeError("the typesetter does not run; call start() first")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(threads, lambda: self.compile(document, timeout_seconds=timeout_seconds))

    def _spawn(self) -> "_Process":
        root = self._root
        if root is None:
            raise RuntimeError("the typesetter has been stopped; call start() first")
        return _Process(root=root.name, memory_megabytes=self._memory_megabytes)


class _Refused(Exception):
    """Typst said no; the process is well."""


class _Process:
    """One `laksana_typeset.worker` and the socket to it. One thread at a time."""

    def __init__(self, *, root: str, memory_megabytes: int) -> None:
        self.letters = 0
        self._warm = False
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-I", "-m", "laksana_typeset.worker", root, str(memory_megabytes)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                # What a dying process prints may quote a letter.
                stderr=subprocess.DEVNULL,
                cwd=root,
                # No secret of the service; one thread and one arena, since letters run beside each other anyway.
                env={"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
            )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_warm(self) -> None:
        if self._warm:
            return
        try:
            receive(self._channel, seconds=_START_SECONDS)
        except (EOFError, OSError) as error:
            raise TypesetCrash(
                "the typesetting process does not start; `python -Ic 'import laksana_typeset.worker'` may show why"
            ) from error
        self._warm = True

    def compile(self, document: TypstDocument, seconds: float) -> bytes:
        sources = list(document.sources())
        header = {
            "files": [[name, len(content)] for name, content in sources],
            "timestamp": document.timestamp(),
            "processor_seconds": int(seconds) + 2,
        }
        self.letters += 1
        try:
            send(self._channel, header, [content for _, content in sources], seconds=seconds)
            answer, pdf = receive(self._channel, seconds=seconds)
        except TimeoutError as error:
            raise TypesetTimeout(
                f"the letter was not set within {seconds:g} seconds; look for a loop without end in its template"
            ) from error
        except (EOFError, OSError) as error:
            raise TypesetCrash(
                "the typesetting process ended before the letter was set, most often at its memory limit; "
                "look for a template or an image that needs too much"
            ) from error
        if answer["error"] is not None:
            raise _Refused(answer["error"])
        return pdf

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._channel.close()
