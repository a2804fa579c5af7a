"""An office's jobs, so that one that failed is seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from laksana_infra.database import fetch
from laksana_infra.scope import current_scope

PAGE_LIMIT = 200


class JobStatus(StrEnum):
    """Where a job stands; FAILED ones are not tried again by themselves."""

    TODO = "todo"
    DOING = "doing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """A job of the office: `payload` holds ids and codes, `attempts` counts its finished runs."""

    id: int
    task: str
    status: JobStatus
    attempts: int
    scheduled_at: datetime | None
    payload: dict[str, Any]


async def jobs(status: JobStatus | None = None) -> tuple[JobView, ...]:
    """The office's latest jobs, newest first, at most 200; of one status where it is given."""
    # The queue belongs to no office: here the query itself is the wall.
    rows = await fetch(
        "select id, task_name, status::text as status, attempts, scheduled_at, (args - 'tenant_id')::text as payload"
        " from procrastinate_jobs where args->>'tenant_id' = $1 and ($2::text is null or status::text = $2)"
        " order by id desc limit $3",
        str(current_scope().tenant_id), status.value if status else None, PAGE_LIMIT,
    )  # fmt: skip
    return tuple(
        JobView(
            id=row["id"],
            task=row["task_name"],
            status=JobStatus(row["status"]),
            attempts=row["attempts"],
            scheduled_at=row["scheduled_at"],
            payload=msgspec.json.decode(row["payload"]),
        )
        for row in rows
    )
