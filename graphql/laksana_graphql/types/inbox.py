"""What waits for the person who asks, with the reason why it is them."""

from datetime import datetime
from typing import Annotated

import strawberry

from laksana.cases.views import CaseView, TaskView
from laksana_graphql.described import doc
from laksana_graphql.types.cases import CaseType
from laksana_graphql.types.offices import HoldingType, RoleType
from laksana_graphql.types.tasks import TaskType, through_of, waited_for
from laksana_tenants.actor import Actor


@strawberry.type
class Escalation:
    """A task past its time, shown to the post above; it is never decided because of that."""

    at: Annotated[datetime, doc("Since when the post above sees it.")]
    asked: Annotated[RoleType, doc("Who is asked to do it, still.")]
    since: Annotated[datetime, doc("Since when they are asked.")]
    due: Annotated[datetime | None, doc("When it should have been done.")]
    to_me: Annotated[bool, doc("Whether you see it because you hold the post above.")]

    @classmethod
    def of(cls, view: TaskView, actor: Actor) -> "Escalation | None":
        """The escalation of the task, None where it is in time or has nobody above."""
        if view.escalated_at is None:
            return None
        return cls(
            at=view.escalated_at,
            asked=RoleType.of_code(view.role),
            since=view.since,
            due=view.due,
            to_me=view.escalated_post in {holding.post_id for holding in actor.holdings},
        )


@strawberry.type
class InboxItem:
    """One task that you may do now, and why you; or an overdue one that you see because you hold the post above."""

    task: TaskType
    through: Annotated[
        HoldingType | None, doc("The post through which you hold the task's role, and in which capacity.")
    ]
    assigned_to_me: Annotated[
        bool, doc("Whether it was given to you by name; otherwise anybody of the role may take it.")
    ]
    escalation: Annotated[Escalation | None, doc("Set once the task is past its time and the post above sees it.")]
    case: Annotated[CaseType, doc("The case that it belongs to.")]
    waits_for: Annotated[
        RoleType | None, doc("The party outside the office whose turn it really is; null when you are.")
    ]

    @classmethod
    def of(cls, view: TaskView, case: CaseView, actor: Actor) -> "InboxItem":
        """The task with the reason why this person is asked."""
        return cls(
            task=TaskType.from_view(view),
            through=through_of(actor, view),
            assigned_to_me=view.officer_id == actor.officer_id,
            escalation=Escalation.of(view, actor),
            case=CaseType.from_view(case),
            waits_for=waited_for(view, case),
        )
