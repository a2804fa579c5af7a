"""Withdraw the signed letter of a joint dispatch."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import acting
from laksana.cases.usable import refuse_unusable
from laksana.dispatches.inputs import WithdrawDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, not_one_of
from laksana.dispatches.seals import seal_reason
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana_engine.signing import ACTING_CAPACITIES
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def withdraw_dispatch(asked: WithdrawDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch withdrawn by its signer's role; its number stays spent, a new letter bears another.

    Cases that have not left with it are free for a new letter; those that have stay where they are, for the institution
    has their papers and answers about each. Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("withdraw_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        reason = asked.reason.strip()
        unsaid = findings.error("letter.withdrawal_unreasoned", field="reason", letter=dispatch.batch.title)
        against = (
            *not_one_of(by, dispatch.batch.signer),
            *dispatch.not_at(DispatchStatus.SIGNED, DispatchStatus.SENT),
            *_beyond_mandate(dispatch, by),
            *(() if reason else (unsaid,)),
        )
        if against:
            raise Invalid(against)
        tenant_id, at = current_scope().tenant_id, now()
        await execute(
            "update dispatch set status = 'WITHDRAWN', sealed_reason = $3, updated_at = $4"
            " where tenant_id = $1 and id = $2",
            tenant_id, dispatch.id, await seal_reason(reason, dispatch.id), at,
        )  # fmt: skip
        await execute(
            "update dispatch_item set closed_at = $3 where tenant_id = $1 and dispatch_id = $2 and closed_at is null",
            tenant_id, dispatch.id, at,
        )  # fmt: skip
        return await settle(key, dispatch.changed(DispatchStatus.WITHDRAWN), by=by)


def _beyond_mandate(dispatch: LoadedDispatch, by: Actor) -> tuple[Finding, ...]:
    batch = dispatch.batch
    grant = acting(by).roles.get(batch.signer.code)
    if not batch.strategic or grant is None or grant.capacity not in ACTING_CAPACITIES:
        return ()
    role = batch.signer.label
    return (findings.error("letter.withdrawal_strategic", letter=batch.title, capacity=grant.capacity, role=role),)
