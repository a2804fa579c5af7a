"""Who does which job: the handlers by name, and the Procrastinate app that calls them."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

import msgspec
import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

from laksana.jobs.own_queue import WAITED, OwnQueue
from laksana_infra import telemetry
from laksana_infra.availability import Part, PartAway
from laksana_infra.scope import Scope, scoped
from laksana_tenants.errors import Forbidden, Invalid, NotFound, Suspended

PayloadT = TypeVar("PayloadT")
Handle: TypeAlias = Callable[[PayloadT], Awaitable[None]]

MOST_ATTEMPTS = 8
"""How often a failing job runs, the last time 1 h 45 min after the first; then it stays failed and visible.

Meeting a part that is away is no attempt: a job waits for it for as long as that takes.
"""

_LONGEST_PAUSE = timedelta(hours=1)
_LONGEST_WAIT = timedelta(seconds=15)
# Trying again cannot help against these.
_LASTING = (NotFound, Forbidden, Invalid)

_log = structlog.stdlib.get_logger("laksana.jobs")


class JobError(Exception):
    """A job failed; the text names job, office and error, never what the job was about."""


class LastingJobError(JobError):
    """A job failed in a way that trying again cannot mend."""


class WaitingJobError(JobError):
    """A job met a part of ours that is away, or a quarantined plugin, and waits for it."""

    def __init__(self, message: str, part: Part) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """What does one kind of job, and the type of the payload that it wants."""

    task: str
    payload: type[Any]
    handle: Handle[Any]


_handlers: dict[str, Handler] = {}


def handler(task: str) -> Callable[[Handle[PayloadT]], Handle[PayloadT]]:
    """Register a coroutine function of one annotated parameter, its payload, as what does the jobs of this name.

    It runs in the office's scope, may be killed at any point and then runs again from its start.
    """

    def register(handle: Handle[PayloadT]) -> Handle[PayloadT]:
        if task in _handlers:
            message = f"the job {task!r} has two handlers, {_handlers[task].handle!r} and {handle!r}; rename one"
            raise ValueError(message)
        _handlers[task] = Handler(task=task, payload=_payload_type(task, handle), handle=handle)
        return handle

    return register


def handlers() -> Mapping[str, Handler]:
    """Every registered handler by the name of its job."""
    return dict(_handlers)


def retry_pause(attempts: int) -> timedelta:
    """How long a job that has run `attempts` times waits for its next run: 2 s, 8 s, 32 s ... up to an hour."""
    return min(timedelta(seconds=2 * 4 ** min(attempts - 1, 10)), _LONGEST_PAUSE)


def waiting_pause(times: int) -> timedelta:
    """How long a job that met an absent part `times` times waits for its next run: 1 s, 2 s, 4 s ... up to 15 s."""
    return min(timedelta(seconds=2 ** min(times - 1, 10)), _LONGEST_WAIT)


class BackOff(BaseRetryStrategy):
    """Tries again with growing pauses, but not when trying again cannot help."""

    def __init__(self, queue: OwnQueue) -> None:
        """The pauses of jobs of this queue."""
        self._queue = queue

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When the job runs again, None when it stays failed. What a shutdown interrupted runs again at once."""
        if isinstance(exception, LastingJobError):
            return None
        if isinstance(exception, WaitingJobError):
            return _after(waiting_pause(self._queue.waits(job, exception.part)))
        if not isinstance(exception, JobError):
            return RetryDecision()
        attempts = job.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            return None
        return _after(retry_pause(attempts))


def build_app(queue: OwnQueue) -> App:
    """A Procrastinate app over this queue that knows every handler registered so far."""
    app, back_off = App(connector=queue.connector), BackOff(queue)
    app.job_manager = queue
    for registered in _handlers.values():
        app.task(name=registered.task, pass_context=True, retry=back_off)(_runner(registered))
    return app


def _after(pause: timedelta) -> RetryDecision:
    # Real time, not business time: the queue compares with the database's clock.
    return RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


def _runner(registered: Handler) -> Callable[..., Awaitable[None]]:
    async def run(context: JobContext, **arguments: Any) -> None:  # noqa: ANN401 - JSON as the row holds it
        job = context.job
        attempt, tenant_id = job.attempts + 1, arguments.get("tenant_id")
        log = _log.bind(task=job.task_name, job_id=job.id, attempt=attempt, tenant_id=tenant_id)
        began, outcome = perf_counter(), "failed"
        try:
            with telemetry.span(f"job {job.task_name}", tenant_id=str(tenant_id)):
                await _run_scoped(registered, arguments)
            outcome = "done"
        except (PartAway, Suspended) as away:
            outcome, part = "waits", away.part if isinstance(away, PartAway) else Part.PLUGIN
            log.warning("job_waits", part=part, error=type(away).__name__, detail=str(away))
            message = f"job {job.task_name}[{job.id}] waits for the {part}; see the log"
            raise WaitingJobError(message, part) from None
        except Exception as error:
            # The row and Procrastinate's own log get a sentence of ours; ours is masked, and holds the traceback.
            lasting = isinstance(error, (*_LASTING, LastingJobError))
            last = lasting or attempt >= MOST_ATTEMPTS
            outcome = "failed_for_good" if last else outcome
            log.exception("job_failed", lasting=lasting, last=last)
            kind = LastingJobError if lasting else JobError
            message = f"job {job.task_name}[{job.id}] failed with {type(error).__name__}; see the log"
            raise kind(message) from None
        finally:
            seconds = perf_counter() - began
            telemetry.count_job(tenant_id=tenant_id, task=job.task_name, outcome=outcome, seconds=seconds)
        log.info("job_done")

    return run


async def _run_scoped(registered: Handler, arguments: Mapping[str, Any]) -> None:
    given = {name: value for name, value in arguments.items() if name != WAITED}
    try:
        tenant_id = UUID(given.pop("tenant_id"))
        payload = msgspec.convert(given, registered.payload)
    except (KeyError, TypeError, ValueError) as error:
        message = f"the payload of {registered.task!r} is not a {registered.payload.__name__} of an office"
        raise LastingJobError(message) from error
    with scoped(Scope(tenant_id)):
        await registered.handle(payload)


def _payload_type(task: str, handle: Handle[Any]) -> type[Any]:
    parameters = list(inspect.signature(handle, eval_str=True).parameters.values())
    wanted = parameters[0].annotation if len(parameters) == 1 else inspect.Parameter.empty
    if wanted is inspect.Parameter.empty or not isinstance(wanted, type) or not inspect.iscoroutinefunction(handle):
        message = f"the handler of {task!r} must be `async def` with one parameter, annotated with its payload's type"
        raise TypeError(message)
    return wanted
