"""The releases that an office has to do with: installed here, in force there, or still with cases that run by them."""

from dataclasses import dataclass

from laksana.cases.running import running_cases
from laksana.procedures.installed import registry
from laksana.procedures.loader import LoadedRelease
from laksana.procedures.queries import office_today
from laksana_tenants.activations import ActivationRecord, all_activations
from laksana_tenants.queries import activations


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRelease:
    """One release as an office stands to it; `release` is None where the plugin is not installed here any more.

    `activations` are oldest first, those taken back too. `in_force` says whether new cases take it today.
    """

    slug: str
    name: str
    release: LoadedRelease | None
    activations: tuple[ActivationRecord, ...]
    in_force: bool
    running: int


async def releases_of_office(slug: str | None = None) -> tuple[OfficeRelease, ...]:
    """The releases of one SOP or of all, by SOP, in the plugin's order; those that are not installed here last."""
    installed = registry().releases
    decided, running = await all_activations(slug), await running_cases()
    today = {(active.sop_slug, active.release) for active in await activations(await office_today())}
    known = [*installed, *sorted({*((one.sop_slug, one.release) for one in decided), *running} - {*installed})]
    return tuple(
        OfficeRelease(
            slug=key[0],
            name=key[1],
            release=installed.get(key),
            activations=tuple(one for one in decided if (one.sop_slug, one.release) == key),
            in_force=key in today,
            running=running.get(key, 0),
        )
        for key in sorted(known, key=lambda key: key[0])
        if slug in {None, key[0]}
    )
