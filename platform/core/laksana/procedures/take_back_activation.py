"""Take back an activation that has not begun: the office goes on by the release that it works by."""

from dataclasses import dataclass
from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.procedures.activate_procedure import ActivationChanged, require_activator
from laksana.procedures.queries import office_today
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_sdk.dates import indonesian_date
from laksana_tenants.activations import Decider, activation_for_update, end_before_it_began, take_turns
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackActivation:
    """The activation that shall not come."""

    activation_id: UUID


async def take_back_activation(asked: TakeBackActivation, *, by: Actor, key: str) -> ActivationChanged:
    """The activation that will not begin; the roles that were mapped with it are not either.

    Raises Forbidden, NotFound, and Invalid for one that has begun or is the office's pack's.
    """
    require_activator(by)
    async with unit_of_work():
        stored = await claim("take_back_activation", key, asked, by=by, result=ActivationChanged)
        if stored is not None:
            return stored
        return await settle(key, await _taken_back(asked, Decider(officer_id=by.officer_id)), by=by)


async def take_back_as_operator(asked: TakeBackActivation, *, login: str) -> ActivationChanged:
    """What `take_back_activation` does, decided at the command line by the operator of this login."""
    async with unit_of_work():
        return await _taken_back(asked, Decider(operator=login[:64]))


async def _taken_back(asked: TakeBackActivation, by: Decider) -> ActivationChanged:
    await take_turns()
    found = await activation_for_update(asked.activation_id)
    if found.decided_at is None:
        raise Invalid((findings.error("activation.of_pack", release=found.release),))
    named = {"release": found.release, "day": indonesian_date(found.effective_from)}
    if found.taken_back_at is not None:
        raise Invalid((findings.error("activation.taken_back", **named),))
    if found.effective_from <= await office_today():
        raise Invalid((findings.error("activation.begun", **named),))
    await end_before_it_began(found, by=by, at=now())
    return ActivationChanged(
        id=found.id, sop=found.sop_slug, release=found.release, effective_from=found.effective_from
    )
