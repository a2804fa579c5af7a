"""Inspect an uploaded file and promote it, or refuse it with what stands against it."""

import asyncio
import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from laksana.attachments.confirm_upload import INSPECTION
from laksana.attachments.examine import examine
from laksana.attachments.naming import object_key, quarantine_key
from laksana.attachments.store import store
from laksana.attachments.views import Stage
from laksana.jobs.app import handler
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_infra.storage import ObjectNotFound
from laksana_sdk.findings import Finding, error
from laksana_tenants.errors import NotFound

# A decoded image may take some hundred megabytes; so many at a time.
_examiners = ThreadPoolExecutor(max_workers=2, thread_name_prefix="examine")


class InspectAttachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which uploaded file is to be inspected."""

    attachment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    findings: tuple[Finding, ...] = ()
    sha256: str | None = None


@handler(INSPECTION)
async def inspect_attachment(asked: InspectAttachment) -> None:
    """The file is PROMOTED with its bytes out of quarantine, or REFUSED with findings and its bytes gone.

    Killed at any point and run again it ends the same; raises NotFound for a file that the office does not have.
    """
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        "select stage, content_type, length from attachment where tenant_id = $1 and id = $2",
        tenant_id, asked.attachment_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("attachment", asked.attachment_id)
    if row["stage"] == Stage.PLANNED:
        return
    if row["stage"] == Stage.UPLOADED:
        await _record(asked.attachment_id, await _inspected(tenant_id, asked.attachment_id, row))
    # Last, and again when the worker was killed just before: until the record stands, these are the only bytes.
    await store().delete(quarantine_key(tenant_id, asked.attachment_id))


async def _inspected(tenant_id: UUID, attachment_id: UUID, row: Mapping[str, Any]) -> _Verdict:
    """The verdict over the bytes in quarantine; good ones lie under their final key afterwards."""
    declared, length = row["content_type"], row["length"]
    try:
        # One byte more than announced is enough to see that there are more.
        content = await store().get_range(quarantine_key(tenant_id, attachment_id), start=0, length=length + 1)
    except ObjectNotFound:
        return _Verdict(findings=(error("files.vanished"),))
    found = await asyncio.get_running_loop().run_in_executor(_examiners, _examined, content, declared, length)
    if not found.findings:
        # Not a copy within S3: the upload's URL may still be open, and what is promoted must be what was inspected.
        await store().put(object_key(tenant_id, attachment_id), content, content_type=declared)
    return found


def _examined(content: bytes, declared: str, length: int) -> _Verdict:
    if len(content) != length:
        size = len(content)
        differs = error("files.upload_differs", size=size, type=declared, planned_size=length, planned_type=declared)
        return _Verdict(findings=(differs,))
    findings = examine(content, declared=declared)
    return _Verdict(findings=findings) if findings else _Verdict(sha256=hashlib.sha256(content).hexdigest())


async def _record(attachment_id: UUID, verdict: _Verdict) -> None:
    tenant_id = current_scope().tenant_id
    promoted = verdict.sha256 is not None
    async with unit_of_work():
        await execute(
            "update attachment set stage = $3, object_key = $4, sha256 = $5, findings = $6::jsonb, inspected_at = $7"
            " where tenant_id = $1 and id = $2 and stage = $8",
            tenant_id, attachment_id, Stage.PROMOTED.value if promoted else Stage.REFUSED.value,
            object_key(tenant_id, attachment_id) if promoted else None, verdict.sha256,
            None if promoted else msgspec.json.encode(verdict.findings).decode(), now(), Stage.UPLOADED.value,
        )  # fmt: skip
