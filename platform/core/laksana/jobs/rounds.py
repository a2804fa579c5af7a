"""What is done in every office again and again: rounds that the worker's clock starts, one job for each office."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from procrastinate import App, RetryStrategy

from laksana.jobs.app import MOST_ATTEMPTS, handlers
from laksana.jobs.defer import defer
from laksana_infra.database import unit_of_work
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import TenantKind
from laksana_tenants.queries import all_tenants

HandleT = TypeVar("HandleT", bound=Callable[..., Awaitable[None]])

# 03:11 WIB, when nobody is at work.
_PURGE = "11 20 * * *"

# A round that lost its database half way begins again; an office that has its job already gets another.
_AGAIN = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=2)

_rounds: dict[str, str] = {}


def every_office(cron: str) -> Callable[[HandleT], HandleT]:
    """Give every office the job of this handler at these moments (cron, real time); its payload must need nothing."""

    def register(handle: HandleT) -> HandleT:
        task = next(name for name, registered in handlers().items() if registered.handle is handle)
        _rounds[task] = cron
        return handle

    return register


def rounds() -> Mapping[str, str]:
    """The jobs that every office gets again and again, with their moments (cron)."""
    return dict(_rounds)


async def begin_round(task: str) -> int:
    """How many offices got the job: every one, so that the trouble of one keeps no other waiting."""
    offices = [tenant for tenant in await all_tenants() if tenant.kind is TenantKind.OFFICE]
    for office in offices:
        with scoped(Scope(office.id)):
            async with unit_of_work():
                await defer(task, {}, lock=f"round/{task}")
    return len(offices)


def add_rounds(app: App, *, finished_kept: timedelta) -> None:
    """Let the app's worker begin each round at its moments; of several workers one does.

    Once a day the rows of jobs that ended well go when they have been kept for so long; failed ones stay to be seen.
    """
    app.periodic(cron=_PURGE)(
        app.task(name="round/purge_finished_jobs", pass_context=False, retry=_AGAIN)(_purge(app, finished_kept))
    )
    for task, cron in _rounds.items():
        app.periodic(cron=cron)(app.task(name=f"round/{task}", pass_context=False, retry=_AGAIN)(_starter(task)))


def _purge(app: App, finished_kept: timedelta) -> Callable[..., Awaitable[None]]:
    async def purge(timestamp: int, **_arguments: Any) -> None:  # noqa: ANN401 - Procrastinate says when
        await app.job_manager.delete_old_jobs(
            nb_hours=int(finished_kept.total_seconds() // 3600), include_cancelled=True, include_aborted=True
        )

    return purge


def _starter(task: str) -> Callable[..., Awaitable[None]]:
    async def start(timestamp: int, **_arguments: Any) -> None:  # noqa: ANN401 - Procrastinate says when
        await begin_round(task)

    return start
