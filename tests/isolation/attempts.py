"""One attempt to reach another office's rows, what it may be found guilty of, and who makes such attempts."""

from dataclasses import dataclass
from random import Random
from typing import Protocol

SHOWN = "shown: a row of theirs stands in the answer"
DIFFERENT = "different: theirs is answered otherwise than nobody's"
ACCEPTED = "accepted: an act upon theirs was not refused"
CHANGED = "changed: the rows of an office are not what they were"
UNSCOPED = "unscoped: a statement does not carry its office"
BROKEN = "broken: the service failed instead of refusing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An attempt that was made and judged by itself."""

    kind: str
    """What it was, for the count: `sql app select`, `graphql Query.case`."""
    asked: str
    """What exactly was asked, to be read by whoever has to mend it."""
    fault: str | None = None
    """Which wall it passed, None when all held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How long the same question took with an id of theirs and with one of nobody's, in seconds."""

    kind: str
    theirs: float
    nobodys: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was tried in one go, and what of it was timed."""

    tried: tuple[Tried, ...]
    timed: tuple[Pair, ...] = ()


class Surface(Protocol):
    """A side of the service from which attempts are made."""

    name: str

    async def batch(self, number: int, random: Random) -> Batch:
        """Attempts that this source of chance decides entirely, each judged."""
