"""An office's jobs, so that one that failed is seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from laksana.jobs.own_queue import WAITED, Waited
from laksana_infra.clock import now
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope, system_scope
from laksana_infra.telemetry import OfficeJobs

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
    """A job of the office: `payload` holds ids and codes, `attempts` counts its finished runs.

    Runs that met an absent part are no attempts; they stand in `waited`.
    """

    id: int
    task: str
    status: JobStatus
    attempts: int
    scheduled_at: datetime | None
    payload: dict[str, Any]
    waited: Waited | None


async def jobs(status: JobStatus | None = None, *, troubled: bool = False) -> tuple[JobView, ...]:
    """The office's latest jobs, newest first, at most 200; of one status where it is given.

    `troubled` leaves those that failed, and those that wait for an absent part of ours.
    """
    # The queue belongs to no office: here the query itself is the wall.
    rows = await fetch(
        "select id, task_name, status::text as status, attempts, scheduled_at, (args->$4)::text as waited,"
        " (args - 'tenant_id' - $4)::text as payload"
        " from procrastinate_jobs where args->>'tenant_id' = $1 and ($2::text is null or status::text = $2)"
        " and (not $3 or status = 'failed' or status in ('todo', 'doing') and args ? $4)"
        " order by id desc limit $5",
        str(current_scope().tenant_id), status.value if status else None, troubled, WAITED, PAGE_LIMIT,
    )  # fmt: skip
    return tuple(
        JobView(
            id=row["id"],
            task=row["task_name"],
            status=JobStatus(row["status"]),
            attempts=row["attempts"],
            scheduled_at=row["scheduled_at"],
            payload=msgspec.json.decode(row["payload"]),
            waited=msgspec.json.decode(row["waited"], type=Waited) if row["waited"] else None,
        )
        for row in rows
    )


async def depths() -> tuple[OfficeJobs, ...]:
    """How the queue stands in each office that has a job due or failed."""
    with system_scope("whoever runs the service sees how long its queue is, by office"):
        rows = await fetch(_DEPTHS, now())
    return tuple(OfficeJobs(**row) for row in rows)


_DEPTHS = """
select (args->>'tenant_id')::uuid as tenant_id,
    count(*) filter (where status = 'todo')::int as waiting,
    count(*) filter (where status = 'failed')::int as failed,
    coalesce(extract(epoch from $1 - min(due) filter (where status = 'todo')), 0)::float8 as oldest_seconds
from (
    select j.args, j.status, coalesce(j.scheduled_at, e.at) as due
    from procrastinate_jobs j
    left join lateral (
        select min(at) as at from procrastinate_events where job_id = j.id and type = 'deferred'
    ) e on j.status = 'todo'
    where j.status in ('todo', 'failed') and j.args ? 'tenant_id'
) as job
where status = 'failed' or due <= $1
group by 1
"""
