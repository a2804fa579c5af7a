"""The form's table: its columns on a page's width, its heads, and every row's words broken into lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.form.chart import Box, Chart
from laksana_kit.form.geometry import Cell, Page, Rect, Text
from laksana_kit.form.measure import line_height, width, wrapped

MARGIN: Final = 12.0
GROUP_HEAD: Final = 5.5
"""The upper line of heads, and the lower one at least, in mm."""
_PAD: Final = 1.2
_HEAD_PAD: Final = 2.0
_LANES_SHARE: Final = 0.46
_LANE_WIDTH: Final = (17.0, 30.0)
_NUMBER: Final = 9.0
_LEAST_WORDS: Final = 75.0
"""What the columns beside Pelaksana need together, in mm."""
_COLUMNS: Final = {"Kegiatan": 5.2, "Kelengkapan": 2.6, "Waktu": 1.5, "Output": 2.2, "Keterangan": 2.5}
"""The columns beside Pelaksana, and their shares of what the lanes leave."""
_QUALITY: Final = ("Kelengkapan", "Waktu", "Output")
SIZES: Final = (7.5, 6.5, 5.5, 4.5)
"""In which the words of the rows may be set, in points."""


class FormTooLargeError(Exception):
    """The SOP does not fit on the form; the sentence, in Indonesian, says what is too much and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its name and where it stands; a Pelaksana column has the number of its lane."""

    name: str
    x: float
    width: float
    lane: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything of the table that does not depend on pages."""

    chart: Chart
    columns: tuple[Column, ...]
    points: float
    head: float
    lines: tuple[Mapping[str, Sequence[str]], ...]

    @property
    def lanes(self) -> tuple[Column, ...]:
        """The Pelaksana columns."""
        return tuple(column for column in self.columns if column.lane is not None)

    def tall(self, box: int) -> float:
        """How tall the row's words make it, in mm."""
        return max(len(found) for found in self.lines[box].values()) * line_height(self.points) + 2 * _PAD + 1

    def span(self, y: float, tall: float) -> Rect:
        """A strip across all columns."""
        last = self.columns[-1]
        return Rect(self.columns[0].x, y, last.x + last.width - self.columns[0].x, tall)


def table(chart: Chart, page_width: float, *, points: float) -> Table:
    """The chart's table in this size. Raises FormTooLargeError when the Pelaksana columns leave no room for words."""
    columns = _columns(chart, page_width)
    lanes = [column for column in columns if column.lane is not None]
    size = _head_size([_named(chart, lane) for lane in lanes], lanes[0].width)
    lines = max(len(wrapped(_named(chart, lane), lane.width - _HEAD_PAD, size, bold=True)) for lane in lanes)
    return Table(
        chart=chart,
        columns=tuple(columns),
        points=points,
        head=max(GROUP_HEAD, lines * line_height(size) + 2),
        lines=tuple(_lines(box, columns, points) for box in chart.boxes),
    )


def _columns(chart: Chart, page_width: float) -> list[Column]:
    inner = page_width - 2 * MARGIN
    least, most = _LANE_WIDTH
    lane = max(least, min(most, inner * _LANES_SHARE / len(chart.lanes)))
    left = inner - _NUMBER - lane * len(chart.lanes)
    if left < _LEAST_WORDS:
        fit = int((inner - _NUMBER - _LEAST_WORDS) / least)
        raise FormTooLargeError(
            f"{len(chart.lanes)} kolom Pelaksana tidak muat pada lebar kertas ini (paling banyak {fit}); "
            "pakai --paper f4, atau --printed-only bila kolom tambahan tidak perlu dicetak"
        )
    share = left / sum(_COLUMNS.values())
    widths = [("No", _NUMBER, None), ("Kegiatan", _COLUMNS["Kegiatan"] * share, None)]
    found: list[tuple[str, float, int | None]] = [*widths]
    found += [(one.name, lane, at) for at, one in enumerate(chart.lanes)]
    found += [(name, part * share, None) for name, part in _COLUMNS.items() if name != "Kegiatan"]
    columns, x = [], MARGIN
    for name, wide, at in found:
        columns.append(Column(name, x, wide, at))
        x += wide
    return columns


def _lines(box: Box, columns: Sequence[Column], points: float) -> Mapping[str, Sequence[str]]:
    said = {
        "No": box.number,
        "Kegiatan": box.activity,
        "Kelengkapan": box.needs,
        "Waktu": box.time,
        "Output": box.output,
        "Keterangan": box.remark,
    }
    rooms = {column.name: column.width - 2 * _PAD for column in columns if column.lane is None}
    return {name: wrapped(words, rooms[name], points) for name, words in said.items()}


def heads(page: Page, table: Table, y: float) -> float:
    """The two lines of heads stand on the page; where they end."""
    lanes = table.lanes
    quality = [column for column in table.columns if column.lane is None and column.name in _QUALITY]
    for name, group in (("Pelaksana", lanes), ("Mutu Baku", quality)):
        page.cells.append(
            _head(Rect(group[0].x, y, group[-1].x + group[-1].width - group[0].x, GROUP_HEAD), name, SIZES[0])
        )
    size = _head_size([_named(table.chart, lane) for lane in lanes], lanes[0].width)
    for column in table.columns:
        grouped = column in lanes or column in quality
        rect = Rect(
            column.x, y + (GROUP_HEAD if grouped else 0), column.width, table.head + (0 if grouped else GROUP_HEAD)
        )
        words = _named(table.chart, column) if column in lanes else column.name
        page.cells.append(_head(rect, words, size if column in lanes else SIZES[0]))
    return y + GROUP_HEAD + table.head


def _named(chart: Chart, column: Column) -> str:
    lane = chart.lanes[column.lane or 0]
    return lane.name + (" *" if lane.implied else "")


def _head_size(names: Sequence[str], room: float) -> float:
    """The largest size at which no word of a head has to be broken."""
    words = [word for name in names for word in name.split()]
    fitting = (size for size in SIZES if all(width(word, size, bold=True) <= room - _HEAD_PAD for word in words))
    return next(fitting, SIZES[-1])


def _head(rect: Rect, words: str, points: float) -> Cell:
    size = min(points, _head_size([words], rect.width))
    lines = wrapped(words, rect.width - _HEAD_PAD, size, bold=True)
    x, y = rect.middle
    first = y - (len(lines) - 1) * line_height(size) / 2 + line_height(size) * 0.3
    text = Text(x=x, y=first, lines=tuple(lines), points=size, bold=True, anchor="middle")
    return Cell(rect=rect, text=text if lines else None, shaded=True)


def row(page: Page, table: Table, box: int, y: float, tall: float) -> None:
    """The row's cells stand on the page."""
    implied = table.chart.boxes[box].implied
    for column in table.columns:
        lines = tuple(table.lines[box][column.name]) if column.lane is None else ()
        first = y + _PAD + line_height(table.points) * 0.85
        text = Text(x=column.x + _PAD, y=first, lines=lines, points=table.points, italic=implied) if lines else None
        page.cells.append(Cell(rect=Rect(column.x, y, column.width, tall), text=text, implied=implied))
