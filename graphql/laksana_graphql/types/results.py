"""What a mutation gives when it has happened, and the unions with what it gives when it has not."""

from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from laksana.cases.views import CaseChanged
from laksana.signing.views import SignatureState
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.cases import CaseType
from laksana_graphql.types.files import AttachmentType, UploadTarget
from laksana_graphql.types.findings import ConflictType, FindingType, NotFoundType, Refused
from laksana_graphql.types.letters import CertificateType, LetterType

ChangeT = TypeVar("ChangeT", bound="CaseChange")
LetterChangeT = TypeVar("LetterChangeT", bound="LetterChange")


@strawberry.interface
class CaseChange:
    """What has happened to a case. A key that is used again with the same input gives the same result again."""

    case_id: UUID
    version: Annotated[int, doc("The case's version after the act; give it as the next `expectedVersion`.")]
    notices: Annotated[list[FindingType], doc("Warnings that were recorded, but stopped nothing.", size=5)]
    ids: strawberry.Private[dict[str, str]]

    @classmethod
    def of(cls: type[ChangeT], changed: CaseChanged) -> ChangeT:
        """What the use case says has happened."""
        return cls(
            case_id=changed.case_id,
            version=changed.version,
            notices=[FindingType.of_notice(notice) for notice in changed.notices],
            ids=changed.ids,
        )

    @strawberry.field
    async def case(self, info: Info) -> CaseType:
        """The case as it is now."""
        return await CaseType.load(info, self.case_id)


@strawberry.interface
class LetterChange(CaseChange):
    """What has happened to a letter and its case."""

    letter_id: UUID

    @classmethod
    def of_letter(cls: type[LetterChangeT], changed: CaseChanged, letter_id: UUID | None = None) -> LetterChangeT:
        """What the use case says has happened to this letter, or to the one it created."""
        return cls(
            case_id=changed.case_id,
            version=changed.version,
            notices=[FindingType.of_notice(notice) for notice in changed.notices],
            ids=changed.ids,
            letter_id=letter_id or UUID(changed.ids["letter_id"]),
        )

    @strawberry.field
    async def letter(self, info: Info) -> LetterType | None:
        """The letter as it is now."""
        letters = await info.context.loaders.letters.load(self.case_id)
        return next((LetterType.from_view(view) for view in letters if view.id == self.letter_id), None)


@strawberry.type
class CaseOpened(CaseChange):
    """The file is open, a draft until it is received."""


@strawberry.type
class CaseReceived(CaseChange):
    """The file was received."""

    @strawberry.field
    def agenda_number(self) -> str:
        """Its number in the agenda of incoming letters."""
        return self.ids["agenda_number"]


@strawberry.type
class PapersChecked(CaseChange):
    """What was found about the papers is recorded."""


@strawberry.type
class CaseReturned(CaseChange):
    """The file went back for completion; the office's clock stands still."""


@strawberry.type
class CaseResubmitted(CaseChange):
    """The completed file came back."""


@strawberry.type
class CaseAssigned(CaseChange):
    """The step was given to one person."""


@strawberry.type
class DisposisiGiven(CaseChange):
    """The instruction was given."""

    @strawberry.field
    def disposisi_id(self) -> UUID:
        """The instruction, as events name it."""
        return UUID(self.ids["disposisi_id"])


@strawberry.type
class DisposisiAnswered(CaseChange):
    """The instruction was answered."""


@strawberry.type
class StepPerformed(CaseChange):
    """The step was performed."""


@strawberry.type
class OutsideAnswerRecorded(CaseChange):
    """The answer of the party outside was entered."""


@strawberry.type
class CaseCompleted(CaseChange):
    """The case is closed."""


@strawberry.type
class CaseRejected(CaseChange):
    """The rejection was decided; where the SOP asks for a letter, the case ends with its signature."""


@strawberry.type
class CaseForwarded(CaseChange):
    """The case passes on to who is competent; where the SOP asks for a letter, it ends with its signature."""


@strawberry.type
class CaseCancelled(CaseChange):
    """The case ended at the applicant's wish."""


@strawberry.type
class LetterDrafted(LetterChange):
    """A draft was frozen; earlier paraf on this letter are void."""

    @strawberry.field
    def draft_sha256(self) -> str:
        """What paraf and signature are given to; lower-case hex."""
        return self.ids["draft_sha256"]


@strawberry.type
class LetterParafed(LetterChange):
    """The draft was initialled."""


@strawberry.type
class LetterReturned(LetterChange):
    """The draft went back to its drafter."""


@strawberry.type
class LetterFinalised(LetterChange):
    """Number, date and final bytes are fixed; print it, have it signed, upload the scan."""

    @strawberry.field
    def number(self) -> str | None:
        """From the office's register; null for a letter without one."""
        return self.ids["number"] or None

    @strawberry.field
    def final_sha256(self) -> str:
        """What the scan is bound to; lower-case hex."""
        return self.ids["final_sha256"]


@strawberry.type
class LetterSigned(LetterChange):
    """The scan is bound to the final."""


@strawberry.type
class LetterSignedElectronically(LetterChange):
    """The letter bears its verified electronic signature; or it has been signed, and the rest follows by itself."""

    @strawberry.field
    def state(self) -> SignatureState:
        """VERIFIED when the letter is signed; SIGNED or STORED while the storage keeps it waiting."""
        return SignatureState(self.ids["signature_state"])


@strawberry.type
class SignatureDeclaredLost(LetterChange):
    """The attempt can never become the letter's signature; the letter may be signed again."""


@strawberry.type
class CertificateRenewed:
    """There is a new certificate; what was signed under an earlier one stays valid."""

    certificate: CertificateType


@strawberry.type
class CertificateRevoked:
    """Nothing more is signed with this certificate."""

    certificate: CertificateType


@strawberry.type
class LetterWithdrawn(LetterChange):
    """The letter holds no longer; if the case is open, it stands at the step that makes the letter anew."""


@strawberry.type
class LetterDispatched(CaseChange):
    """The signed letter has left."""


@strawberry.type
class UploadPlanned:
    """The file is announced; put its bytes to the target."""

    target: UploadTarget


@strawberry.type
class UploadConfirmed:
    """The file has arrived and waits for its inspection."""

    attachment: AttachmentType


@strawberry.type
class DocumentOpened:
    """The document may be fetched for 60 seconds. The opening is logged."""

    url: str


Failure: TypeAlias = Refused | NotFoundType | ConflictType

OpenCaseResult: TypeAlias = Annotated[CaseOpened | Failure, strawberry.union("OpenCaseResult")]
ReceiveCaseResult: TypeAlias = Annotated[CaseReceived | Failure, strawberry.union("ReceiveCaseResult")]
CheckPapersResult: TypeAlias = Annotated[PapersChecked | Failure, strawberry.union("CheckPapersResult")]
ReturnCaseResult: TypeAlias = Annotated[CaseReturned | Failure, strawberry.union("ReturnCaseResult")]
ResubmitCaseResult: TypeAlias = Annotated[CaseResubmitted | Failure, strawberry.union("ResubmitCaseResult")]
AssignCaseResult: TypeAlias = Annotated[CaseAssigned | Failure, strawberry.union("AssignCaseResult")]
GiveDisposisiResult: TypeAlias = Annotated[DisposisiGiven | Failure, strawberry.union("GiveDisposisiResult")]
AnswerDisposisiResult: TypeAlias = Annotated[DisposisiAnswered | Failure, strawberry.union("AnswerDisposisiResult")]
PerformStepResult: TypeAlias = Annotated[StepPerformed | Failure, strawberry.union("PerformStepResult")]
RecordOutsideAnswerResult: TypeAlias = Annotated[
    OutsideAnswerRecorded | Failure, strawberry.union("RecordOutsideAnswerResult")
]
CompleteCaseResult: TypeAlias = Annotated[CaseCompleted | Failure, strawberry.union("CompleteCaseResult")]
RejectCaseResult: TypeAlias = Annotated[CaseRejected | Failure, strawberry.union("RejectCaseResult")]
ForwardCaseResult: TypeAlias = Annotated[CaseForwarded | Failure, strawberry.union("ForwardCaseResult")]
CancelCaseResult: TypeAlias = Annotated[CaseCancelled | Failure, strawberry.union("CancelCaseResult")]
DraftLetterResult: TypeAlias = Annotated[LetterDrafted | Failure, strawberry.union("DraftLetterResult")]
ParafLetterResult: TypeAlias = Annotated[LetterParafed | Failure, strawberry.union("ParafLetterResult")]
ReturnLetterResult: TypeAlias = Annotated[LetterReturned | Failure, strawberry.union("ReturnLetterResult")]
FinaliseLetterResult: TypeAlias = Annotated[LetterFinalised | Failure, strawberry.union("FinaliseLetterResult")]
SignLetterResult: TypeAlias = Annotated[LetterSigned | Failure, strawberry.union("SignLetterResult")]
SignElectronicallyResult: TypeAlias = Annotated[
    LetterSignedElectronically | Failure, strawberry.union("SignElectronicallyResult")
]
DeclareSignatureLostResult: TypeAlias = Annotated[
    SignatureDeclaredLost | Failure, strawberry.union("DeclareSignatureLostResult")
]
RenewCertificateResult: TypeAlias = Annotated[CertificateRenewed | Failure, strawberry.union("RenewCertificateResult")]
RevokeCertificateResult: TypeAlias = Annotated[
    CertificateRevoked | Failure, strawberry.union("RevokeCertificateResult")
]
WithdrawLetterResult: TypeAlias = Annotated[LetterWithdrawn | Failure, strawberry.union("WithdrawLetterResult")]
DispatchLetterResult: TypeAlias = Annotated[LetterDispatched | Failure, strawberry.union("DispatchLetterResult")]
PlanUploadResult: TypeAlias = Annotated[UploadPlanned | Failure, strawberry.union("PlanUploadResult")]
ConfirmUploadResult: TypeAlias = Annotated[UploadConfirmed | Failure, strawberry.union("ConfirmUploadResult")]
OpenDocumentResult: TypeAlias = Annotated[DocumentOpened | Failure, strawberry.union("OpenDocumentResult")]
