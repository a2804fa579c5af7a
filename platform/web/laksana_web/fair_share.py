"""How much of a web process one person and one office may take, so that the others keep theirs."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from laksana_infra.settings import Settings
from laksana_tenants.actor import Actor

AT_ONCE_SECONDS: Final = 10
"""Of the long-run rate, how many seconds' worth may come at once: opening a full inbox is no attack."""
WAITING: Final = 8
"""Requests that may wait for each one that is being worked on, before an office is told to come back."""
_KEPT: Final = 10_000


class TooManyRequests(Exception):
    """A person or an office asks for more than its share; nothing was read or changed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"come back in {seconds:.1f} s")
        self.retry_after = max(1, math.ceil(seconds))


class Allowance:
    """How often each of many may ask: so many times a second in the long run, ten seconds' worth of it at once."""

    def __init__(self, per_second: int) -> None:
        self._cost = 1 / per_second if per_second else 0.0
        # For each who asked lately, the moment until which what they took has used their rate up.
        self._used_until: dict[Hashable, float] = {}

    def seconds_to_wait(self, who: Hashable, now: float) -> float:
        """0 and the request is counted, or how long until it would be."""
        used_until = max(now, self._used_until.get(who, now)) + self._cost
        # A hair's breadth is no reason: sums of fractions are not exact.
        if (wait := used_until - now - AT_ONCE_SECONDS) > 1e-6:
            return wait
        self._used_until[who] = used_until
        if len(self._used_until) > _KEPT:
            self._used_until = {who: until for who, until in self._used_until.items() if until > now}
        return 0.0


class FairShare:
    """The shares of one web process; `at_once` is how many requests of an office are worked on side by side.

    What `clock` gives is no business time, only seconds that pass.
    """

    def __init__(self, *, person: int, office: int, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._persons, self._offices, self._at_once, self._clock = Allowance(person), Allowance(office), at_once, clock
        # By a token's hash, for less than a second: a flood must not cost a look into the database for each request.
        self._refused_until: dict[int, float] = {}
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

    def refuse_flood(self, token: str) -> None:
        """Nothing, or TooManyRequests for a token that was just told to come back later and has not waited."""
        wait = self._refused_until.get(hash(token), 0.0) - self._clock()
        if wait > 0:
            raise TooManyRequests(wait)

    @asynccontextmanager
    async def turn(self, actor: Actor, token: str) -> AsyncIterator[None]:
        """A block in which the request is worked on, when the office's others leave room; raises TooManyRequests."""
        now, office = self._clock(), actor.tenant_id
        wait = self._persons.seconds_to_wait(actor.officer_id, now) or self._offices.seconds_to_wait(office, now)
        if wait:
            self._remember(token, now, wait)
            raise TooManyRequests(wait)
        if self._present.get(office, 0) >= self._at_once * (1 + WAITING):
            raise TooManyRequests(1)
        self._present[office] = self._present.get(office, 0) + 1
        try:
            async with self._turns.setdefault(office, asyncio.Semaphore(self._at_once)):
                yield
        finally:
            self._present[office] -= 1
            if not self._present[office]:
                del self._present[office], self._turns[office]

    def _remember(self, token: str, now: float, wait: float) -> None:
        self._refused_until[hash(token)] = now + wait
        if len(self._refused_until) > _KEPT:
            self._refused_until = {known: until for known, until in self._refused_until.items() if until > now}
