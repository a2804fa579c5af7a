"""Related rows of one request, fetched in batches: one statement for all the cases of a page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeAlias, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from laksana.attachments.queries import attachments_of_cases
from laksana.audit.views import ReadPurpose
from laksana.cases.queries import cases_of_ids, tasks_of_cases, timelines_of_cases
from laksana.cases.read_forms import read_forms_of_cases
from laksana.cases.service_queries import ownership_of_cases, referrals_of_cases, services_of_cases
from laksana.correspondence.queries import letters_of_cases, parafs_of_letters
from laksana.dispatches.queries import dispatches_by_ids, dispatches_of_cases, items_of_dispatches, parafs_of_dispatches
from laksana.dispatches.read_reason import read_reasons
from laksana.dossier.progress import progress_of_cases
from laksana.handover.queries import handovers_of_cases, received_by_ids
from laksana.handover.read_answer import read_answers
from laksana.handover.read_envelope import read_envelopes
from laksana.letters.draft_changes import changes_of_drafts
from laksana.people.queries import persons_by_ids
from laksana_tenants.actor import Actor
from laksana_tenants.directory import OfficerView, officers_on
from laksana_tenants.errors import DomainError
from laksana_tenants.regions import regions_by_code

KeyT = TypeVar("KeyT")
RowT = TypeVar("RowT")
OpenedT = TypeVar("OpenedT", covariant=True)

Fill: TypeAlias = Callable[[list[KeyT]], Awaitable[Sequence[RowT | BaseException]]]
"""What fetches the rows of these keys, in their order."""

BATCH: int = 100


class Opener(Protocol[KeyT, OpenedT]):
    """A use case that opens several sealed things at once for a person, each to what is in it or to its refusal."""

    async def __call__(
        self, keys: Sequence[KeyT], /, *, by: Actor, purpose: ReadPurpose
    ) -> Mapping[KeyT, OpenedT | DomainError]:
        """What was asked for, by its key."""


class _Loader(Generic[KeyT, RowT]):
    """A loader of each request, made when it is first asked for: few requests need more than five."""

    def __init__(self, fill: Callable[["Loaders"], Fill[KeyT, RowT]]) -> None:
        self._fill = fill

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, loaders: "Loaders", owner: type) -> DataLoader[KeyT, RowT]:
        made = DataLoader(load_fn=self._fill(loaders), max_batch_size=BATCH)
        vars(loaders)[self._name] = made
        return made


def _one(fetch: Callable[[list[KeyT]], Awaitable[Mapping[KeyT, RowT]]]) -> _Loader[KeyT, RowT | None]:
    async def load(keys: list[KeyT]) -> list[RowT | BaseException | None]:
        found = await fetch(keys)
        return [found.get(key) for key in keys]

    return _Loader(lambda _: load)


def _many(
    fetch: Callable[[list[KeyT]], Awaitable[Mapping[KeyT, tuple[RowT, ...]]]],
) -> _Loader[KeyT, tuple[RowT, ...]]:
    async def load(keys: list[KeyT]) -> list[tuple[RowT, ...] | BaseException]:
        found = await fetch(keys)
        return [found.get(key, ()) for key in keys]

    return _Loader(lambda _: load)


def _opened(read: Opener[KeyT, RowT]) -> _Loader[KeyT, RowT]:
    async def load(loaders: "Loaders", keys: list[KeyT]) -> list[RowT | BaseException]:
        found = await read(keys, by=loaders.by, purpose=loaders.purpose)
        return [found[key] for key in keys]

    return _Loader(lambda loaders: partial(load, loaders))


async def _officers_of_ids(_: Sequence[UUID]) -> Mapping[UUID, OfficerView]:
    return await officers_on()


class Loaders:
    """The loaders of one request; a loader outliving it would answer one office with another's rows."""

    def __init__(self, by: Actor, purpose: ReadPurpose) -> None:
        """What is opened is opened by this person, for this purpose."""
        self.by, self.purpose = by, purpose

    cases = _one(cases_of_ids)
    timelines = _many(timelines_of_cases)
    tasks = _many(tasks_of_cases)
    ownership = _many(ownership_of_cases)
    services = _many(services_of_cases)
    referrals = _many(referrals_of_cases)
    handovers = _many(handovers_of_cases)
    letters = _many(letters_of_cases)
    parafs = _many(parafs_of_letters)
    dispatches = _many(dispatches_of_cases)
    dispatch = _one(dispatches_by_ids)
    reasons = _opened(read_reasons)
    received = _one(received_by_ids)
    dispatch_items = _many(items_of_dispatches)
    dispatch_parafs = _many(parafs_of_dispatches)
    dossiers = _one(progress_of_cases)
    attachments = _many(attachments_of_cases)
    forms = _opened(read_forms_of_cases)
    answers = _opened(read_answers)
    envelopes = _opened(read_envelopes)
    draft_changes = _opened(changes_of_drafts)
    persons = _one(persons_by_ids)
    officers = _one(_officers_of_ids)
    regions = _one(regions_by_code)

    def forget(self) -> None:
        """Nothing read so far is believed any more: something has been written, or the request is over."""
        for name in [name for name, loader in vars(self).items() if isinstance(loader, DataLoader)]:
            delattr(self, name)
