"""A command ends although a plugin hangs or eats memory, and says where the plugin stood."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from laksana.procedures.loader import load_registry
from laksana_web.cli.commands import laksana

STUBBORN = """import time

def _waits_for_a_service():
    while True:
        try:
            time.sleep(60)
        except Exception:
            pass

_waits_for_a_service()
"""
GREEDY = "KEPT = bytearray(2**34)\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a distribution with a plugin can be installed; a plugin may take 1.2 s to be loaded, and 400 MB."""
    load_registry()  # so that the sound ones have been imported
    monkeypatch.setenv("LAKSANA_PLUGIN_LIMIT_MS", "100")
    monkeypatch.setenv("LAKSANA_PLUGIN_MEMORY_MB", "100")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith(("sop_keras", "laksana_sop.keras"))]:
        del sys.modules[name]


def installed(site: Path, source: str) -> None:
    info = site / "sop_keras-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sop-keras\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[laksana.sop]\nkeras = sop_keras\n")
    (site / "sop_keras.py").write_text(source)


def test_a_plugin_that_hangs_while_it_is_imported_is_set_aside_and_the_others_are_listed(site: Path) -> None:
    installed(site, STUBBORN)

    listed = CliRunner().invoke(laksana, ["plugins", "list", "--json"])

    assert listed.exit_code == 0, listed.output
    found = json.loads(listed.stdout)
    (aside,) = found["quarantined"]
    assert len(found["releases"]) == 4
    assert (aside["plugin"], "_waits_for_a_service" in aside["reason"]) == ("keras", True)


@pytest.mark.parametrize(
    ("source", "said"), [(STUBBORN, "tidak selesai dimuat"), (GREEDY, "MemoryError")], ids=["hangs", "eats"]
)
def test_the_check_of_a_folder_ends_with_a_sentence(site: Path, source: str, said: str) -> None:
    folder = site / "keras"
    (folder / "src" / "laksana_sop" / "keras").mkdir(parents=True)
    (folder / "src" / "laksana_sop" / "keras" / "plugin.py").write_text(source)

    checked = CliRunner().invoke(laksana, ["sop", "check", str(folder)])

    assert checked.exit_code == 1
    assert said in checked.stderr
    assert "Traceback" not in checked.output
