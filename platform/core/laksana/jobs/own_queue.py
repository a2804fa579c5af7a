"""The queue as one process works on it: a lost database ends its worker, and leaves nothing under way for ever."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from procrastinate import RetryDecision
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from laksana_infra.availability import Part

WAITED: Final = "waited"
"""Beside the payload in a job's row, once it has waited."""

# As Procrastinate gives a job back, but without counting an attempt.
_WAIT: Final = """
update procrastinate_jobs set status = 'todo', scheduled_at = %(until)s, args = args || %(waited)s
where id = %(job_id)s and status = 'doing'"""

# One part for all offices. Of quarantined plugins each is another, and a lost database ends the worker itself.
_SHARED: Final = frozenset({Part.STORAGE, Part.SCANNER})

# Longer than it takes to find out that the part is still away: 40 s where the storage's disk is full (measured).
_STAND_BACK_SECONDS: Final = 45

_STAND_BACK: Final = """
update procrastinate_jobs set scheduled_at = %(until)s
where id in (select id from procrastinate_jobs
    where status = 'todo' and args->'waited'->>'part' = %(part)s and scheduled_at < %(until)s
    for update skip locked)"""

_COME_BACK: Final = """
update procrastinate_jobs set scheduled_at = null, args = args - 'waited'
where id in (select id from procrastinate_jobs
    where status = 'todo' and args->'waited'->>'part' = %(part)s for update skip locked)"""


class Waited(msgspec.Struct, frozen=True, kw_only=True):
    """How often a job has met an absent part of ours, and which it was last."""

    part: Part
    times: int


class OwnQueue(JobManager):
    """Procrastinate's queue for one worker; `registered` is every worker that this process has been until now."""

    def __init__(self, connector: BaseConnector, registered: set[int] | None = None) -> None:
        """The queue over this connection."""
        super().__init__(connector)
        self._registered = set() if registered is None else registered
        self._waiting: dict[int | None, Waited] = {}
        self._lost = asyncio.Event()

    async def register_worker(self) -> int:
        """The new worker's number."""
        worker_id = await super().register_worker()
        self._registered.add(worker_id)
        return worker_id

    async def forget_former(self) -> None:
        """What this process left under way is nobody's now, and is done again without waiting for a missing pulse."""
        # Former workers ended with all their jobs; a lost database never heard of it.
        for worker_id in sorted(self._registered):
            await self.unregister_worker(worker_id)
            self._registered.remove(worker_id)

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """The next job that is due; where it has waited for a part, the others that wait for it stand back meanwhile.

        However many wait, one goes and sees: the rest would only hold the worker until each had seen for itself.
        """
        job = await super().fetch_job(queues, worker_id)
        if job and (part := _shared_part(job)):
            # Real time, as the queue has it.
            until = RetryDecision(retry_in={"seconds": _STAND_BACK_SECONDS}).retry_at
            await self.connector.execute_query_async(_STAND_BACK, part=part.value, until=until)
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """The job's end is written down; raises ConnectorException when nobody knows whether it is.

        When one that had waited for a part succeeds, the others that wait for it are due, as if they had never met it.
        """
        try:
            await super().finish_job(job, status, delete_job)
            if status is Status.SUCCEEDED and (part := _shared_part(job)):
                await self.connector.execute_query_async(_COME_BACK, part=part.value)
        except ConnectorException:
            self._lost.set()
            raise

    def waits(self, job: Job, part: Part) -> int:
        """How often the job has met an absent part, now this one; it is given back without counting an attempt."""
        before = _waited(job)
        times = before.times + 1 if before else 1
        self._waiting[job.id] = Waited(part=part, times=times)
        return times

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """The job is due again; raises ConnectorException when nobody knows whether it is."""
        waited = self._waiting.pop(job.id, None)
        try:
            if waited is None:
                await super().retry_job(job, retry_at, priority, queue, lock)
            else:
                waiting = {WAITED: msgspec.to_builtins(waited)}
                await self.connector.execute_query_async(_WAIT, job_id=job.id, until=retry_at, waited=waiting)
        except ConnectorException:
            self._lost.set()
            raise

    async def until_lost(self) -> None:
        """Raises ConnectorException once a job's end could not be written: it seems under way while we live."""
        await self._lost.wait()
        raise ConnectorException("the end of a job could not be written down")


def _waited(job: Job) -> Waited | None:
    before = job.task_kwargs.get(WAITED)
    return msgspec.convert(before, Waited) if before else None


def _shared_part(job: Job) -> Part | None:
    waited = _waited(job)
    return waited.part if waited and waited.part in _SHARED else None
