"""An installation of `laksana up` in a folder of its own, and commands that join it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

LAKSANA = Path(sys.executable).with_name("laksana")


@contextmanager
def laksana_up(environ: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The process that serves; it has ended when the block is left."""
    with log.open("wb") as output:
        process = subprocess.Popen([LAKSANA, "up"], env=environ, stdout=output, stderr=output)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """The service answers that it is ready; its log in the error when it does not within three minutes."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(url).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def laksana(environ: Mapping[str, str], *arguments: str) -> str:
    """What the command printed; it ended well."""
    ended = subprocess.run([LAKSANA, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=180)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


ONE_AFTER_ANOTHER = """
import json, sys
from laksana_web.cli.commands import laksana
for arguments in json.loads(sys.argv[1]):
    laksana(arguments, standalone_mode=False)
"""


def one_after_another(environ: Mapping[str, str], *commands: tuple[str, ...]) -> list[str]:
    """The lines that these commands printed, in one process: each alone imports for seconds what all need."""
    program = [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(commands)]
    ended = subprocess.run(program, env=environ, capture_output=True, text=True, check=False, timeout=180)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()
