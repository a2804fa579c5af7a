"""Events and stored inputs as canonical JSON text, and back."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from laksana_engine.events import EVENTS, Event

T = TypeVar("T")


def canonical(value: object) -> str:
    """The value as JSON text that is the same for equal values: sorted keys, no spaces."""
    return msgspec.json.encode(value, order="sorted").decode()


def event_from(kind: str, data: str) -> Event:
    """The event that was stored as this text; KeyError for a kind this release of the engine does not know."""
    return msgspec.json.decode(data, type=EVENTS[kind])


def decoded(text: str | bytes, kind: type[T]) -> T:
    """The stored result or input of that type."""
    return msgspec.json.decode(text, type=kind)


def plain(value: object) -> Mapping[str, Any]:
    """The value as JSON-ready builtins; it must be a record."""
    built = msgspec.to_builtins(value)
    if not isinstance(built, dict):
        raise TypeError(f"a record is needed, not {type(value).__name__}")
    return built
