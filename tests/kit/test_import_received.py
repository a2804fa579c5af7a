from dataclasses import replace
from pathlib import Path

import pytest

from laksana_kit.importer.reading import import_sheet
from laksana_sdk.sheet import Sheet, read_sheet

SHEETS = Path(__file__).parent / "sheets"
PLUGINS = Path(__file__).parents[2] / "plugins"


@pytest.mark.parametrize(
    "slug",
    ["lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia", "asistensi_rehabilitasi"],
)
def test_a_received_text_gives_every_field_of_the_plugins_sheet(slug: str) -> None:
    signed = read_sheet(PLUGINS / slug / "src" / "laksana_sop" / slug / "r1" / "sheet.yaml")

    imported = import_sheet(f"{slug}.txt", (SHEETS / f"{slug}.txt").read_bytes()).sheet

    assert _comparable(imported) == _comparable(signed)


def _comparable(sheet: Sheet) -> Sheet:
    """Without the actors, which a person reads from the words, and lists as one text: splits are a reading."""
    rows = tuple(replace(row, pelaksana=()) for row in sheet.langkah)
    return replace(
        sheet,
        langkah=rows,
        dasar_hukum=_one_text(sheet.dasar_hukum),
        kualifikasi_pelaksana=_one_text(sheet.kualifikasi_pelaksana),
        keterkaitan=_one_text(sheet.keterkaitan),
        peralatan=_one_text(sheet.peralatan),
        peringatan=_one_text(sheet.peringatan),
        pencatatan_pendataan=_one_text(sheet.pencatatan_pendataan),
    )


def _one_text(items: tuple[str, ...]) -> tuple[str]:
    return (" ".join(items).replace("1. ", "").replace("2. ", ""),)
