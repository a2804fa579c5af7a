"""A plugin from a repository of its own: its wheel beside the service, one office, one case to its end over GraphQL."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from tests.support.running import laksana, laksana_up, until_ready
from tests.support.services import ROOT

from laksana_web.address import free_bind
from laksana_web.demo.people import Office
from laksana_web.demo.screen import Screen
from laksana_web.demo.under_way import CaseUnderWay

TOOLS = Path(sys.executable).parent
SLUG = "surat_dari_luar"
HOLDERS = {"STAF": "rizki_fadilah", "KADIS": "budi_santika"}
PERMOHONAN = {
    "pemohon": {
        "name": "Siti Rohani",
        "sex": "FEMALE",
        "address": "Jl. Mayor Ruslan No. 12 RT 03",
        "region": "16.04.10.1037",
    },
    "request": "Pemohon memerlukan surat keterangan.",
}


def ran(*command: str | Path, cwd: Path) -> None:
    """The command ended well, without any setting of this service."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LAKSANA_", "PYTEST_"))}
    ended = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def wheel_of_a_new_plugin(folder: Path) -> Path:
    """The plugin is made, tries itself and is built, all in its own repository."""
    laksana(os.environ, "sop", "new", SLUG, "--dir", str(folder))
    repository = folder / SLUG
    ran(TOOLS / "laksana", "sop", "check", ".", cwd=repository)
    ran(TOOLS / "pytest", "-q", "-p", "no:asyncio", cwd=repository)
    ran(TOOLS / "uv", "build", "--wheel", cwd=repository)
    (wheel,) = (repository / "dist").glob("*.whl")
    return wheel


def office_that_activates_it(folder: Path) -> Path:
    """Lahat's pack with the new SOP among those that it works by."""
    pack = shutil.copytree(ROOT / "tenants" / "packs" / "lahat", folder / "lahat")
    with (pack / "activation.yaml").open("a") as file:
        file.write(
            f'  - {{sop: "{SLUG}", release: "r1", effective_from: "2024-06-06", '
            'mapping_confirmed_on: "2024-06-06", fixture: "true"}\n'
        )
    return pack


async def whole_case(case: CaseUnderWay) -> None:
    """From the counter to the end, a letter signed in ink on the way."""
    await case.open("STAF", PERMOHONAN)
    await case.receive("STAF", sender="Siti Rohani", subject="Permohonan surat keterangan")
    await case.check("STAF", (), on_paper=("berkas_permohonan",))
    await case.perform("STAF", "memeriksa_kelengkapan_berkas", outcome="lengkap")
    await case.draft_and_sign("STAF", "surat_langkah_3", parafs=())
    await case.perform("STAF", "menyerahkan_surat_pemohon")
    await case.complete("STAF", "dilayani", {"note": "Surat diserahkan kepada pemohon."})
    await case.end_as("COMPLETED")


@pytest.mark.skipif("LAKSANA_FOREIGN" not in os.environ, reason="set LAKSANA_FOREIGN=1; .ci/run does")
async def test_a_plugin_from_its_own_repository_carries_a_case_to_its_end(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    wheel = wheel_of_a_new_plugin(tmp_path)
    ran(TOOLS / "uv", "pip", "install", "--no-deps", "--target", beside, wheel, cwd=tmp_path)
    pack = office_that_activates_it(tmp_path)
    bind, log = str(free_bind()), tmp_path / "log"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}
    environ |= {"LAKSANA_HOME": str(tmp_path / "rumah"), "LAKSANA_BIND": bind, "PYTHONPATH": str(beside)}

    with laksana_up(environ, log) as process:
        until_ready(f"http://{bind}/health/ready", process, log)
        laksana(environ, "tenant", "apply", str(pack))
        tokens = {
            role: laksana(environ, "token", "issue", "--tenant", "lahat", "--person", person).strip()
            for role, person in HOLDERS.items()
        }
        async with httpx.AsyncClient(timeout=60) as http:
            url = f"http://{bind}/graphql"
            screens = {role: Screen(http=http, url=url, token=token) for role, token in tokens.items()}
            today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
            office = Office(slug="lahat", name="Lahat", today=today, screens=screens, officer_ids={})
            case = CaseUnderWay(office=office, sop=SLUG, tell=lambda _sentence: None)
            await whole_case(case)
            ended = await case.seen()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)

    assert ended["status"] == "COMPLETED"
    assert {letter["kind"]: letter["stage"] for letter in ended["letters"]} == {
        "tanda_terima": "ISSUED",
        "surat_langkah_3": "SIGNED",
    }
    assert SLUG not in (ROOT / "pyproject.toml").read_text("utf-8")
