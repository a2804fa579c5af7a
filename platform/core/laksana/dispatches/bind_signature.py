"""Bind a verified electronic signature to a joint dispatch's letter."""

from datetime import datetime

from laksana.correspondence.numbers import Bearer
from laksana.dispatches.loaded import LoadedDispatch
from laksana.dispatches.views import DispatchStatus
from laksana.verification.marks import Mark, mark_bytes
from laksana_engine.events import ElectronicSignature
from laksana_infra.database import execute
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_tenants.errors import Invalid


async def bind_signature(
    dispatch: LoadedDispatch, signature: ElectronicSignature, *, final_sha256: str, at: datetime
) -> None:
    """The letter is signed, inside the caller's unit of work; raises Invalid when it waits for no such signature."""
    against = unready_to_sign(dispatch, final_sha256)
    if against:
        raise Invalid(against)
    await execute(
        "update dispatch set status = 'SIGNED', signature_id = $3, certificate_serial = $4, signed_at = $5,"
        " updated_at = $5 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, dispatch.id, signature.id, signature.certificate_serial, at,
    )  # fmt: skip
    await mark_bytes(Mark.SIGNED, dispatch.id, signature.signed_sha256, at=at, bearer=Bearer.DISPATCH)


def unready_to_sign(dispatch: LoadedDispatch, final_sha256: str) -> tuple[Finding, ...]:
    """Why the letter cannot be signed electronically as the final of this hash."""
    early_or_late = dispatch.not_at(DispatchStatus.FINAL)
    if early_or_late or final_sha256 == dispatch.view.final_sha256:
        return early_or_late
    number = dispatch.view.number or "-"
    return (findings.error("signature.other_final", letter=dispatch.batch.title, number=number),)
