"""What the service tells of itself: counts, gauges and spans, which go nowhere until `telemetry_export` is entered.

Labels are offices, SOPs and codes of ours: never a person, never a case, never what somebody wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from opentelemetry import metrics, trace
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.trace import Span

from laksana_infra.database import NotInstalledError, engine

__all__ = [
    "ActOnCase",
    "OfficeJobs",
    "count_act",
    "count_job",
    "count_refusals",
    "count_request",
    "name_offices",
    "span",
    "tell_faults",
    "tell_jobs",
    "tell_lost_files",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnCase:
    """Which kind of act somebody tried on a case of which SOP, in which office."""

    tenant_id: UUID
    sop: str
    act: str

    def labels(self) -> dict[str, str]:
        """The act as metrics call it."""
        return {"tenant": _slug(self.tenant_id), "sop": self.sop, "act": self.act}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeJobs:
    """An office's jobs: due but not begun, failed for good, and for how many seconds the oldest has been due."""

    tenant_id: UUID
    waiting: int
    failed: int
    oldest_seconds: float


_tracer = trace.get_tracer("laksana")
_meter = metrics.get_meter("laksana")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_requests = _meter.create_histogram(
    "laksana.request.duration",
    unit="s",
    description="Answered requests",
    explicit_bucket_boundaries_advisory=_SECONDS,
)
_acts = _meter.create_counter("laksana.acts", description="Acts on cases that were committed")
_events = _meter.create_counter("laksana.events", description="Events of cases: letters, signatures, returns, ends ...")
_refusals = _meter.create_counter("laksana.refusals", description="Findings for which an act was refused")
_jobs = _meter.create_histogram(
    "laksana.job.duration", unit="s", description="Runs of jobs", explicit_bucket_boundaries_advisory=_SECONDS
)

_offices: Mapping[UUID, str] = {}
_depths: tuple[OfficeJobs, ...] = ()
_faults: dict[UUID, int] = {}
_lost: dict[UUID, int] = {}


def span(name: str, **labels: str) -> AbstractContextManager[Span]:
    """A span around a block; what is raised in it is not recorded, because its text may quote a person."""
    return _tracer.start_as_current_span(name, attributes=labels, record_exception=False, set_status_on_exception=False)


def count_request(*, route: str, method: str, status: int, tenant: str, seconds: float) -> None:
    """A request has been answered, `seconds` after it came; `tenant` is empty for a caller of no office."""
    _requests.record(seconds, {"route": route, "method": method, "status": str(status), "tenant": tenant})


def count_act(act: ActOnCase, events: Iterable[str]) -> None:
    """The act has been committed, with events of these kinds."""
    _acts.add(1, act.labels())
    for kind in events:
        _events.add(1, {"tenant": _slug(act.tenant_id), "sop": act.sop, "event": kind})


def count_refusals(act: ActOnCase, codes: Iterable[str]) -> None:
    """The act was refused with findings of these codes."""
    for code in codes:
        _refusals.add(1, {**act.labels(), "code": code})


def count_job(*, tenant_id: str | None, task: str, outcome: str, seconds: float) -> None:
    """A job ran for `seconds` and ended: `done`, `waits` for an absent part, `failed` (it runs again) or
    `failed_for_good`.
    """
    tenant = _slug(UUID(tenant_id)) if tenant_id else ""
    _jobs.record(seconds, {"tenant": tenant, "task": task, "outcome": outcome})


def name_offices(slugs: Mapping[UUID, str]) -> None:
    """Offices are called by these slugs from now on; one that is not among them by its id."""
    global _offices  # noqa: PLW0603 - one map a process
    _offices = dict(slugs)


def tell_jobs(depths: Iterable[OfficeJobs]) -> None:
    """The queue stands like this until it is told again; an office that is not named has no jobs."""
    global _depths  # noqa: PLW0603 - one queue an installation
    _depths = tuple(depths)


def tell_faults(tenant_id: UUID, faults: int) -> None:
    """So many faults the last verification found in this office's records."""
    _faults[tenant_id] = faults


def tell_lost_files(tenant_id: UUID, lost: int) -> None:
    """So many of this office's files the last reconciliation did not find in the storage."""
    _lost[tenant_id] = lost


def _slug(tenant_id: UUID) -> str:
    return _offices.get(tenant_id) or str(tenant_id)


def _waiting(_: CallbackOptions) -> Iterator[Observation]:
    yield from (Observation(jobs.waiting, {"tenant": _slug(jobs.tenant_id)}) for jobs in _depths)


def _failed(_: CallbackOptions) -> Iterator[Observation]:
    yield from (Observation(jobs.failed, {"tenant": _slug(jobs.tenant_id)}) for jobs in _depths)


def _oldest(_: CallbackOptions) -> Iterator[Observation]:
    yield from (Observation(jobs.oldest_seconds, {"tenant": _slug(jobs.tenant_id)}) for jobs in _depths)


def _audit_faults(_: CallbackOptions) -> Iterator[Observation]:
    yield from (Observation(faults, {"tenant": _slug(tenant_id)}) for tenant_id, faults in list(_faults.items()))


def _lost_files(_: CallbackOptions) -> Iterator[Observation]:
    yield from (Observation(lost, {"tenant": _slug(tenant_id)}) for tenant_id, lost in list(_lost.items()))


def _connections(_: CallbackOptions) -> Iterator[Observation]:
    for provinces, login in ((False, "app"), (True, "province")):
        try:
            pool = engine(provinces=provinces).pool
        except NotInstalledError:
            continue
        if pool is not None:
            idle = pool.get_idle_size()
            yield Observation(idle, {"login": login, "state": "idle"})
            yield Observation(pool.get_size() - idle, {"login": login, "state": "busy"})


_meter.create_observable_gauge("laksana.jobs.waiting", [_waiting], description="Jobs that are due and not begun")
_meter.create_observable_gauge("laksana.jobs.failed", [_failed], description="Jobs that failed for good")
_meter.create_observable_gauge("laksana.jobs.oldest", [_oldest], unit="s", description="Age of the oldest due job")
_meter.create_observable_gauge("laksana.audit.faults", [_audit_faults], description="Found by the last verification")
_meter.create_observable_gauge("laksana.files.lost", [_lost_files], description="Promoted, and not in the storage")
_meter.create_observable_gauge("laksana.database.connections", [_connections], description="Of this process")
