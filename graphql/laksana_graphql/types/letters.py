"""Letters of cases and the initials on them."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.correspondence.queries import LetterView, ParafView, SignatureKind
from laksana.dispatches.views import DispatchView
from laksana.letters.changes import DraftChange
from laksana.letters.draft_changes import Comparison
from laksana.letters.open_letter import Version
from laksana.signing.views import CertificateView, SignatureState
from laksana.verification.stamp import verification_url
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.offices import OfficerType, RoleType

strawberry.enum(Version, name="LetterVersion", description="Which of a letter's documents is meant.")


@strawberry.enum(name="LetterStage")
class Stage(StrEnum):
    """How far a letter has come. A paper that needs no signature goes from REQUESTED to ISSUED."""

    DRAFTED = "DRAFTED"
    RETURNED = "RETURNED"
    FINAL = "FINAL"
    SIGNED = "SIGNED"
    DISPATCHED = "DISPATCHED"
    WITHDRAWN = "WITHDRAWN"
    REQUESTED = "REQUESTED"
    ISSUED = "ISSUED"


@strawberry.type(name="Paraf")
class ParafType:
    """One role's initials on exactly one draft."""

    draft_sha256: str
    role: RoleType
    capacity: str
    at: datetime
    void_at: Annotated[datetime | None, doc("When a later draft voided it; null while it counts.")]
    officer_id: strawberry.Private[UUID]

    @classmethod
    def from_view(cls, view: ParafView) -> "ParafType":
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


@strawberry.type(name="DraftChange")
class DraftChangeType:
    """One difference between two drafts of a letter."""

    field: Annotated[str, doc("Where: `isi.kepala.hal`; items of a list are counted from 1.")]
    text: Annotated[str, doc("The difference in Indonesian words.")]

    @classmethod
    def from_change(cls, change: DraftChange) -> "DraftChangeType":
        """The difference in words."""
        return cls(field=change.field, text=change.text)


strawberry.enum(SignatureKind, description="How a letter is signed.")
strawberry.enum(SignatureState, description="How far an electronic signature has come; only a VERIFIED one counts.")


@strawberry.type(name="LetterSignature")
class LetterSignatureType:
    """A letter's signature. An electronic one is verified with the certificate of this serial number."""

    kind: SignatureKind
    signed_at: Annotated[datetime | None, doc("Null for what was signed before this was recorded.")]
    certificate_serial: Annotated[str | None, doc("Lower-case hex; null for a signature on paper.")]
    capacity: Annotated[str | None, doc("In which capacity it was signed.")]

    @classmethod
    def from_view(cls, view: LetterView | DispatchView) -> "LetterSignatureType | None":
        """The signature of the letter, None while it bears none."""
        if view.signature is None:
            return None
        return cls(
            kind=view.signature,
            signed_at=view.signed_at,
            certificate_serial=view.certificate_serial,
            capacity=view.capacity,
        )


@strawberry.type(name="SigningCertificate")
class CertificateType:
    """A person's certificate of the office's own authority."""

    serial: Annotated[str, doc("Lower-case hex.")]
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None

    @classmethod
    def from_view(cls, view: CertificateView) -> "CertificateType":
        """The certificate as it stands."""
        return cls(
            serial=view.serial,
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            revoked_at=view.revoked_at,
        )


@strawberry.type(name="Letter")
class LetterType:
    """A letter of a case. Its documents are read with `openLetter`, because reading a letter is an act."""

    id: UUID
    case_id: UUID
    kind: Annotated[str, doc("Which of the SOP's letters it is: `surat_pengantar`.")]
    title: str
    stage: Stage
    draft: Annotated[int, doc("The number of the current draft, from 1; 0 for a paper that is issued without one.")]
    draft_sha256: Annotated[str | None, doc("What paraf and signature are given to; lower-case hex.")]
    number: Annotated[str | None, doc("From the office's register, once the letter is final.")]
    dated: date | None
    final_sha256: Annotated[str | None, doc("What a signed scan is bound to; lower-case hex.")]
    capacity: Annotated[str | None, doc("In which capacity it was signed.")]
    scan_id: Annotated[UUID | None, doc("The attachment with the signed paper.")]
    signature: Annotated[LetterSignatureType | None, doc("Null while it bears none.")]
    withdrawn_at: Annotated[datetime | None, doc("Since when the letter holds no longer; null while it does.")]
    created_at: datetime
    updated_at: datetime
    signer_id: strawberry.Private[UUID | None]
    replaces_id: strawberry.Private[UUID | None]
    withdraws_id: strawberry.Private[UUID | None]

    @classmethod
    def from_view(cls, view: LetterView) -> "LetterType":
        """The letter as its case shows it."""
        return cls(
            id=view.id,
            case_id=view.case_id,
            kind=view.kind,
            title=view.title,
            stage=Stage(view.stage),
            draft=view.draft,
            draft_sha256=view.draft_sha256,
            number=view.number,
            dated=view.dated,
            final_sha256=view.final_sha256,
            capacity=view.capacity,
            scan_id=view.scan_id,
            signature=LetterSignatureType.from_view(view),
            withdrawn_at=view.withdrawn_at,
            created_at=view.created_at,
            updated_at=view.updated_at,
            signer_id=view.signer_id,
            replaces_id=view.replaces,
            withdraws_id=view.withdraws,
        )

    @strawberry.field
    async def signer(self, info: Info) -> OfficerType | None:
        """Who decided to sign it; null before that."""
        return await OfficerType.load(info, self.signer_id)

    @strawberry.field
    async def verification_url(self) -> str | None:
        """Where anyone who holds the paper can check it, as its QR says; null before it is final."""
        return await verification_url(self.id) if self.final_sha256 else None

    @strawberry.field
    async def replaces(self, info: Info) -> "LetterType | None":
        """The withdrawn letter in whose place this one came."""
        return await self._beside(info, lambda other: other.id == self.replaces_id)

    @strawberry.field
    async def replaced_by(self, info: Info) -> "LetterType | None":
        """The letter that came in the place of this withdrawn one, from its first draft on."""
        return await self._beside(info, lambda other: other.replaces == self.id)

    @strawberry.field
    async def withdraws(self, info: Info) -> "LetterType | None":
        """The letter that this Surat Pencabutan withdraws."""
        return await self._beside(info, lambda other: other.id == self.withdraws_id)

    @strawberry.field
    async def withdrawn_by(self, info: Info) -> "LetterType | None":
        """The Surat Pencabutan of this withdrawn letter."""
        return await self._beside(info, lambda other: other.withdraws == self.id)

    async def _beside(self, info: Info, is_meant: Callable[[LetterView], bool]) -> "LetterType | None":
        letters = await info.context.loaders.letters.load(self.case_id)
        return next((LetterType.from_view(view) for view in letters if is_meant(view)), None)

    @weighed(size=20, cost=5)
    async def draft_changes(
        self,
        info: Info,
        earlier: Annotated[int | None, strawberry.argument(description="Null: the draft before the later one.")] = None,
        later: Annotated[int | None, strawberry.argument(description="Null: the present draft.")] = None,
    ) -> list[DraftChangeType]:
        """What changed between two drafts, for those who hold a role in the SOP. The reading is written down."""
        office_actor(info)
        asked = Comparison(letter_id=self.id, earlier=earlier, later=later)
        changes = await info.context.loaders.draft_changes.load(asked)
        return [DraftChangeType.from_change(change) for change in changes]

    @weighed(size=8)
    async def parafs(self, info: Info) -> list[ParafType]:
        """Every paraf ever given, oldest first; void ones stay on record."""
        return [ParafType.from_view(view) for view in await info.context.loaders.parafs.load(self.id)]
