"""`laksana up`: one process that serves, other commands that join it, and an orderly end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from laksana_web.address import free_bind

LAKSANA = Path(sys.executable).with_name("laksana")


def test_one_command_serves_others_join_it_and_it_ends_in_order(tmp_path: Path) -> None:
    bind = str(free_bind())
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}
    metrics = str(free_bind())
    environ |= {"LAKSANA_HOME": str(tmp_path / "rumah kantor"), "LAKSANA_BIND": bind, "LAKSANA_METRICS_BIND": metrics}

    with _up(environ, tmp_path / "log") as process:
        _until_ready(f"http://{bind}/health/ready", process, tmp_path / "log")
        applied = _run(environ, "tenant", "apply", "lahat")
        again = _run(environ, "tenant", "apply", "lahat")
        listed = json.loads(_run(environ, "tenant", "list", "--json"))
        token = _run(environ, "token", "issue", "--tenant", "lahat", "--person", "rizki_fadilah").strip()
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(f"http://{bind}/graphql", json={"query": "{ viewer { name } }"}, headers=headers)
        httpx.post(f"http://{bind}/graphql", json={"query": "{ viewer { name } }"})
        told = httpx.get(f"http://{metrics}/metrics").text
        hidden = httpx.get(f"http://{bind}/metrics").status_code
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)

    assert applied.splitlines()[0] == "tambah kantor lahat"
    assert again == "Kantor lahat sudah sesuai paketnya; tidak ada yang diubah.\n"
    assert [office["slug"] for office in listed] == ["lahat"]
    assert answer.json() == {"data": {"viewer": {"name": "RIZKI FADILAH NUGRAHA, A.Md"}}}
    answered = 'laksana_request_duration_seconds_count{method="POST",route="/graphql",status="%s",tenant="%s"} 1.0'
    assert answered % (200, "lahat") in told
    assert answered % (401, "") in told
    assert 'laksana_database_connections{login="app",state="busy"}' in told
    assert "rizki" not in told.casefold()
    assert hidden == 404
    assert code == 0
    assert "Traceback" not in (tmp_path / "log").read_text()


@contextmanager
def _up(environ: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen([LAKSANA, "up"], env=environ, stdout=output, stderr=output)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(url).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def _run(environ: Mapping[str, str], *arguments: str) -> str:
    ended = subprocess.run([LAKSANA, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
