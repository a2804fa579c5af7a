"""What the signed sheet says otherwise: its header and its legal bases."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from laksana_kit.diff.change import Change, Section
from laksana_sdk.dates import indonesian_date
from laksana_sdk.sheet import Sheet

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

HEADER = {
    "nomor_sop": "Nomor SOP",
    "nama_sop": "Nama SOP",
    "judul": "Judul",
    "unit": "Unit",
    "tanggal_pembuatan": "Tanggal pembuatan",
    "tanggal_revisi": "Tanggal revisi",
    "tanggal_efektif": "Tanggal efektif",
    "disahkan_oleh": "Disahkan oleh",
}
LISTS = {
    "kualifikasi_pelaksana": "Kualifikasi pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan",
    "peringatan": "Peringatan",
    "pencatatan_pendataan": "Pencatatan dan pendataan",
}


def of_the_sheet(old: Sheet, new: Sheet) -> Iterator[Change]:
    """Every field of the header that reads otherwise, then the legal bases."""
    for key, label in HEADER.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            said = f"{label}: {_said(before)} menjadi {_said(after)}."
            yield Change(section=Section.SHEET, sentence=said)
    for key, label in LISTS.items():
        yield from _of_a_list(Section.SHEET, label, getattr(old, key), getattr(new, key))
    yield from _of_a_list(Section.LAW, "Dasar hukum", old.dasar_hukum, new.dasar_hukum)


def _said(text: str | None) -> str:
    if text is None:
        return "kosong"
    return indonesian_date(date.fromisoformat(text)) if _DAY.fullmatch(text) else text


def _of_a_list(section: Section, label: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    for item in dict.fromkeys(new):
        if item not in old:
            yield Change(section=section, sentence=f"{label} bertambah: {item}.")
    for item in dict.fromkeys(old):
        if item not in new:
            yield Change(section=section, sentence=f"{label} tidak lagi memuat: {item}.")
