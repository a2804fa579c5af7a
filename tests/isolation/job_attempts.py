"""Every kind of job, run for one office with another's ids in its payload."""

import inspect
from collections.abc import Callable, Mapping
from random import Random
from uuid import UUID

import msgspec
from tests.isolation import attempts
from tests.isolation.attempts import Batch, Tried
from tests.isolation.loot import Loot, Spoils, named
from tests.isolation.use_cases import TOLD_AT
from tests.support.inhabited import Inhabited

from laksana.audit.views import ReadPurpose
from laksana.job_handlers import JOB_HANDLERS
from laksana.jobs.app import Handler, handlers
from laksana_infra.scope import Scope, scoped
from laksana_tenants.errors import DomainError, NotFound

_OTHER_PAYLOADS: Mapping[str, Callable[[Spoils], object]] = {
    "purpose": lambda _: ReadPurpose.SUPERVISION,
    "read_at": lambda _: TOLD_AT,
    "cases": lambda spoils: {spoils["tenant_id"]: (spoils["case_id"],)},
}
"""What a job is told besides single ids, by the name of the payload's field."""


class JobAttempts:
    """Jobs as a worker would run them, whose rows name what their office has not."""

    name = "jobs"

    def __init__(self, inhabited: Inhabited, loot: Loot) -> None:
        self._ours = inhabited.ours.id
        self._loot = loot
        self._jobs = sorted(
            (one for one in handlers().values() if one.handle in JOB_HANDLERS), key=lambda one: one.task
        )

    async def batch(self, number: int, random: Random) -> Batch:
        """One job, with ids of theirs and with nobody's."""
        job, (theirs, nobodys) = random.choice(self._jobs), self._loot.spoils(random)
        to_theirs, to_nobodys = await self._outcome(job, theirs), await self._outcome(job, nobodys)
        fault = None
        if to_theirs != to_nobodys:
            fault = f"{attempts.DIFFERENT} ({to_theirs}, {to_nobodys})"
        elif not to_theirs.startswith(("done", "NotFound")):
            fault = f"{attempts.BROKEN} ({to_theirs})"
        return Batch(tried=(Tried(kind="jobs", asked=job.task, fault=fault),))

    async def _outcome(self, job: Handler, spoils: Spoils) -> str:
        names = inspect.signature(job.payload).parameters
        given = {name: _OTHER_PAYLOADS[name](spoils) if name in _OTHER_PAYLOADS else spoils[name] for name in names}
        with scoped(Scope(UUID(bytes=self._ours.bytes))):
            try:
                await job.handle(msgspec.convert(given, job.payload))
            except NotFound as refusal:
                return named(f"NotFound {refusal.findings}", spoils)
            except DomainError as refusal:
                return named(f"{type(refusal).__name__} {refusal.findings}", spoils)
        return "done"
