"""Starts `laksana serve` and `laksana worker` in a fraction of a second: forks of a process that has imported them."""

import ctypes
import json
import os
import signal
import sys
from typing import Any

from tests.faults.guards import remove

# Imported once, for every fork.
import laksana_web.cli.services
import laksana_web.serving  # noqa: F401
from laksana.jobs import worker
from laksana.procedures.loader import load_registry
from laksana_infra.settings import load_settings
from laksana_infra.storage import open_storage
from laksana_web.app import build_app
from laksana_web.cli.commands import laksana

_PR_SET_PDEATHSIG = 1
_NO_STORAGE = {
    "LAKSANA_S3_ENDPOINT": "http://localhost", "LAKSANA_S3_ACCESS_KEY": "-", "LAKSANA_S3_SECRET_KEY": "-",
}  # fmt: skip
HEARTBEAT_SECONDS, STALLED_SECONDS, RECONNECT_SECONDS = 0.5, 1.5, 0.5
"""A worker's pulse, ten times as fast as in service: what takes 30 s there takes 1.5 s here."""


def _forked(order: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    # However the spawner ends, nothing that it started is left over.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for name in [name for name in os.environ if name.startswith("LAKSANA_")]:
        del os.environ[name]
    os.environ.update(order["environ"])
    for guard in order["without"]:
        remove(guard)
    code = 1
    try:
        laksana([order["command"]], standalone_mode=False)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def _quicken() -> None:
    assert worker.run_worker.__kwdefaults__ is not None
    worker.run_worker.__kwdefaults__.update(heartbeat_seconds=HEARTBEAT_SECONDS, stalled_seconds=STALLED_SECONDS)
    worker._RECONNECT_SECONDS = RECONNECT_SECONDS


def main() -> None:
    """Every order on standard input is a process, its number an answer on standard output; all end with the input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What the programs' modules print goes to standard error: the answers are numbers alone.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    _quicken()
    # Whatever a start imports and reads is there before the first fork.
    load_registry()
    settings = load_settings(_NO_STORAGE)
    open_storage(settings)
    build_app(settings)
    print("ready", file=answers)
    for line in sys.stdin:
        print(_forked(json.loads(line)), file=answers)


if __name__ == "__main__":
    main()
