"""Where everything stands: rows on pages, each symbol in its lane, connectors where an arrow goes on elsewhere."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from laksana_kit.form.chart import IMPLIED, MORE_OF_A_ROW, Chart, Flow
from laksana_kit.form.geometry import Cell, Page, Rect, Shape, Text
from laksana_kit.form.measure import line_height, width, wrapped
from laksana_kit.form.routing import Place, route
from laksana_kit.form.signs import STRIP, Signs, signs_of
from laksana_kit.form.table import GROUP_HEAD, MARGIN, SIZES, FormTooLargeError, Table, heads, row, table
from laksana_sdk.reading import Symbol

_DECISION: Final = (9.0, 0.85)
_WORK: Final = (7.0, 0.62)
"""How high a diamond and every other symbol is: at most so many mm, and such a part of its width."""
_WIDEST: Final = 13.0
_GUTTER: Final = 6.0
"""Between a symbol and the edge of its lane, at least: there arrows run."""
_AIR: Final = 3.8
"""Above and below a symbol."""
_TITLE: Final = 10.0
_NOTE: Final = 6.5


class Paper(StrEnum):
    """The paper that offices print on."""

    A4 = "a4"
    F4 = "f4"

    @property
    def landscape(self) -> tuple[float, float]:
        """Width and height in mm, lying on its side; Indonesian F4 is 215 x 330 mm."""
        return (297.0, 210.0) if self is Paper.A4 else (330.0, 215.0)


def flowchart(chart: Chart, paper: Paper, *, lit: str | None = None) -> list[Page]:
    """The table with its flowchart, on as many pages as it takes; `lit` is the step at which a case stands.

    Raises FormTooLargeError when a row is taller than a page or the columns are too many for the paper.
    """
    found = _fitting(chart, paper)
    named: frozenset[Flow] = frozenset()
    while True:
        # An arrow that finds no free way becomes a pair of connectors; those need room, so everything moves.
        signs = signs_of(chart, named)
        pages, places = _placed(found, paper, signs)
        lost = route(chart, places, [Rect(lane.x, 0, lane.width, 0) for lane in found.lanes], pages, signs)
        if not lost:
            break
        named |= lost
    for place in places:
        box = chart.boxes[place.box]
        pages[place.page].shapes.append(
            Shape(rect=place.symbol, symbol=box.symbol, box=place.box, implied=box.implied, lit=lit in box.steps)
        )
    for number, page in enumerate(pages, start=1):
        _notes(page, chart, number, len(pages))
    return pages


def _fitting(chart: Chart, paper: Paper) -> Table:
    """The table in the largest size in which every row fits on a page."""
    wide, high = paper.landscape
    for points in SIZES:
        found = table(chart, wide, points=points)
        room = _room(found, high) - _title(chart, wide)[1] - 2 * STRIP
        tallest = max(range(len(chart.boxes)), key=found.tall)
        if found.tall(tallest) <= room:
            return found
    raise FormTooLargeError(
        f"baris {chart.boxes[tallest].number or tallest + 1} lebih tinggi daripada satu halaman; "
        "pecah teksnya pada lembar, atau pakai kertas yang lebih besar"
    )


def _room(found: Table, high: float) -> float:
    return high - 2 * MARGIN - GROUP_HEAD - found.head


def _title(chart: Chart, wide: float) -> tuple[list[str], float]:
    lines = wrapped(chart.sheet.judul or chart.sheet.nama_sop or "", wide - 2 * MARGIN, _TITLE, bold=True)
    return lines, len(lines) * line_height(_TITLE) + 2 if lines else 0.0


def _placed(found: Table, paper: Paper, signs: Signs) -> tuple[list[Page], list[Place]]:
    """Pages with heads and rows, and each row's place."""
    wide, high = paper.landscape
    pages: list[Page] = []
    places: list[Place] = []
    title, used = _title(found.chart, wide)
    talls = [_tall(found, box, signs) for box in range(len(found.chart.boxes))]
    for group in _groups(talls, _room(found, high), used, signs):
        page = Page(width=wide, height=high)
        y = MARGIN
        if not pages and title:
            first = y + line_height(_TITLE) * 0.75
            page.texts.append(Text(x=wide / 2, y=first, lines=tuple(title), points=_TITLE, bold=True, anchor="middle"))
            y += used
        y = heads(page, found, y)
        y += _strip(page, found, y) if signs.goes_on(group[0] - 1) else 0
        for box in group:
            row(page, found, box, y, talls[box])
            symbol = _symbol(found, box, y, talls[box])
            places.append(Place(box=box, page=len(pages), symbol=symbol, top=y, tall=talls[box]))
            y += talls[box]
        if signs.goes_on(group[-1]):
            _strip(page, found, y)
        pages.append(page)
    return pages, places


def _tall(found: Table, box: int, signs: Signs) -> float:
    _, high = _size(found, box)
    return max(found.tall(box), high + 2 * _AIR, signs.tall(box))


def _size(found: Table, box: int) -> tuple[float, float]:
    """The symbol's width and height: narrow columns have small symbols of the same look."""
    one = found.chart.boxes[box]
    most, part = _DECISION if one.symbol is Symbol.DECISION else _WORK
    wide = min(_WIDEST, found.lanes[one.lane].width - 2 * _GUTTER)
    return wide, min(most, wide * part)


def _symbol(found: Table, box: int, y: float, tall: float) -> Rect:
    lane = found.lanes[found.chart.boxes[box].lane]
    wide, high = _size(found, box)
    return Rect(lane.x + (lane.width - wide) / 2, y + (tall - high) / 2, wide, high)


def _strip(page: Page, found: Table, y: float) -> float:
    """Where the page's rows begin or end with an arrow from or to another page; how tall that is."""
    page.cells.append(Cell(rect=found.span(y, STRIP)))
    return STRIP


def _groups(talls: Sequence[float], room: float, title: float, signs: Signs) -> list[list[int]]:
    """Which rows stand on which page; the first page also has the title."""
    pages: list[list[int]] = [[]]
    left = room - title
    for at, tall in enumerate(talls):
        # Below the page's last row the arrow to the next one may need its strip.
        if pages[-1] and tall + (STRIP if signs.goes_on(at) else 0) > left:
            pages.append([])
            left = room - (STRIP if signs.goes_on(at - 1) else 0)
        pages[-1].append(at)
        left -= tall
    return pages


def _notes(page: Page, chart: Chart, number: int, count: int) -> None:
    """What the marks mean and which page this is, in the lower margin."""
    y = page.height - MARGIN + line_height(_NOTE) * 1.6
    notes = []
    if any(box.number == IMPLIED for box in chart.boxes) or any(lane.implied for lane in chart.lanes):
        notes.append("* langkah atau pelaksana tersirat, tidak tercetak pada SOP yang disahkan")
    if any(box.implied and box.number.endswith(MORE_OF_A_ROW) for box in chart.boxes):
        notes.append("+ bagian dari langkah bernomor itu yang tidak tercetak tersendiri")
    if notes:
        page.texts.append(Text(x=MARGIN, y=y, lines=(";  ".join(notes),), points=_NOTE, italic=True))
    if count > 1:
        said = f"Halaman {number} dari {count}"
        x = page.width - MARGIN - width(said, _NOTE)
        page.texts.append(Text(x=x, y=y, lines=(said,), points=_NOTE))
