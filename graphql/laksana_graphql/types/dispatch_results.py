"""What an act on a joint dispatch gives, and the unions with what it gives when it is refused."""

from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from laksana.dispatches.queries import dispatch_by_id
from laksana.dispatches.views import DispatchChanged
from laksana.signing.views import SignatureState
from laksana_graphql.described import doc
from laksana_graphql.types.dispatches import DispatchType
from laksana_graphql.types.findings import FindingType
from laksana_graphql.types.results import Failure

ChangeT = TypeVar("ChangeT", bound="DispatchChange")


@strawberry.interface
class DispatchChange:
    """What has happened to a joint dispatch. A key used again with the same input gives the same result again."""

    dispatch_id: UUID
    notices: Annotated[list[FindingType], doc("Warnings that were recorded, but stopped nothing.", size=5)]
    ids: strawberry.Private[dict[str, str]]

    @classmethod
    def of(cls: type[ChangeT], changed: DispatchChanged) -> ChangeT:
        """What the use case says has happened."""
        notices = [FindingType.of_notice(notice) for notice in changed.notices]
        return cls(dispatch_id=changed.dispatch_id, notices=notices, ids=changed.ids)

    @strawberry.field
    async def dispatch(self) -> DispatchType:
        """The joint dispatch as it is now."""
        return DispatchType.from_view(await dispatch_by_id(self.dispatch_id))


@strawberry.type
class DispatchComposed(DispatchChange):
    """The cases are together; their letter is to be drafted."""


@strawberry.type
class DispatchDrafted(DispatchChange):
    """The draft is frozen; every earlier paraf is void."""

    @strawberry.field
    def draft_sha256(self) -> str:
        """What paraf and signature are given to; lower-case hex."""
        return self.ids["draft_sha256"]


@strawberry.type
class DispatchParafed(DispatchChange):
    """The draft was initialled."""


@strawberry.type
class DispatchReturned(DispatchChange):
    """The draft is back at whoever drafts; every paraf is void."""


@strawberry.type
class DispatchFinalised(DispatchChange):
    """Number, date and final bytes are fixed; sign it electronically, or print it, sign it, scan it."""

    @strawberry.field
    def final_sha256(self) -> str:
        """What the signature is bound to; lower-case hex."""
        return self.ids["final_sha256"]

    @strawberry.field
    def number(self) -> str:
        """From the office's register; empty for a letter that bears none."""
        return self.ids["number"]


@strawberry.type
class DispatchSigned(DispatchChange):
    """The scan is bound to the final."""


@strawberry.type
class DispatchSignedElectronically(DispatchChange):
    """The letter bears its verified electronic signature; or it has been signed, and the rest follows by itself."""

    @strawberry.field
    def state(self) -> SignatureState:
        """VERIFIED when the letter is signed; SIGNED or STORED while the storage keeps it waiting."""
        return SignatureState(self.ids["signature_state"])


@strawberry.type
class DispatchSignatureDeclaredLost(DispatchChange):
    """The attempt can never become the letter's signature; the letter may be signed again."""


@strawberry.type
class DispatchSent(DispatchChange):
    """Every one of its cases has left; each now waits for its own result."""


@strawberry.type
class DispatchWithdrawn(DispatchChange):
    """The signed letter holds no longer; its number stays spent. Cases that left with it stay where they are."""


@strawberry.type
class DispatchDiscarded(DispatchChange):
    """It was given up; its cases are free again."""


ComposeDispatchResult: TypeAlias = Annotated[DispatchComposed | Failure, strawberry.union("ComposeDispatchResult")]
DraftDispatchResult: TypeAlias = Annotated[DispatchDrafted | Failure, strawberry.union("DraftDispatchResult")]
ParafDispatchResult: TypeAlias = Annotated[DispatchParafed | Failure, strawberry.union("ParafDispatchResult")]
ReturnDispatchResult: TypeAlias = Annotated[DispatchReturned | Failure, strawberry.union("ReturnDispatchResult")]
FinaliseDispatchResult: TypeAlias = Annotated[DispatchFinalised | Failure, strawberry.union("FinaliseDispatchResult")]
SignDispatchResult: TypeAlias = Annotated[DispatchSigned | Failure, strawberry.union("SignDispatchResult")]
SignDispatchElectronicallyResult: TypeAlias = Annotated[
    DispatchSignedElectronically | Failure, strawberry.union("SignDispatchElectronicallyResult")
]
DeclareDispatchSignatureLostResult: TypeAlias = Annotated[
    DispatchSignatureDeclaredLost | Failure, strawberry.union("DeclareDispatchSignatureLostResult")
]
SendDispatchResult: TypeAlias = Annotated[DispatchSent | Failure, strawberry.union("SendDispatchResult")]
WithdrawDispatchResult: TypeAlias = Annotated[DispatchWithdrawn | Failure, strawberry.union("WithdrawDispatchResult")]
DiscardDispatchResult: TypeAlias = Annotated[DispatchDiscarded | Failure, strawberry.union("DiscardDispatchResult")]
