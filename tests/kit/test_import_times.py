import pytest

from laksana_kit.importer.times import read_time, unit_of_head


@pytest.mark.parametrize(
    ("cell", "iso", "kind", "basis"),
    [
        ("15 Menit", "PT15M", "exact", "office_time"),
        ("5 (lima) Menit", "PT5M", "exact", "office_time"),
        ("±2 menit", "PT2M", "approximate", "office_time"),
        ("+- 5 Menit", "PT5M", "approximate", "office_time"),
        ("3 hari kerja", "P3D", "exact", "working_days"),
        ("3 Hari (kerja)", "P3D", "exact", "working_days"),
        ("3 hari", "P3D", "exact", "unknown"),
        ("1 x 24 jam", "PT24H", "exact", "calendar"),
        ("1hr", "P1D", "exact", "unknown"),
        ("30menit", "PT30M", "exact", "office_time"),
        ("5 M enit", "PT5M", "exact", "office_time"),
        ("15\u2019", "PT15M", "exact", "office_time"),
        ("180 Menit", "PT180M", "exact", "office_time"),
        ("1/2 jam", "PT30M", "exact", "office_time"),
        ("1 jam 30 menit", "PT1H30M", "exact", "office_time"),
        ("16 Menit ( hari 1)", "PT16M", "exact", "office_time"),
        ("1 Minggu", "P1W", "exact", "unknown"),
        ("2 bulan", "P2M", "exact", "unknown"),
        ("1 (satu) tahun", "P1Y", "exact", "unknown"),
        ("30 detik", "PT30S", "exact", "office_time"),
        ("5-10 menit", "PT5M/PT10M", "range", "office_time"),
        ("10 s/d 15 menit", "PT10M/PT15M", "range", "office_time"),
        ("5 menit - 1 jam", "PT5M/PT1H", "range", "office_time"),
        ("7 hari dengan bupati; 2 hari dengan Kadin", "P7D/P2D", "alternatives", "unknown"),
    ],
)
def test_a_time_keeps_its_words_and_its_unit(cell: str, iso: str, kind: str, basis: str) -> None:
    time = read_time(cell)

    assert (time.printed, time.iso, time.kind, time.basis) == (cell, iso, kind, basis)


@pytest.mark.parametrize("cell", ["", "-", " \u2013 ", "..."])
def test_a_blank_or_a_dash_is_no_time(cell: str) -> None:
    assert read_time(cell).printed is None


@pytest.mark.parametrize("cell", ["Kondisional", "Hari ke-2", "10"])
def test_words_that_name_no_duration_stay_words(cell: str) -> None:
    time = read_time(cell)

    assert (time.printed, time.iso, time.kind) == (cell, None, "none")


def test_a_bare_number_takes_the_unit_over_its_column() -> None:
    unit = unit_of_head("WAKTU ( Menit )")

    assert [read_time(cell, unit=unit).iso for cell in ("10", "10 (sepuluh)", "5-10", "1 hari")] == [
        "PT10M",
        "PT10M",
        "PT5M/PT10M",
        "P1D",
    ]
