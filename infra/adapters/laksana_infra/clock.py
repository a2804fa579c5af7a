"""The only source of business time, so that a test can turn it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

__all__ = ["ClockError", "FrozenClock", "frozen", "now"]


class ClockError(ValueError):
    """A time that cannot be placed on the clock."""


class _Clock(Protocol):
    def now(self) -> datetime: ...


class _SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved forwards."""

    __slots__ = ("_at", "_lock")

    def __init__(self, at: datetime) -> None:
        self._at = _placed(at)
        self._lock = Lock()

    def now(self) -> datetime:
        """The instant at which the clock stands, aware, in UTC."""
        return self._at

    def advance(self, by: timedelta) -> datetime:
        """The new instant after the clock went on by this much; ClockError if that is backwards."""
        with self._lock:
            return self._stand_at(self._at + by)

    def move_to(self, at: datetime) -> datetime:
        """The new instant after the clock went on to this one; ClockError if that is backwards."""
        with self._lock:
            return self._stand_at(_placed(at))

    def _stand_at(self, at: datetime) -> datetime:
        if at < self._at:
            msg = f"the clock stands at {self._at.isoformat()} and cannot go back to {at.isoformat()}"
            raise ClockError(msg)
        self._at = at
        return at


# One for the process, not a ContextVar: a frozen clock must also hold in server and worker tasks that run already.
_system: _Clock = _SystemClock()
_clock: _Clock = _system


def now() -> datetime:
    """The present instant, aware, in UTC, to the microsecond that PostgreSQL keeps."""
    return _clock.now()


@contextmanager
def frozen(at: datetime) -> Iterator[FrozenClock]:
    """A clock that stands at this instant for every task and thread of the process until the block ends."""
    global _clock  # noqa: PLW0603
    before, clock = _clock, FrozenClock(at)
    _clock = clock
    try:
        yield clock
    finally:
        _clock = before


def _placed(at: datetime) -> datetime:
    if at.tzinfo is None:
        msg = f"{at.isoformat()} names no time zone; say one, such as tzinfo=UTC"
        raise ClockError(msg)
    return at.astimezone(UTC)
