"""The form's first page: whose SOP it is, its number, days and approval, and the six boxes below."""

import re
from collections.abc import Sequence
from dataclasses import replace
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
_HANGING: Final = 6.0
"""From an item's number to its words, in mm."""
_NEXT_LINE: Final = re.compile(r"\s{2,}|(?<=\s,)\s+|\s+(?=NIP\b|(?:Pembina|Penata|Pengatur|Juru)\b)")
"""Where the paper had a line of its own: a wide gap, a comma set apart, the rank, the number."""
_POST: Final = re.compile(r"(?i)kepala\b")
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
    room = inner - left - _NAMES - 2 * _PAD
    y = MARGIN
    for label, value in (
        ("Nomor SOP", sheet.nomor_sop),
        ("Tanggal Pembuatan", printed_day(sheet.tanggal_pembuatan)),
        ("Tanggal Revisi", printed_day(sheet.tanggal_revisi)),
        ("Tanggal Efektif", printed_day(sheet.tanggal_efektif)),
        ("Disahkan oleh", sheet.disahkan_oleh),
        ("Nama SOP", sheet.nama_sop),
    ):
        approved = label == "Disahkan oleh"
        said = wrapped(_under_each_other(value or "") if approved else value or "", room, _POINTS)
        tall = _tall(len(said)) + (_SIGNATURE if approved else 0.0)
        rect = Rect(MARGIN + left + _NAMES, y, inner - left - _NAMES, tall)
        page.cells.append(_cell(Rect(MARGIN + left, y, _NAMES, tall), [label], bold=True))
        page.cells.append(_signed(rect, said) if approved else _cell(rect, said))
        y += tall
    page.cells.append(_office(Rect(MARGIN, MARGIN, left, y - MARGIN), [office.upper(), (sheet.unit or "").upper()]))
    return y


def _pair(pages: list[Page], y: float, names: Sequence[str], lists: Sequence[tuple[str, ...]]) -> float:
    """Two boxes beside each other under their names; what does not fit goes on below the names on the next page."""
    page = pages[-1]
    half = (page.width - 2 * MARGIN) / 2
    bodies = [_numbered(items, half - 2 * _PAD) for items in lists]
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
            _list(page, Rect(x, y + _tall(1), half, _tall(fit)), body[done : done + fit])
        done += fit
        y += _tall(1) + _tall(fit)
        if done >= left:
            return y


_Numbered = tuple[str, str]
"""A line of a list, with the number that stands before it; later lines of an item have none."""


def _numbered(items: tuple[str, ...], room: float) -> list[_Numbered]:
    if len(items) < 2:
        return [("", line) for item in items for line in wrapped(item, room, _POINTS)]
    return [
        ("" if at else f"{number}.", line)
        for number, item in enumerate(items, start=1)
        for at, line in enumerate(wrapped(item, room - _HANGING, _POINTS))
    ]


def _list(page: Page, rect: Rect, lines: Sequence[_Numbered]) -> None:
    """The lines stand in their box, the numbers hanging out before them."""
    hanging = _HANGING if any(number for number, _ in lines) else 0.0
    cell = _cell(rect, [line for _, line in lines], indent=hanging)
    page.cells.append(cell)
    if hanging and cell.text is not None:
        page.texts.append(replace(cell.text, x=cell.text.x - hanging, lines=tuple(number for number, _ in lines)))


def _tall(lines: int) -> float:
    return max(lines, 1) * line_height(_POINTS) + 2 * _PAD


def _cell(rect: Rect, lines: Sequence[str], *, bold: bool = False, indent: float = 0.0) -> Cell:
    first = rect.y + _PAD + line_height(_POINTS) * 0.8
    x = rect.x + _PAD + indent
    text = Text(x=x, y=first, lines=tuple(lines), points=_POINTS, bold=bold) if lines else None
    return Cell(rect=rect, text=text, shaded=bold)


def _under_each_other(approver: str) -> str:
    """Post, name, rank and number of whoever approved, each on a line; no word is changed."""
    return _NEXT_LINE.sub("\n", approver)


def _signed(rect: Rect, lines: Sequence[str]) -> Cell:
    """The lines in the middle of the cell, with room for a signature above; a post that is printed stands over it."""
    posts = [line for line in lines[:1] if _POST.match(line)]
    room = int(_SIGNATURE / line_height(_POINTS))
    blank = [""] * room
    placed = _cell(rect, [*posts, *blank, *lines[len(posts) :]])
    x, _ = rect.middle
    return replace(placed, text=replace(placed.text, x=x, anchor="middle") if placed.text and lines else None)


def _office(rect: Rect, names: Sequence[str]) -> Cell:
    lines = [line for name in names for line in wrapped(name, rect.width - 8, _OFFICE_POINTS, bold=True)]
    x, y = rect.middle
    first = y - (len(lines) - 1) * line_height(_OFFICE_POINTS) / 2
    text = Text(x=x, y=first, lines=tuple(lines), points=_OFFICE_POINTS, bold=True, anchor="middle") if lines else None
    return Cell(rect=rect, text=text)
