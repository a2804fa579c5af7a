"""A laid-out form as SVG, in millimetres, with the packaged typeface."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from laksana_kit.form.geometry import HEAD, Arrow, Cell, Connector, Page, Rect, Shape, Text
from laksana_kit.form.measure import extent, line_height
from laksana_sdk.reading import Symbol

_FAMILY: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
_MM_OF_POINT: Final = 25.4 / 72
_GAP: Final = 6.0
"""Between pages that stand below each other in one picture, in mm."""


def page_svg(page: Page, *, title: str) -> str:
    """One page as a picture of its own."""
    return _picture(page.width, page.height, title, "".join(_page(page)))


def form_svg(pages: Sequence[Page], *, title: str) -> str:
    """All pages below each other in one picture."""
    placed, y = [], 0.0
    for page in pages:
        placed.append(f'<g transform="translate(0 {y:g})">{"".join(_page(page))}</g>')
        y += page.height + _GAP
    return _picture(max(page.width for page in pages), y - _GAP, title, "".join(placed))


def _picture(width: float, height: float, title: str, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm"'
        f' viewBox="0 0 {width:g} {height:g}" role="img" font-family={quoteattr(_FAMILY)}>'
        f"<title>{escape(title)}</title>"
        '<defs><marker id="head" viewBox="0 0 4 4" refX="4" refY="2"'
        f' markerWidth="{HEAD:g}" markerHeight="{HEAD:g}" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0.3 L4 2 L0 3.7 Z" fill="#000"/></marker></defs>'
        f"{inside}</svg>"
    )


def _page(page: Page) -> Iterator[str]:
    yield f'<rect width="{page.width:g}" height="{page.height:g}" fill="#fff"/>'
    yield from map(_cell, page.cells)
    yield from map(_text, page.texts)
    yield from map(_arrow, page.arrows)
    yield from map(_shape, page.shapes)
    yield from map(_connector, page.connectors)
    yield from (_label(arrow.label) for arrow in page.arrows if arrow.label)


def _cell(cell: Cell) -> str:
    fill = "#e8e8e8" if cell.shaded else "#f6f6f6" if cell.implied else "none"
    return f'<rect {_place(cell.rect)} fill="{fill}" stroke="#000" stroke-width="0.2"/>' + (
        _text(cell.text) if cell.text else ""
    )


def _label(text: Text) -> str:
    # On white ground, because the table's own lines may run behind it.
    return f'<rect {_place(extent(text))} fill="#fff"/>{_text(text)}'


def _text(text: Text) -> str:
    style = (' font-weight="bold"' if text.bold else "") + (' font-style="italic"' if text.italic else "")
    lines = "".join(
        f'<tspan x="{text.x:.2f}" y="{text.y + at * line_height(text.points):.2f}">{escape(line)}</tspan>'
        for at, line in enumerate(text.lines)
    )
    return f'<text font-size="{text.points * _MM_OF_POINT:.3f}" text-anchor="{text.anchor}"{style}>{lines}</text>'


def _shape(shape: Shape) -> str:
    dash = ' stroke-dasharray="1 0.6"' if shape.implied else ""
    style = f'fill="{"#ffd54a" if shape.lit else "#fff"}" stroke="#000" stroke-width="0.35"{dash}'
    rect = shape.rect
    match shape.symbol:
        case Symbol.START | Symbol.END:
            return f'<rect {_place(rect)} rx="{rect.height / 2:.2f}" {style}/>'
        case Symbol.DECISION:
            x, y = rect.middle
            corners = ((x, rect.y), (rect.right, y), (x, rect.bottom), (rect.x, y))
            return f'<polygon points="{_points(corners)}" {style}/>'
        case Symbol.PROCESS:
            return f"<rect {_place(rect)} {style}/>"


def _arrow(arrow: Arrow) -> str:
    head = ' marker-end="url(#head)"' if arrow.head else ""
    return f'<polyline points="{_points(arrow.points)}" fill="none" stroke="#000" stroke-width="0.3"{head}/>'


def _connector(sign: Connector) -> str:
    rect = sign.rect
    x, _ = rect.middle
    shoulder = rect.y + rect.height * 0.6
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, shoulder), (x, rect.bottom), (rect.x, shoulder))
    name = Text(x=x, y=rect.y + rect.height * 0.55, lines=(sign.name,), points=5.5, bold=True, anchor="middle")
    return f'<polygon points="{_points(corners)}" fill="#fff" stroke="#000" stroke-width="0.3"/>{_text(name)}'


def _place(rect: Rect) -> str:
    return f'x="{rect.x:.2f}" y="{rect.y:.2f}" width="{rect.width:.2f}" height="{rect.height:.2f}"'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
