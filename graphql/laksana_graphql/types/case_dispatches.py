"""The joint dispatches of a case in short; the whole of one is asked with `dispatch`."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.dispatches.views import DispatchStatus, DispatchView
from laksana_graphql.described import doc

strawberry.enum(
    DispatchStatus,
    name="DispatchStatus",
    description="How far a joint dispatch has come; DISCARDED and WITHDRAWN are ends.",
)


@strawberry.type
class CaseDispatch:
    """A joint dispatch that the case is or was in."""

    id: UUID
    title: str
    institution: Annotated[str, doc("The receiver, by its slug in the office's register.")]
    status: DispatchStatus
    status_label: Annotated[str, doc("The stage in Indonesian.")]
    number: Annotated[str | None, doc("From the office's register, once the letter is final.")]
    dated: date | None
    sent_on: date | None

    @classmethod
    def from_view(cls, view: DispatchView) -> "CaseDispatch":
        """The joint dispatch as its case shows it."""
        return cls(
            id=view.id,
            title=view.title,
            institution=view.institution,
            status=view.status,
            status_label=view.status.label,
            number=view.number,
            dated=view.dated,
            sent_on=view.sent_on,
        )
