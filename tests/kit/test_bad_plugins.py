"""Plugins that cannot be used, at a terminal: what is wrong is named with its remedy, and nothing is written."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.two_releases.loaded import POINT, SLUG

from laksana_kit.scaffold.planting import plant
from laksana_web.cli.commands import laksana

BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nlangkah: [*b, *b, *b]\n"


def typed(*words: str) -> Result:
    return CliRunner().invoke(laksana, words)


@pytest.fixture
def plugin(tmp_path: Path) -> Iterator[Path]:
    """A sound plugin in a folder of its own."""
    yield plant("putar", sheet=None, folder=tmp_path).folder
    for name in [name for name in sys.modules if name.startswith("laksana_sop.putar")]:
        del sys.modules[name]


def release_of(plugin: Path) -> Path:
    return plugin / "src" / "laksana_sop" / "putar" / "r1"


def test_a_procedure_that_only_leads_round_is_an_error_of_the_check_at_each_of_its_steps(plugin: Path) -> None:
    procedure = release_of(plugin) / "procedure.py"
    straight = procedure.read_text("utf-8")
    procedure.write_text(straight.replace('then="selesaikan"', 'then="memeriksa_kelengkapan_berkas"'), "utf-8")

    checked = typed("sop", "check", str(plugin))

    assert checked.exit_code == 1
    assert "ERROR step.no_end: a case at 'memeriksa_kelengkapan_berkas' can never end by its steps" in checked.stdout
    assert checked.stdout.count("step.no_end") == 4
    assert "step.unreachable: the step 'selesaikan' is never come to" in checked.stdout


def test_a_sheet_that_would_unfold_without_end_is_refused_where_it_begins(plugin: Path, tmp_path: Path) -> None:
    bomb = release_of(plugin) / "sheet.yaml"
    bomb.write_text(BOMB, "utf-8")

    checked = typed("sop", "check", str(plugin))
    planted = typed("sop", "new", "bom", "--from", str(bomb), "--dir", str(tmp_path))

    for refused in (checked, planted):
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "sheet.yaml: line 1: an anchor or alias; write the text out" in refused.stderr
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["putar"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Installs the SOP with two releases from a distribution of that name."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(distribution: str) -> None:
        info = tmp_path / f"{distribution}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{POINT.group}]\n{POINT.name} = {POINT.value}\n")

    return install


def test_two_plugins_of_one_slug_are_both_named_and_neither_is_taken(installed: Callable[[str], None]) -> None:
    installed("sop_satu")
    one = typed("sop", "diff", SLUG, "r1", "r2")
    installed("sop_dua")

    refused = [typed("sop", *words) for words in (("check", SLUG), ("diff", SLUG, "r1", "r2"))]
    listed = typed("plugins", "list")

    assert one.exit_code == 0
    assert [(ended.exit_code, ended.stdout, ended.stderr) for ended in refused] == [
        (1, "", f"SOP '{SLUG}' dipasang oleh 2 paket (sop_dua, sop_satu); copot selain satu\n")
    ] * 2
    assert listed.stdout.count(f"two distributions declare the entry point '{SLUG}'; uninstall one") == 2


@pytest.mark.parametrize("words", [("sheet",), ("golden",), ("publish",), ("diff", "r1")])
def test_a_release_that_is_not_there_is_named_with_those_that_are(
    words: tuple[str, ...], installed: Callable[[str], None], tmp_path: Path
) -> None:
    installed("sop_satu")
    command, *known = words
    named = ["r9"] if known else ["--release", "r9"]

    refused = typed("sop", command, SLUG, *known, *named)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"SOP {SLUG} tidak mempunyai rilis 'r9'; yang ada: r1, r2\n"
    assert [folder.name for folder in tmp_path.iterdir()] == ["sop_satu-1.0.dist-info"]
