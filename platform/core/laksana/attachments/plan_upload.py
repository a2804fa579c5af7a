"""Announce a file of a case and learn where to put its bytes."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from laksana.attachments.accepted import faults_of
from laksana.attachments.naming import quarantine_key, seal_name
from laksana.attachments.require import require_role
from laksana.attachments.store import store
from laksana.attachments.views import PlanUpload, Stage, UploadPlan
from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import case_key_of
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

URL_LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    attachment_id: UUID


async def plan_upload(asked: PlanUpload, *, by: Actor, key: str) -> UploadPlan:
    """A URL that takes exactly these bytes of this type into quarantine for 15 minutes; a repeat gets a fresh one.

    Raises Invalid with every fault of the announced file, NotFound for a case that the office does not have, Forbidden
    for somebody who holds no role in its SOP.
    """
    faults = faults_of(asked)
    if faults:
        raise Invalid(faults)
    async with unit_of_work():
        planned = await claim("plan_upload", key, asked, by=by, result=_Planned)
        if planned is None:
            await require_role(asked.case_id, asked.file_name, by=by)
            planned = await settle(key, _Planned(attachment_id=await _insert(asked, by)), by=by)
    # The URL opens a door, so it is signed anew and never stored with the result.
    target = quarantine_key(current_scope().tenant_id, planned.attachment_id)
    expires_at = now() + URL_LIFETIME
    url = store().presign_put(target, length=asked.length, content_type=asked.content_type, expires=URL_LIFETIME)
    return UploadPlan(
        attachment_id=planned.attachment_id,
        url=url,
        headers={"Content-Type": asked.content_type},
        expires_at=expires_at,
    )


async def _insert(asked: PlanUpload, by: Actor) -> UUID:
    tenant_id, attachment_id = current_scope().tenant_id, new_id()
    name = seal_name(asked.file_name, attachment_id=attachment_id, key=await case_key_of(asked.case_id))
    await execute(
        "insert into attachment (tenant_id, id, case_id, purpose, stage, content_type, length, sealed_name,"
        " quarantine_key, uploaded_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tenant_id, attachment_id, asked.case_id, asked.purpose, Stage.PLANNED.value, asked.content_type, asked.length,
        name, quarantine_key(tenant_id, attachment_id), by.officer_id, now(),
    )  # fmt: skip
    return attachment_id
