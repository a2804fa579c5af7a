"""Shapes on a page, in millimetres from its upper left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from laksana_sdk.reading import Symbol

HEAD: Final = 1.7
"""How long an arrow's head is, in mm."""

Point = tuple[float, float]
Piece = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> "Rect":
        """The same with so much more on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def holds(self, other: "Rect") -> bool:
        """Whether the other one lies wholly in it."""
        return self.x <= other.x and self.y <= other.y and self.right >= other.right and self.bottom >= other.bottom

    def meets(self, other: "Rect") -> bool:
        """Whether they have a surface in common; edges may touch."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Lines of one size; `x`, `y` are the first baseline's beginning, middle or end, as `anchor` says."""

    x: float
    y: float
    lines: tuple[str, ...]
    points: float
    bold: bool = False
    italic: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table with its words."""

    rect: Rect
    text: Text | None = None
    shaded: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A symbol of the flowchart in its row and lane."""

    rect: Rect
    symbol: Symbol
    box: int
    implied: bool
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A line of upright pieces between two rows of the chart, with a head at its end unless it ends in a connector."""

    points: tuple[Point, ...]
    source: int
    target: int
    head: bool = True
    label: Text | None = None

    def pieces(self) -> Sequence[Piece]:
        """Its straight parts."""
        return tuple(pairwise(self.points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """The sign by which an arrow goes on elsewhere; its twin carries the same name."""

    rect: Rect
    name: str
    leaving: bool


@dataclass(slots=True, kw_only=True)
class Page:
    """What stands on one page."""

    width: float
    height: float
    cells: list[Cell] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    connectors: list[Connector] = field(default_factory=list)


def strip_of(piece: Piece) -> Rect:
    """The line as a rectangle without breadth."""
    (x1, y1), (x2, y2) = piece
    return Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
