"""What a person at the terminal reads when something is wrong, and what `plugins list` says."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

LAKSANA = Path(sys.executable).with_name("laksana")


def run(*arguments: str, home: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own, without any setting but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}
    return subprocess.run(
        [LAKSANA, *arguments],
        env={**clean, "LAKSANA_HOME": str(home), **environ},
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_wrong_setting_is_named_with_value_and_remedy_and_no_traceback(tmp_path: Path) -> None:
    ended = run("up", home=tmp_path / "home", LAKSANA_BIND="di sini")

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Pengaturan keliru: LAKSANA_BIND: 'di sini'")
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_a_part_alone_needs_settings(tmp_path: Path, command: str) -> None:
    ended = run(command, home=tmp_path / "home")

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"laksana {command}: LAKSANA_DATABASE_")
    assert "laksana up" in ended.stderr
    assert not (tmp_path / "home").exists()


def test_an_address_in_use_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        ended = run("up", home=tmp_path / "home", LAKSANA_BIND=f"127.0.0.1:{port}")

    assert ended.returncode == 1
    assert f"alamat 127.0.0.1:{port} dipakai proses lain" in ended.stderr
    assert not (tmp_path / "home").exists()


def test_a_folder_that_is_no_pack_is_named_with_the_packs_there_are(tmp_path: Path) -> None:
    ended = run("tenant", "plan", "lahta", home=tmp_path / "home")

    assert ended.returncode == 1
    assert ended.stderr.startswith("'lahta' bukan paket kantor")
    assert "lahat, lamandau" in ended.stderr
    assert not (tmp_path / "home").exists()


def test_a_new_pack_for_an_unknown_region_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    ended = run("tenant", "new", "contoh", "--region", "99.99", home=tmp_path / "home")

    assert ended.returncode == 1
    assert "99.99" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_does_not_exist_ends_with_2(tmp_path: Path) -> None:
    assert run("jalan", home=tmp_path / "home").returncode == 2


def test_plugins_list_shows_releases_and_why_a_broken_plugin_was_set_aside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "sop_rusak-1.0.dist-info").mkdir(parents=True)
    (site / "sop_rusak-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: sop-rusak\nVersion: 1.0\n")
    (site / "sop_rusak-1.0.dist-info" / "entry_points.txt").write_text("[laksana.sop]\nrusak = sop_rusak\n")
    (site / "sop_rusak.py").write_text("import modul_yang_tidak_ada\n")

    listed = run("plugins", "list", "--json", home=tmp_path / "home", PYTHONPATH=str(site))

    assert listed.returncode == 0, listed.stderr
    found = json.loads(listed.stdout)
    assert [(release["slug"], release["release"], len(release["hash"])) for release in found["releases"]] == [
        ("asistensi_rehabilitasi", "r1", 64),
        ("lansia_terlantar", "r1", 64),
        ("pemulangan_orang_terlantar", "r1", 64),
        ("rehabilitasi_anak_lansia", "r1", 64),
    ]
    assert found["quarantined"] == [
        {
            "plugin": "rusak",
            "distribution": "sop-rusak",
            "reason": "ModuleNotFoundError: No module named 'modul_yang_tidak_ada'",
        }
    ]
