"""Later work: a job row in the transaction of the change that asks for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from laksana_infra.database import WriteOutsideUnitOfWorkError, fetch
from laksana_infra.scope import current_scope

_DEFER = """
select procrastinate_defer_jobs_v1(
    array[row($1, $2, 0, $3, null, $4::jsonb, $5)::procrastinate_job_to_defer_v1]
)"""


async def defer(
    task: str,
    payload: Mapping[str, Any],
    *,
    queue: str = "default",
    lock: str | None = None,
    at: datetime | None = None,
) -> None:
    """A job for this office, done after the unit of work has committed and never when it is rolled back.

    `payload` holds ids and codes alone: job rows are readable to whoever runs the service. Of an office's jobs with one
    `lock` one runs at a time, in order. `at` is the earliest time, aware; it is compared with the database's clock.
    """
    tenant_id = current_scope().tenant_id
    if "tenant_id" in payload:
        message = f"the payload of {task!r} names a tenant_id; leave it out, it is the scope's"
        raise ValueError(message)
    if at is not None and at.tzinfo is None:
        message = f"the job {task!r} is to run at {at.isoformat()}, which names no time zone; say one"
        raise ValueError(message)
    arguments = msgspec.json.encode({**payload, "tenant_id": tenant_id}).decode()
    try:
        await fetch(_DEFER, queue, task, f"{tenant_id}/{lock}" if lock else None, arguments, at)
    except WriteOutsideUnitOfWorkError:
        message = f"defer({task!r}) belongs inside the unit of work whose change it follows"
        raise WriteOutsideUnitOfWorkError(message) from None
