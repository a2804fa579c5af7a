import io
import json
import zipfile
from pathlib import Path
from time import process_time

import pypdf
import pytest
from click.testing import CliRunner

from laksana_kit.importer.document import UnreadableFileError
from laksana_kit.importer.reading import import_sheet
from laksana_web.cli.commands import laksana

SHEET = (Path(__file__).parent / "sheets" / "rehabilitasi_anak_lansia.txt").read_bytes()

_HEAD = b"Nomor SOP 1\nNo Kegiatan Pelaksana Kelengkapan Waktu (menit) Output\n"


def _pdf(pages: int, password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("foto.jpg", b"x" * 100)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("kosong.txt", b" \n", "berkas kosong"),
        ("surat.txt", b"Dengan hormat, bersama ini kami sampaikan laporan kegiatan.", "tidak ada tabel SOP"),
        ("gambar.txt", bytes(range(256)), "bukan teks"),
        ("sop.jpg", b"x", "jenis '.jpg' tidak dikenal"),
        ("pindai.pdf", _pdf(1), "tanpa lapisan teks"),
        ("buku.pdf", _pdf(200), "200 halaman, paling banyak 20"),
        ("rahasia.pdf", _pdf(1, "rahasia"), "terkunci kata sandi"),
        ("rusak.pdf", b"%PDF-1.7 rusak", "bukan PDF yang utuh"),
        ("sop.docx", _zip(), "bukan dokumen Word"),
        ("sop.docx", b"\xd0\xcf\x11\xe0rahasia", "terkunci kata sandi"),
        ("besar.txt", b"Nomor SOP " * 30_000, "paling banyak 200000"),
        ("angka.txt", _HEAD + b"10\n" * 38_000, "baris, paling banyak 5000"),
        ("berulang.txt", _HEAD + b"1. Membuat surat Surat 5 menit Surat\n" * 3_000, "paling banyak 20000 huruf"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_its_reason(name: str, content: bytes, remedy: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        import_sheet(name, content)

    assert str(refused.value).startswith(f"{name}: ")
    assert remedy in str(refused.value)


_STEPS = "1. Staf menerima surat Surat 5 menit Agenda\n2. Kasi memeriksa surat Surat 5 menit Paraf\n"


@pytest.mark.parametrize(
    "absurd",
    [
        pytest.param("Kabid" + " " * 19_000 + "Kadis\n", id="blanks inside a line"),
        pytest.param(" " * 19_000 + "-\n", id="blanks before a dash"),
        pytest.param("<!--" * 4_500, id="comments that do not end"),
        pytest.param("Kegiatan Waktu " * 1_200, id="names of columns again and again"),
        pytest.param("5 menit " * 1_400, id="times again and again"),
    ],
)
def test_an_absurd_file_takes_no_longer_than_a_sheet_may(absurd: str) -> None:
    began = process_time()

    imported = import_sheet("sop.txt", _HEAD + f"{_STEPS}{absurd}".encode())

    assert process_time() - began < 1
    assert [row.kegiatan for row in imported.sheet.langkah][:2] == ["Staf menerima surat", "Kasi memeriksa surat"]


def test_json_is_one_object_and_the_files_are_written(tmp_path: Path) -> None:
    file = tmp_path / "sop.txt"
    file.write_bytes(SHEET)

    done = CliRunner().invoke(laksana, ["sop", "import", str(file), "--json", "--out", str(tmp_path / "r1")])

    sheet = json.loads(done.stdout)
    assert (done.exit_code, sheet["nomor_sop"], sheet["langkah"][4]["waktu"]["iso"]) == (0, "/Rehsos /03/2017", "PT1H")
    assert sheet["report"]["bacaan"][0] == {
        "field": "nomor_sop",
        "read": "/Rehsos /03/2017",
        "place": "baris 12",
        "sureness": "certain",
    }
    assert sorted(written.name for written in (tmp_path / "r1").iterdir()) == ["report.yaml", "sheet.yaml"]


def test_a_sheet_that_is_there_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "sop.txt"
    file.write_bytes(SHEET)
    (tmp_path / "sheet.yaml").write_text("dibetulkan")

    refused = CliRunner().invoke(laksana, ["sop", "import", str(file), "--out", str(tmp_path)])

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "sudah ada" in refused.stderr
    assert [found.name for found in sorted(tmp_path.iterdir())] == ["sheet.yaml", "sop.txt"]
    assert (tmp_path / "sheet.yaml").read_text() == "dibetulkan"
