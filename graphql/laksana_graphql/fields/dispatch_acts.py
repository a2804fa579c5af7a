"""What can be done with a joint dispatch: one covering letter over many cases."""

from collections.abc import Awaitable
from functools import partial
from typing import Protocol, TypeVar

import strawberry

from laksana.dispatches.compose_dispatch import compose_dispatch
from laksana.dispatches.discard_dispatch import discard_dispatch
from laksana.dispatches.draft_dispatch import draft_dispatch
from laksana.dispatches.finalise_dispatch import finalise_dispatch
from laksana.dispatches.open_dispatch import dispatch_url
from laksana.dispatches.paraf_dispatch import paraf_dispatch
from laksana.dispatches.return_dispatch import return_dispatch
from laksana.dispatches.send_dispatch import send_dispatch
from laksana.dispatches.sign_dispatch import sign_dispatch
from laksana.dispatches.views import DispatchChanged
from laksana.dispatches.withdraw_dispatch import withdraw_dispatch
from laksana.signing.declare_dispatch_signature_lost import declare_dispatch_signature_lost
from laksana.signing.sign_dispatch_electronically import sign_dispatch_electronically
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, KeyedInput
from laksana_graphql.inputs import dispatches as given
from laksana_graphql.types import dispatch_results as results
from laksana_graphql.types.results import DocumentOpened, OpenDocumentResult
from laksana_tenants.actor import Actor

AskedT = TypeVar("AskedT")
AskedT_contra = TypeVar("AskedT_contra", contravariant=True)


class ChangesDispatch(Protocol[AskedT_contra]):
    """A use case that changes a joint dispatch."""

    def __call__(self, asked: AskedT_contra, /, *, by: Actor, key: str) -> Awaitable[DispatchChanged]:
        """The dispatch after the act."""


async def changed(info: Info, use_case: ChangesDispatch[AskedT], asked: KeyedInput[AskedT]) -> DispatchChanged:
    """What the use case did for the person who asks; what was read before is forgotten, also when it refused."""
    by = office_actor(info)
    try:
        return await use_case(asked.asked(), by=by, key=asked.key)
    finally:
        info.context.loaders.forget()


@strawberry.type
class DispatchActs:
    """Every act on a joint dispatch."""

    @act
    async def compose_dispatch(
        self, info: Info, asked: Given[given.ComposeDispatchInput]
    ) -> results.ComposeDispatchResult | None:
        """Put cases under one covering letter to one institution."""
        return results.DispatchComposed.of(await changed(info, compose_dispatch, asked))

    @act
    async def draft_dispatch(
        self, info: Info, asked: Given[given.DraftDispatchInput]
    ) -> results.DraftDispatchResult | None:
        """Freeze a draft of the covering letter."""
        return results.DispatchDrafted.of(await changed(info, draft_dispatch, asked))

    @act
    async def paraf_dispatch(
        self, info: Info, asked: Given[given.ParafDispatchInput]
    ) -> results.ParafDispatchResult | None:
        """Initial exactly the draft of this hash."""
        return results.DispatchParafed.of(await changed(info, paraf_dispatch, asked))

    @act
    async def return_dispatch(
        self, info: Info, asked: Given[given.ReturnDispatchInput]
    ) -> results.ReturnDispatchResult | None:
        """Send the draft back to whoever drafts, saying why."""
        return results.DispatchReturned.of(await changed(info, return_dispatch, asked))

    @act
    async def finalise_dispatch(
        self, info: Info, asked: Given[given.FinaliseDispatchInput]
    ) -> results.FinaliseDispatchResult | None:
        """Decide to sign exactly this draft: number, date and final bytes are fixed."""
        return results.DispatchFinalised.of(await changed(info, finalise_dispatch, asked))

    @act
    async def sign_dispatch(
        self, info: Info, asked: Given[given.SignDispatchInput]
    ) -> results.SignDispatchResult | None:
        """Bind the scan of the signed paper to the final of this hash."""
        return results.DispatchSigned.of(await changed(info, sign_dispatch, asked))

    @act
    async def sign_dispatch_electronically(
        self, info: Info, asked: Given[given.SignDispatchElectronicallyInput]
    ) -> results.SignDispatchElectronicallyResult | None:
        """Sign the final of this hash with your own certificate; a repeat goes on where the last one stopped."""
        use_case = partial(sign_dispatch_electronically, passphrase=asked.secrets())
        return results.DispatchSignedElectronically.of(await changed(info, use_case, asked))

    @act
    async def declare_dispatch_signature_lost(
        self, info: Info, asked: Given[given.DeclareDispatchSignatureLostInput]
    ) -> results.DeclareDispatchSignatureLostResult | None:
        """Give up your electronic signature that the service has not answered for, so that you can sign again."""
        return results.DispatchSignatureDeclaredLost.of(await changed(info, declare_dispatch_signature_lost, asked))

    @act
    async def send_dispatch(
        self, info: Info, asked: Given[given.SendDispatchInput]
    ) -> results.SendDispatchResult | None:
        """Send all its cases off together, or none: one case in the way keeps all at home."""
        return results.DispatchSent.of(await changed(info, send_dispatch, asked))

    @act
    async def discard_dispatch(
        self, info: Info, asked: Given[given.DiscardDispatchInput]
    ) -> results.DiscardDispatchResult | None:
        """Give up a joint dispatch that was not sent; its cases are free again."""
        return results.DispatchDiscarded.of(await changed(info, discard_dispatch, asked))

    @act
    async def withdraw_dispatch(
        self, info: Info, asked: Given[given.WithdrawDispatchInput]
    ) -> results.WithdrawDispatchResult | None:
        """Withdraw its signed letter, saying why; cases that have not left are free for a new one."""
        return results.DispatchWithdrawn.of(await changed(info, withdraw_dispatch, asked))

    @act
    async def open_dispatch(self, info: Info, asked: Given[given.OpenDispatchInput]) -> OpenDocumentResult | None:
        """Read its letter as PDF: a URL for 60 seconds, for those who hold a role in the SOP. The opening is logged."""
        url = await dispatch_url(
            asked.dispatch_id,
            asked.which,
            by=office_actor(info),
            purpose=info.context.purpose_of_opening(asked.purpose),
        )
        return DocumentOpened(url=url)
