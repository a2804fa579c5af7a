"""From a file to the sheet that an office signed, with a report; nothing is invented."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from laksana_kit.importer.document import Document, Row, UnreadableFileError
from laksana_kit.importer.flattened import find_flat, read_flat
from laksana_kit.importer.headers import Header, exploded, is_label_row, labels_of, read_header, title_above
from laksana_kit.importer.label_heap import with_values
from laksana_kit.importer.mending import mended
from laksana_kit.importer.opening import open_document
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.steps import Step
from laksana_kit.importer.tables import find_grid, read_grid
from laksana_sdk.sheet import Sheet, SheetRow

# The longest sheets without cells that we know have a third of this.
MOST_WITHOUT_CELLS: Final = 20_000
MOST_LINES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The sheet as read, and the report that says how surely."""

    sheet: Sheet
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The file cut in three: the header's rows, the title above the table, the table."""

    header: Sequence[Row]
    title: Row | None
    actors: tuple[str | None, ...]
    steps: list[Step]


def import_sheet(name: str, content: bytes) -> Imported:
    """The sheet in a file. Raises UnreadableFileError where no SOP is in it or the file cannot be opened."""
    report = Report(source=name)
    parts = _parts(name, open_document(name, content), report)
    header = read_header(parts.header, report)
    _title(header, parts, report)
    for number, step in enumerate(parts.steps, start=1):
        report.note(f"langkah[{number}]", step.kegiatan, place=step.place, sure=step.sureness)
    return Imported(sheet=_sheet(header, parts), report=report)


def _parts(name: str, document: Document, report: Report) -> _Parts:
    rows: Sequence[Row] = _first_sop(with_values(exploded(mended(document.rows))), report)
    grid = find_grid(rows)
    if grid is not None:
        end = _end(rows, grid.body)
        steps = read_grid(rows[:end], grid, report)
        above, actors = rows[: grid.first], grid.actors
    else:
        _refuse_too_long(name, rows)
        flat = find_flat(rows)
        if flat is None:
            raise UnreadableFileError(f"{name}: {_NO_SOP}")
        end = _end(flat.rows, flat.body)
        steps = read_flat(flat.rows[flat.body : end], flat, report)
        rows, above, actors = flat.rows, flat.rows[: flat.first], ()
    if not steps:
        raise UnreadableFileError(f"{name}: {_NO_SOP}")
    place = title_above(above)
    header = [row for at, row in enumerate(above) if at != place] + list(rows[end:])
    return _Parts(header=header, title=None if place is None else above[place], actors=actors, steps=steps)


_NO_SOP = "tidak ada tabel SOP (Kegiatan, Pelaksana, Mutu Baku) di dalamnya; pilih berkas yang berisi satu lembar SOP"


def _refuse_too_long(name: str, rows: Sequence[Row]) -> None:
    """Reading words without cells compares each with many others: no sheet is as long as this."""
    length = sum(len(row.text) for row in rows)
    if length > MOST_WITHOUT_CELLS or len(rows) > MOST_LINES:
        raise UnreadableFileError(
            f"{name}: {length} huruf dalam {len(rows)} baris tanpa tabel yang terbaca,"
            f" paling banyak {MOST_WITHOUT_CELLS} huruf dan {MOST_LINES} baris;"
            " pisahkan satu lembar SOP ke berkas tersendiri"
        )


def _first_sop(rows: list[Row], report: Report) -> list[Row]:
    """The rows up to the number of a second SOP, where a table stands between the two."""
    numbers = [at for at, row in enumerate(rows) if any(label.field == "nomor_sop" for label in labels_of(row))]
    for first, second in pairwise(numbers):
        between = rows[first:second]
        if find_grid(between) or find_flat(between):
            report.doubt("import.several_sops", "nomor_sop", place=rows[second].place)
            return rows[:second]
    return rows


def _end(rows: Sequence[Row], body: int) -> int:
    """Where the table ends: at the first header cell behind it."""
    return next((place for place in range(body, len(rows)) if is_label_row(rows[place])), len(rows))


def _title(header: Header, parts: _Parts, report: Report) -> None:
    if parts.title is not None:
        # Sites for shared documents put the page's number in front.
        header.title = re.sub(r"^\d{1,3}\s+(?=[A-Z])", "", " ".join(parts.title.text.split()))
        report.note("judul", header.title, place=parts.title.place, sure=Sureness.LIKELY)
    else:
        report.note("judul", None)
    if "nama_sop" not in header.named and header.title is not None:
        header.scalars["nama_sop"] = header.title
        report.doubt("import.name_from_title", "nama_sop", title=header.title[:80])
    report.note("unit", header.unit, sure=Sureness.LIKELY if header.unit else None)


def _sheet(header: Header, parts: _Parts) -> Sheet:
    return Sheet(
        nomor_sop=header.scalars["nomor_sop"],
        nama_sop=header.scalars["nama_sop"],
        judul=header.title,
        unit=header.unit,
        tanggal_pembuatan=header.scalars["tanggal_pembuatan"],
        tanggal_revisi=header.scalars["tanggal_revisi"],
        tanggal_efektif=header.scalars["tanggal_efektif"],
        disahkan_oleh=header.scalars["disahkan_oleh"],
        dasar_hukum=tuple(header.lists["dasar_hukum"]),
        kualifikasi_pelaksana=tuple(header.lists["kualifikasi_pelaksana"]),
        keterkaitan=tuple(header.lists["keterkaitan"]),
        peralatan=tuple(header.lists["peralatan"]),
        peringatan=tuple(header.lists["peringatan"]),
        pencatatan_pendataan=tuple(header.lists["pencatatan_pendataan"]),
        kolom_pelaksana=parts.actors,
        langkah=tuple(_row(step) for step in parts.steps),
    )


def _row(step: Step) -> SheetRow:
    return SheetRow(
        no=step.no,
        kegiatan=step.kegiatan,
        pelaksana=tuple(step.pelaksana),
        kelengkapan=step.kelengkapan,
        waktu=step.waktu,
        output=step.output,
        keterangan=step.keterangan,
        keputusan=tuple(step.keputusan),
    )
