"""Say that a file's bytes have been uploaded, so that they are inspected."""

from dataclasses import dataclass
from uuid import UUID

from laksana.attachments.accepted import shown
from laksana.attachments.naming import quarantine_key
from laksana.attachments.parts import put_together
from laksana.attachments.queries import attachment_by_id, upload_id_of
from laksana.attachments.require import require_role
from laksana.attachments.store import store
from laksana.attachments.views import AttachmentView, Stage
from laksana.cases.idempotency import claim, settle
from laksana.jobs.defer import defer
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_infra.storage import ObjectNotFound
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

INSPECTION = "inspect_attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confirmed:
    attachment_id: UUID


async def confirm_upload(attachment_id: UUID, *, by: Actor, key: str) -> AttachmentView:
    """The file, waiting for its inspection; confirming again changes nothing.

    Raises NotFound, Forbidden for somebody who neither announced it nor holds a role in the case's SOP, and Invalid
    when nothing has arrived yet or something else than was announced.
    """
    announced = await attachment_by_id(attachment_id)
    if by.officer_id != announced.uploaded_by:
        await require_role(announced.case_id, announced.file_name, by=by)
    if announced.stage is Stage.PLANNED:
        await _require_parts(announced)
        await _require_arrival(announced)
    async with unit_of_work():
        confirmed = _Confirmed(attachment_id=attachment_id)
        if await claim("confirm_upload", key, confirmed, by=by, result=_Confirmed) is None:
            changed = await execute(
                "update attachment set stage = $3, confirmed_at = $4 where tenant_id = $1 and id = $2 and stage = $5",
                current_scope().tenant_id, attachment_id, Stage.UPLOADED.value, now(), Stage.PLANNED.value,
            )  # fmt: skip
            if changed:
                await defer(INSPECTION, {"attachment_id": attachment_id}, lock=f"{INSPECTION}/{attachment_id}")
            await settle(key, confirmed, by=by)
    return await attachment_by_id(attachment_id)


async def _require_parts(announced: AttachmentView) -> None:
    upload_id = await upload_id_of(announced.id)
    if upload_id is None:
        return
    target = quarantine_key(current_scope().tenant_id, announced.id)
    missing = await put_together(target, upload_id=upload_id, length=announced.length)
    if missing:
        numbers = ", ".join(map(str, missing))
        raise Invalid((error("files.parts_missing", file=shown(announced.file_name), parts=numbers),))


async def _require_arrival(announced: AttachmentView) -> None:
    file = shown(announced.file_name)
    try:
        arrived = await store().head(quarantine_key(current_scope().tenant_id, announced.id))
    except ObjectNotFound:
        raise Invalid((error("files.not_uploaded", file=file),)) from None
    if (arrived.length, arrived.content_type) != (announced.length, announced.content_type):
        differs = error(
            "files.upload_differs",
            file=file,
            size=arrived.length,
            type=shown(arrived.content_type),
            planned_size=announced.length,
            planned_type=announced.content_type,
        )
        raise Invalid((differs,))
