"""Send the draft of a joint dispatch's letter back for revision."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.dispatches.inputs import ReturnDispatch
from laksana.dispatches.loaded import dispatch_for_update, not_one_of, void_parafs
from laksana.dispatches.seals import seal_reason
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.paraf import initialling
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def return_dispatch(asked: ReturnDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch with its draft back at whoever drafts, the reason kept and every paraf void.

    Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("return_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        reason, batch = asked.reason.strip(), dispatch.batch
        unsaid = findings.error("letter.reason_missing", field="reason", letter=batch.title)
        against = (
            *dispatch.not_at(DispatchStatus.AWAITING_PARAF, DispatchStatus.AWAITING_SIGNATURE),
            *not_one_of(by, *initialling(batch.paraf), batch.signer),
            *(() if reason else (unsaid,)),
        )
        if against:
            raise Invalid(against)
        at = now()
        await void_parafs(dispatch.id, at)
        await execute(
            "update dispatch set status = 'DRAFT', sealed_reason = $3, updated_at = $4"
            " where tenant_id = $1 and id = $2",
            current_scope().tenant_id, dispatch.id, await seal_reason(reason, dispatch.id), at,
        )  # fmt: skip
        return await settle(key, dispatch.changed(DispatchStatus.DRAFT), by=by)
