"""What an act on a hand-over gives, and the unions with what it gives when it is refused."""

from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from laksana.handover.link import link_path
from laksana.handover.queries import received_by_id
from laksana.handover.views import HandoverChanged
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.handovers import HandoverType, ReceivedHandoverType
from laksana_graphql.types.results import Failure
from laksana_tenants.errors import NotFound

SentT = TypeVar("SentT", bound="SentChange")
ReceivedT = TypeVar("ReceivedT", bound="ReceivedChange")


@strawberry.interface
class SentChange:
    """What has happened to a hand-over at the office that sends it."""

    handover_id: UUID
    round: Annotated[int, doc("How often it has been sent.")]
    case_id: UUID
    link_id: strawberry.Private[UUID | None] = None

    @classmethod
    def of(cls: type[SentT], changed: HandoverChanged) -> SentT:
        """What the use case says has happened."""
        if changed.case_id is None:
            raise TypeError("a hand-over was sent without its case")
        return cls(
            handover_id=changed.handover_id, round=changed.round, case_id=changed.case_id, link_id=changed.link_id
        )

    @strawberry.field
    async def handover(self, info: Info) -> HandoverType:
        """The hand-over as it is now."""
        views = await info.context.loaders.handovers.load(self.case_id)
        found = next((view for view in views if view.id == self.handover_id), None)
        if found is None:
            raise NotFound("handover", self.handover_id)
        return HandoverType.from_view(found)


@strawberry.interface
class LinkMade(SentChange):
    """A hand-over whose envelope an institution opens by a link."""

    @strawberry.field
    async def link_path(self) -> str | None:
        """Where the link leads on this service: give it to the institution alone, for who has it can read and answer.

        It is shown as the result of this act only. Null where the hand-over went to an office.
        """
        return await link_path(self.link_id) if self.link_id else None


@strawberry.interface
class ReceivedChange:
    """What has happened to a hand-over at the office that receives it."""

    handover_id: UUID

    @classmethod
    def of(cls: type[ReceivedT], changed: HandoverChanged) -> ReceivedT:
        """What the use case says has happened."""
        return cls(handover_id=changed.handover_id)

    @strawberry.field
    async def handover(self) -> ReceivedHandoverType:
        """The hand-over as it is now."""
        return ReceivedHandoverType.from_view(await received_by_id(self.handover_id))


@strawberry.type
class CaseHandedOver(LinkMade, SentChange):
    """The envelope is on its way to the other office, or the institution's link opens it."""


@strawberry.type
class HandoverResent(LinkMade, SentChange):
    """The envelope is on its way again, to an institution by a new link."""


@strawberry.type
class LinkRenewed(LinkMade, SentChange):
    """A new link opens the hand-over; the one before does no longer."""


@strawberry.type
class LinkRevoked(SentChange):
    """No link opens the hand-over."""


@strawberry.type
class ReplyEntered(SentChange):
    """The institution's answer was entered; where the case waited for it, it has gone on."""


@strawberry.type
class HandoverWithdrawn(SentChange):
    """The hand-over was taken back; an answer that another office had given by then stands."""


@strawberry.type
class AnswerNoted(SentChange):
    """Nobody is asked to look at the answer any more."""


@strawberry.type
class HandoverAccepted(ReceivedChange):
    """The case was accepted; the sender is told. Open it with `openCase` and the `handoverId`."""


@strawberry.type
class HandoverReturned(ReceivedChange):
    """The sender is told what is still needed."""


@strawberry.type
class HandoverRefused(ReceivedChange):
    """The case was refused; the sender is told why and keeps it."""


HandOverCaseResult: TypeAlias = Annotated[CaseHandedOver | Failure, strawberry.union("HandOverCaseResult")]
ResendHandoverResult: TypeAlias = Annotated[HandoverResent | Failure, strawberry.union("ResendHandoverResult")]
RenewHandoverLinkResult: TypeAlias = Annotated[LinkRenewed | Failure, strawberry.union("RenewHandoverLinkResult")]
RevokeHandoverLinkResult: TypeAlias = Annotated[LinkRevoked | Failure, strawberry.union("RevokeHandoverLinkResult")]
EnterHandoverReplyResult: TypeAlias = Annotated[ReplyEntered | Failure, strawberry.union("EnterHandoverReplyResult")]
WithdrawHandoverResult: TypeAlias = Annotated[HandoverWithdrawn | Failure, strawberry.union("WithdrawHandoverResult")]
NoteHandoverAnswerResult: TypeAlias = Annotated[AnswerNoted | Failure, strawberry.union("NoteHandoverAnswerResult")]
AcceptHandoverResult: TypeAlias = Annotated[HandoverAccepted | Failure, strawberry.union("AcceptHandoverResult")]
ReturnHandoverResult: TypeAlias = Annotated[HandoverReturned | Failure, strawberry.union("ReturnHandoverResult")]
RefuseHandoverResult: TypeAlias = Annotated[HandoverRefused | Failure, strawberry.union("RefuseHandoverResult")]
