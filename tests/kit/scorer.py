"""How well imported sheets agree with their gold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from laksana_sdk.sheet import Sheet

HEADER = ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "disahkan_oleh")
ALIKE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares from 0 to 1 over all sheets, the number of invented values, and what missed."""

    steps: float
    printed: float
    iso: float
    header: float
    invented: int
    misses: tuple[str, ...]


def score(readings: Iterable[tuple[str, Sheet, Mapping[str, Any], str]]) -> Score:
    """The score of sheets by name, each with its gold and the text of its file."""
    hits: dict[str, list[bool]] = {"steps": [], "printed": [], "iso": [], "header": []}
    misses: list[str] = []
    invented = 0
    for name, sheet, gold, text in readings:
        for at, (kegiatan, printed, iso) in enumerate(gold["langkah"]):
            row = sheet.langkah[at] if at < len(sheet.langkah) else None
            found = {
                "steps": row is not None and _alike(row.kegiatan, kegiatan),
                "printed": row is not None and row.waktu.printed == printed,
                "iso": row is not None and row.waktu.iso == iso,
            }
            for what, hit in found.items():
                hits[what].append(hit)
            misses += [f"{name} {at + 1} {what}: {row}" for what, hit in found.items() if not hit]
        hits["steps"] += [False] * (len(sheet.langkah) - len(gold["langkah"]))
        for field in HEADER:
            hits["header"].append(getattr(sheet, field) == gold[field])
            if not hits["header"][-1]:
                misses.append(f"{name} {field}: {getattr(sheet, field)!r} for {gold[field]!r}")
        strange = _invented(sheet, text)
        invented += len(strange)
        misses += [f"{name} invented: {value}" for value in strange]
    shares = {what: sum(found) / len(found) for what, found in hits.items()}
    return Score(**shares, invented=invented, misses=tuple(misses))


def _alike(read: str, gold: str) -> bool:
    return SequenceMatcher(None, read.lower(), gold.lower(), autojunk=False).ratio() >= ALIKE


def _invented(sheet: Sheet, text: str) -> list[str]:
    """Values with words that the file does not have in this order."""
    file = _letters(text)
    rows: Sequence[str | None] = [
        value
        for row in sheet.langkah
        for value in (row.waktu.printed, row.kelengkapan, row.output, row.keterangan, *row.keputusan)
    ]
    header = [sheet.nomor_sop, sheet.nama_sop, sheet.judul, sheet.unit, sheet.disahkan_oleh]
    return [value for value in (*rows, *header) if value and not _in_order(value, file)]


def _in_order(value: str, file: str) -> bool:
    return _letters(value) in file or all(_letters(word) in file for word in value.split())


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.lower())
