"""A clamd of our own on a signature database of our own, started where a test needs one."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import files
from tests.support.programs import program

from laksana_infra.scanner import ClamdAddress

# `User` counts for root alone, who would otherwise become a user that cannot read the folder.
_CONFIGURATION = """
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
PidFile {folder}/clamd.pid
LogFile {folder}/clamd.log
Foreground yes
User root
StreamMaxLength 30M
"""
_START_SECONDS = 30.0
THREAT = "Contoh.EICAR.UNOFFICIAL"


@contextmanager
def running_clamd() -> Iterator[ClamdAddress]:
    """The address of a clamd that knows EICAR (by its bytes, wherever they stand) and nothing else."""
    # Not pytest's folder: the path of a socket has 107 signs at most.
    with tempfile.TemporaryDirectory(prefix="laksana-clamd-") as folder, _running(Path(folder)) as address:
        yield address


@contextmanager
def _running(folder: Path) -> Iterator[ClamdAddress]:
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "contoh.ndb").write_text(f"Contoh.EICAR:0:*:{files.EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_CONFIGURATION.format(folder=folder))
    path = folder / "clamd.sock"
    daemon = subprocess.Popen(
        [program("clamd"), f"--config-file={folder}/clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_it_listens(path, daemon, folder / "clamd.log")
        yield ClamdAddress(path=str(path))
    finally:
        daemon.kill()
        daemon.wait()


def _wait_until_it_listens(path: Path, daemon: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and daemon.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.02)
    said = log.read_text() if log.exists() else "nothing"
    message = f"clamd did not start: {said}"
    raise RuntimeError(message)
