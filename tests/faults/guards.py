"""What keeps faults harmless, taken away one by one: the matrix must see each of them missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from botocore.config import Config
from tests.faults.installation import Part
from tests.faults.matrix import Cut, Story
from tests.faults.story import hasty, whole_case

from laksana.attachments import confirm_upload
from laksana.cases import act, open_case
from laksana.correspondence import numbers
from laksana.jobs import app, worker
from laksana_infra import storage, tenant_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How a web server or worker does without it, and the story with the kill that then does harm."""

    remove: Callable[[], None]
    cut: Callable[[int], Cut | None]
    story: Story = whole_case


async def _nothing(*_asked: object, **_named: object) -> None:
    return None


async def _outcome(_key: str, outcome: object, **_named: object) -> object:
    return outcome


async def _nobody(*_asked: object, **_named: object) -> int:
    return 0


def _no_keys() -> None:
    for module in (act, open_case):
        module.__dict__.update(claim=_nothing, settle=_outcome)


def _no_reservation() -> None:
    numbers.__dict__.update(reserved_for=_nothing)


def _no_rescue() -> None:
    worker.__dict__.update(rescue_stalled_jobs=_nobody)


def _no_return() -> None:
    worker.__dict__.update(_RECONNECT_SECONDS=3600.0)


def _no_absence() -> None:
    tenant_engine.__dict__.update(_AWAY=(), _BUSY=())


def _no_retries() -> None:
    app.__dict__.update(_after=lambda _pause: None)
    # Neither the client of the storage, which would bridge a quick restart alone.
    storage.__dict__.update(Config=lambda **named: Config(**{**named, "retries": {"total_max_attempts": 1}}))


def _no_look_at_uploads() -> None:
    confirm_upload.__dict__.update(_require_arrival=_nothing)


GUARDS: Final[Mapping[str, Guard]] = {
    "a repeated request gets the first one's result": Guard(
        remove=_no_keys, cut=lambda place: Cut(Part.WEB, 1, only="client-web") if place == 1 else None
    ),
    "a letter keeps the number that was reserved for it": Guard(
        remove=_no_reservation, cut=lambda place: Cut(Part.WEB, 1, only="web-storage")
    ),
    "jobs of a dead worker are done again": Guard(remove=_no_rescue, cut=lambda _place: Cut(Part.WORKER, 12)),
    "the worker comes back when PostgreSQL does": Guard(remove=_no_return, cut=lambda _place: Cut(Part.POSTGRES, 12)),
    "a job that met an absent storage is done again": Guard(
        remove=_no_retries, cut=lambda _place: Cut(Part.SEAWEEDFS, 1, only="worker-storage")
    ),
    "an upload is looked at before it counts as arrived": Guard(
        remove=_no_look_at_uploads, cut=lambda _place: None, story=hasty
    ),
    "an absent database is said to be absent": Guard(remove=_no_absence, cut=lambda _place: Cut(Part.POSTGRES, 12)),
}
"""Each guard by what it promises."""


def remove(guard: str) -> None:
    """This process does without the guard from now on."""
    GUARDS[guard].remove()
