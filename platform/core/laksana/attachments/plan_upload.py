"""Announce a file of a case and learn where to put its bytes."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from laksana.attachments.accepted import faults_of, shown
from laksana.attachments.naming import quarantine_key, seal_name
from laksana.attachments.parts import IN_PARTS_ABOVE, planned_parts
from laksana.attachments.queries import storage_usage, upload_id_of
from laksana.attachments.require import require_role
from laksana.attachments.store import store
from laksana.attachments.views import PlanUpload, Stage, UploadPlan
from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import case_key_of
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

URL_LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    attachment_id: UUID


async def plan_upload(asked: PlanUpload, *, by: Actor, key: str) -> UploadPlan:
    """A URL that takes exactly these bytes of this type into quarantine for 15 minutes; a repeat gets a fresh one.

    Above 8 MiB the file is put in parts; a repeat says which have arrived and gives fresh URLs for the others. Raises
    Invalid with every fault of the announced file or when the office has no room left, NotFound for a case that the
    office does not have, Forbidden for somebody who holds no role in its SOP.
    """
    faults = faults_of(asked)
    if faults:
        raise Invalid(faults)
    async with unit_of_work():
        planned = await claim("plan_upload", key, asked, by=by, result=_Planned)
        if planned is None:
            await require_role(asked.case_id, asked.file_name, by=by)
            await _require_room(asked)
            planned = await settle(key, _Planned(attachment_id=await _insert(asked, by)), by=by)
    # The URL opens a door, so it is signed anew and never stored with the result.
    target = quarantine_key(current_scope().tenant_id, planned.attachment_id)
    plan = UploadPlan(
        attachment_id=planned.attachment_id,
        url=None,
        headers={"Content-Type": asked.content_type},
        expires_at=now() + URL_LIFETIME,
    )
    if asked.length > IN_PARTS_ABOVE:
        upload_id = await _upload_id(planned.attachment_id, target, asked)
        parts = await planned_parts(target, upload_id=upload_id, length=asked.length, expires=URL_LIFETIME)
        return replace(plan, parts=parts, headers={})
    url = store().presign_put(target, length=asked.length, content_type=asked.content_type, expires=URL_LIFETIME)
    return replace(plan, url=url)


async def _upload_id(attachment_id: UUID, target: str, asked: PlanUpload) -> str:
    tenant_id = current_scope().tenant_id
    known = await upload_id_of(attachment_id)
    if known is not None:
        return known
    made = await store().create_multipart(target, content_type=asked.content_type)
    async with unit_of_work():
        is_ours = await execute(
            "update attachment set upload_id = $3 where tenant_id = $1 and id = $2 and upload_id is null",
            tenant_id, attachment_id, made,
        )  # fmt: skip
    if is_ours:
        return made
    # The same call, sent twice at once, was first.
    await store().abort_multipart(target, upload_id=made)
    return await upload_id_of(attachment_id) or made


async def _require_room(asked: PlanUpload) -> None:
    usage = await storage_usage()
    if usage.used + asked.length > usage.limit:
        full = error(
            "files.no_room", field="length", file=shown(asked.file_name), size=asked.length,
            used=usage.used, limit=usage.limit,
        )  # fmt: skip
        raise Invalid((full,))


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
