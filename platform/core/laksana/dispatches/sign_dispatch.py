"""Bind a wet signature to a joint dispatch's letter."""

from laksana.attachments.accepted import SCAN
from laksana.attachments.queries import promoted_attachment
from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.inputs import SignDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, not_one_of
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana.verification.marks import Mark, mark_bytes
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.roles import TU
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def sign_dispatch(asked: SignDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch with its letter signed: the scan, an inspected file of one of its cases, is bound to the final.

    Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("sign_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        _refuse(dispatch, asked, by)
        at = now()
        scan = await promoted_attachment(asked.scan_id, purpose=SCAN, field="scan_id")
        if scan.case_id not in dispatch.case_ids:
            raise Invalid((findings.error("batch.other_case_scan", field="scan_id"),))
        await execute(
            "update dispatch set status = 'SIGNED', scan_id = $3, scan_sha256 = $4, signed_at = $5, updated_at = $5"
            " where tenant_id = $1 and id = $2",
            current_scope().tenant_id, dispatch.id, scan.id, scan.sha256, at,
        )  # fmt: skip
        await mark_bytes(Mark.SCAN, dispatch.id, scan.sha256, at=at, bearer=Bearer.DISPATCH)
        return await settle(key, dispatch.changed(DispatchStatus.SIGNED), by=by)


def _refuse(dispatch: LoadedDispatch, asked: SignDispatch, by: Actor) -> None:
    batch, number = dispatch.batch, dispatch.view.number or "-"
    other = findings.error("letter.other_final", field="final_sha256", letter=batch.title, number=number)
    final = dispatch.view.status is DispatchStatus.FINAL
    against = (
        *not_one_of(by, batch.signer, *batch.by, TU),
        *dispatch.not_at(DispatchStatus.FINAL),
        *((other,) if final and asked.final_sha256 != dispatch.view.final_sha256 else ()),
    )
    if against:
        raise Invalid(against)
