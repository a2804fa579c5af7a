"""Keeps one embedded service alive for a whole test run: `python -m tests.support.keeper postgres|storage HOME PID`."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from laksana_infra.embedded.postgres import discard_postgres, start_postgres
from laksana_infra.embedded.storage import discard_storage, start_storage


class Ended(Exception):
    """The test run wants its service stopped."""


def keep(service: str, home: Path, run: int) -> None:
    starting = start_postgres if service == "postgres" else start_storage
    discard = discard_postgres if service == "postgres" else discard_storage
    running = starting(home, durable=False)
    try:
        (home / f"{service}.keeper").write_text(str(os.getpid()))
        # The process of the run may be killed: nobody would tell us then.
        while is_alive(run):
            time.sleep(0.5)
    except Ended:
        pass
    finally:
        running.stop()
        with contextlib.suppress(FileNotFoundError):
            discard(home)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def end(_signal: int, _frame: FrameType | None) -> None:
    raise Ended


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    with contextlib.suppress(Ended):
        keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
