"""Faults that are no kill of one process: services that stay away for a while, restart under load, or have no room."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import httpx
from tests.faults.books import faults, logged
from tests.faults.client import Patience
from tests.faults.installation import Installation, Part
from tests.faults.story import new_case, people, whole_case

from laksana_web.demo.screen import DemoError

Outage = Callable[[Installation], Awaitable[list[str]]]

_AWAY_SECONDS: Final = 60.0
_LOAD: Final = 4
_RESTARTS: Final = 5


async def storage_away(here: Installation, *, seconds: float = _AWAY_SECONDS) -> list[str]:
    """SeaweedFS cannot be reached for a while in the middle of a case, which then goes on."""
    wrong: list[str] = []
    ways = [edge for name, edge in here.edges.items() if name.endswith("-storage") and not name.startswith("auditor")]

    async def trouble() -> None:
        await asyncio.sleep(2)
        for way in ways:
            way.cut = True
        async with httpx.AsyncClient() as http:
            ready = await http.get(f"http://{here.bind}/health/ready", timeout=30)
            missing = {part: state for part, state in ready.json()["parts"].items() if state != "ok"}
            if (ready.status_code, missing) != (503, {"storage": "tidak menjawab"}):
                wrong.append(f"readiness says {ready.status_code} {ready.text}")
        await asyncio.sleep(seconds)
        for way in ways:
            way.cut = False

    return [*await _told_during(here, trouble), *wrong]


async def restarts_under_load(here: Installation) -> list[str]:
    """PostgreSQL is killed and started again five times while four cases are told at once."""

    async def trouble() -> None:
        for _ in range(_RESTARTS):
            await asyncio.sleep(2)
            here.strike(Part.POSTGRES)
            await here.revived()

    return await _told_during(here, trouble, cases=_LOAD)


async def _told_during(here: Installation, trouble: Callable[[], Awaitable[None]], *, cases: int = 1) -> list[str]:
    async with httpx.AsyncClient(timeout=60) as http:
        office, wrong = await people(here, http, Patience(seconds=180)), list[str]()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_awaited(trouble))
                for _ in range(cases):
                    group.create_task(whole_case(new_case(here, office)))
        except* (AssertionError, DemoError) as stuck:
            wrong = [str(one) for one in stuck.exceptions]
    return [*wrong, *logged(here)] if wrong else await faults(here)


async def _awaited(trouble: Callable[[], Awaitable[None]]) -> None:
    await trouble()


OUTAGES: Final[Mapping[str, Outage]] = {
    "the storage away for a minute": storage_away,
    "PostgreSQL killed five times under four cases at once": restarts_under_load,
}
"""Each by what happens."""
