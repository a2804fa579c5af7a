"""What an office's people can ask about their office's cases."""

from datetime import date
from uuid import UUID

import strawberry

from laksana.attachments.queries import attachment_by_id, storage_usage
from laksana.audit.views import ReadKind
from laksana.cases.queries import CaseFilter, Position, TaskPosition, cases_page, inbox_with_cases
from laksana.desk.queries import desk_of
from laksana.people.find_persons import find_persons
from laksana.people.queries import NAMESAKE_LIMIT
from laksana.signing.inputs import Secret
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import weighed
from laksana_graphql.types.cases import CaseType
from laksana_graphql.types.desk import DeskItem
from laksana_graphql.types.files import AttachmentType, StorageUsageType
from laksana_graphql.types.inbox import InboxItem
from laksana_graphql.types.paging import Connection, moment_and_id, page, size
from laksana_graphql.types.people import PersonType
from laksana_sdk.states import Status
from laksana_tenants.errors import NotFound


@strawberry.input(name="CaseFilter")
class CaseFilterInput:
    """Which cases are wanted; what is left out may be anything."""

    sop: str | None = None
    status: Status | None = None
    agenda_number: str | None = None
    client_id: UUID | None = None

    def wanted(self) -> CaseFilter:
        """The filter of the query."""
        return CaseFilter(
            sop_slug=self.sop, status=self.status, agenda_number=self.agenda_number, client_id=self.client_id
        )


@strawberry.type
class OfficeReads:
    """Cases, tasks and files of the office that asks."""

    @strawberry.field
    async def case(self, info: Info, id: UUID) -> CaseType | None:
        """One case; null when your office has none of this id. Reading is logged."""
        office_actor(info)
        try:
            case = await CaseType.load(info, id)
        except NotFound:
            return None
        case.is_seen(info, ReadKind.CASE)
        return case

    @strawberry.field
    async def cases(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        filter: CaseFilterInput | None = None,
    ) -> Connection[CaseType] | None:
        """The office's cases, newest first; `first` is at most 100."""
        office_actor(info)
        position = moment_and_id(after)
        rows = await cases_page(
            filter.wanted() if filter else CaseFilter(),
            size=size(first),
            after=Position(opened_at=position[0], id=position[1]) if position else None,
        )
        return page(rows, first, CaseType.from_view, lambda case: (case.opened_at.isoformat(), str(case.id)))

    @weighed(size=NAMESAKE_LIMIT)
    async def persons(
        self, info: Info, nik: Secret | None = None, name: str | None = None, birth_date: date | None = None
    ) -> list[PersonType] | None:
        """The office's person of this NIK, or those of this full name born on this day, at most 20.

        Not by a part of a name or number. Each who is found is logged. Their cases are `cases(filter: {clientId})`.
        """
        office_actor(info)
        persons = await find_persons(nik=nik.reveal() if nik else None, name=name, birth_date=birth_date)
        for person in persons:
            info.context.readings.found(person.id)
        return [PersonType.from_view(person) for person in persons]

    @strawberry.field
    async def inbox(self, info: Info, first: int = 20, after: str | None = None) -> Connection[InboxItem] | None:
        """What waits for you, oldest first, and why it is you; `first` is at most 100."""
        by = office_actor(info)
        position = moment_and_id(after)
        after_task = TaskPosition(since=position[0], id=position[1]) if position else None
        tasks, cases = await inbox_with_cases(by, size=size(first), after=after_task)
        return page(
            tasks,
            first,
            lambda task: InboxItem.of(task, cases[task.case_id], by),
            lambda task: (task.since.isoformat(), str(task.id)),
        )

    @weighed(size=20)
    async def desk(self, info: Info) -> list[DeskItem] | None:
        """What waits for you besides the tasks of cases, oldest first, at most 100: joint dispatches and hand-overs."""
        by = office_actor(info)
        return [DeskItem.of(task, by) for task in await desk_of(by)]

    @strawberry.field
    async def storage_usage(self, info: Info) -> StorageUsageType | None:
        """How much of its room your office's files take."""
        office_actor(info)
        return StorageUsageType.of(await storage_usage())

    @strawberry.field
    async def attachment(self, info: Info, id: UUID) -> AttachmentType | None:
        """One file, to see how its inspection went; null when your office has none of this id."""
        office_actor(info)
        try:
            return AttachmentType.from_view(await attachment_by_id(id))
        except NotFound:
            return None
