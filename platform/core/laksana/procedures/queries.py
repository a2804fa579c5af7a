"""The SOPs an office works by today, ready to be shown, and the releases that are kept from running."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog

from laksana.procedures.installed import registry
from laksana.procedures.loader import LoadedRelease, PluginError
from laksana.procedures.quarantine import PluginQuarantined
from laksana.procedures.views import Evidence, Fault, PluginCall, QuarantineView
from laksana_infra.clock import now
from laksana_infra.database import fetch
from laksana_infra.scope import system_scope
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import activations, current_tenant

MOST_QUARANTINES = 500

_QUARANTINES = """
select id, sop_slug, release, fault, hook, function, milliseconds, megabytes, stack, since, lifted_at, lifted_by
from plugin_quarantine where $1 or lifted_at is null order by since desc, id desc limit $2"""

_log = structlog.stdlib.get_logger("laksana.procedures")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveProcedure:
    """A release the office works by, and since when."""

    release: LoadedRelease
    effective_from: date


async def office_today() -> date:
    """Today by the clock of the office in scope."""
    return local_day(now(), (await current_tenant()).timezone)


async def active_procedures() -> tuple[ActiveProcedure, ...]:
    """The SOPs the office in scope works by today, by slug; one whose release is not installed is left out, logged."""
    found = []
    for active in await activations(await office_today()):
        release = installed_release(active.sop_slug, active.release)
        if release is not None:
            found.append(ActiveProcedure(release=release, effective_from=active.effective_from))
    return tuple(found)


def installed_release(slug: str, name: str) -> LoadedRelease | None:
    """The release a case is pinned to, None (and a line in the log) when its plugin is not installed here."""
    try:
        return registry().release(slug, name)
    except (PluginError, PluginQuarantined) as missing:
        _log.warning("release_not_installed", sop=slug, release=name, detail=str(missing))
        return None


def step_labels(slug: str, name: str) -> Mapping[str, str]:
    """What the steps of that release are called, by slug; none when its plugin is not installed here."""
    release = installed_release(slug, name)
    return release.step_labels if release else {}


async def quarantines(*, lifted_too: bool = False) -> tuple[QuarantineView, ...]:
    """The quarantines that stand, newest first, at most 500; they hold for every office."""
    with system_scope("a quarantine holds for every office"):
        return tuple(_quarantine(row) for row in await fetch(_QUARANTINES, lifted_too, MOST_QUARANTINES))


def _quarantine(row: Mapping[str, Any]) -> QuarantineView:
    call = PluginCall(sop=row["sop_slug"], release=row["release"], hook=row["hook"], function=row["function"])
    evidence = Evidence(
        call=call,
        fault=Fault(row["fault"]),
        milliseconds=row["milliseconds"],
        megabytes=row["megabytes"],
        stack=row["stack"],
    )
    return QuarantineView(
        id=row["id"],
        evidence=evidence,
        since=row["since"],
        lifted_at=row["lifted_at"],
        lifted_by=row["lifted_by"],
    )
