"""Business time comes from one clock, which a test can hold."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from laksana_infra.clock import ClockError, frozen, now
from laksana_infra.ids import new_id

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


async def test_a_frozen_clock_holds_in_tasks_that_run_already() -> None:
    started, ask = asyncio.Event(), asyncio.Event()

    async def server() -> datetime:
        started.set()
        await ask.wait()
        return now()

    task = asyncio.create_task(server())
    await started.wait()
    with frozen(NOON) as clock:
        clock.advance(timedelta(minutes=5))
        ask.set()

        assert await task == datetime(2026, 11, 21, 12, 5, tzinfo=UTC)


def test_the_clock_speaks_utc_and_refuses_times_without_a_zone_or_backwards() -> None:
    with frozen(datetime(2026, 11, 21, 19, 0, tzinfo=timezone(timedelta(hours=7)))) as clock:
        assert now() == NOON
        assert now().tzinfo is UTC
        with pytest.raises(ClockError, match="cannot go back"):
            clock.move_to(NOON - timedelta(seconds=1))
        with pytest.raises(ClockError, match="time zone"):
            clock.move_to(datetime(2026, 11, 22))  # noqa: DTZ001
        assert now() == NOON


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(100)]

    assert ids == sorted(ids)
    assert {made.version for made in ids} == {7}
