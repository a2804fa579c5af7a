"""Inspect an uploaded file and promote it, or refuse it with what stands against it."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from laksana.attachments.confirm_upload import INSPECTION
from laksana.attachments.naming import object_key, original_key, quarantine_key, seal_original, thumbnail_key
from laksana.attachments.scanner import threat_in
from laksana.attachments.store import store
from laksana.attachments.views import Stage
from laksana.backup.running import backup_is_running
from laksana.cases.ledger import case_key_of
from laksana.inspection.examiners import EXAMINERS
from laksana.inspection.result import JPEG, Inspected
from laksana.jobs.app import handler
from laksana_infra.clock import now
from laksana_infra.crypto import SecretKey
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_infra.storage import ObjectNotFound
from laksana_sdk.findings import Finding, error
from laksana_tenants.errors import NotFound


class InspectAttachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which uploaded file is to be inspected."""

    attachment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promoted:
    """What is kept of a file that passed: hashes in hex, sizes in bytes."""

    served: bytes
    served_type: str
    sealed: bytes | None
    thumbnail: bytes | None
    sha256: str
    original_sha256: str


@handler(INSPECTION)
async def inspect_attachment(asked: InspectAttachment) -> None:
    """The file is PROMOTED with its bytes out of quarantine, or REFUSED with findings and its bytes gone.

    Killed at any point and run again it ends the same; raises NotFound for a file that the office does not have, and
    ScannerUnavailable while the scanner is down, with the file still waiting.
    """
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        "select case_id, stage, content_type, length from attachment where tenant_id = $1 and id = $2",
        tenant_id, asked.attachment_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("attachment", asked.attachment_id)
    if row["stage"] in {Stage.PLANNED, Stage.ABANDONED}:
        return
    if row["stage"] == Stage.UPLOADED:
        await _inspect(asked.attachment_id, row)
    # Last, and again when the worker was killed just before: until the record stands, these are the only bytes.
    if await backup_is_running():
        return  # the next reconciliation clears them
    await store().delete(quarantine_key(tenant_id, asked.attachment_id))


async def _inspect(attachment_id: UUID, row: Mapping[str, Any]) -> None:
    declared, length = row["content_type"], row["length"]
    try:
        # One byte more than announced is enough to see that there are more.
        content = await store().get_range(
            quarantine_key(current_scope().tenant_id, attachment_id), start=0, length=length + 1
        )
    except ObjectNotFound:
        return await _refuse(attachment_id, (error("files.vanished"),))
    if len(content) != length:
        size = len(content)
        differs = error("files.upload_differs", size=size, type=declared, planned_size=length, planned_type=declared)
        return await _refuse(attachment_id, (differs,))
    threat = await threat_in(content)
    if threat is not None:
        return await _refuse(attachment_id, (error("files.infected", threat=threat),))
    inspected = await EXAMINERS.examine(content, declared)
    if inspected.findings:
        return await _refuse(attachment_id, inspected.findings)
    key = await case_key_of(row["case_id"])
    return await _promote(attachment_id, await asyncio.to_thread(_kept, content, inspected, attachment_id, key))


def _kept(content: bytes, inspected: Inspected, attachment_id: UUID, key: SecretKey) -> _Promoted:
    served = content if inspected.content is None else inspected.content
    # The original says where and when a photo was taken: kept as evidence, sealed like all that names a person.
    sealed = None if served is content else seal_original(content, attachment_id=attachment_id, key=key)
    return _Promoted(
        served=served,
        served_type=inspected.content_type,
        sealed=sealed,
        thumbnail=inspected.thumbnail,
        sha256=hashlib.sha256(served).hexdigest(),
        original_sha256=hashlib.sha256(content).hexdigest(),
    )


async def _promote(attachment_id: UUID, kept: _Promoted) -> None:
    tenant_id = current_scope().tenant_id
    # Not a copy within S3: the upload's URL may still be open, and what is promoted must be what was inspected.
    final, original = object_key(tenant_id, attachment_id), original_key(tenant_id, attachment_id)
    thumbnail = thumbnail_key(tenant_id, attachment_id)
    await store().put(final, kept.served, content_type=kept.served_type)
    if kept.sealed is not None:
        await store().put(original, kept.sealed, content_type="application/octet-stream")
    if kept.thumbnail is not None:
        await store().put(thumbnail, kept.thumbnail, content_type=JPEG)
    async with unit_of_work():
        await execute(
            "update attachment set stage = $3, object_key = $4, sha256 = $5, served_type = $6, served_length = $7,"
            " original_key = $8, original_sha256 = $9, thumbnail_key = $10, stored_bytes = $11, inspected_at = $12"
            " where tenant_id = $1 and id = $2 and stage = $13",
            tenant_id, attachment_id, Stage.PROMOTED.value, final, kept.sha256, kept.served_type, len(kept.served),
            original if kept.sealed is not None else None, kept.original_sha256,
            thumbnail if kept.thumbnail is not None else None,
            sum(len(part) for part in (kept.served, kept.sealed, kept.thumbnail) if part is not None), now(),
            Stage.UPLOADED.value,
        )  # fmt: skip


async def _refuse(attachment_id: UUID, findings: tuple[Finding, ...]) -> None:
    async with unit_of_work():
        await execute(
            "update attachment set stage = $3, findings = $4::jsonb, inspected_at = $5"
            " where tenant_id = $1 and id = $2 and stage = $6",
            current_scope().tenant_id, attachment_id, Stage.REFUSED.value, msgspec.json.encode(findings).decode(),
            now(), Stage.UPLOADED.value,
        )  # fmt: skip
