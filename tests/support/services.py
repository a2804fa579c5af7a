"""One PostgreSQL and one S3 storage for a whole test run, started by the first worker that needs them."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.keeper import is_alive

ROOT = Path(__file__).parents[2]
SERVICES = ("postgres", "storage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A test run over all its workers: its folder, the process that leads it, and which worker this is."""

    home: Path
    leader: int
    worker: str

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """A block that one worker at a time is in."""
        with (self.home / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def once(self, name: str) -> bool:
        """Whether this is the first call for this name in the run; call it with the lock held."""
        done = self.home / f"{name}.done"
        first = not done.exists()
        done.touch()
        return first

    def require(self, service: str) -> Path:
        """The home of a service that runs, now at the latest."""
        with self.lock(service):
            if not (self.home / f"{service}.keeper").exists():
                self._start_keeper(service)
        return self.home

    def _start_keeper(self, service: str) -> None:
        log = self.home / f"{service}.keeper.log"
        with log.open("w") as output:
            keeper = subprocess.Popen(
                [sys.executable, "-m", "tests.support.keeper", service, str(self.home), str(self.leader)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # it outlives the worker that started it
            )
        deadline = time.monotonic() + 60
        while not (self.home / f"{service}.keeper").exists():
            if keeper.poll() is not None or time.monotonic() > deadline:
                message = f"{service} did not start:\n{log.read_text()}"
                raise RuntimeError(message)
            time.sleep(0.01)
        # Python warns of a child that still runs when its handle goes away; this one is meant to.
        keeper.returncode = 0

    def stop(self) -> None:
        """Every service of the run has ended and its folder is gone."""
        for service in SERVICES:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                keeper = int((self.home / f"{service}.keeper").read_text())
                os.kill(keeper, signal.SIGTERM)
                _wait_for_end(keeper)
        shutil.rmtree(self.home, ignore_errors=True)


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.02)
