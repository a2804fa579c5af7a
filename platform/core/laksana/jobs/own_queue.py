"""The queue as one process works on it: a lost database ends its worker, and leaves nothing under way for ever."""

import asyncio
from typing import Any

from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager


class OwnQueue(JobManager):
    """Procrastinate's queue for one worker; `registered` is every worker that this process has been until now."""

    def __init__(self, connector: BaseConnector, registered: set[int]) -> None:
        """The queue over this connection."""
        super().__init__(connector)
        self._registered = registered
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

    async def finish_job(self, job: Job, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - Procrastinate's own
        """The job's end is written down; raises ConnectorException when nobody knows whether it is."""
        try:
            await super().finish_job(job, *arguments, **named)
        except ConnectorException:
            self._lost.set()
            raise

    async def retry_job(self, job: Job, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - Procrastinate's own
        """The job is due again; raises ConnectorException when nobody knows whether it is."""
        try:
            await super().retry_job(job, *arguments, **named)
        except ConnectorException:
            self._lost.set()
            raise

    async def until_lost(self) -> None:
        """Raises ConnectorException once a job's end could not be written: it seems under way while we live."""
        await self._lost.wait()
        raise ConnectorException("the end of a job could not be written down")
