"""The README of each plugin tells the office what goes beyond its sheet and what it must still confirm."""

from importlib import import_module
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[2] / "plugins"
SLUGS = sorted(folder.name for folder in PLUGINS.iterdir() if (folder / "README.md").is_file())
BEYOND = "## Yang ditambahkan di luar lembar SOP\n"
CONFIRM = "## Yang masih harus dipastikan kantor\n"


def section(slug: str, heading: str) -> str:
    """What stands under a heading of the plugin's README, up to the next one."""
    text = (PLUGINS / slug / "README.md").read_text("utf-8")
    assert text.count(heading) == 1, f"{slug} has no section {heading!r}"
    return text.partition(heading)[2].partition("\n## ")[0]


def test_the_four_sops_have_their_readme() -> None:
    assert [
        *("asistensi_rehabilitasi", "lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia"),
    ] == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_that_the_sheet_does_not_print_is_explained(slug: str) -> None:
    (release,) = import_module(f"laksana_sop.{slug}.plugin").laksana_releases()
    told = section(slug, BEYOND)

    implied = [node.slug for node in release.procedure.steps if node.row is None]
    assert [step for step in implied if f"`{step}`" not in told] == []
    assert release.procedure.emergency is None or "darurat" in told.lower()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_office_is_told_what_it_must_confirm_and_where_the_other_questions_stand(slug: str) -> None:
    told = section(slug, CONFIRM)

    assert "Pelaksana setiap langkah" in told or "pelaksana setiap langkah" in told
    assert "`ask` di `reading.yaml`" in told
    assert "hari kerja" in told
