"""What an operator does from the command line about the SOPs by which offices work, against an opened database."""

from collections.abc import Mapping
from datetime import date

from laksana.procedures import installed
from laksana.procedures.activate_procedure import ActivationChanged, activate_as_operator
from laksana.procedures.loader import PluginError, load_registry
from laksana.procedures.queries import office_today
from laksana.procedures.readiness import ActivateProcedure, Readiness, readiness
from laksana.procedures.releases import OfficeRelease, releases_of_office
from laksana.procedures.take_back_activation import TakeBackActivation, take_back_as_operator
from laksana_tenants.activations import all_activations
from laksana_tenants.errors import NotFound
from laksana_web.administration import at_each
from laksana_web.bounded import bounded


async def releases_of_offices(sop: str | None, tenant_slug: str | None) -> Mapping[str, tuple[OfficeRelease, ...]]:
    """The releases of one SOP or of all, by office: as the one of this slug stands to them, or all; raises NotFound."""
    _with_plugins()
    return await at_each(tenant_slug, lambda _: releases_of_office(sop))


async def readiness_at(
    tenant_slug: str, sop: str, release: str, effective_from: date, mapping: Mapping[str, str]
) -> Readiness:
    """What the activation would rest on in this office; raises NotFound, and Invalid for an unknown release."""
    _with_plugins()
    asked = ActivateProcedure(sop=sop, release=release, effective_from=effective_from, mapping=mapping)
    return (await at_each(tenant_slug, lambda _: readiness(asked)))[tenant_slug]


async def activate_at(
    tenant_slug: str, sop: str, release: str, effective_from: date, mapping: Mapping[str, str], login: str
) -> ActivationChanged:
    """The activation, decided for this office by the operator of this login; raises NotFound, Invalid."""
    _with_plugins()
    asked = ActivateProcedure(sop=sop, release=release, effective_from=effective_from, mapping=mapping)
    return (await at_each(tenant_slug, lambda _: activate_as_operator(asked, login=login)))[tenant_slug]


async def take_back_at(tenant_slug: str, sop: str, release: str, login: str) -> ActivationChanged:
    """The activation of the release that has not begun at this office, taken back; raises NotFound, Invalid."""

    async def taken_back(_: object) -> ActivationChanged:
        today = await office_today()
        coming = [
            one
            for one in await all_activations(sop)
            if one.release == release and one.taken_back_at is None and one.effective_from > today
        ]
        if not coming:
            raise NotFound("activation", f"{sop} {release}")
        return await take_back_as_operator(TakeBackActivation(activation_id=coming[-1].id), login=login)

    return (await at_each(tenant_slug, taken_back))[tenant_slug]


def _with_plugins() -> None:
    """The installed plugins, read where the process has not read them yet."""
    try:
        installed.registry()
    except PluginError:
        installed.install(load_registry(within=bounded))
