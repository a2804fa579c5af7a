"""What keeps faults harmless, taken away one by one: the matrix must see each of them missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tests.faults.installation import Part
from tests.faults.matrix import Cut

from laksana.cases import act, open_case
from laksana.correspondence import numbers
from laksana.jobs import worker
from laksana_infra import tenant_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How a web server or worker does without it, and the kill that then does harm."""

    remove: Callable[[], None]
    cut: Callable[[int], Cut | None]


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


GUARDS: Final[Mapping[str, Guard]] = {
    "a repeated request gets the first one's result": Guard(
        remove=_no_keys, cut=lambda place: Cut(Part.WEB, 1, only="client-web") if place == 1 else None
    ),
    "a letter keeps the number that was reserved for it": Guard(
        remove=_no_reservation, cut=lambda place: Cut(Part.WEB, 1, only="web-storage")
    ),
    "jobs of a dead worker are done again": Guard(remove=_no_rescue, cut=lambda _place: Cut(Part.WORKER, 12)),
    "the worker comes back when PostgreSQL does": Guard(remove=_no_return, cut=lambda _place: Cut(Part.POSTGRES, 12)),
    "an absent database is said to be absent": Guard(remove=_no_absence, cut=lambda _place: Cut(Part.POSTGRES, 12)),
}
"""Each guard by what it promises."""


def remove(guard: str) -> None:
    """This process does without the guard from now on."""
    GUARDS[guard].remove()
