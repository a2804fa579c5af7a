"""The header block: number, name, dates, approval and lists, in any order and on either side of the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from itertools import pairwise
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.values import blank_to_none, date_in, items
from laksana_kit.importer.wording import DATES, LISTS, NO_FIELD, SCALARS, Label, labels_in

_UNIT: Final = re.compile(
    r"(?:(?:BIDANG|Bidang|SUB\s?BIDANG|SEKSI|Seksi|SUB\s?BAG(?:IAN)?|Sub\s?Bag(?:ian)?|BAGIAN|Bagian|UPTD?|SEKRETARIAT)\b)[^\d:;]{3,80}"
)
_RUNNING_UNIT: Final = re.compile(
    r"\s+(?P<unit>(?:BIDANG|SEKSI|SUB\s?BIDANG|SUB\s?BAG(?:IAN)?|BAGIAN|UPTD?|SEKRETARIAT)\s[A-Z ,/&-]{3,90})$"
)
# The list of laws begins: a name that runs into it ends there.
_LAW: Final = re.compile(
    r"(?:^|\s+)(?:1\s?[.)]?\s+(?=[A-Z])|(?:UU|Undang\s?-\s?[Uu]ndang|Permen\w*|PP|Perda|Perbup)\s+(?:RI|No|Nomor)\b)"
)
# The form's own name, where it runs into a cell's end.
_FORM_NAME: Final = re.compile(r"\s+(?:Standar[dt]?\s+Op\w+\s+Pro\w+|STANDAR[DT]?\s+OP\w+\s+PRO\w+|SOP).*$")
_LONGEST: Final = 220
_TITLE_LINES: Final = 6
_DAY_OR_YEAR: Final = re.compile(
    r"\b(?:Januari|Februari|Maret|April|Juni|Juli|Agustus|September|Oktober|[DNd]esember)\s+(?:19|20)\d\d"
)
_OFFICE: Final = re.compile(
    r"(?<!KEPALA)(?<!Kepala)(?<!CAMAT)(?<!LURAH)(?<!BADAN)\s+(?:PEMERINTAH|DINAS\sSOSIAL|KECAMATAN|KELURAHAN)"
    r"\s[A-Z ,/&-]{3,}$"
)
_KOP: Final = re.compile(
    r"(?:PEMERINTAH|DINAS|BADAN|KANTOR|KECAMATAN|KELURAHAN|SEKRETARIAT|INSPEKTORAT|PROVINSI)\b", re.IGNORECASE
)
_TITLE: Final = re.compile(
    r"(?:SOP|S\.?O\.?P|standar[dt]?\s+op[e]?ra[st]i[o]?nal|standard|prosedur|alur|mekanisme|bagan|flow\s?chart|judul)\b",
    re.IGNORECASE,
)
_BARE_TITLE: Final = re.compile(
    r"\W*(?:SOP|standar[dt]?\s+op[e]?ra[st]i[o]?nal\s+prosedur|standard\s+operating\s+procedure)?\W*(?:SOP)?\W*",
    re.IGNORECASE,
)
# In a line that names two lists, the second one's items begin with such words.
_BEGINNINGS: Final = {
    "kualifikasi_pelaksana": r"(?:Memiliki|Memahami|Mampu|Menguasai|Mengetahui|Mengerti|Berpengalaman|Berpendidikan"
    r"|Pendidikan|Berijazah|Kualifikasi|Minimal|Dapat)",
    "peralatan": r"(?:Seperangkat|Komputer|ATK|Alat|Meja|Laptop|Kendaraan|Printer|Lemari|Form|Perangkat)",
    "pencatatan_pendataan": r"(?:Disimpan|Dicatat|Dicatatat|Buku|Pencatatan|Didokumentasikan|Diarsipkan|Data|Sebagai)",
}


@dataclass(slots=True)
class _Piece:
    """What follows a label: the rest of its cell and the lines below it."""

    field: str
    place: str
    in_table: bool
    lines: list[str] = made(default_factory=list)


@dataclass(slots=True)
class Header:
    """The header's fields as far as they are printed; `named` holds the labels that the file has."""

    scalars: dict[str, str | None] = made(default_factory=dict)
    lists: dict[str, list[str]] = made(default_factory=dict)
    named: set[str] = made(default_factory=set)
    unit: str | None = None
    title: str | None = None


def exploded(rows: Iterable[Row]) -> list[Row]:
    """The rows with every label at the beginning of a cell or line of its own."""
    apart: list[Row] = []
    for row in rows:
        cells: list[str] = []
        for cell in row.cells:
            starts = [label.start for label in labels_in(cell)]
            edges = [0, *(start for start in starts if start), len(cell)]
            cells += [cell[start:end].strip() for start, end in pairwise(edges)] if cell else [""]
        if row.is_table:
            apart.append(Row(place=row.place, cells=tuple(cells)))
        else:
            apart += [Row(place=row.place, cells=(cell,)) for cell in cells]
    return apart


def labels_of(row: Row) -> list[Label]:
    """The header labels in the row's cells."""
    return [label for cell in row.cells for label in labels_in(cell)]


def is_label_row(row: Row) -> bool:
    """Whether a header label begins one of the row's cells."""
    return bool(labels_of(row))


def read_header(rows: Sequence[Row], report: Report) -> Header:
    """The fields of the header rows (`exploded`), with a reading in the report for each."""
    header = Header()
    pieces = _pieces(rows, header)
    header.named = {piece.field for piece in pieces}
    _sequence(pieces)
    for name in SCALARS:
        _scalar(header, name, [piece for piece in pieces if piece.field == name], report)
    _lists(header, pieces, report)
    return header


def _pieces(rows: Sequence[Row], header: Header) -> list[_Piece]:
    pieces: list[_Piece] = []
    below: dict[int, _Piece] = {}
    loose: _Piece | None = None
    for row in rows:
        labelled = is_label_row(row)
        if labelled:
            below, loose = {}, None
        if not row.is_table:
            if labelled:
                loose = _started(row.cells[0], row)
                pieces.append(loose)
            elif _is_unit(row.cells[0]):
                header.unit = header.unit or row.cells[0]
            elif loose is not None and row.cells[0]:
                loose.lines.append(row.cells[0])
            elif row.cells[0] and below:
                next(reversed(below.values())).lines.append(row.cells[0])
            continue
        loose = None
        _table_row(row, pieces, below, header)
    return pieces


def _table_row(row: Row, pieces: list[_Piece], below: dict[int, _Piece], header: Header) -> None:
    """Values stand right of their label; where nothing stands there, a list's stand below it."""
    labelled = is_label_row(row)
    current: _Piece | None = None
    for column, cell in enumerate(row.cells):
        if labels_in(cell):
            current = _started(cell, row)
            pieces.append(current)
            below[column] = current
            if current.field not in LISTS:
                below[column + 1] = current
        elif not cell.strip(" :"):
            continue
        elif _is_unit(cell) and not (current and not current.lines):
            header.unit = header.unit or cell
        elif current is not None and not current.lines:
            current.lines.append(cell)
        elif (
            not labelled
            and column in below
            and (below[column].field in LISTS or below[column].field == "disahkan_oleh")
        ):
            below[column].lines.append(cell)


def _started(cell: str, row: Row) -> _Piece:
    label = labels_in(cell)[0]
    rest = blank_to_none(cell[label.end :])
    return _Piece(field=label.field, place=row.place, in_table=row.is_table, lines=[rest] if rest else [])


def _is_unit(cell: str) -> bool:
    return _UNIT.fullmatch(cell) is not None


def _sequence(pieces: list[_Piece]) -> None:
    """Labels that stand in a heap with their values behind them get these in the same order."""
    run: list[_Piece] = []
    for piece in [*pieces, _Piece(field=NO_FIELD, place="", in_table=True)]:
        if piece.in_table or piece.field in LISTS:
            run = []
            continue
        run.append(piece)
        if piece.lines:
            if len(run) > 2 and len(piece.lines) == len(run):
                for one, line in zip(run, list(piece.lines), strict=True):
                    one.lines = [line]
            run = []


def _scalar(header: Header, name: str, pieces: list[_Piece], report: Report) -> None:
    read, place, sure = None, None, None
    for piece in pieces:
        text = blank_to_none(" ".join(piece.lines))
        place = place or piece.place
        if text is None:
            continue
        if name in DATES:
            read = date_in(text)[0]
            if read is None:
                report.doubt("import.not_a_date", name, written=text[:60])
        else:
            read = _running(header, name, piece, text)
            if read is None:
                report.doubt("import.cells_mixed", name, cell=name, written=text[:60])
        sure = None if piece.in_table else Sureness.LIKELY
        place = piece.place
        break
    header.scalars[name] = read
    report.note(name, read, place=place, sure=sure if read is not None else None)
    if not pieces and name != "nama_sop":
        report.doubt("import.no_such_cell", name, cell=name)


def _running(header: Header, name: str, piece: _Piece, text: str) -> str | None:
    """The text without the kop that runs into it where the file has lost its cells."""
    if piece.in_table:
        return text
    if name == "nomor_sop":
        text = blank_to_none(piece.lines[0]) or ""
        if not re.search(r"\d", text):
            return None
    if name == "nama_sop":
        text = text[: law.start()] if (law := _LAW.search(text)) else text
    if name != "nomor_sop" and (len(text) > _LONGEST or _DAY_OR_YEAR.search(text)):
        return None
    if name == "disahkan_oleh":
        text = _FORM_NAME.sub("", text)
    if found := _RUNNING_UNIT.search(text):
        header.unit = header.unit or found["unit"].strip()
        text = text[: found.start()]
    return blank_to_none((_OFFICE.sub("", text) or text).rstrip(" ;"))


def without_office(text: str | None) -> str | None:
    """The text without the kop in capital letters that runs into its end."""
    return blank_to_none(_OFFICE.sub("", text)) if text else None


def _lists(header: Header, pieces: list[_Piece], report: Report) -> None:
    read: dict[str, list[str]] = {name: [] for name in LISTS}
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if piece.field not in LISTS:
            continue
        second = _BEGINNINGS.get(piece.field)
        heaped = before is not None and before.field in LISTS and not (before.lines or before.in_table)
        if heaped and second and piece.lines and before is not None:
            _share(before, piece, second, report)
            read[before.field] = before.lines
        read[piece.field] = piece.lines
    for name in LISTS:
        header.lists[name] = items(read[name])
        where = next((piece for piece in pieces if piece.field == name), None)
        sure = None if where is None or where.in_table else Sureness.LIKELY
        report.note(name, "; ".join(header.lists[name]) or None, place=where.place if where else None, sure=sure)
        if where is None:
            report.doubt("import.no_such_cell", name, cell=name)


def _share(first: _Piece, second: _Piece, beginning: str, report: Report) -> None:
    """Two lists under one line of names: cut where the second one's wording begins, or leave both unread."""
    text = " ".join(second.lines)
    cut = re.search(rf"(?:1\s?[.)]?\s*)?{beginning}\b", text)
    if cut is None or cut.start() == 0:
        report.doubt("import.lists_run_together", first.field, first=first.field, second=second.field)
        first.lines, second.lines = [], []
        return
    first.lines, second.lines = [text[: cut.start()]], [text[cut.start() :]]


def title_above(rows: Sequence[Row]) -> int | None:
    """Which of the rows before the table is its title: the last line by itself that names a procedure.

    Between two tables any line is one.
    """
    place = _last_title(rows)
    if place is None and len(rows) > 1 and rows[-2].is_table and not rows[-1].is_table and not is_label_row(rows[-1]):
        return len(rows) - 1 if rows[-1].text[:1].isupper() and len(rows[-1].text) < _LONGEST else None
    return _title_on_top(rows) if place is None else place


def _title_on_top(rows: Sequence[Row]) -> int | None:
    """The title above a header that names no SOP: a line that names a procedure, or that below the form's own name."""
    if any(label.field == "nama_sop" for row in rows for label in labels_of(row)):
        return None
    top = next((at for at, row in enumerate(rows) if is_label_row(row)), len(rows))
    for at, row in enumerate(rows[: min(top, _TITLE_LINES)]):
        filled = [cell for cell in row.cells if cell]
        if len(filled) != 1 or len(filled[0]) > _LONGEST or not _TITLE.match(filled[0]):
            continue
        if not _BARE_TITLE.fullmatch(filled[0]):
            return at
        below = rows[at + 1].text if at + 1 < top else ""
        return at + 1 if below and len(below) < _LONGEST and not _KOP.match(below) else None
    return None


def _last_title(rows: Sequence[Row]) -> int | None:
    for place in range(len(rows) - 1, max(-1, len(rows) - 8), -1):
        row = rows[place]
        if is_label_row(row):
            return None
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and len(filled[0]) < 300 and _TITLE.search(filled[0]):
            # A line that says no more than "SOP." stands over the title.
            return place + 1 if _BARE_TITLE.fullmatch(filled[0]) and place + 1 < len(rows) else place
    return None
