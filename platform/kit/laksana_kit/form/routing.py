"""Arrows between symbols: upright lines in the lanes, each with a track of its own, connectors where a page ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from laksana_kit.form.chart import Chart, Flow
from laksana_kit.form.geometry import Arrow, Connector, Page, Rect, Text

_TRACKS: Final = (1.0, 2.1, 3.2)
"""How far from a lane's edge vertical lines may run, in mm."""
_ABOVE_BORDER: Final = 1.6
_SIGN: Final = 4.2
_LABEL_POINTS: Final = 6.0
_CROSSING: Final = 12.0
"""A crossing is worth a detour of so many mm."""
_EXITS: Final = (0.0, -2.0, 2.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row that has its place: its symbol, and from where to where the row reaches."""

    box: int
    page: int
    symbol: Rect
    top: float
    tall: float

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.top + self.tall


@dataclass(slots=True, kw_only=True)
class _Board:
    """One page's lines so far."""

    page: Page
    lanes: Sequence[Rect]
    verticals: list[tuple[float, float, float]] = field(default_factory=list)
    horizontals: list[tuple[float, float, float]] = field(default_factory=list)

    def take(self, arrow: Arrow) -> None:
        """The arrow stands on the page, and its track is taken."""
        self.page.arrows.append(arrow)
        for (x1, y1), (x2, y2) in arrow.pieces():
            if x1 == x2:
                self.verticals.append((x1, min(y1, y2), max(y1, y2)))
            else:
                self.horizontals.append((y1, min(x1, x2), max(x1, x2)))

    def is_free(self, x: float, y1: float, y2: float) -> bool:
        """Whether no other line runs on this track between the two."""
        low, high = min(y1, y2), max(y1, y2)
        return all(abs(x - at) > 0.5 or high <= begins or low >= ends for at, begins, ends in self.verticals)

    def crossings(self, x: float, y1: float, y2: float) -> int:
        """How many horizontal lines a vertical one would cross."""
        low, high = min(y1, y2), max(y1, y2)
        return sum(low < y < high and begins < x < ends for y, begins, ends in self.horizontals)


def route(chart: Chart, places: Sequence[Place], lanes: Sequence[Rect], pages: Sequence[Page], *, strip: float) -> None:
    """Every flow of the chart stands on its page or pages as an arrow; those to the next row first."""
    boards = [_Board(page=page, lanes=lanes) for page in pages]
    exits: dict[tuple[int, bool], int] = {}
    names = _names()
    following = [flow for flow in chart.flows if flow.target == flow.source + 1]
    for flow in following:
        source, target = places[flow.source], places[flow.target]
        if source.page == target.page:
            boards[source.page].take(_down(flow, source, target))
        else:
            _over_the_edge(flow, source, target, boards, next(names), strip)
    for flow in (flow for flow in chart.flows if flow.target not in {flow.source, flow.source + 1}):
        source, target = places[flow.source], places[flow.target]
        arrow = _around(flow, source, target, boards[source.page], exits) if source.page == target.page else None
        if arrow is not None:
            boards[source.page].take(arrow)
        else:
            _by_name(flow, source, target, boards, next(names), exits)
    for flow in (flow for flow in chart.flows if flow.target == flow.source):
        _by_name(flow, places[flow.source], places[flow.target], boards, next(names), exits)


def _names() -> Iterator[str]:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    yield from letters
    yield from (f"{first}{second}" for first in letters for second in letters)


def _down(flow: Flow, source: Place, target: Place) -> Arrow:
    """From the symbol's foot to the next one's head; across to its lane just above the border of the rows."""
    (x1, _), (x2, _) = source.symbol.middle, target.symbol.middle
    y1, y2 = source.symbol.bottom, target.symbol.y
    border = source.bottom - _ABOVE_BORDER
    points = ((x1, y1), (x2, y2)) if x1 == x2 else ((x1, y1), (x1, border), (x2, border), (x2, y2))
    return Arrow(points=points, source=flow.source, target=flow.target, label=_label(flow, x1 + 0.7, y1 + 2.4, "start"))


def _over_the_edge(
    flow: Flow, source: Place, target: Place, boards: Sequence[_Board], name: str, strip: float
) -> None:
    """To a connector below the page's last row, and from its twin above the next page's first."""
    (x1, _), (x2, _) = source.symbol.middle, target.symbol.middle
    below = Rect(x1 - _SIGN / 2, source.bottom + (strip - _SIGN) / 2, _SIGN, _SIGN)
    above = Rect(x2 - _SIGN / 2, target.top - strip + (strip - _SIGN) / 2, _SIGN, _SIGN)
    leaving, coming = boards[source.page], boards[target.page]
    leaving.page.connectors.append(Connector(rect=below, name=name, leaving=True))
    label = _label(flow, x1 + 0.7, source.symbol.bottom + 2.4, "start")
    leaving.take(
        Arrow(points=((x1, source.symbol.bottom), (x1, below.y)), source=flow.source, target=flow.target, label=label)
    )
    coming.page.connectors.append(Connector(rect=above, name=name, leaving=False))
    coming.take(Arrow(points=((x2, above.bottom), (x2, target.symbol.y)), source=flow.source, target=flow.target))


def _around(
    flow: Flow, source: Place, target: Place, board: _Board, exits: dict[tuple[int, bool], int]
) -> Arrow | None:
    """Out of one side, along a free track of a lane, into the other symbol's side; None where no track is free."""
    ways = [way for way in _ways(source, target, board, exits) if board.is_free(way[0], way[1], way[2])]
    if not ways:
        return None

    def cost(way: tuple[float, float, float]) -> float:
        x, y1, y2 = way
        reach = abs(x - source.symbol.middle[0]) + abs(x - target.symbol.middle[0]) + abs(y1 - y2)
        return reach + _CROSSING * board.crossings(x, y1, y2)

    x, y1, y2 = min(ways, key=cost)
    right = x > source.symbol.middle[0]
    exits[flow.source, right] = exits.get((flow.source, right), 0) + 1
    begin = _edge(source, y1, right=right)
    end = target.symbol.right if x > target.symbol.middle[0] else target.symbol.x
    label = _label(flow, begin + (0.5 if right else -0.5), y1 - 0.6, "start" if right else "end")
    points = ((begin, y1), (x, y1), (x, y2), (end, y2))
    return Arrow(points=points, source=flow.source, target=flow.target, label=label)


def _ways(
    source: Place, target: Place, board: _Board, exits: dict[tuple[int, bool], int]
) -> Iterator[tuple[float, float, float]]:
    """Tracks from which both symbols can be reached straight: in the lanes of both and those between and beside."""
    y2 = target.symbol.middle[1]
    for lane in board.lanes:
        for x in (*(lane.right - track for track in _TRACKS), *(lane.x + track for track in _TRACKS)):
            right = x > source.symbol.middle[0]
            used = exits.get((source.box, right), 0)
            if used < len(_EXITS):
                yield x, source.symbol.middle[1] + _EXITS[used], y2


def _edge(place: Place, y: float, *, right: bool) -> float:
    """Where the symbol's outline is at this height; a diamond is narrower above and below its middle."""
    x, middle = place.symbol.middle
    half = place.symbol.width / 2
    if place.symbol.height > 8:
        half *= 1 - abs(y - middle) / (place.symbol.height / 2)
    return x + half if right else x - half


def _by_name(
    flow: Flow, source: Place, target: Place, boards: Sequence[_Board], name: str, exits: dict[tuple[int, bool], int]
) -> None:
    """By two connectors of one name, beside the symbols."""
    right = exits.get((flow.source, True), 0) <= exits.get((flow.source, False), 0)
    used = exits.get((flow.source, right), 0)
    exits[flow.source, right] = used + 1
    y1 = source.symbol.middle[1] + _EXITS[used % len(_EXITS)] * 1.6
    edge = _edge(source, y1, right=right)
    gap = 1.2
    out = Rect(edge + gap if right else edge - gap - _SIGN, y1 - _SIGN / 2, _SIGN, _SIGN)
    boards[source.page].page.connectors.append(Connector(rect=out, name=name, leaving=True))
    end = out.x if right else out.right
    label = _label(flow, out.middle[0], out.y - 0.5, "middle")
    boards[source.page].take(
        Arrow(points=((edge, y1), (end, y1)), source=flow.source, target=flow.target, label=label)
    )
    corner = (target.symbol.x, target.symbol.y)
    arrived = sum(not sign.leaving and abs(sign.rect.bottom - corner[1]) < 3 for sign in boards[target.page].page.connectors)
    into = Rect(corner[0] - _SIGN - 0.4 - arrived * (_SIGN + 0.4), corner[1] - _SIGN + 1.2, _SIGN, _SIGN)
    boards[target.page].page.connectors.append(Connector(rect=into, name=name, leaving=False))
    if not arrived:
        y2 = target.symbol.y + target.symbol.height * 0.35
        boards[target.page].take(
            Arrow(
                points=((into.middle[0], into.bottom), (into.middle[0], y2), (_edge(target, y2, right=False), y2)),
                source=flow.source,
                target=flow.target,
            )
        )


def _label(flow: Flow, x: float, y: float, anchor: str) -> Text | None:
    if flow.label is None:
        return None
    return Text(x=x, y=y, lines=(flow.label,), points=_LABEL_POINTS, anchor=anchor)
