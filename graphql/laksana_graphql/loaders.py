"""Related rows of one request, fetched in batches: one statement for all the cases of a page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from laksana.attachments.queries import attachments_of_cases
from laksana.attachments.views import AttachmentView
from laksana.audit.views import ReadPurpose
from laksana.cases.queries import cases_of_ids, tasks_of_cases, timelines_of_cases
from laksana.cases.read_forms import FilledForm, read_forms_of_cases
from laksana.cases.service_queries import ownership_of_cases, referrals_of_cases, services_of_cases
from laksana.cases.views import CaseView, OwnershipView, ReferralView, ServiceView, TaskView, TimelineEntry
from laksana.correspondence.queries import LetterView, ParafView, letters_of_cases, parafs_of_letters
from laksana.dispatches.queries import dispatches_by_ids, dispatches_of_cases, items_of_dispatches, parafs_of_dispatches
from laksana.dispatches.read_reason import read_reasons
from laksana.dispatches.views import DispatchItemView, DispatchParafView, DispatchView
from laksana.dossier.progress import DossierProgressView, progress_of_cases
from laksana.handover.queries import handovers_of_cases, received_by_ids
from laksana.handover.read_answer import read_answers
from laksana.handover.read_envelope import read_envelopes
from laksana.handover.views import OpenedEnvelope, ReceivedHandoverView, SentHandoverView
from laksana.letters.changes import DraftChange
from laksana.letters.draft_changes import Comparison, changes_of_drafts
from laksana.people.queries import persons_by_ids
from laksana.people.views import PersonView
from laksana_tenants.actor import Actor
from laksana_tenants.directory import OfficerView, officers_on
from laksana_tenants.errors import DomainError
from laksana_tenants.regions import regions_by_code
from laksana_tenants.views import RegionView

KeyT = TypeVar("KeyT")
RowT = TypeVar("RowT")
OpenedT = TypeVar("OpenedT", covariant=True)

BATCH: int = 100


class Opener(Protocol[KeyT, OpenedT]):
    """A use case that opens several sealed things at once for a person, each to what is in it or to its refusal."""

    async def __call__(
        self, keys: Sequence[KeyT], /, *, by: Actor, purpose: ReadPurpose
    ) -> Mapping[KeyT, OpenedT | DomainError]:
        """What was asked for, by its key."""


class Loaders:
    """The loaders of one request; a loader outliving it would answer one office with another's rows."""

    def __init__(self, by: Actor, purpose: ReadPurpose) -> None:
        def opening(read: Opener[KeyT, RowT]) -> DataLoader[KeyT, RowT]:
            async def load(keys: list[KeyT]) -> list[RowT | BaseException]:
                found = await read(keys, by=by, purpose=purpose)
                return [found[key] for key in keys]

            return DataLoader(load_fn=load, max_batch_size=BATCH)

        self.cases: DataLoader[UUID, CaseView | None] = _one(cases_of_ids)
        self.timelines: DataLoader[UUID, tuple[TimelineEntry, ...]] = _many(timelines_of_cases)
        self.tasks: DataLoader[UUID, tuple[TaskView, ...]] = _many(tasks_of_cases)
        self.ownership: DataLoader[UUID, tuple[OwnershipView, ...]] = _many(ownership_of_cases)
        self.services: DataLoader[UUID, tuple[ServiceView, ...]] = _many(services_of_cases)
        self.referrals: DataLoader[UUID, tuple[ReferralView, ...]] = _many(referrals_of_cases)
        self.handovers: DataLoader[UUID, tuple[SentHandoverView, ...]] = _many(handovers_of_cases)
        self.letters: DataLoader[UUID, tuple[LetterView, ...]] = _many(letters_of_cases)
        self.parafs: DataLoader[UUID, tuple[ParafView, ...]] = _many(parafs_of_letters)
        self.dispatches: DataLoader[UUID, tuple[DispatchView, ...]] = _many(dispatches_of_cases)
        self.dispatch: DataLoader[UUID, DispatchView | None] = _one(dispatches_by_ids)
        self.reasons: DataLoader[UUID, str | None] = opening(read_reasons)
        self.received: DataLoader[UUID, ReceivedHandoverView | None] = _one(received_by_ids)
        self.dispatch_items: DataLoader[UUID, tuple[DispatchItemView, ...]] = _many(items_of_dispatches)
        self.dispatch_parafs: DataLoader[UUID, tuple[DispatchParafView, ...]] = _many(parafs_of_dispatches)
        self.dossiers: DataLoader[UUID, DossierProgressView | None] = _one(progress_of_cases)
        self.attachments: DataLoader[UUID, tuple[AttachmentView, ...]] = _many(attachments_of_cases)
        self.forms: DataLoader[UUID, tuple[FilledForm, ...]] = opening(read_forms_of_cases)
        self.answers: DataLoader[UUID, str | None] = opening(read_answers)
        self.envelopes: DataLoader[UUID, OpenedEnvelope] = opening(read_envelopes)
        self.draft_changes: DataLoader[Comparison, tuple[DraftChange, ...]] = opening(changes_of_drafts)
        self.persons: DataLoader[UUID, PersonView | None] = _one(persons_by_ids)
        self.officers: DataLoader[UUID, OfficerView | None] = _one(_officers_of_ids)
        self.regions: DataLoader[str, RegionView | None] = _one(regions_by_code)

    def forget(self) -> None:
        """Nothing read so far is believed any more: something has been written."""
        for loader in vars(self).values():
            loader.clear_all()


async def _officers_of_ids(_: Sequence[UUID]) -> Mapping[UUID, OfficerView]:
    return await officers_on()


def _one(fetch: Callable[[list[KeyT]], Awaitable[Mapping[KeyT, RowT]]]) -> DataLoader[KeyT, RowT | None]:
    async def load(keys: list[KeyT]) -> list[RowT | None]:
        found = await fetch(keys)
        return [found.get(key) for key in keys]

    return DataLoader(load_fn=load, max_batch_size=BATCH)


def _many(
    fetch: Callable[[list[KeyT]], Awaitable[Mapping[KeyT, tuple[RowT, ...]]]],
) -> DataLoader[KeyT, tuple[RowT, ...]]:
    async def load(keys: list[KeyT]) -> list[tuple[RowT, ...]]:
        found = await fetch(keys)
        return [found.get(key, ()) for key in keys]

    return DataLoader(load_fn=load, max_batch_size=BATCH)
