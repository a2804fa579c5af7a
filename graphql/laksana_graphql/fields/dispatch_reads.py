"""What an office can ask about its joint dispatches."""

from uuid import UUID

import strawberry

from laksana.dispatches.queries import DispatchPosition, dispatch_by_id, dispatches_page
from laksana.dispatches.views import DispatchStatus
from laksana_graphql.context import Info, office_actor
from laksana_graphql.types.dispatches import DispatchType
from laksana_graphql.types.paging import Connection, moment_and_id, page, size
from laksana_tenants.errors import NotFound


@strawberry.type
class DispatchReads:
    """Covering letters over many cases."""

    @strawberry.field
    async def dispatches(
        self, info: Info, status: DispatchStatus | None = None, first: int = 20, after: str | None = None
    ) -> Connection[DispatchType] | None:
        """The office's joint dispatches, newest first; `first` is at most 100."""
        office_actor(info)
        position = moment_and_id(after)
        rows = await dispatches_page(
            status=status,
            size=size(first),
            after=DispatchPosition(created_at=position[0], id=position[1]) if position else None,
        )
        return page(rows, first, DispatchType.from_view, lambda view: (view.created_at.isoformat(), str(view.id)))

    @strawberry.field
    async def dispatch(self, info: Info, id: UUID) -> DispatchType | None:
        """One joint dispatch; null when your office has none of this id."""
        office_actor(info)
        try:
            return DispatchType.from_view(await dispatch_by_id(id))
        except NotFound:
            return None
