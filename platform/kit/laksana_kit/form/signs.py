"""Connectors: which arrows go on by name instead of by a line, and where their signs stand beside the symbols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.form.chart import Chart, Flow
from laksana_kit.form.geometry import HEAD, Arrow, Connector, Point, Rect, Text
from laksana_kit.form.measure import line_height, wrapped

STRIP: Final = 7.0
"""Above and below a page's rows, where an arrow goes on to the next page, in mm."""
LABEL_POINTS: Final = 6.0
_WIDE: Final = 3.4
_HIGH: Final = 4.0
_GAP: Final = 0.6
_AIR: Final = 2.7
"""Between the signs and the row's edges: the arrow to the next row runs there."""
_BUS: Final = 0.7
"""From a symbol to the line from which its signs hang."""
_HEAD_ROOM: Final = HEAD + 0.3
_LABEL_ROOM: Final = 9.0
BESIDE: Final = 0.3
"""From a symbol to a label on its side, in mm: the word Tidak must fit before the column's border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Every arrow that goes by name, with its name, and the arrows to the next row."""

    names: dict[Flow, str]
    following: frozenset[int]

    def goes_on(self, box: int) -> bool:
        """Whether an arrow leads from the row to the next."""
        return box in self.following

    def leaving(self, box: int) -> list[Flow]:
        """The arrows that leave the row by name."""
        return [flow for flow in self.names if flow.source == box]

    def coming(self, box: int) -> list[Flow]:
        """The arrows that come to the row by name."""
        return [flow for flow in self.names if flow.target == box]

    def tall(self, box: int) -> float:
        """How tall the row must be for its signs, in mm."""
        out, into = sum(map(_slot, self.leaving(box))), len(self.coming(box)) * (_HIGH + _GAP)
        return max(out, into) + 2 * _AIR if out or into else 0.0


def signs_of(chart: Chart, named: frozenset[Flow]) -> Signs:
    """The signs of these flows, called A, B, C in the order of their rows; page ends are named by `edge_name`."""
    flows = sorted(named, key=lambda flow: (flow.source, flow.label or "", flow.target))
    following = frozenset(flow.source for flow in chart.flows if flow.target == flow.source + 1)
    return Signs(names=dict(zip(flows, _letters(), strict=False)), following=following)


def edge_name(page: int) -> str:
    """The name of the connector between a page (from 0) and the next: the number that the reader turns to."""
    return str(page + 2)


def _letters() -> Iterator[str]:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    yield from letters
    yield from (f"{first}{second}" for first in letters for second in letters)


def lines_of(label: str) -> tuple[str, ...]:
    """A label's words, short enough for the room beside a symbol."""
    return tuple(wrapped(label, _LABEL_ROOM, LABEL_POINTS))


def _slot(flow: Flow) -> float:
    return _HIGH + _GAP + (len(lines_of(flow.label)) * line_height(LABEL_POINTS) if flow.label else 0.0)


def hung_right(flows: Sequence[Flow], symbol: Rect, signs: Signs) -> Iterator[tuple[Arrow, Connector]]:
    """The signs of the arms that leave a symbol, below each other on its right, each under its label."""
    x, y = symbol.right, symbol.middle[1]
    # A single sign stands straight beside the symbol, its label above.
    top = y + (_HIGH + _GAP) / 2 - _slot(flows[0]) if len(flows) == 1 else y - sum(map(_slot, flows)) / 2
    for flow in flows:
        bottom = top + _slot(flow) - _GAP / 2
        sign = Rect(x + 2 * _BUS, bottom - _HIGH, _WIDE, _HIGH)
        at = sign.middle[1]
        points: tuple[Point, ...] = ((x, y), (sign.x, y))
        if abs(at - y) > 0.05:
            points = ((x, y), (x + _BUS, y), (x + _BUS, at), (sign.x, at))
        lines = lines_of(flow.label or "")
        # Beside the uppermost label nothing runs, beside those below it the line from which the signs hang.
        beside = sign.x if flow != flows[0] else x + BESIDE
        first = sign.y - 0.5 - (len(lines) - 1) * line_height(LABEL_POINTS)
        label = Text(x=beside, y=first, lines=lines, points=LABEL_POINTS) if lines else None
        arrow = Arrow(points=points, source=flow.source, target=flow.target, label=label, head=False)
        yield arrow, Connector(rect=sign, name=signs.names[flow], leaving=True)
        top += _slot(flow)


def hung_left(flows: Sequence[Flow], symbol: Rect, signs: Signs) -> Iterator[tuple[Arrow, Connector]]:
    """The signs of the arrows that come to a symbol, below each other on its left, joined into one arrow."""
    x, y = symbol.x, symbol.middle[1]
    bus = x - _HEAD_ROOM
    top = y - (len(flows) * (_HIGH + _GAP) - _GAP) / 2
    for flow in flows:
        sign = Rect(bus - 0.4 - _WIDE, top, _WIDE, _HIGH)
        at = sign.middle[1]
        points: tuple[Point, ...] = ((sign.right, y), (x, y))
        if abs(at - y) > 0.05:
            points = ((sign.right, at), (bus, at), (bus, y), (x, y))
        yield (
            Arrow(points=points, source=flow.source, target=flow.target),
            Connector(rect=sign, name=signs.names[flow], leaving=False),
        )
        top += _HIGH + _GAP


def below(x: float, y: float, name: str) -> Connector:
    """The sign under a page's last row."""
    return Connector(rect=Rect(x - _WIDE / 2, y + STRIP - _HIGH - 0.6, _WIDE, _HIGH), name=name, leaving=True)


def above(x: float, y: float, name: str) -> Connector:
    """The sign over a page's first row."""
    return Connector(rect=Rect(x - _WIDE / 2, y - STRIP + 0.6, _WIDE, _HIGH), name=name, leaving=False)
