"""`laksana sop sheet`: the official form as a file or on standard output."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from laksana_web.cli.commands import laksana

SLUG = "asistensi_rehabilitasi"
# Indonesian F4 lying on its side, in points.
F4 = (935, 609)


def sheet(*options: str) -> Result:
    return CliRunner().invoke(laksana, ["sop", "sheet", *options])


def test_the_signed_sheet_comes_as_a_pdf_on_standard_output_with_every_page_of_the_paper() -> None:
    result = sheet(SLUG, "--printed-only", "--office", "Dinas Sosial Kabupaten Lahat")

    pages = PdfReader(BytesIO(result.stdout_bytes)).pages
    assert result.exit_code == 0, result.stderr
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [F4, F4]
    assert "DINAS SOSIAL KABUPATEN LAHAT" in pages[0].extract_text()
    assert "Memberikan edukasi tentang asistensi Rehsos" in " ".join(pages[1].extract_text().split())


def test_html_and_svg_are_whole_files_that_need_nothing_else(tmp_path: Path) -> None:
    for how in ("html", "svg"):
        assert sheet(SLUG, "--format", how, "--paper", "a4", "--out", str(tmp_path / f"lembar.{how}")).exit_code == 0

    page, picture = ((tmp_path / f"lembar.{how}").read_text("utf-8") for how in ("html", "svg"))
    assert page.count("<svg ") == 4
    assert picture.count("<svg ") == 1
    assert not re.findall(r"(?:src|href)=|url\((?!#)|@import", page + picture)
    assert "tidak tercetak pada SOP yang disahkan" in page
    assert {file.name for file in tmp_path.iterdir()} == {"lembar.html", "lembar.svg"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["tidak_ada"], "bukan SOP yang terpasang"),
        ([SLUG, "--release", "r9"], "tidak mempunyai rilis 'r9'; yang ada: r1"),
        ([SLUG, "--format", "svg", "--out", "/tidak/ada/lembar.svg"], "pilih berkas lain dengan --out"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(options: list[str], said: str) -> None:
    result = sheet(*options)

    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_unreadable_reading_is_named_and_the_file_that_was_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "laksana_sop" / "rusak"
    folder.mkdir(parents=True)
    (folder / "plugin.py").write_text(
        "from dataclasses import replace\n"
        "from pathlib import Path\n"
        "from laksana_sop.asistensi_rehabilitasi.plugin import laksana_releases as others\n"
        "def laksana_releases():\n"
        "    return [replace(others()[0], folder=Path(__file__).parent)]\n",
        "utf-8",
    )
    (folder / "sheet.yaml").write_text("nomor_sop: [", "utf-8")
    there = tmp_path / "lembar.pdf"
    there.write_bytes(b"yang lama")

    result = sheet(str(tmp_path), "--out", str(there))

    assert result.exit_code == 1
    assert "sheet.yaml" in result.stderr
    assert there.read_bytes() == b"yang lama"
