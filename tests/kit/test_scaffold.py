"""`laksana sop new`: what it writes passes the check, the derived tests and the linters at once."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.sources import ROOT

from laksana_kit.form.chart import full_chart
from laksana_kit.importer.writing import READ_FROM
from laksana_kit.scaffold.planting import plant
from laksana_kit.testing.derived import CASES, JUDGED
from laksana_kit.testing.home import releases_beside
from laksana_kit.testing.played import InventedOffice, Perform, PlayedCase
from laksana_kit.testing.trial import Trial
from laksana_sdk.procedure import Procedure, Return, SignedLetter, Step, Wait
from laksana_sdk.reading import Reading
from laksana_web.cli.commands import laksana

SHEETS = Path(__file__).parent / "sheets"
TOOLS = Path(sys.executable).parent
TABLE = SHEETS / "01_kursi_roda_tabel.txt"


def new(*arguments: str) -> Result:
    return CliRunner().invoke(laksana, ["sop", "new", *arguments])


def example_of(readme: str) -> Callable[[PlayedCase, Perform], None]:
    """The test that the plugin's README shows."""
    shown: dict[str, Any] = {}
    exec(readme.partition("```python\n")[2].partition("```")[0], shown)  # noqa: S102 - our own words
    example: Callable[[PlayedCase, Perform], None] = shown["test_permohonan_yang_diterima_mendapat_tanda_terima"]
    return example


def procedure_of(folder: Path) -> Procedure:
    return releases_beside(folder / "tests" / "x.py")[0].procedure


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@pytest.mark.parametrize(("slug", "sheet"), [("dari_awal", None), ("dari_lembar", SHEETS.parent / "kunjungan.yaml")])
def test_a_new_plugin_passes_every_derived_test_the_check_and_the_linters(
    slug: str, sheet: Path | None, tmp_path: Path
) -> None:
    folder = plant(slug, sheet=sheet, folder=tmp_path).folder

    for release in releases_beside(folder / "tests" / f"test_{slug}.py"):
        trial = Trial(release, CASES)
        faults = [fault for judge, things in JUDGED for thing in things(trial) if (fault := judge(trial, thing))]
        assert faults == []
        case = PlayedCase(release.procedure, InventedOffice())
        example_of((folder / "README.md").read_text("utf-8"))(case, case.perform)
    for command in (["check", "."], ["format", "--check", "."]):
        ran = subprocess.run([TOOLS / "ruff", *command], cwd=folder, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout


@pytest.mark.skipif(not os.environ.get("LAKSANA_DEEP"), reason="only with LAKSANA_DEEP: mypy reads the SDK anew")
def test_the_code_of_a_new_plugin_is_strictly_typed(tmp_path: Path) -> None:
    folder = plant("bertipe", sheet=TABLE, folder=tmp_path).folder

    ran = subprocess.run([TOOLS / "mypy"], cwd=folder, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


def test_without_a_sheet_two_actors_sign_one_letter_and_papers_may_go_back(tmp_path: Path) -> None:
    result = new("surat_contoh", "--dir", str(tmp_path))

    procedure = procedure_of(tmp_path / "surat_contoh")
    assert result.exit_code == 0, result.stderr
    assert {role.code for role in procedure.roles()} == {"STAF", "KADIS"}
    assert [type(node).__name__ for node in procedure.steps] == ["Intake", "Step", "SignedLetter", "Step", "Finish"]
    assert [to for to in procedure.steps[1].targets() if isinstance(to, Return)]
    assert "laksana sop check" in result.stdout


def test_each_row_of_a_sheet_is_a_step_with_its_actor_its_branches_and_its_time(tmp_path: Path) -> None:
    planted = plant("kunjungan_contoh", sheet=SHEETS.parent / "kunjungan.yaml", folder=tmp_path)

    procedure = procedure_of(planted.folder)
    assert [(node.row, node.by.code) for node in procedure.steps[:-1]] == [
        *((1, "TU"), (2, "KASI"), (3, "PEKSOS"), (4, "KABID"), (5, "TU"), (6, "TU")),
    ]
    visit, study, answer = (procedure.steps[place] for place in (2, 3, 4))
    assert isinstance(visit, Step)
    assert isinstance(study, Step)
    assert [(one.label, one.then) for one in study.outcomes] == [("Ya", answer.slug), ("Tidak", visit.slug)]
    assert isinstance(answer, Wait)
    assert answer.on.code == "SENTRA"
    letter = procedure.steps[5]
    assert isinstance(letter, SignedLetter)
    assert letter.letter.signer.code == "KADIS"
    assert "# Row 3 (2 hari kerja): Melakukan kunjungan rumah" in (
        planted.folder / "src/laksana_sop/kunjungan_contoh/r1/procedure.py"
    ).read_text("utf-8")


def test_what_the_sheet_leaves_open_is_asked_in_the_reading_and_in_the_readme(tmp_path: Path) -> None:
    folder = plant("tanpa_pelaksana", sheet=SHEETS / "31_kursi_roda_kegiatan_terpotong.txt", folder=tmp_path).folder

    reading = Reading.beside(folder / "src/laksana_sop/tanpa_pelaksana/r1/procedure.py")
    asked = [one.ask for one in reading.anomalies]
    assert (
        asked[0]
        == "Siapa pelaksana langkah 1, 2, 3, 4, 5, 6? Untuk sementara Staf, dan Kepala Dinas untuk menandatangani."
    )
    readme = (folder / "README.md").read_text("utf-8")
    assert [one for one in asked if f"- TODO: {one}" not in readme] == []


def test_on_the_form_whoever_signs_stands_for_the_letter_and_a_plain_branch_is_told_once(tmp_path: Path) -> None:
    folder = plant("formulir", sheet=SHEETS.parent / "kunjungan.yaml", folder=tmp_path).folder

    procedure = procedure_of(folder)
    chart = full_chart(procedure, Reading.beside(folder / "src/laksana_sop/formulir/r1/procedure.py"))
    letter = next(box for box in chart.boxes if isinstance(procedure.step(box.steps[0]), SignedLetter))
    assert (letter.number, procedure.step(letter.steps[0]).by.code) == ("6", "TU")
    assert chart.lanes[letter.lane].name == "Kadis"
    assert [box.remark for box in chart.boxes if "Ya: Ya" in box.remark] == []


def test_the_same_sheet_gives_the_same_files(tmp_path: Path) -> None:
    one, other = (plant("sama", sheet=TABLE, folder=tmp_path / name).folder for name in ("a", "b"))

    assert everything(one) == everything(other)


def workspace(folder: Path) -> Path:
    (folder / "plugins").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_a_plugin_enters_the_workspace_that_it_lies_in_and_nothing_else_changes(tmp_path: Path) -> None:
    before = (workspace(tmp_path) / "pyproject.toml").read_text("utf-8")

    result = new("kunjungan_rumah", "--dir", str(tmp_path / "plugins"))

    after = (tmp_path / "pyproject.toml").read_text("utf-8")
    read: dict[str, Any] = tomllib.loads(after)
    module, tool = "laksana_sop.kunjungan_rumah", read["tool"]
    assert result.exit_code == 0, result.stderr
    assert "laksana-sop-kunjungan-rumah" in read["project"]["dependencies"]
    assert tool["uv"]["sources"]["laksana-sop-kunjungan-rumah"] == {"workspace": True}
    assert tool["mypy"]["mypy_path"].endswith(":plugins/kunjungan_rumah/src")
    assert module in tool["importlinter"]["root_packages"]
    naming = [one for one in tool["importlinter"]["contracts"] if module in str(one)]
    assert [one["type"] for one in naming] == ["forbidden", "independence", "protected"]
    kept = [line for line in after.splitlines() if "kunjungan" not in line]
    assert kept == [line for line in before.splitlines() if not line.startswith("mypy_path")]
    assert (tmp_path / "plugins/kunjungan_rumah/src/laksana_sop/kunjungan_rumah/plugin.py").is_file()
    own = tomllib.loads((tmp_path / "plugins/kunjungan_rumah/pyproject.toml").read_text("utf-8"))
    assert own["project"]["dependencies"] == ["laksana-sdk>=0.1,<0.2"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Surat Baru"], "bukan nama SOP"),
        (["_surat"], "bukan nama SOP"),
        (["class"], "bukan nama SOP"),
        (["s" * 51], "bukan nama SOP"),
        (["lansia_terlantar"], "sudah terpasang"),
        (["ada"], "sudah ada"),
        (["baru", "--from", "tidak_ada.docx"], "No such file"),
        (["baru", "--from", "kosong.txt"], "kosong"),
        (["baru", "--from", "rusak.yaml"], "rusak.yaml"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace(tmp_path))
    (tmp_path / "plugins" / "ada").mkdir()
    (tmp_path / "kosong.txt").write_text("", "utf-8")
    (tmp_path / "rusak.yaml").write_text("langkah: [", "utf-8")
    before = everything(tmp_path)

    result = new(*arguments)

    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert everything(tmp_path) == before
    assert [one.name for one in (tmp_path / "plugins").iterdir()] == ["ada"]


def test_a_sheet_that_was_looked_at_since_it_was_read_in_still_names_its_file(tmp_path: Path) -> None:
    looked_at = tmp_path / "sheet.yaml"
    read_from = READ_FROM.format(source="SOP Kunjungan (final).docx")
    looked_at.write_text(read_from + (SHEETS.parent / "kunjungan.yaml").read_text("utf-8"), "utf-8")

    folder = plant("kunjungan_lansia", sheet=looked_at, folder=tmp_path).folder

    copied = (folder / "src/laksana_sop/kunjungan_lansia/r1/sheet.yaml").read_text("utf-8")
    assert copied.startswith(f"{read_from}# Copied from sheet.yaml.\n")
    assert "SOP Kunjungan (final).docx" in (folder / "README.md").read_text("utf-8")
