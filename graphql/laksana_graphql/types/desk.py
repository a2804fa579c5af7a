"""What waits for the person who asks and is no task of a case's step: joint dispatches and hand-overs."""

from datetime import datetime
from typing import Annotated

import strawberry

from laksana.desk.views import OF_DISPATCHES, DeskKind, DeskTask
from laksana_graphql.context import Info
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.cases import CaseType
from laksana_graphql.types.dispatches import DispatchType
from laksana_graphql.types.handovers import ReceivedHandoverType
from laksana_graphql.types.offices import HoldingType, RoleType
from laksana_tenants.actor import Actor

strawberry.enum(DeskKind, name="DeskKind", description="What is asked about a joint dispatch or a hand-over.")


@strawberry.type
class DeskItem:
    """Something that you may do now, and why you."""

    kind: DeskKind
    label: Annotated[str, doc("What is asked, in Indonesian.")]
    role: RoleType
    through: Annotated[HoldingType | None, doc("The post through which you hold the role, and in which capacity.")]
    since: datetime
    view: strawberry.Private[DeskTask]

    @classmethod
    def of(cls, view: DeskTask, actor: Actor) -> "DeskItem":
        """What is asked, with the reason why this person is."""
        held = actor.holding_for(view.role) or actor.signing_for(view.role)
        return cls(
            kind=view.kind,
            label=view.kind.label,
            role=RoleType.of_code(view.role),
            through=HoldingType.of(held) if held else None,
            since=view.since,
            view=view,
        )

    @strawberry.field
    async def case(self, info: Info) -> CaseType | None:
        """Your office's case that was handed over; null for everything else."""
        return await CaseType.load(info, self.view.case_id) if self.view.case_id else None

    @weighed(cost=2)
    async def dispatch(self, info: Info) -> DispatchType | None:
        """The joint dispatch whose turn it is; null for everything else."""
        if self.view.kind not in OF_DISPATCHES:
            return None
        found = await info.context.loaders.dispatch.load(self.view.id)
        return DispatchType.from_view(found) if found else None

    @weighed(cost=2)
    async def received_handover(self, info: Info) -> ReceivedHandoverType | None:
        """The case that another office offers and that waits for your answer; null for everything else."""
        if self.view.kind is not DeskKind.ANSWER_HANDOVER:
            return None
        found = await info.context.loaders.received.load(self.view.id)
        return ReceivedHandoverType.from_view(found) if found else None
