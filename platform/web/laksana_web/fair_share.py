"""How much of a web process one person and one office may take, so that the others keep theirs."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from laksana_infra.settings import Settings
from laksana_tenants.actor import Actor

AT_ONCE_SECONDS: Final = 10
"""Of the long-run rate, how many seconds' worth may come at once: opening a full inbox is no attack."""
WAITING: Final = 8
"""Requests that may wait for each one that is being worked on, before an office is told to come back."""
_KEPT: Final = 10_000
_LOOKED_UP_SECONDS: Final = 1.0
# Nobody is told to wait for less than a second: who did as told is that much later than a high rate asks for.
_PATIENCE_SECONDS: Final = 0.5


class TooManyRequests(Exception):
    """A person or an office asks for more than its share; nothing was read or changed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"come back in {seconds:.1f} s")
        self.retry_after = _told(seconds)


@dataclass(frozen=True, slots=True)
class Flood:
    """A token of this office that was told to wait, and has `retry_after` seconds left."""

    tenant: str
    retry_after: int


class Allowance:
    """How often each of many may ask: so many times a second in the long run, ten seconds' worth of it at once."""

    def __init__(self, per_second: int) -> None:
        self._cost = 1 / per_second if per_second else 0.0
        # For each who asked lately, the moment until which what they took has used their rate up.
        self._used_until: dict[Hashable, float] = {}

    def seconds_to_wait(self, who: Hashable, now: float) -> float:
        """0 and the request is counted, or how long until it would be."""
        if wait := self.seconds_until_next(who, now):
            return wait
        self._used_until[who] = self._used_after_next(who, now)
        if len(self._used_until) > _KEPT:
            self._used_until = {who: until for who, until in self._used_until.items() if until > now}
        return 0.0

    def seconds_until_next(self, who: Hashable, now: float) -> float:
        """How long until a request would be counted, 0 when it would be now."""
        wait = self._used_after_next(who, now) - now - AT_ONCE_SECONDS
        # A hair's breadth is no reason: sums of fractions are not exact.
        return wait if wait > 1e-6 else 0.0

    def _used_after_next(self, who: Hashable, now: float) -> float:
        return max(now, self._used_until.get(who, now)) + self._cost


class FairShare:
    """The shares of one web process; `at_once` is how many requests of an office are worked on side by side.

    What `clock` gives is no business time, only seconds that pass.
    """

    def __init__(self, *, person: int, office: int, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._persons, self._offices, self._at_once, self._clock = Allowance(person), Allowance(office), at_once, clock
        # By a token's hash, until when and whose it is: a flood must not cost a look into the database a request.
        self._refused: dict[int, tuple[float, str]] = {}
        self._turns: dict[UUID, asyncio.Semaphore] = {}
        self._present: dict[UUID, int] = {}

    @classmethod
    def of(cls, settings: Settings) -> "FairShare":
        """The shares that the settings give; no office ever holds more than half of the database's connections."""
        return cls(
            person=settings.requests_per_person,
            office=settings.requests_per_office,
            at_once=max(1, settings.database_pool_size // 2),
        )

    def flood_of(self, token: str) -> Flood | None:
        """What is left to wait for a token that was just told to come back later, None when it may ask.

        The token was checked when it was told so; one that nobody has checked is never here, and spends nobody's share.
        """
        known = self._refused.get(hash(token))
        if known is None:
            return None
        (until, tenant), now = known, self._clock()
        if now < until:
            return Flood(tenant, _told(until - now))
        if now - until < _PATIENCE_SECONDS:
            # Its share is for one: those who come while that one is looked up would only be refused after it.
            self._refused[hash(token)] = now + _LOOKED_UP_SECONDS, tenant
        else:
            del self._refused[hash(token)]
        return None

    @asynccontextmanager
    async def turn(self, actor: Actor, token: str) -> AsyncIterator[None]:
        """A block in which the request is worked on, when the office's others leave room; raises TooManyRequests."""
        now, office = self._clock(), actor.tenant_id
        wait = self._persons.seconds_to_wait(actor.officer_id, now) or self._offices.seconds_to_wait(office, now)
        if wait:
            self._remember(token, actor, now, wait)
            raise TooManyRequests(wait)
        if hash(token) in self._refused:
            self._forgive(token, actor, now)
        if self._present.get(office, 0) >= self._at_once * (1 + WAITING):
            self._remember(token, actor, now, 1.0)
            raise TooManyRequests(1)
        self._present[office] = self._present.get(office, 0) + 1
        try:
            async with self._turns.setdefault(office, asyncio.Semaphore(self._at_once)):
                yield
        finally:
            self._present[office] -= 1
            if not self._present[office]:
                del self._present[office], self._turns[office]

    def _forgive(self, token: str, actor: Actor, now: float) -> None:
        persons, offices = self._persons, self._offices
        wait = max(persons.seconds_until_next(actor.officer_id, now), offices.seconds_until_next(actor.tenant_id, now))
        if wait:
            self._remember(token, actor, now, wait)
        else:
            del self._refused[hash(token)]

    def _remember(self, token: str, actor: Actor, now: float, wait: float) -> None:
        self._refused[hash(token)] = now + wait, actor.tenant_slug
        if len(self._refused) > _KEPT:
            self._refused = {known: kept for known, kept in self._refused.items() if kept[0] > now}


def _told(seconds: float) -> int:
    return max(1, math.ceil(seconds))
