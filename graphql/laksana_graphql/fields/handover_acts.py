"""What can be done with a case that passes from one office to another, or to an institution."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

import strawberry

from laksana.handover.accept_handover import accept_handover
from laksana.handover.enter_reply import enter_reply
from laksana.handover.hand_over_case import hand_over_case
from laksana.handover.note_answer import note_answer
from laksana.handover.read_envelope import received_paper_url
from laksana.handover.refuse_handover import refuse_handover
from laksana.handover.renew_link import renew_link
from laksana.handover.resend_handover import resend_handover
from laksana.handover.return_handover import return_handover
from laksana.handover.revoke_link import revoke_link
from laksana.handover.views import HandoverChanged
from laksana.handover.withdraw_handover import withdraw_handover
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, KeyedInput
from laksana_graphql.inputs import handovers as given
from laksana_graphql.types import handover_results as results
from laksana_graphql.types.results import DocumentOpened, OpenDocumentResult
from laksana_tenants.actor import Actor

AskedT = TypeVar("AskedT")
AskedT_contra = TypeVar("AskedT_contra", contravariant=True)


class ChangesHandover(Protocol[AskedT_contra]):
    """A use case that changes a hand-over."""

    def __call__(self, asked: AskedT_contra, /, *, by: Actor, key: str) -> Awaitable[HandoverChanged]:
        """The hand-over after the act."""


async def changed(info: Info, use_case: ChangesHandover[AskedT], asked: KeyedInput[AskedT]) -> HandoverChanged:
    """What the use case did for the person who asks; what was read before is forgotten, also when it refused."""
    by = office_actor(info)
    try:
        return await use_case(asked.asked(), by=by, key=asked.key)
    finally:
        info.context.loaders.forget()


@strawberry.type
class HandoverActs:
    """Every act on a hand-over."""

    @act
    async def hand_over_case(
        self, info: Info, asked: Given[given.HandOverCaseInput]
    ) -> results.HandOverCaseResult | None:
        """Offer the case to another office or to an institution, with what you choose to tell it."""
        return results.CaseHandedOver.of(await changed(info, hand_over_case, asked))

    @act
    async def resend_handover(
        self, info: Info, asked: Given[given.ResendHandoverInput]
    ) -> results.ResendHandoverResult | None:
        """Send a returned hand-over once more."""
        return results.HandoverResent.of(await changed(info, resend_handover, asked))

    @act
    async def withdraw_handover(
        self, info: Info, asked: Given[given.SentHandoverInput]
    ) -> results.WithdrawHandoverResult | None:
        """Take a hand-over back before it is answered."""
        return results.HandoverWithdrawn.of(await changed(info, withdraw_handover, asked))

    @act
    async def enter_handover_reply(
        self, info: Info, asked: Given[given.EnterReplyInput]
    ) -> results.EnterHandoverReplyResult | None:
        """Enter what an institution answered by letter or telephone."""
        return results.ReplyEntered.of(await changed(info, enter_reply, asked))

    @act
    async def note_handover_answer(
        self, info: Info, asked: Given[given.SentHandoverInput]
    ) -> results.NoteHandoverAnswerResult | None:
        """Take note of the answer to your hand-over."""
        return results.AnswerNoted.of(await changed(info, note_answer, asked))

    @act
    async def renew_handover_link(
        self, info: Info, asked: Given[given.SentHandoverInput]
    ) -> results.RenewHandoverLinkResult | None:
        """Give an institution a new link; the one before opens nothing any more."""
        return results.LinkRenewed.of(await changed(info, renew_link, asked))

    @act
    async def revoke_handover_link(
        self, info: Info, asked: Given[given.SentHandoverInput]
    ) -> results.RevokeHandoverLinkResult | None:
        """Close an institution's link."""
        return results.LinkRevoked.of(await changed(info, revoke_link, asked))

    @act
    async def accept_handover(
        self, info: Info, asked: Given[given.AcceptHandoverInput]
    ) -> results.AcceptHandoverResult | None:
        """Take the case on; then open it with `openCase`."""
        return results.HandoverAccepted.of(await changed(info, accept_handover, asked))

    @act
    async def return_handover(
        self, info: Info, asked: Given[given.DeclineHandoverInput]
    ) -> results.ReturnHandoverResult | None:
        """Ask the sender for more before you decide."""
        return results.HandoverReturned.of(await changed(info, return_handover, asked))

    @act
    async def refuse_handover(
        self, info: Info, asked: Given[given.DeclineHandoverInput]
    ) -> results.RefuseHandoverResult | None:
        """Leave the case with its sender, saying why."""
        return results.HandoverRefused.of(await changed(info, refuse_handover, asked))

    @act
    async def open_received_paper(
        self, info: Info, asked: Given[given.OpenReceivedPaperInput]
    ) -> OpenDocumentResult | None:
        """Read a paper of a received envelope: a URL for 60 seconds. The opening is logged."""
        by = office_actor(info)
        url = await received_paper_url(
            asked.handover_id, asked.paper_id, by=by, purpose=info.context.purpose_of_opening(asked.purpose)
        )
        return DocumentOpened(url=url)
