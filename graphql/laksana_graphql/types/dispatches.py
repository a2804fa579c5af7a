"""Joint dispatches: one covering letter over many cases, with a result for each."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.dispatches.queries import roles_asked
from laksana.dispatches.views import DispatchItemView, DispatchParafView, DispatchStatus, DispatchView
from laksana.verification.stamp import verification_url
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.cases import CaseType
from laksana_graphql.types.letters import LetterSignatureType
from laksana_graphql.types.offices import OfficerType, RoleType
from laksana_sdk.states import Status


@strawberry.type(name="DispatchParaf")
class DispatchParafType:
    """One role's initials on exactly one draft of a joint dispatch's letter."""

    draft_sha256: str
    role: RoleType
    capacity: str
    at: datetime
    void_at: Annotated[datetime | None, doc("When they ceased to count; null while they do.")]
    officer_id: strawberry.Private[UUID]

    @classmethod
    def from_view(cls, view: DispatchParafView) -> "DispatchParafType":
        """The initials as they were given."""
        return cls(
            draft_sha256=view.draft_sha256,
            role=RoleType.of_code(view.role),
            capacity=view.capacity,
            at=view.at,
            void_at=view.void_at,
            officer_id=view.officer_id,
        )

    @strawberry.field
    async def officer(self, info: Info) -> OfficerType | None:
        """Who gave them."""
        return await OfficerType.load(info, self.officer_id)


@strawberry.type
class DispatchItem:
    """A case of a joint dispatch with its own result."""

    place: Annotated[int, doc("Its line in the letter, from 1.")]
    case_id: UUID
    case_status: Status
    case_open: Annotated[bool, doc("Whether the case still goes on, whatever became of the others.")]
    result: Annotated[str | None, doc("The latest answer from outside since it was sent, by code; null: none yet.")]
    result_label: str | None
    answered_on: date | None

    @classmethod
    def from_view(cls, view: DispatchItemView) -> "DispatchItem":
        """The case as its dispatch shows it."""
        return cls(
            place=view.place,
            case_id=view.case_id,
            case_status=view.case_status,
            case_open=view.case_open,
            result=view.result,
            result_label=view.result_label,
            answered_on=view.answered_on,
        )

    @strawberry.field
    async def case(self, info: Info) -> CaseType:
        """The case as it is now."""
        return await CaseType.load(info, self.case_id)


@strawberry.type(name="Dispatch")
class DispatchType:
    """One covering letter over many cases to one institution. Its documents are read with `openDispatch`."""

    id: UUID
    sop: str
    kind: Annotated[str, doc("Which letter of the SOP it is: `rekap_usulan`.")]
    title: str
    institution: Annotated[str, doc("The receiver, by its slug in the office's register.")]
    status: DispatchStatus
    draft: Annotated[int, doc("The number of the current draft, from 1; 0 before the first.")]
    draft_sha256: Annotated[str | None, doc("What paraf and signature are given to; lower-case hex.")]
    number: Annotated[str | None, doc("From the office's register, once the letter is final.")]
    dated: date | None
    final_sha256: Annotated[str | None, doc("What the signature is bound to; lower-case hex.")]
    capacity: Annotated[str | None, doc("In which capacity it was signed.")]
    scan_id: Annotated[UUID | None, doc("The attachment with the signed paper.")]
    courier: str | None
    receipt_number: Annotated[str | None, doc("The courier's own number for the parcel.")]
    sent_on: date | None
    created_at: datetime
    updated_at: datetime
    view: strawberry.Private[DispatchView]

    @classmethod
    def from_view(cls, view: DispatchView) -> "DispatchType":
        """The joint dispatch as lists and pages show it."""
        return cls(
            id=view.id,
            sop=view.sop_slug,
            kind=view.kind,
            title=view.title,
            institution=view.institution,
            status=view.status,
            draft=view.draft,
            draft_sha256=view.draft_sha256,
            number=view.number,
            dated=view.dated,
            final_sha256=view.final_sha256,
            capacity=view.capacity,
            scan_id=view.scan_id,
            courier=view.courier,
            receipt_number=view.receipt_number,
            sent_on=view.sent_on,
            created_at=view.created_at,
            updated_at=view.updated_at,
            view=view,
        )

    @strawberry.field
    async def composed_by(self, info: Info) -> OfficerType | None:
        """Who chose the cases."""
        return await OfficerType.load(info, self.view.composed_by)

    @strawberry.field
    async def signer(self, info: Info) -> OfficerType | None:
        """Who decided to sign it; null before that."""
        return await OfficerType.load(info, self.view.signer_id)

    @strawberry.field
    async def verification_url(self) -> str | None:
        """Where anyone who holds the paper can check it, as its QR says; null before it is final."""
        return await verification_url(self.id) if self.final_sha256 else None

    @strawberry.field
    def signature(self) -> LetterSignatureType | None:
        """How the letter is signed; null while it is not."""
        return LetterSignatureType.from_view(self.view)

    @weighed(size=2)
    async def awaits(self, info: Info) -> list[RoleType]:
        """The roles whose turn it is; none at an end."""
        parafs = await info.context.loaders.dispatch_parafs.load(self.id)
        return [RoleType.of(role) for role in roles_asked(self.view, parafs)]

    @strawberry.field
    async def reason(self, info: Info) -> str | None:
        """Why it was last sent back or discarded, for those who hold a role in the SOP. The reading is logged."""
        office_actor(info)
        return await info.context.loaders.reasons.load(self.id)

    @weighed(size=8)
    async def parafs(self, info: Info) -> list[DispatchParafType]:
        """Every paraf ever given, oldest first; void ones stay on record."""
        views = await info.context.loaders.dispatch_parafs.load(self.id)
        return [DispatchParafType.from_view(view) for view in views]

    @weighed(size=20)
    async def items(self, info: Info) -> list[DispatchItem]:
        """Its cases in the order of the letter, each with its own result."""
        return [DispatchItem.from_view(view) for view in await info.context.loaders.dispatch_items.load(self.id)]

    @strawberry.field
    async def open_cases(self, info: Info) -> int:
        """How many of its cases still go on."""
        return sum(view.case_open for view in await info.context.loaders.dispatch_items.load(self.id))

    @strawberry.field
    async def unanswered_cases(self, info: Info) -> int:
        """How many of its cases nobody outside has answered yet, among those that still go on."""
        views = await info.context.loaders.dispatch_items.load(self.id)
        return sum(view.case_open and view.result is None for view in views)
