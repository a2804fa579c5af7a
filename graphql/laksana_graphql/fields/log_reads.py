"""Who has read: what those may ask who watch over the office's handling of personal data."""

from uuid import UUID

import strawberry

from laksana.audit.read_log import reads_of_office, reads_of_person
from laksana.audit.read_queries import ReadFilter, ReadPosition
from laksana_graphql.context import Info, office_actor
from laksana_graphql.types.paging import Connection, moment_and_id, page, size
from laksana_graphql.types.readings import ReadingFilterInput, ReadingType
from laksana_tenants.errors import NotFound


@strawberry.type
class LogReads:
    """The log of reads."""

    @strawberry.field
    async def person_reads(
        self, info: Info, person_id: UUID, first: int = 20, after: str | None = None
    ) -> Connection[ReadingType] | None:
        """Who read what about this person, newest first; null when your office has none of this id.

        For KADIS, SEKRETARIS and PDP; `first` is at most 100.
        """
        by, position = office_actor(info), _position(after)
        try:
            rows = await reads_of_person(person_id, by=by, size=size(first), after=position)
        except NotFound:
            return None
        return page(rows, first, ReadingType.from_view, lambda view: (view.read_at.isoformat(), str(view.id)))

    @strawberry.field
    async def reads(
        self, info: Info, first: int = 20, after: str | None = None, filter: ReadingFilterInput | None = None
    ) -> Connection[ReadingType] | None:
        """Who read personal data of your office, newest first.

        For KADIS, SEKRETARIS and PDP; `first` is at most 100.
        """
        by, position = office_actor(info), _position(after)
        wanted = filter.wanted() if filter else ReadFilter()
        rows = await reads_of_office(wanted, by=by, size=size(first), after=position)
        return page(rows, first, ReadingType.from_view, lambda view: (view.read_at.isoformat(), str(view.id)))


def _position(after: str | None) -> ReadPosition | None:
    position = moment_and_id(after)
    return ReadPosition(read_at=position[0], id=position[1]) if position else None
