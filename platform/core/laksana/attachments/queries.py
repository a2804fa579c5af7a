"""Files of cases: by id, in batches by case, and those that may be used because they passed inspection."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec

from laksana.attachments.accepted import shown
from laksana.attachments.naming import open_name, served_name
from laksana.attachments.views import AttachmentView, PromotedAttachment, Stage, StorageUsage
from laksana.cases.ledger import case_key_of, case_keys_of
from laksana_infra.crypto import SecretKey
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.findings import Finding, error
from laksana_tenants.errors import Invalid, NotFound
from laksana_tenants.queries import storage_gib

BATCH_LIMIT = 100
OF_CASE_LIMIT = 200
GIB = 1024**3

_SELECT = (
    "select id, case_id, purpose, stage, content_type, length, sealed_name, sha256, findings::text as findings,"
    " uploaded_by, created_at, confirmed_at, inspected_at, object_key, served_type, served_length, original_key,"
    " original_sha256, thumbnail_key"
)
_OF_CASES = f"""
{_SELECT} from (
    select *, row_number() over (partition by case_id order by id desc) as place
    from attachment where tenant_id = $1 and case_id = any($2::uuid[])
) as numbered where place <= $3 order by id"""  # noqa: S608 - constants of this module
_NOT_USABLE = {
    Stage.PLANNED: "files.not_confirmed",
    Stage.UPLOADED: "files.not_inspected",
    Stage.REFUSED: "files.refused",
    Stage.ABANDONED: "files.abandoned",
}


async def attachment_by_id(attachment_id: UUID) -> AttachmentView:
    """The file; raises NotFound, for another office's file too."""
    row = await _row(attachment_id)
    return _view(row, await case_key_of(row["case_id"]))


async def attachments_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[AttachmentView, ...]]:
    """The files of each of these cases (at most 100), oldest first; of a case with more than 200 the latest."""
    if len(case_ids) > BATCH_LIMIT:
        message = f"files of {len(case_ids)} cases at once; ask for at most {BATCH_LIMIT}"
        raise ValueError(message)
    rows = await fetch(_OF_CASES, current_scope().tenant_id, list(case_ids), OF_CASE_LIMIT)
    keys = await case_keys_of({row["case_id"] for row in rows})
    found: dict[UUID, list[AttachmentView]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        found[row["case_id"]].append(_view(row, keys[row["case_id"]]))
    return {case_id: tuple(views) for case_id, views in found.items()}


async def promoted_attachment(
    attachment_id: UUID, *, case_id: UUID | None = None, purpose: str | None = None, field: str | None = None
) -> PromotedAttachment:
    """The file as it may be used, of this case and for this purpose where they are named.

    Raises NotFound, and Invalid (at `field`) for one that is another case's, was uploaded for something else or has not
    passed inspection.
    """
    row = await _row(attachment_id)
    key = await case_key_of(row["case_id"])
    view = _view(row, key)
    file = shown(view.file_name)
    if case_id is not None and view.case_id != case_id:
        raise Invalid((error("files.other_case", field=field, file=file),))
    if purpose is not None and view.purpose != purpose:
        raise Invalid((error("files.other_purpose", field=field, file=file, purpose=view.purpose, wanted=purpose),))
    if view.stage is not Stage.PROMOTED:
        raise Invalid((error(_NOT_USABLE[view.stage], field=field, file=file),))
    return PromotedAttachment(
        id=view.id,
        case_id=view.case_id,
        file_name=view.file_name,
        content_type=view.content_type,
        object_key=row["object_key"],
        announced_name=_announced_name(row, key),
        announced_type=row["content_type"],
        original_key=row["original_key"],
        thumbnail_key=row["thumbnail_key"],
        sha256=row["sha256"],
    )


async def upload_id_of(attachment_id: UUID) -> str | None:
    """S3's id of the file's upload in parts, None where it has none; raises NotFound."""
    row = await fetch_one(
        "select upload_id from attachment where tenant_id = $1 and id = $2", current_scope().tenant_id, attachment_id
    )
    if row is None:
        raise NotFound("attachment", attachment_id)
    return row["upload_id"] and str(row["upload_id"])


async def storage_usage() -> StorageUsage:
    """How much room the office's files take, and how much its pack gives it."""
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        "select count(*) as files, coalesce(sum(coalesce(stored_bytes, length)), 0)::bigint as used from attachment"
        " where tenant_id = $1 and stage in ('PLANNED', 'UPLOADED', 'PROMOTED')",
        tenant_id,
    )
    return StorageUsage(
        files=row["files"] if row else 0, used=row["used"] if row else 0, limit=await storage_gib(tenant_id) * GIB
    )


async def _row(attachment_id: UUID) -> Mapping[str, Any]:
    row = await fetch_one(
        f"{_SELECT} from attachment where tenant_id = $1 and id = $2", current_scope().tenant_id, attachment_id
    )
    if row is None:
        raise NotFound("attachment", attachment_id)
    return row


def _view(row: Mapping[str, Any], key: SecretKey) -> AttachmentView:
    name = _announced_name(row, key)
    return AttachmentView(
        id=row["id"],
        case_id=row["case_id"],
        purpose=row["purpose"],
        stage=Stage(row["stage"]),
        file_name=served_name(name, row["served_type"]),
        content_type=row["served_type"] or row["content_type"],
        length=row["served_length"] or row["length"],
        sha256=row["sha256"],
        original_sha256=row["original_sha256"],
        has_thumbnail=row["thumbnail_key"] is not None,
        findings=_findings(row["findings"], name),
        uploaded_by=row["uploaded_by"],
        created_at=row["created_at"],
        confirmed_at=row["confirmed_at"],
        inspected_at=row["inspected_at"],
    )


def _announced_name(row: Mapping[str, Any], key: SecretKey) -> str:
    return open_name(bytes(row["sealed_name"]), attachment_id=row["id"], key=key)


def _findings(stored: str | None, name: str) -> tuple[Finding, ...]:
    if stored is None:
        return ()
    found = msgspec.json.decode(stored, type=tuple[Finding, ...])
    # Stored without the file's name, which lies sealed; the sentences need it.
    return tuple(replace(finding, parameters={**finding.parameters, "file": shown(name)}) for finding in found)
