"""One embedded service as a child process that ends with its parent and is never started twice on one home."""

import contextlib
import fcntl
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from laksana_infra.embedded.home import EmbeddedError, write_private

# Holds the read end of a pipe whose write end only the parent has: it wakes when the parent is gone, however it went.
# (PR_SET_PDEATHSIG would fire when the *thread* that started the service ends.)
_WATCHDOG = 'trap "" INT TERM HUP; read -r _; kill -"$2" "$1" 2>/dev/null'
_LOG_LIMIT = 10_000_000


class HomeInUseError(EmbeddedError):
    """Another living process runs this service on the same home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The user that a service runs as; None for the user of this process."""

    uid: int
    gid: int


class ServiceLocks:
    """The two locks of a service's folder: one dies with its owner, the other with the last process of the service."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._owner = _open_lock(folder / "owner.lock")
        if not _try_lock(self._owner):
            holder = (folder / "owner.lock").read_text() or "another process"
            os.close(self._owner)
            message = f"{name} of {str(folder)!r} is in use by {holder}; stop it or set LAKSANA_HOME to another folder"
            raise HomeInUseError(message)
        os.truncate(self._owner, 0)
        os.pwrite(self._owner, f"process {os.getpid()} ({shlex.join(sys.argv)[:200]})".encode(), 0)

    def take_service(self, marker: str) -> int:
        """The descriptor for the service to inherit; leftovers of a killed parent have ended when it is returned."""
        lock = _open_lock(self._folder / "service.lock")
        deadline = time.monotonic() + 10
        while not _try_lock(lock):
            # We own the home, so whoever holds this lock outlived its parent; the recorded process is it.
            pid = self._recorded_pid()
            if pid and marker in command_line(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if time.monotonic() > deadline:
                os.close(lock)
                message = f"{self._name}: process {pid} of an earlier start does not end; end it and start again"
                raise EmbeddedError(message)
            time.sleep(0.02)
        return lock

    def _recorded_pid(self) -> int:
        try:
            return int((self._folder / "service.pid").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def release(self) -> None:
        """The home is free for the next start."""
        if self._owner >= 0:
            os.close(self._owner)
            self._owner = -1


class ServiceProcess:
    """A running service: its process, its log and the watchdog that ends it when this process is gone."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        name: str,
        folder: Path,
        environ: Mapping[str, str],
        account: Account | None,
        working: Path,
        lock: int,
        stop_signal: signal.Signals,
    ) -> None:
        self._name = name
        self._stop_signal = stop_signal
        self.log = folder / "log"
        with _open_log(self.log) as log:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=working,
                env=environ,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C is for the application, which then stops its services in order
                umask=0o077,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=() if account else None,
            )
        os.close(lock)
        self.pid = self._process.pid
        try:
            self._watchdog = self._watched()
            write_private(folder / "service.pid", str(self.pid).encode())
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _watched(self) -> subprocess.Popen[bytes]:
        signal_name = self._stop_signal.name.removeprefix("SIG")
        return subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", _WATCHDOG, "laksana-watchdog", str(self.pid), signal_name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_running(self) -> bool:
        """Whether the service's process is alive."""
        return self._process.poll() is None

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Return when the service is ready; raises EmbeddedError with the end of its log when it ends or is late."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_running():
                message = f"{self._name} ended with code {self._process.returncode}; its log {self.log} ends:\n"
                raise EmbeddedError(message + self.last_lines())
            if time.monotonic() > deadline:
                message = f"{self._name} is not ready after {seconds:.0f} s; its log {self.log} ends:\n"
                raise EmbeddedError(message + self.last_lines())
            time.sleep(0.01)

    def last_lines(self, count: int = 8) -> str:
        """The last lines of the service's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def stop(self, *, seconds: float = 10) -> None:
        """The service has ended, by its own will or after so many seconds by force; calling again does nothing."""
        self._watchdog.kill()
        self._watchdog.wait()
        if self._watchdog.stdin is not None:
            self._watchdog.stdin.close()
        if self.is_running():
            self._process.send_signal(self._stop_signal)
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def command_line(pid: int) -> str:
    """The command of a process, or an empty text when there is none."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    if Path("/proc/self").exists():
        return ""
    answer = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _open_log(path: Path) -> Iterator[int]:
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_name("log.1"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
