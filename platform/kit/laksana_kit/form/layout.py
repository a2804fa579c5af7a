"""Where everything stands: rows on pages, each symbol in its lane, arrows between them, connectors where a page ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from laksana_kit.form.chart import Box, Chart
from laksana_kit.form.geometry import Cell, Page, Rect, Shape, Text
from laksana_kit.form.measure import line_height, wrapped
from laksana_kit.form.routing import Place, route
from laksana_sdk.reading import Symbol

MARGIN: Final = 12.0
STRIP: Final = 8.0
"""Above and below a page's rows, for connectors."""
_POINTS: Final = 7.5
_PAD: Final = 1.2
_HEAD: Final = 11.0
_LOWEST_ROW: Final = 15.0
_SYMBOL: Final = {Symbol.DECISION: (13.0, 9.0)}
_WORK: Final = (12.0, 7.0)
_LANES_SHARE: Final = 0.42
_WIDEST_LANE: Final = 30.0
_COLUMNS: Final = (("No", 9.0), ("Kegiatan", 5.2), ("Kelengkapan", 2.6), ("Waktu", 1.5), ("Output", 2.2), ("Keterangan", 2.5))
"""The columns besides Pelaksana: the number's width in mm, the others' shares of what the lanes leave."""


class Paper(StrEnum):
    """The paper that offices print on."""

    A4 = "a4"
    F4 = "f4"

    @property
    def landscape(self) -> tuple[float, float]:
        """Width and height in mm, lying on its side; Indonesian F4 is 215 x 330 mm."""
        return (297.0, 210.0) if self is Paper.A4 else (330.0, 215.0)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its name and where it stands."""

    name: str
    x: float
    width: float
    lane: int | None = None


def flowchart(chart: Chart, paper: Paper, *, lit: str | None = None) -> list[Page]:
    """The table with its flowchart, on as many pages as it takes; `lit` is the step at which a case stands."""
    width_, height = paper.landscape
    columns = _columns(chart, width_)
    rows = [_row(box, columns) for box in chart.boxes]
    pages: list[Page] = []
    places: list[Place] = []
    for group in _pages([tall for _, tall in rows], height - 2 * MARGIN - _HEAD - 2 * STRIP):
        page = Page(width=width_, height=height)
        _heads(page, chart, columns)
        y = MARGIN + _HEAD + STRIP
        page.cells.append(Cell(rect=_span(columns, MARGIN + _HEAD, STRIP)))
        for at in group:
            texts, tall = rows[at]
            _set(page, chart.boxes[at], texts, columns, y, tall)
            place = Place(box=at, page=len(pages), symbol=_symbol_rect(chart.boxes[at], columns, y, tall), top=y, tall=tall)
            page.shapes.append(_shape(chart.boxes[at], place, lit))
            places.append(place)
            y += tall
        page.cells.append(Cell(rect=_span(columns, y, STRIP)))
        pages.append(page)
    lanes = [Rect(column.x, 0, column.width, height) for column in columns if column.lane is not None]
    route(chart, places, lanes, pages, strip=STRIP)
    return pages


def _columns(chart: Chart, page_width: float) -> list[Column]:
    inner = page_width - 2 * MARGIN
    lane = min(_WIDEST_LANE, inner * _LANES_SHARE / len(chart.lanes))
    number = _COLUMNS[0][1]
    shares = (inner - number - lane * len(chart.lanes)) / sum(share for _, share in _COLUMNS[1:])
    columns, x = [Column(_COLUMNS[0][0], MARGIN, number)], MARGIN + number

    def add(name: str, wide: float, at: int | None = None) -> None:
        nonlocal x
        columns.append(Column(name, x, wide, at))
        x += wide

    add(_COLUMNS[1][0], _COLUMNS[1][1] * shares)
    for at, one in enumerate(chart.lanes):
        add(one.name, lane, at)
    for name, share in _COLUMNS[2:]:
        add(name, share * shares)
    return columns


def _row(box: Box, columns: Sequence[Column]) -> tuple[dict[str, list[str]], float]:
    """The row's words in lines by column, and how tall it is."""
    said = {
        "No": box.number,
        "Kegiatan": box.activity,
        "Kelengkapan": box.needs,
        "Waktu": box.time,
        "Output": box.output,
        "Keterangan": box.remark,
    }
    rooms = {column.name: column.width - 2 * _PAD for column in columns if column.lane is None}
    lines = {name: wrapped(words, rooms[name], _POINTS) for name, words in said.items()}
    tall = max(len(found) for found in lines.values()) * line_height(_POINTS) + 2 * _PAD + 1
    return lines, max(tall, _LOWEST_ROW)


def _pages(talls: Sequence[float], room: float) -> list[list[int]]:
    """Which rows go on which page; a row taller than a page has one for itself."""
    pages: list[list[int]] = [[]]
    left = room
    for at, tall in enumerate(talls):
        if pages[-1] and tall > left:
            pages.append([])
            left = room
        pages[-1].append(at)
        left -= tall
    return pages


def _heads(page: Page, chart: Chart, columns: Sequence[Column]) -> None:
    half = _HEAD / 2
    lanes = [column for column in columns if column.lane is not None]
    quality = [column for column in columns if column.name in {"Kelengkapan", "Waktu", "Output"} and column.lane is None]
    for name, group in (("Pelaksana", lanes), ("Mutu Baku", quality)):
        rect = Rect(group[0].x, MARGIN, group[-1].x + group[-1].width - group[0].x, half)
        page.cells.append(_head(rect, name))
    for column in columns:
        grouped = column in lanes or column in quality
        rect = Rect(column.x, MARGIN + (half if grouped else 0), column.width, half if grouped else _HEAD)
        implied = column.lane is not None and chart.lanes[column.lane].implied
        page.cells.append(_head(rect, column.name + (" *" if implied else "")))


def _head(rect: Rect, words: str) -> Cell:
    points = next((size for size in (7.5, 6.5, 5.5) if len(wrapped(words, rect.width - 1, size, bold=True)) < 3), 4.5)
    lines = wrapped(words, rect.width - 1, points, bold=True)
    x, y = rect.middle
    first = y - (len(lines) - 1) * line_height(points) / 2 + line_height(points) * 0.3
    text = Text(x=x, y=first, lines=tuple(lines), points=points, bold=True, anchor="middle")
    return Cell(rect=rect, text=text, shaded=True)


def _set(page: Page, box: Box, texts: dict[str, list[str]], columns: Sequence[Column], y: float, tall: float) -> None:
    for column in columns:
        lines = tuple(texts[column.name]) if column.lane is None else ()
        first = y + _PAD + line_height(_POINTS) * 0.85
        text = Text(x=column.x + _PAD, y=first, lines=lines, points=_POINTS, italic=box.implied) if lines else None
        page.cells.append(Cell(rect=Rect(column.x, y, column.width, tall), text=text, implied=box.implied))


def _symbol_rect(box: Box, columns: Sequence[Column], y: float, tall: float) -> Rect:
    lane = next(column for column in columns if column.lane == box.lane)
    wide, high = _SYMBOL.get(box.symbol, _WORK)
    wide = min(wide, lane.width * 0.56)
    return Rect(lane.x + (lane.width - wide) / 2, y + (tall - high) / 2, wide, high)


def _shape(box: Box, place: Place, lit: str | None) -> Shape:
    return Shape(rect=place.symbol, symbol=box.symbol, box=place.box, implied=box.implied, lit=lit in box.steps)


def _span(columns: Sequence[Column], y: float, tall: float) -> Rect:
    return Rect(columns[0].x, y, columns[-1].x + columns[-1].width - columns[0].x, tall)


