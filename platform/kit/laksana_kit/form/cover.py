"""The header block of the form: whose SOP it is, its number, days and approval, and the six boxes below."""

from typing import Final

from laksana_kit.form.geometry import Cell, Page, Rect, Text
from laksana_kit.form.measure import line_height, wrapped
from laksana_sdk.dates import printed_date
from laksana_sdk.sheet import Sheet

_POINTS: Final = 8.5
_PAD: Final = 1.6
_LABEL: Final = 38.0
_LEFT: Final = 0.44
"""The share of the page that the office's name takes, left of the cells."""


def cover(sheet: Sheet, *, office: str, width: float, height: float, margin: float) -> Page:
    """The form's first page; what the sheet leaves empty stays empty."""
    page = Page(width=width, height=height)
    inner = width - 2 * margin
    left = inner * _LEFT
    cells = [
        ("Nomor SOP", sheet.nomor_sop),
        ("Tanggal Pembuatan", _day(sheet.tanggal_pembuatan)),
        ("Tanggal Revisi", _day(sheet.tanggal_revisi)),
        ("Tanggal Efektif", _day(sheet.tanggal_efektif)),
        ("Disahkan oleh", sheet.disahkan_oleh),
        ("Nama SOP", sheet.nama_sop),
    ]
    y = margin
    for label, value in cells:
        name = _cell(margin + left, y, _LABEL, label, bold=True)
        said = _cell(margin + left + _LABEL, y, inner - left - _LABEL, value or "")
        tall = max(name.rect.height, said.rect.height) + (8 if label == "Disahkan oleh" else 0)
        page.cells += [_as_tall(name, tall), _as_tall(said, tall)]
        y += tall
    page.cells.append(_office(Rect(margin, margin, left, y - margin), office, sheet.unit or ""))
    half = inner / 2
    for names, lists in (
        (("Dasar Hukum", "Kualifikasi Pelaksana"), (sheet.dasar_hukum, sheet.kualifikasi_pelaksana)),
        (("Keterkaitan", "Peralatan / Perlengkapan"), (sheet.keterkaitan, sheet.peralatan)),
        (("Peringatan", "Pencatatan dan Pendataan"), (sheet.peringatan, sheet.pencatatan_pendataan)),
    ):
        heads = [_cell(margin + at * half, y, half, name, bold=True) for at, name in enumerate(names)]
        y += heads[0].rect.height
        bodies = [_cell(margin + at * half, y, half, _numbered(items)) for at, items in enumerate(lists)]
        tall = max(body.rect.height for body in bodies)
        page.cells += [*heads, *(_as_tall(body, tall) for body in bodies)]
        y += tall
    return page


def _day(day: str | None) -> str | None:
    return printed_date(day) if day else None


def _numbered(items: tuple[str, ...]) -> str:
    return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1)) if len(items) > 1 else "".join(items)


def _cell(x: float, y: float, width: float, words: str, *, bold: bool = False) -> Cell:
    lines = wrapped(words, width - 2 * _PAD, _POINTS, bold=bold)
    tall = max(len(lines), 1) * line_height(_POINTS) + 2 * _PAD
    first = y + _PAD + line_height(_POINTS) * 0.8
    text = Text(x=x + _PAD, y=first, lines=tuple(lines), points=_POINTS, bold=bold)
    return Cell(rect=Rect(x, y, width, tall), text=text, shaded=bold)


def _as_tall(cell: Cell, tall: float) -> Cell:
    rect = Rect(cell.rect.x, cell.rect.y, cell.rect.width, tall)
    return Cell(rect=rect, text=cell.text, shaded=cell.shaded)


def _office(rect: Rect, office: str, unit: str) -> Cell:
    lines = [*wrapped(office.upper(), rect.width - 8, 12, bold=True), *wrapped(unit.upper(), rect.width - 8, 12, bold=True)]
    x, y = rect.middle
    first = y - (len(lines) - 1) * line_height(12) / 2
    return Cell(rect=rect, text=Text(x=x, y=first, lines=tuple(lines), points=12, bold=True, anchor="middle"))
