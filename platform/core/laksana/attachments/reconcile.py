"""Compare an office's stored files with its records, both ways, and clear what is certainly nobody's."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from laksana.attachments.confirm_upload import INSPECTION
from laksana.attachments.naming import owner_of, quarantine_key
from laksana.attachments.store import store
from laksana.attachments.views import Stage
from laksana.backup.running import backup_is_running
from laksana.jobs.defer import defer
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.scope import current_scope

_waits = timedelta(days=1)

_PAGE = 5_000
_ROWS = (
    "select id, stage, created_at, confirmed_at, inspected_at, object_key, original_key, thumbnail_key, upload_id"
    " from attachment where tenant_id = $1 and ($2::uuid is null or id > $2) order by id limit $3"
)


class Difference(StrEnum):
    """How storage and records differ."""

    LOST = "LOST"
    """A promoted file whose object is gone: only a backup has it."""
    UNKNOWN = "UNKNOWN"
    """An object that belongs to no file; cleared, unless it may be somebody's original."""
    LEFT_OVER = "LEFT_OVER"
    """Bytes in quarantine, or copies, of a file whose inspection is over; cleared."""
    ABANDONED = "ABANDONED"
    """Announced, never confirmed, and its time is up; the upload is given up."""
    UNINSPECTED = "UNINSPECTED"
    """Uploaded, still not inspected, and its time is up; its inspection is asked for anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One difference: the file where there is one, the object where there is one, and whether it was cleared."""

    kind: Difference
    attachment_id: UUID | None = None
    key: str | None = None
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """How many files and objects were compared, and where they differ."""

    files: int
    objects: int
    found: tuple[Found, ...]


def install_waits(waits: timedelta) -> None:
    """So long an announced file may stay away from now on, and an uploaded one uninspected."""
    global _waits  # noqa: PLW0603 - one a process, set by the composition root
    _waits = waits


async def reconcile_files(*, apply: bool) -> Reconciliation:
    """Where the office's storage and records differ; with `apply` what is certainly nobody's is cleared.

    Nothing that a promoted file or its original consists of is ever deleted, and nothing at all while a backup runs.
    Uploads may go on meanwhile.
    """
    began = now()
    # Objects first: a file's row is older than its objects, so that one without a row has none.
    keys = set(await store().list_prefix(f"tenants/{current_scope().tenant_id}"))
    rows = {row["id"]: row async for row in _rows()}
    objects = {key: owner for key in sorted(keys) if (owner := owner_of(key))}
    found = (*_of_objects(objects, rows), *_of_rows(rows, keys, began))
    # Asked after the rows were read: a backup that begins later knows what they say.
    clearing = apply and not await backup_is_running()
    done = tuple([await _cleared(one, rows) for one in found]) if clearing else found
    return Reconciliation(files=len(rows), objects=len(objects), found=done)


async def _rows() -> AsyncIterator[Mapping[str, Any]]:
    after: UUID | None = None
    while page := await fetch(_ROWS, current_scope().tenant_id, after, _PAGE):
        for row in page:
            yield row
        after = page[-1]["id"]


def _of_objects(objects: Mapping[str, tuple[str, UUID]], rows: Mapping[UUID, Mapping[str, Any]]) -> Iterator[Found]:
    for key, (folder, attachment_id) in objects.items():
        row = rows.get(attachment_id)
        if row is None:
            yield Found(kind=Difference.UNKNOWN, key=key)
        elif row["stage"] in {Stage.REFUSED, Stage.ABANDONED} or (
            folder == "quarantine" and row["stage"] == Stage.PROMOTED
        ):
            yield Found(kind=Difference.LEFT_OVER, attachment_id=attachment_id, key=key)


def _of_rows(rows: Mapping[UUID, Mapping[str, Any]], keys: set[str], began: datetime) -> Iterator[Found]:
    for attachment_id, row in rows.items():
        match Stage(row["stage"]):
            # What was promoted after the listing began may not be in it.
            case Stage.PROMOTED if row["inspected_at"] < began:
                for key in (row["object_key"], row["original_key"], row["thumbnail_key"]):
                    if key is not None and key not in keys:
                        yield Found(kind=Difference.LOST, attachment_id=attachment_id, key=key)
            case Stage.PLANNED if row["created_at"] < began - _waits:
                yield Found(kind=Difference.ABANDONED, attachment_id=attachment_id)
            case Stage.UPLOADED if row["confirmed_at"] < began - _waits:
                yield Found(kind=Difference.UNINSPECTED, attachment_id=attachment_id)
            case _:
                pass


async def _cleared(one: Found, rows: Mapping[UUID, Mapping[str, Any]]) -> Found:
    match one:
        case Found(kind=Difference.UNKNOWN, key=str(key)) if (owner_of(key) or ("", None))[0] != "originals":
            await store().delete(key)
        case Found(kind=Difference.LEFT_OVER, key=str(key)):
            await store().delete(key)
        case Found(kind=Difference.ABANDONED, attachment_id=UUID() as attachment_id):
            await _abandon(attachment_id, rows[attachment_id]["upload_id"])
        case Found(kind=Difference.UNINSPECTED, attachment_id=UUID() as attachment_id):
            async with unit_of_work():
                await defer(INSPECTION, {"attachment_id": attachment_id}, lock=f"{INSPECTION}/{attachment_id}")
        case _:
            return one
    return Found(kind=one.kind, attachment_id=one.attachment_id, key=one.key, cleared=True)


async def _abandon(attachment_id: UUID, upload_id: str | None) -> None:
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        changed = await execute(
            "update attachment set stage = $3 where tenant_id = $1 and id = $2 and stage = $4",
            tenant_id, attachment_id, Stage.ABANDONED.value, Stage.PLANNED.value,
        )  # fmt: skip
    if not changed:
        return  # confirmed meanwhile
    target = quarantine_key(tenant_id, attachment_id)
    if upload_id is not None:
        await store().abort_multipart(target, upload_id=upload_id)
    await store().delete(target)
