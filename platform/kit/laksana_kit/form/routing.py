"""Arrows between symbols: upright lines on free tracks, clear of symbols, signs, labels and each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from laksana_kit.form.chart import Chart, Flow
from laksana_kit.form.geometry import HEAD, Arrow, Connector, Page, Piece, Point, Rect, Text, strip_of
from laksana_kit.form.measure import extent, line_height
from laksana_kit.form.signs import BESIDE, LABEL_POINTS, Signs, above, below, edge_name, hung_left, hung_right, lines_of

_TRACKS: Final = (1.5, 2.7, 3.9)
"""How far from a lane's edge vertical lines may run, in mm."""
_ABOVE_BORDER: Final = 1.6
_BELOW_BORDER: Final = 1.2
_CLEAR: Final = 0.5
"""How far lines stay from symbols that are not theirs, in mm."""
_APART: Final = 0.9
"""Two lines beside each other stay so far apart, in mm."""
_HEAD_ROOM: Final = HEAD + 0.6
_CROSSING: Final = 30.0
"""A crossing is worth a detour of so many mm."""
_MOST_CROSSINGS: Final = 3
_BEND: Final = 2.0
_JOINED: Final = 8.0
"""What it is worth that two arrows into one symbol share their last part."""


# A rectangle as four numbers, from left and top to right and bottom: most of a form's time goes into comparing them.
_Wall = tuple[float, float, float, float]


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight part of an arrow: where it runs, from where to where, and the row to which its arrow leads."""

    at: float
    low: float
    high: float
    target: int

    def is_beside(self, other: "_Line") -> bool:
        """Whether the parallel runs so close that both look like one, without leading to one symbol."""
        if abs(self.at - other.at) >= _APART or self.low >= other.high + _APART or other.low >= self.high + _APART:
            return False
        return self.target != other.target or self.at != other.at

    def crosses(self, other: "_Line") -> bool:
        """Whether the line across it leads elsewhere and meets it."""
        reach = _APART / 2
        return (
            self.target != other.target
            and self.low - reach < other.at < self.high + reach
            and other.low - reach < self.at < other.high + reach
        )

    def touches(self, other: "_Line") -> bool:
        """Whether lines that cross do so at an end of one of them, so that a reader would take it for a joint."""
        return min(abs(other.at - self.low), abs(other.at - self.high)) < _APART or (
            min(abs(self.at - other.low), abs(self.at - other.high)) < _APART
        )


@dataclass(slots=True, kw_only=True)
class _Board:
    """One page's lines so far, and what no further line may touch."""

    page: Page
    lanes: Sequence[Rect]
    symbols: dict[int, Rect] = field(default_factory=dict)
    obstacles: list[Rect] = field(default_factory=list)
    lines: dict[bool, list[_Line]] = field(default_factory=lambda: {True: [], False: []})
    """The upright ones, and the level ones."""
    closed: set[tuple[int, bool]] = field(default_factory=set)
    left: set[Point] = field(default_factory=set)
    entered: set[Point] = field(default_factory=set)
    """Where on a symbol an arrow begins, or ends."""

    def take(self, arrow: Arrow) -> None:
        """The arrow stands on the page; its lines and its label are in the way of others."""
        self.page.arrows.append(arrow)
        self.left.add(arrow.points[0])
        self.entered.add(arrow.points[-1])
        for piece in arrow.pieces():
            upright, line = _line(piece, arrow.target)
            self.lines[upright].append(line)
        if arrow.label is not None:
            self.obstacles.append(extent(arrow.label).grown(0.2))

    def put(self, sign: Connector) -> None:
        """The connector stands on the page."""
        self.page.connectors.append(sign)
        self.obstacles.append(sign.rect.grown(0.4))

    def crossings(self, flow: Flow, points: Sequence[Point], walls: Sequence[_Wall]) -> int | None:
        """How many lines these would cross; None where they would touch what they must not."""
        # Where one arrow leaves a symbol and another comes in, a reader could not tell which is which.
        if points[0] in self.entered or points[-1] in self.left or points[0] == points[-1]:
            return None
        if any(_hits(piece, walls) for piece in pairwise(points)):
            return None
        count = 0
        for piece in pairwise(points):
            upright, line = _line(piece, flow.target)
            if any(line.is_beside(other) for other in self.lines[upright]):
                return None
            for other in self.lines[not upright]:
                if line.crosses(other):
                    if line.touches(other):
                        return None
                    count += 1
        return count

    def walls(self, flow: Flow, source: Place, target: Place) -> list[_Wall]:
        """What the flow's line may not run through: others' symbols with some air around them, signs, labels.

        Its line stays between the rows that it leads from and to.
        """
        own = {flow.source, flow.target}
        top, bottom = min(source.top, target.top), max(source.bottom, target.bottom)
        symbols = [rect if box in own else rect.grown(_CLEAR) for box, rect in self.symbols.items()]
        near = (rect for rect in (*self.obstacles, *symbols) if rect.y < bottom and top < rect.bottom)
        return [(rect.x, rect.y, rect.right, rect.bottom) for rect in near]

    def is_joined(self, flow: Flow, x: float) -> bool:
        """Whether another arrow to the same symbol runs on this track."""
        return any(line.at == x and line.target == flow.target for line in self.lines[True])

    def is_clear(self, rect: Rect, own: Sequence[Point]) -> bool:
        """Whether nothing stands there, and the line itself does not run through it."""
        if any(strip_of(piece).meets(rect) for piece in pairwise(own)):
            return False
        uprights = (Rect(line.at, line.low, 0, line.high - line.low) for line in self.lines[True])
        levels = (Rect(line.low, line.at, line.high - line.low, 0) for line in self.lines[False])
        return not any(other.meets(rect) for other in (*self.symbols.values(), *self.obstacles, *uprights, *levels))


def _hits(piece: Piece, walls: Sequence[_Wall]) -> bool:
    (x1, y1), (x2, y2) = piece
    if x1 > x2:
        x1, x2 = x2, x1
    if y1 > y2:
        y1, y2 = y2, y1
    return any(x1 < right and left < x2 and y1 < bottom and top < y2 for left, top, right, bottom in walls)


def _line(piece: Piece, target: int) -> tuple[bool, _Line]:
    (x1, y1), (x2, y2) = piece
    return (
        (True, _Line(x1, min(y1, y2), max(y1, y2), target))
        if x1 == x2
        else (False, _Line(y1, min(x1, x2), max(x1, x2), target))
    )


def route(
    chart: Chart, places: Sequence[Place], lanes: Sequence[Rect], pages: Sequence[Page], signs: Signs
) -> frozenset[Flow]:
    """Every flow of the chart stands on its page or pages; those that found no way are given back."""
    boards = [_Board(page=page, lanes=lanes) for page in pages]
    for place in places:
        boards[place.page].symbols[place.box] = place.symbol
    for place in places:
        _hang(place, boards[place.page], signs)
    for flow in (flow for flow in chart.flows if flow.target == flow.source + 1):
        source, target = places[flow.source], places[flow.target]
        if source.page == target.page:
            boards[source.page].take(_down(flow, source, target))
        else:
            _over_the_edge(flow, source, target, boards)
    lost = set()
    others = [flow for flow in chart.flows if flow.target != flow.source + 1 and flow not in signs.names]
    for flow in sorted(others, key=lambda flow: abs(flow.target - flow.source)):
        source, target = places[flow.source], places[flow.target]
        arrow = None
        if source.page == target.page:
            arrow = _around(flow, source, target, boards[source.page], goes_on=signs.goes_on(flow.source))
        if arrow is None:
            lost.add(flow)
        else:
            boards[source.page].take(arrow)
    return frozenset(lost)


def _hang(place: Place, board: _Board, signs: Signs) -> None:
    leaving, coming = signs.leaving(place.box), signs.coming(place.box)
    for arrow, sign in (*hung_right(leaving, place.symbol, signs), *hung_left(coming, place.symbol, signs)):
        board.put(sign)
        board.take(arrow)
    board.closed |= ({(place.box, True)} if leaving else set()) | ({(place.box, False)} if coming else set())


def _down(flow: Flow, source: Place, target: Place) -> Arrow:
    """From the symbol's foot to the next one's head; across to its lane just above the border of the rows."""
    (x1, _), (x2, _) = source.symbol.middle, target.symbol.middle
    y1, y2 = source.symbol.bottom, target.symbol.y
    border = source.bottom - _ABOVE_BORDER
    points = ((x1, y1), (x2, y2)) if x1 == x2 else ((x1, y1), (x1, border), (x2, border), (x2, y2))
    return Arrow(points=points, source=flow.source, target=flow.target, label=_at_foot(flow, source, left=x2 > x1))


def _at_foot(flow: Flow, source: Place, *, left: bool) -> Text | None:
    """The label beside a line that leaves downwards, on the side to which it does not turn."""
    (x, _), y = source.symbol.middle, source.symbol.bottom
    return _label(flow, x + (-0.6 if left else 0.6), y + 2.2, "end" if left else "start")


def _over_the_edge(flow: Flow, source: Place, target: Place, boards: Sequence[_Board]) -> None:
    """To a connector below the page's last row, and from its twin above the next page's first."""
    (x1, _), (x2, _) = source.symbol.middle, target.symbol.middle
    out, into = (
        below(x1, source.bottom, edge_name(source.page)),
        above(x2, target.top, edge_name(source.page)),
    )
    label = _at_foot(flow, source, left=False)
    for board, sign, points in (
        (boards[source.page], out, ((x1, source.symbol.bottom), (x1, out.rect.y))),
        (boards[target.page], into, ((x2, into.rect.bottom), (x2, target.symbol.y))),
    ):
        board.put(sign)
        said = label if sign.leaving else None
        board.take(Arrow(points=points, source=flow.source, target=flow.target, label=said, head=not sign.leaving))


def _around(flow: Flow, source: Place, target: Place, board: _Board, *, goes_on: bool) -> Arrow | None:
    """Out of one side, along a free track, into the other symbol; None where no way is free."""
    best: tuple[float, Arrow] | None = None
    walls = board.walls(flow, source, target)
    ways = _ways(source, target, board, goes_on=goes_on)
    for cost, track, points in sorted((_length(points) + _BEND * len(points), x, points) for x, points in ways):
        if best is not None and cost - _JOINED >= best[0]:
            break
        crossings = board.crossings(flow, points, walls)
        if crossings is None or crossings > _MOST_CROSSINGS:
            continue
        label = _free_label(flow, points, board)
        if label is None and flow.label is not None:
            continue
        total = cost + _CROSSING * crossings - (_JOINED if board.is_joined(flow, track) else 0)
        if best is None or total < best[0]:
            arrow = Arrow(points=points, source=flow.source, target=flow.target, label=label)
            best = total, arrow
    return best[1] if best else None


def _length(points: Sequence[Point]) -> float:
    return sum(abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in pairwise(points))


def _ways(source: Place, target: Place, board: _Board, *, goes_on: bool) -> Iterator[tuple[float, tuple[Point, ...]]]:
    """Every line from the source's free sides along one track to the target's, with the track."""
    (from_x, from_y), (to_x, to_y) = source.symbol.middle, target.symbol.middle
    foot = source.bottom - _ABOVE_BORDER
    head = target.top + _BELOW_BORDER
    for x in _tracks(source, target, board.lanes):
        outs: list[tuple[Point, ...]] = []
        if x > source.symbol.right and (source.box, True) not in board.closed:
            outs.append(((source.symbol.right, from_y), (x, from_y)))
        if x < source.symbol.x and (source.box, False) not in board.closed:
            outs.append(((source.symbol.x, from_y), (x, from_y)))
        if not goes_on:
            outs.append(((from_x, source.symbol.bottom), (from_x, foot), (x, foot)))
        ins: list[tuple[Point, ...]] = [((x, head), (to_x, head), (to_x, target.symbol.y))]
        if x >= target.symbol.right + _HEAD_ROOM and (target.box, True) not in board.closed:
            ins.append(((x, to_y), (target.symbol.right, to_y)))
        if x <= target.symbol.x - _HEAD_ROOM and (target.box, False) not in board.closed:
            ins.append(((x, to_y), (target.symbol.x, to_y)))
        yield from ((x, (*out, *into)) for out in outs for into in ins if out[-1] != into[0])


def _tracks(source: Place, target: Place, lanes: Sequence[Rect]) -> Iterator[float]:
    low, high = sorted((source.symbol.middle[0], target.symbol.middle[0]))
    for lane in lanes:
        if lane.right + lane.width > low and lane.x - lane.width < high:
            yield from (lane.right - track for track in _TRACKS)
            yield from (lane.x + track for track in _TRACKS)


def _free_label(flow: Flow, points: Sequence[Point], board: _Board) -> Text | None:
    """The label at the line's beginning, on the side where nothing is."""
    (x, y), (turn, _) = points[:2]
    if x == turn:
        places = [(x + 0.6, y + 2.2, "start"), (x - 0.6, y + 2.2, "end")]
    else:
        high = line_height(LABEL_POINTS) * (len(lines_of(flow.label or "")) - 1)
        side, anchor = (BESIDE, "start") if turn > x else (-BESIDE, "end")
        places = [(x + side, y - 1.0 - high, anchor), (x + side, y + 2.3, anchor)]
    for at_x, at_y, anchor in places:
        label = _label(flow, at_x, at_y, anchor)
        if label is None or board.is_clear(extent(label).grown(0.2), points):
            return label
    return None


def _label(flow: Flow, x: float, y: float, anchor: str) -> Text | None:
    if flow.label is None:
        return None
    return Text(x=x, y=y, lines=lines_of(flow.label), points=LABEL_POINTS, anchor=anchor)
