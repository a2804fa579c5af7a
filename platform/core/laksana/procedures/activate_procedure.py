"""Put a release of an SOP into force: the office works by it from a day on, its roles confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.views import Notice
from laksana.procedures.readiness import ActivateProcedure, readiness
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_sdk.roles import KADIS, SEKRETARIS
from laksana_tenants.activations import Decider, NewActivation, record_activation, take_turns
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

ACTIVATED_BY = (KADIS, SEKRETARIS)
"""Who answers for the office's procedures, and who keeps its house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationChanged:
    """An activation that was decided, or taken back; cases that run keep their release."""

    id: UUID
    sop: str
    release: str
    effective_from: date
    notices: Sequence[Notice] = ()


async def activate_procedure(asked: ActivateProcedure, *, by: Actor, key: str) -> ActivationChanged:
    """The activation: new cases take this release from its day on, until a later one takes its place.

    Raises Forbidden, and Invalid with everything that is missing; then nothing is written.
    """
    require_activator(by)
    async with unit_of_work():
        stored = await claim("activate_procedure", key, asked, by=by, result=ActivationChanged)
        if stored is not None:
            return stored
        return await settle(key, await _activated(asked, Decider(officer_id=by.officer_id)), by=by)


async def activate_as_operator(asked: ActivateProcedure, *, login: str) -> ActivationChanged:
    """What `activate_procedure` does, decided at the command line by the operator of this login."""
    async with unit_of_work():
        return await _activated(asked, Decider(operator=login[:64]))


def require_activator(by: Actor) -> None:
    """Nothing for somebody who may decide about the office's SOPs; raises Forbidden."""
    if not by.roles & {role.code for role in ACTIVATED_BY}:
        roles = ", ".join(role.label for role in ACTIVATED_BY)
        raise Forbidden(findings.error("activation.not_yours", roles=roles))


async def _activated(asked: ActivateProcedure, by: Decider) -> ActivationChanged:
    await take_turns()
    ready = await readiness(asked)
    if ready.blocked_by:
        raise Invalid(ready.blocked_by)
    new = NewActivation(
        sop_slug=asked.sop,
        release=asked.release,
        release_hash=ready.release.hash,
        effective_from=asked.effective_from,
        mapping={role: post.id for role, post in ready.mapping.items()},
    )
    return ActivationChanged(
        id=await record_activation(new, by=by, today=ready.today, at=now()),
        sop=asked.sop,
        release=asked.release,
        effective_from=asked.effective_from,
        notices=[Notice.of(found) for found in ready.findings],
    )
