"""What an office can ask about cases that other offices hand over to it."""

from uuid import UUID

import strawberry

from laksana.handover.queries import ReceivedPosition, received_by_id, received_page
from laksana.handover.views import HandoverStatus
from laksana_graphql.context import Info, office_actor
from laksana_graphql.types.handovers import ReceivedHandoverType
from laksana_graphql.types.paging import Connection, moment_and_id, page, size
from laksana_tenants.errors import NotFound


@strawberry.type
class HandoverReads:
    """What other offices have handed over."""

    @strawberry.field
    async def received_handovers(
        self, info: Info, status: HandoverStatus | None = None, first: int = 20, after: str | None = None
    ) -> Connection[ReceivedHandoverType] | None:
        """Cases that other offices offer to yours, newest first; `first` is at most 100."""
        office_actor(info)
        position = moment_and_id(after)
        rows = await received_page(
            status,
            size=size(first),
            after=ReceivedPosition(received_at=position[0], id=position[1]) if position else None,
        )
        return page(
            rows, first, ReceivedHandoverType.from_view, lambda view: (view.received_at.isoformat(), str(view.id))
        )

    @strawberry.field
    async def received_handover(self, info: Info, id: UUID) -> ReceivedHandoverType | None:
        """One case that another office offers; null when your office has none of this id."""
        office_actor(info)
        try:
            return ReceivedHandoverType.from_view(await received_by_id(id))
        except NotFound:
            return None
