"""Pages by position: a cursor names the last row seen, so that rows that come and go shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Final, Generic, Never, TypeVar
from uuid import UUID

import strawberry

from laksana_graphql.described import PAGE, doc
from laksana_graphql.limits import FIRST_LIMIT
from laksana_sdk import findings
from laksana_tenants.errors import Invalid

RowT = TypeVar("RowT")
ItemT = TypeVar("ItemT")

CURSOR_LETTERS: Final = 400


@strawberry.type
class PageInfo:
    """Whether there is more, and how to ask for it."""

    has_next_page: bool
    end_cursor: Annotated[str | None, doc("Give it as `after` for the next page; null on an empty page.")]


@strawberry.type
class Connection(Generic[ItemT]):
    """One page of a list."""

    nodes: Annotated[list[ItemT], strawberry.field(metadata=PAGE)]
    page_info: PageInfo


def page(
    rows: Sequence[RowT], first: int, item: Callable[[RowT], ItemT], cursor: Callable[[RowT], tuple[str, ...]]
) -> Connection[ItemT]:
    """The page of up to `first` items, from rows of which one more than that was asked for."""
    shown = rows[:first]
    return Connection(
        nodes=[item(row) for row in shown],
        page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=_written(cursor(shown[-1])) if shown else None),
    )


def size(first: int) -> int:
    """The page's size; raises Invalid outside 1 to 100."""
    if not 1 <= first <= FIRST_LIMIT:
        raise Invalid((findings.error("graphql.first", field="first", value=first, most=FIRST_LIMIT),))
    return first


def moment_and_id(after: str | None) -> tuple[datetime, UUID] | None:
    """The position that a cursor of moment and id names, None for the first page; raises Invalid."""
    if after is None:
        return None
    parts = _read(after)
    try:
        moment, id_ = parts
        at = datetime.fromisoformat(moment)
        # A moment without its zone is none of ours.
        return (at, UUID(id_)) if at.tzinfo is not None else _unreadable(after)
    except (ValueError, AttributeError):
        return _unreadable(after)


def day_and_id(after: str | None) -> tuple[date, UUID] | None:
    """The position that a cursor of day and id names, None for the first page; raises Invalid."""
    if after is None:
        return None
    parts = _read(after)
    try:
        day, id_ = parts
        return date.fromisoformat(day), UUID(id_)
    except (ValueError, AttributeError):
        return _unreadable(after)


def text_and_id(after: str | None) -> tuple[str, UUID] | None:
    """The position that a cursor of text and id names, None for the first page; raises Invalid."""
    if after is None:
        return None
    parts = _read(after)
    try:
        text, id_ = parts
        return text, UUID(id_)
    except (ValueError, AttributeError):
        return _unreadable(after)


def place_and_id(after: str | None) -> tuple[int, UUID] | None:
    """The position that a cursor of place and id names, None for the first page; raises Invalid."""
    position = text_and_id(after)
    if position is None:
        return None
    place, id_ = position
    # What PostgreSQL would refuse as an integer is none of ours.
    return (int(place), id_) if place.isascii() and place.isdigit() and len(place) < 10 else _unreadable(after or "")


def _written(parts: tuple[str, ...]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")


def _read(cursor: str) -> list[str]:
    if len(cursor) > CURSOR_LETTERS:
        return _unreadable(cursor)
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return _unreadable(cursor)
    if not isinstance(parts, list) or not all(isinstance(part, str) and "\0" not in part for part in parts):
        return _unreadable(cursor)
    return parts


def _unreadable(cursor: str) -> Never:
    raise Invalid((findings.error("graphql.cursor", field="after", value=cursor[:40]),))
