"""Declare an unanswered attempt at a joint dispatch's letter lost, so that it can be signed anew."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.loaded import dispatch_for_update
from laksana.dispatches.views import DispatchChanged
from laksana.signing.inputs import DeclareDispatchSignatureLost
from laksana.signing.lose import lose
from laksana_infra.database import unit_of_work
from laksana_tenants.actor import Actor

OPERATION = "declare_dispatch_signature_lost"


async def declare_dispatch_signature_lost(
    asked: DeclareDispatchSignatureLost, *, by: Actor, key: str
) -> DispatchChanged:
    """The dispatch whose letter may be signed again: the attempt that nobody answered for can never be its signature.

    Raises Invalid when there is no such attempt, its time is not over, or it is another person's; and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim(OPERATION, key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        attempt = await lose(Bearer.DISPATCH, dispatch.view, by)
        return await settle(key, dispatch.changed(dispatch.view.status, signature_id=str(attempt.id)), by=by)
