"""Run a failed job of the office again."""

from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_tenants.errors import NotFound

# Procrastinate's own way of trying again counts on, so that the job would fail for good at its first stumble.
_RETRY = """
update procrastinate_jobs set status = 'todo', attempts = 0, scheduled_at = null, args = args - 'waited'
where id = $1 and args->>'tenant_id' = $2 and status = 'failed'"""


async def retry_job(job_id: int) -> None:
    """The job is due now, with all its attempts before it; raises NotFound unless it is a failed one of this office."""
    async with unit_of_work():
        # The queue belongs to no office: here the statement itself is the wall.
        if not await execute(_RETRY, job_id, str(current_scope().tenant_id)):
            raise NotFound("job", str(job_id))
