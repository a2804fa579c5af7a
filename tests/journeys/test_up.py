"""`laksana up`: one process that serves, other commands that join it, and an orderly end."""

import json
import os
import signal
from pathlib import Path

import httpx
from tests.support.running import laksana, laksana_up, one_after_another, until_ready

from laksana_web.address import free_bind


def test_one_command_serves_others_join_it_and_it_ends_in_order(tmp_path: Path) -> None:
    bind = str(free_bind())
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}
    metrics = str(free_bind())
    environ |= {"LAKSANA_HOME": str(tmp_path / "rumah kantor"), "LAKSANA_BIND": bind, "LAKSANA_METRICS_BIND": metrics}

    with laksana_up(environ, tmp_path / "log") as process:
        until_ready(f"http://{bind}/health/ready", process, tmp_path / "log")
        applied = laksana(environ, "tenant", "apply", "lahat")
        *again, listed, token = one_after_another(
            environ,
            ("tenant", "apply", "lahat"),
            ("tenant", "list", "--json"),
            ("token", "issue", "--tenant", "lahat", "--person", "rizki_fadilah"),
        )
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(f"http://{bind}/graphql", json={"query": "{ viewer { name } }"}, headers=headers)
        httpx.post(f"http://{bind}/graphql", json={"query": "{ viewer { name } }"})
        told = httpx.get(f"http://{metrics}/metrics").text
        hidden = httpx.get(f"http://{bind}/metrics").status_code
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)

    assert applied.splitlines()[0] == "tambah kantor lahat"
    assert again == ["Kantor lahat sudah sesuai paketnya; tidak ada yang diubah."]
    assert [office["slug"] for office in json.loads(listed)] == ["lahat"]
    assert answer.json() == {"data": {"viewer": {"name": "RIZKI FADILAH NUGRAHA, A.Md"}}}
    answered = 'laksana_request_duration_seconds_count{method="POST",route="/graphql",status="%s",tenant="%s"} 1.0'
    assert answered % (200, "lahat") in told
    assert answered % (401, "") in told
    assert 'laksana_database_connections{login="app",state="busy"}' in told
    assert "rizki" not in told.casefold()
    assert hidden == 404
    assert code == 0
    assert "Traceback" not in (tmp_path / "log").read_text()
