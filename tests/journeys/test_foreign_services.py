"""A whole case on services that are not ours, named by the settings alone: Debian's PostgreSQL 15, an S3 server."""

import base64
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.debian_postgres import debian_postgres
from tests.support.services import ROOT

from laksana_infra.embedded.storage import RunningStorage


@pytest.mark.skipif("LAKSANA_FOREIGN" not in os.environ, reason="set LAKSANA_FOREIGN=1; .ci/run does")
def test_a_case_is_carried_to_its_end_on_debians_postgresql_and_a_separate_s3_server(
    storage_server: RunningStorage, tmp_path: Path
) -> None:
    storage = {
        "LAKSANA_S3_ENDPOINT": storage_server.endpoint,
        "LAKSANA_S3_ACCESS_KEY": storage_server.access_key,
        "LAKSANA_S3_SECRET_KEY": storage_server.secret_key,
        "LAKSANA_S3_BUCKET": f"laksana-{secrets.token_hex(4)}",
        "LAKSANA_MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}

    with debian_postgres() as database:
        played = subprocess.run(
            [sys.executable, "-m", "tests.support.play_scene", str(tmp_path), "pemulangan_orang_terlantar"],
            cwd=ROOT,
            env={**clean, **database, **storage},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    assert played.returncode == 0, played.stderr
    shown = json.loads(played.stdout)
    assert [(case["tenant"], case["state"], case["attachments"]) for case in shown["cases"]] == [
        ("lamandau", "COMPLETED", 5)
    ]
    assert (shown["isolation_probe_ok"], shown["audit_ok"]) == (True, True)
