"""Initial the draft of a joint dispatch's letter."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import acting
from laksana.cases.usable import refuse_unusable
from laksana.dispatches.inputs import ParafDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, move_on
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana_engine.signing import not_asked_for_paraf
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.paraf import asked_now
from laksana_sdk.roles import Role
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def paraf_dispatch(asked: ParafDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch after one of the roles that are asked now initialled exactly this draft.

    Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("paraf_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        role = _role(dispatch, asked, by)
        at = now()
        await execute(
            "insert into dispatch_paraf (tenant_id, id, dispatch_id, draft_sha256, role, officer_id, capacity, at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8)",
            current_scope().tenant_id, new_id(), dispatch.id, asked.draft_sha256, role.code, by.officer_id,
            acting(by).roles[role.code].capacity, at,
        )  # fmt: skip
        asked_still = asked_now(dispatch.batch.paraf, (*dispatch.parafs, role.code))
        status = DispatchStatus.AWAITING_PARAF if asked_still else DispatchStatus.AWAITING_SIGNATURE
        await move_on(dispatch.id, status, at)
        return await settle(key, dispatch.changed(status), by=by)


def _role(dispatch: LoadedDispatch, asked: ParafDispatch, by: Actor) -> Role:
    who = acting(by)
    against = (
        *dispatch.not_at(DispatchStatus.AWAITING_PARAF),
        *not_asked_for_paraf(who, dispatch.batch, dispatch.parafs),
        *dispatch.other_draft(asked.draft_sha256),
    )
    if against:
        raise Invalid(against)
    return next(role for role in dispatch.asked if role.code in who.roles)
