"""Give up a joint dispatch that was not sent."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.correspondence.numbers import Bearer, void_reserved
from laksana.correspondence.views import VoidReason
from laksana.dispatches.inputs import DiscardDispatch
from laksana.dispatches.loaded import dispatch_for_update, not_one_of
from laksana.dispatches.queries import OPEN
from laksana.dispatches.seals import seal_reason
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def discard_dispatch(asked: DiscardDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch given up, its cases free to be sent otherwise; a number that its letter bears stays spent.

    Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("discard_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        reason = asked.reason.strip()
        unsaid = findings.error("batch.reason_missing", field="reason")
        against = (
            *not_one_of(by, *dispatch.batch.by, dispatch.batch.signer),
            *dispatch.not_at(*OPEN),
            *(() if reason else (unsaid,)),
        )
        if against:
            raise Invalid(against)
        tenant_id, at = current_scope().tenant_id, now()
        await void_reserved(dispatch.id, Bearer.DISPATCH, reason=VoidReason.LETTER_DROPPED, by=by.officer_id, at=at)
        await execute(
            "update dispatch set status = 'DISCARDED', sealed_reason = $3, updated_at = $4"
            " where tenant_id = $1 and id = $2",
            tenant_id, dispatch.id, await seal_reason(reason, dispatch.id), at,
        )  # fmt: skip
        await execute(
            "update dispatch_item set closed_at = $3 where tenant_id = $1 and dispatch_id = $2",
            tenant_id, dispatch.id, at,
        )  # fmt: skip
        return await settle(key, dispatch.changed(DispatchStatus.DISCARDED), by=by)
