"""Faults that are no kill of one process: services that stay away for a while, restart under load, or have no room."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import httpx
from tests.faults.books import faults, logged, settled
from tests.faults.client import Patience
from tests.faults.disk import SmallDisk, can_mount, small_disk
from tests.faults.installation import OFFICE, Installation, Part
from tests.faults.story import new_case, people, whole_case

from laksana.attachments.store import store
from laksana.dossier.request_dossier import DOSSIER_JOB, RequestDossier, request_dossier
from laksana.jobs.queries import jobs
from laksana_infra import availability, clock
from laksana_infra.database import fetch
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import actor_of, officers_for_role
from laksana_web.demo.screen import DemoError

Outage = Callable[[Installation], Awaitable[list[str]]]

_AWAY_SECONDS: Final = 60.0
# SeaweedFS looks once a minute whether there is room again, and a job may have met a full disk for 40 s before.
_PATIENCE_SECONDS: Final = 300.0
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


async def disk_full(here: Installation, *, seconds: float = _AWAY_SECONDS) -> list[str]:
    """The storage's disk is full for a while in the middle of a case, and again when its dossier is asked for."""
    if not can_mount():
        return ["not run: a small disk can be mounted by root alone"]
    async with small_disk(here) as disk:

        async def trouble() -> None:
            await asyncio.sleep(2)
            disk.fill()
            await asyncio.sleep(seconds)
            disk.empty()

        wrong = await _told_during(here, trouble)
        return wrong or await _dossier_on(disk, here)


async def _dossier_on(disk: SmallDisk, here: Installation) -> list[str]:
    """What is wrong when the dossier of the case is asked for while there is no room, and there is room afterwards."""
    office = await tenant_by_slug(OFFICE)
    assert office is not None
    disk.fill()
    with scoped(Scope(office.id)):
        head = (await officers_for_role("KADIS", local_day(clock.now(), office.timezone)))[0]
        by = await actor_of(head.officer_id, local_day(clock.now(), office.timezone))
        assert by is not None
        (asked,) = await fetch("select id from case_ limit 1")
        await request_dossier(RequestDossier(case_id=asked["id"]), by=by, key=str(new_id()))
        waiting = await _waiting(DOSSIER_JOB)
        disk.empty()
        await settled(here, seconds=_PATIENCE_SECONDS)
        # Drafts of its letters lie beside it.
        of_case = await store().list_prefix(f"tenants/{office.id}/cases/{asked['id']}")
    made = [key for key in of_case if "/dossier-" in key]
    wrong = [] if waiting == (availability.Part.STORAGE,) else [f"the dossier's job waits for {waiting}"]
    return [*wrong, *([] if len(made) == 1 else [f"{len(made)} dossiers where 1 was asked for"]), *await faults(here)]


async def _waiting(task: str) -> tuple[availability.Part, ...]:
    """For which absent part the job of this name waits, as soon as it does."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            found = tuple(job.waited.part for job in await jobs(troubled=True) if job.task == task and job.waited)
            if found:
                return found
            await asyncio.sleep(0.1)


async def _told_during(here: Installation, trouble: Callable[[], Awaitable[None]], *, cases: int = 1) -> list[str]:
    async with httpx.AsyncClient(timeout=60) as http:
        office, wrong = await people(here, http, Patience(seconds=_PATIENCE_SECONDS)), list[str]()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_awaited(trouble))
                for _ in range(cases):
                    case = new_case(here, office, patience_seconds=_PATIENCE_SECONDS)
                    group.create_task(whole_case(case))
        except* (AssertionError, DemoError) as stuck:
            wrong = [str(one) for one in stuck.exceptions]
    return [*wrong, *logged(here)] if wrong else await faults(here, seconds=_PATIENCE_SECONDS)


async def _awaited(trouble: Callable[[], Awaitable[None]]) -> None:
    await trouble()


OUTAGES: Final[Mapping[str, Outage]] = {
    "the storage away for a minute": storage_away,
    "the storage's disk full for a minute, and again": disk_full,
    "PostgreSQL killed five times under four cases at once": restarts_under_load,
}
"""Each by what happens."""
