"""What has happened to the letters of a case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from laksana_engine.event import Event, SubmissionRef
from laksana_sdk.states import Status


class SignatureKind(StrEnum):
    """How a letter is signed: by hand on paper, of which a scan is kept, or electronically in the PDF itself."""

    WET = "WET"
    ELECTRONIC = "ELECTRONIC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicSignature:
    """One electronic signature: the hash (hex) of the signed document, and the certificate that verifies it."""

    id: UUID
    signed_sha256: str
    certificate_serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDrafted(Event):
    """A draft was frozen; a new draft of the same letter voids every earlier paraf. `status` is the case's now.

    `replaces` is the withdrawn letter of the same kind in whose place this one comes.
    """

    kind: ClassVar[str] = "LETTER_DRAFTED"
    letter_id: UUID
    letter: str
    draft: int
    draft_sha256: str
    status: Status
    submission: SubmissionRef | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterParafed(Event):
    """One role of the chain initialled exactly this draft. `status` is the case's now."""

    kind: ClassVar[str] = "LETTER_PARAFED"
    letter_id: UUID
    draft_sha256: str
    role: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReturned(Event):
    """A draft went back to its drafter with a reason; its paraf are void."""

    kind: ClassVar[str] = "LETTER_RETURNED"
    letter_id: UUID
    draft_sha256: str
    role: str
    submission: SubmissionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFinalised(Event):
    """The signer decided to sign: number, date and final bytes are fixed."""

    kind: ClassVar[str] = "LETTER_FINALISED"
    letter_id: UUID
    draft_sha256: str
    final_sha256: str
    number: str | None
    dated: date
    role: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSigned(Event):
    """The final bears its signature: the scan of a wet one, or an electronic one, is bound to the final's hash."""

    kind: ClassVar[str] = "LETTER_SIGNED"
    letter_id: UUID
    final_sha256: str
    scan_id: UUID | None = None
    scan_sha256: str | None = None
    electronic: ElectronicSignature | None = None

    @property
    def signature(self) -> SignatureKind:
        """How it was signed."""
        return SignatureKind.WET if self.electronic is None else SignatureKind.ELECTRONIC


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequested(Event):
    """A paper that needs no signature chain is to be issued (a job renders it).

    `withdraws` is the letter that a Surat Pencabutan withdraws.
    """

    kind: ClassVar[str] = "LETTER_REQUESTED"
    letter_id: UUID
    letter: str
    role: str
    withdraws: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(Event):
    """That paper was rendered and stored; one that `awaits_signature` is final now, and still to be signed."""

    kind: ClassVar[str] = "LETTER_ISSUED"
    letter_id: UUID
    letter: str
    number: str | None
    final_sha256: str
    awaits_signature: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDispatched(Event):
    """A signed letter left the office for an institution of its register; who carried it stands in the submission."""

    kind: ClassVar[str] = "LETTER_DISPATCHED"
    letter_id: UUID
    institution: str
    sent_on: date
    submission: SubmissionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftInBatch(Event):
    """The case left the office for an institution under one covering letter over many cases (`dispatch_id`).

    `steps` are those that the batch covered: the dispatch, and before it the letter of the case's own that it replaced.
    `letter_sha256` are the bytes of the signed letter that left: the electronically signed document, or the scan.
    """

    kind: ClassVar[str] = "LEFT_IN_BATCH"
    dispatch_id: UUID
    letter: str
    steps: tuple[str, ...]
    institution: str
    sent_on: date
    role: str
    submission: SubmissionRef | None = None
    letter_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWithdrawn(Event):
    """A signed letter holds no longer; its number is spent, whatever replaces it bears another.

    `back_to` is set while the file is out for completion: the step that it then comes back to, to make the letter anew.
    """

    kind: ClassVar[str] = "LETTER_WITHDRAWN"
    letter_id: UUID
    letter: str
    role: str
    capacity: str
    back_to: str | None = None
    submission: SubmissionRef
