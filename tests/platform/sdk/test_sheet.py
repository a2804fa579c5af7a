from datetime import timedelta
from pathlib import Path

import pytest

from laksana_sdk.reading import Reading
from laksana_sdk.sheet import Sheet, TimeBasis
from laksana_sdk.strict_yaml import PluginFileError

SHEET = """\
nomor_sop: "1/SOP/2024"
nama_sop: null
judul: "SOP Uji"
unit: null
tanggal_pembuatan: "2010-05"
tanggal_revisi: null
tanggal_efektif: "2024-06-06"
disahkan_oleh: null
dasar_hukum: []
kualifikasi_pelaksana: []
keterkaitan: []
peralatan: ["Meja Kursi"]
peringatan: []
pencatatan_pendataan: []
kolom_pelaksana: ["STAF", null]
langkah:
  - "no": "1"
    kegiatan: "Terima surat"
    pelaksana: []
    kelengkapan: "1. Surat 2. ATK"
    waktu: {printed: "1 jam", iso: "PT1H", kind: "exact", basis: "office_time"}
    output: null
    keterangan: null
    keputusan: []
  - "no": null
    kegiatan: "Kirim surat"
    pelaksana: []
    kelengkapan: null
    waktu: {printed: "2 - 3 hari", iso: "P2D/P3D", kind: "range", basis: "unknown"}
    output: null
    keterangan: null
    keputusan: ["Ya", "Tidak"]
  - "no": "3"
    kegiatan: "Simpan arsip"
    pelaksana: []
    kelengkapan: null
    waktu: {printed: null, iso: null, kind: "none", basis: "unknown"}
    output: null
    keterangan: null
    keputusan: []
"""

READING = """\
columns:
  - {column: 1, printed: "STAF", role: "STAF", reason: "Printed."}
  - {column: 2, printed: null, role: "STAF", reason: "Unnamed."}
rows:
  - {row: 1, does: ["STAF"], supports: [], symbol: "start", reason: "Counter work."}
  - {row: 2, does: ["STAF"], supports: ["SENTRA"], symbol: "decision", reason: "Counter work."}
  - {row: 3, does: ["STAF"], supports: [], symbol: "end", reason: "Counter work."}
branches:
  - {row: 2, printed: "Ya", then: "row 3", reason: "Printed."}
times:
  - {row: 2, basis: "working_days", reason: "Offices mean days of work."}
splits:
  - {field: "peralatan", row: null, lead: null, parts: ["Meja", "Kursi"]}
  - {field: "kelengkapan", row: 1, lead: null, parts: ["Surat", "ATK"]}
laws: []
corrections: []
anomalies:
  - {id: "A-1", finding: "f", decision: "d", steps: [], done_in: "sheet.yaml", ask: null}
"""

ANSWER = READING.partition("anomalies:\n")[2]


def write(folder: Path, *, sheet: str = SHEET, reading: str = READING) -> Path:
    (folder / "sheet.yaml").write_text(sheet, "utf-8")
    (folder / "reading.yaml").write_text(reading, "utf-8")
    return folder / "procedure.py"


def changed(source: str, old: str, new: str) -> str:
    assert source.count(old) == 1
    return source.replace(old, new)


def test_a_sheet_is_read_from_beside_the_module(tmp_path: Path) -> None:
    sheet = Sheet.beside(str(write(tmp_path)))

    assert sheet.nomor_sop == "1/SOP/2024"
    assert sheet.nama_sop is None
    assert sheet.tanggal_pembuatan == "2010-05"
    assert sheet.kolom_pelaksana == ("STAF", None)
    assert [row.no for row in sheet.langkah] == ["1", None, "3"]
    assert sheet.row(2).keputusan == ("Ya", "Tidak")


def test_printed_times_add_up_for_each_basis_and_ranges_count_their_longest(tmp_path: Path) -> None:
    total = Sheet.beside(write(tmp_path)).total_printed()

    assert total.office_time == "PT60M"
    assert total.by_basis == {TimeBasis.OFFICE_TIME: timedelta(hours=1), TimeBasis.UNKNOWN: timedelta(days=3)}
    assert total.rows_without_time == (3,)


def test_rows_are_counted_from_one(tmp_path: Path) -> None:
    sheet = Sheet.beside(write(tmp_path))

    for outside in (0, 4):
        with pytest.raises(LookupError, match=f"has no row {outside}; its rows are 1 to 3"):
            sheet.row(outside)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("unit: null\n", "", "unit: the key is missing; add it, with null where the paper is blank"),
        ("unit: null", "unit: null\nkop: x", "kop: the key is unknown; correct its spelling or remove it"),
        ("unit: null", "unit: null\nunit: x", "line 5: the key 'unit' stands twice; keep one"),
        ("unit: null", "unit: yes", "unit: YAML reads True here; quote the word as printed"),
        ("unit: null", 'unit: " "', "unit: the text is empty; write null where the paper is blank"),
        ("unit: null", "unit: 16:00", "unit: 960 is no text; quote it as printed"),
        ("unit: null", "unit: [x]", "unit: ['x'] is no text; quote it as printed"),
        ("unit: null", "unit: &a x", "line 4: an anchor or alias; write the text out"),
        ("unit: null", "unit: *a", "line 4: an anchor or alias; write the text out"),
        ("unit: null", "unit: !!python/name:os.system x", "could not determine a constructor for the tag"),
        ("unit: null", "unit: " + "[" * 5000, "line 4: nested too deeply; flatten it"),
        ("unit: null", "unit: null\n---\nunit: null", "but found another document"),
        ("unit: null", "unit: null\n? [a]\n: b", "a list or mapping as key"),
        ('"2024-06-06"', "2024-06-06", "tanggal_efektif: an unquoted date, '2024-06-06'; quote it: \"2024-06-06\""),
        ('"2024-06-06"', "2024-02-30", "no YAML text"),
        ('"2024-06-06"', '"2024-02-30"', "tanggal_efektif: '2024-02-30' is no ISO day or month"),
        ('"2024-06-06"', '"6 Juni 2024"', "tanggal_efektif: '6 Juni 2024' is no ISO day or month"),
        ('"2010-05"', '"2010-13"', "tanggal_pembuatan: '2010-13' is no ISO day or month"),
        ("dasar_hukum: []", "dasar_hukum: null", "dasar_hukum: None is no list; write [] for nothing"),
        ("dasar_hukum: []", "dasar_hukum: [null]", "dasar_hukum[1]: None is no text; quote it as printed"),
        ('"no": "1"', 'no: "1"', "langkah[1].False: the key is read as False; quote the key"),
        ('"no": "3"', '"no": 3', "langkah[3].no: 3 is no text; quote it as printed"),
        ('"Simpan arsip"', "null", "langkah[3].kegiatan: null where a text must stand; write the text"),
        ('"PT1H"', '"1 jam"', "langkah[1].waktu.iso: '1 jam' is no ISO 8601 duration"),
        ('"PT1H"', '"P"', "langkah[1].waktu.iso: 'P' is no ISO 8601 duration"),
        ('"PT1H"', '"PT1H/PT2H"', "langkah[1].waktu.iso: 'PT1H/PT2H' beside kind 'exact'; join several"),
        ('"PT1H"', "null", "langkah[1].waktu.kind: 'exact' beside iso None; kind none goes with iso null alone"),
        ('"exact"', '"exakt"', "langkah[1].waktu.kind: 'exakt' is unknown; write one of: exact, approximate, range"),
        ("langkah:\n", "langkah: []\nrest:\n", "rest: the key is unknown"),
    ],
)
def test_a_sheet_that_is_not_plain_is_refused_with_key_value_and_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    module = write(tmp_path, sheet=changed(SHEET, old, new))

    with pytest.raises(PluginFileError) as refused:
        Sheet.beside(module)

    assert str(refused.value).startswith(str(tmp_path / "sheet.yaml"))
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "None is no mapping; write `key: value` lines"),
        (b"- a\n", "['a'] is no mapping"),
        (b"\xff\xfe\xfa", "it is no YAML text"),
        (b"a: b\x00", "it is no YAML text"),
        (b"a" * 300_000, "it has 300000 bytes; keep it under 262144"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    (tmp_path / "sheet.yaml").write_bytes(content)

    with pytest.raises(PluginFileError) as refused:
        Sheet.beside(tmp_path / "procedure.py")

    assert complaint in str(refused.value)


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginFileError, match=r"sheet\.yaml: there is no such file; write it"):
        Sheet.beside(tmp_path / "procedure.py")


def test_a_reading_takes_run_together_lists_apart_and_leaves_the_others(tmp_path: Path) -> None:
    reading = Reading.beside(write(tmp_path))

    assert reading.items("peralatan") == ("Meja", "Kursi")
    assert reading.items("kelengkapan", row=1) == ("Surat", "ATK")
    assert reading.items("kelengkapan", row=2) == ()
    assert reading.items("peringatan") == ()
    assert reading.sheet.peralatan == ("Meja Kursi",)
    assert [role.code for role in reading.rows[1].supports] == ["SENTRA"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('["Meja", "Kursi"]', '["Meja"]', "splits[1].parts: 'Kursi' is left over; add it as an item"),
        ('["Meja", "Kursi"]', '["Kursi", "Meja"]', "splits[1].parts: 'Kursi' does not come next in the sheet"),
        ('["Meja", "Kursi"]', '["Meja", "Bangku"]', "splits[1].parts: 'Bangku' does not come next in the sheet"),
        ('field: "peralatan"', 'field: "kop"', "splits[1].field: 'kop' is no list of the header"),
        ("row: 1, lead", "row: 9, lead", "has no row 9"),
        ('["SENTRA"]', '["SENTRAL"]', "rows[2].supports: the role 'SENTRAL' is unknown; write one of: TU, STAF"),
        ('{row: 3, does: ["STAF"]', "{row: 3, does: []", "rows[3].does: nobody carries out the row"),
        ("{row: 3, does", "{row: 2, does", "rows: read are [1, 2, 2], the sheet has 1 to 3"),
        ("{row: 3, does", "{row: 4, does", "rows[3].row: 4 is no row; the sheet's rows are 1 to 3"),
        ("{row: 3, does", "{row: true, does", "rows[3].row: True is no whole number from 1"),
        ('printed: "STAF"', 'printed: "KASI"', "columns[1].printed: 'KASI' does not head column 1"),
        ('printed: "Ya"', 'printed: "Setuju"', "branches[1].printed: 'Setuju' does not stand in row 2"),
        ("laws: []", "laws: [{item: 1, refs: []}]", "laws: read are [1], the sheet has 1 to 0"),
        ("anomalies:\n", f"anomalies:\n{ANSWER}", "anomalies: 'A-1' is answered twice; keep one answer"),
        ("corrections: []\n", "", "corrections: the key is missing"),
    ],
)
def test_a_reading_that_does_not_fit_its_sheet_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    module = write(tmp_path, reading=changed(READING, old, new))

    with pytest.raises(PluginFileError) as refused:
        Reading.beside(module)

    assert complaint in str(refused.value)
