"""The form's first page: whose SOP it is, its number, days and approval, and the six boxes below."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from laksana_kit.form.geometry import Cell, Page, Rect, Text
from laksana_kit.form.layout import Paper
from laksana_kit.form.measure import line_height, wrapped
from laksana_kit.form.table import MARGIN
from laksana_sdk.dates import MONTHS, indonesian_date
from laksana_sdk.sheet import Sheet

_POINTS: Final = 8.5
_OFFICE_POINTS: Final = 12.0
_PAD: Final = 1.6
_NAMES: Final = 38.0
_OFFICE_SHARE: Final = 0.44
"""The share of the page's width that the office's name takes, left of number and days."""
_SIGNATURE: Final = 14.0
"""Room for a signature above the name of whoever approved, in mm."""
_LONG_MONTH: Final = len("2010-05")


def cover(sheet: Sheet, *, office: str | None, paper: Paper) -> list[Page]:
    """The header block on one page, on more where its lists are long; what the sheet leaves empty stays empty."""
    wide, high = paper.landscape
    pages = [Page(width=wide, height=high)]
    y = _header(pages[0], sheet, office or "")
    for names, lists in (
        (("Dasar Hukum", "Kualifikasi Pelaksana"), (sheet.dasar_hukum, sheet.kualifikasi_pelaksana)),
        (("Keterkaitan", "Peralatan / Perlengkapan"), (sheet.keterkaitan, sheet.peralatan)),
        (("Peringatan", "Pencatatan dan Pendataan"), (sheet.peringatan, sheet.pencatatan_pendataan)),
    ):
        y = _pair(pages, y, names, lists)
    return pages


def printed_day(day: str | None) -> str:
    """A sheet's ISO day or month as the form prints it: `4 Juni 2024`, `Mei 2010`; blank where there is none."""
    if day is None:
        return ""
    if len(day) == _LONG_MONTH:
        year, month = day.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return indonesian_date(date.fromisoformat(day))


def _header(page: Page, sheet: Sheet, office: str) -> float:
    inner = page.width - 2 * MARGIN
    left = inner * _OFFICE_SHARE
    y = MARGIN
    for label, value in (
        ("Nomor SOP", sheet.nomor_sop),
        ("Tanggal Pembuatan", printed_day(sheet.tanggal_pembuatan)),
        ("Tanggal Revisi", printed_day(sheet.tanggal_revisi)),
        ("Tanggal Efektif", printed_day(sheet.tanggal_efektif)),
        ("Disahkan oleh", sheet.disahkan_oleh),
        ("Nama SOP", sheet.nama_sop),
    ):
        above = _SIGNATURE if label == "Disahkan oleh" else 0.0
        said = wrapped(value or "", inner - left - _NAMES - 2 * _PAD, _POINTS)
        tall = _tall(len(said)) + above
        page.cells.append(_cell(Rect(MARGIN + left, y, _NAMES, tall), [label], bold=True))
        page.cells.append(_cell(Rect(MARGIN + left + _NAMES, y, inner - left - _NAMES, tall), said, above=above))
        y += tall
    page.cells.append(_office(Rect(MARGIN, MARGIN, left, y - MARGIN), [office.upper(), (sheet.unit or "").upper()]))
    return y


def _pair(pages: list[Page], y: float, names: Sequence[str], lists: Sequence[tuple[str, ...]]) -> float:
    """Two boxes beside each other under their names; what does not fit goes on below the names on the next page."""
    page = pages[-1]
    half = (page.width - 2 * MARGIN) / 2
    bodies = [wrapped(_numbered(items), half - 2 * _PAD, _POINTS) for items in lists]
    left = max(len(body) for body in bodies)
    done = 0
    while True:
        room = int((page.height - MARGIN - y - _tall(1) - 2 * _PAD) / line_height(_POINTS))
        if room < min(left - done, 3):
            page = Page(width=page.width, height=page.height)
            pages.append(page)
            y = MARGIN
            continue
        fit = max(min(room, left - done), 1)
        for at, (name, body) in enumerate(zip(names, bodies, strict=True)):
            x = MARGIN + at * half
            page.cells.append(_cell(Rect(x, y, half, _tall(1)), [name], bold=True))
            page.cells.append(_cell(Rect(x, y + _tall(1), half, _tall(fit)), body[done : done + fit]))
        done += fit
        y += _tall(1) + _tall(fit)
        if done >= left:
            return y


def _numbered(items: tuple[str, ...]) -> str:
    return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1)) if len(items) > 1 else "".join(items)


def _tall(lines: int) -> float:
    return max(lines, 1) * line_height(_POINTS) + 2 * _PAD


def _cell(rect: Rect, lines: Sequence[str], *, bold: bool = False, above: float = 0.0) -> Cell:
    first = rect.y + above + _PAD + line_height(_POINTS) * 0.8
    text = Text(x=rect.x + _PAD, y=first, lines=tuple(lines), points=_POINTS, bold=bold) if lines else None
    return Cell(rect=rect, text=text, shaded=bold)


def _office(rect: Rect, names: Sequence[str]) -> Cell:
    lines = [line for name in names for line in wrapped(name, rect.width - 8, _OFFICE_POINTS, bold=True)]
    x, y = rect.middle
    first = y - (len(lines) - 1) * line_height(_OFFICE_POINTS) / 2
    text = Text(x=x, y=first, lines=tuple(lines), points=_OFFICE_POINTS, bold=True, anchor="middle") if lines else None
    return Cell(rect=rect, text=text)
