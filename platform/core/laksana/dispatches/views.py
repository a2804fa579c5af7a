"""What callers get to see of joint dispatches: frozen records without a name or number of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from laksana.cases.views import CaseChanged, Notice
from laksana_engine.events import SignatureKind
from laksana_sdk.states import Status


class DispatchStatus(StrEnum):
    """How far a joint dispatch has come; a DISCARDED or WITHDRAWN one changes no more."""

    DRAFT = "DRAFT"
    AWAITING_PARAF = "AWAITING_PARAF"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE"
    FINAL = "FINAL"
    SIGNED = "SIGNED"
    SENT = "SENT"
    DISCARDED = "DISCARDED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """The stage in Indonesian."""
        return {
            "DRAFT": "konsep",
            "AWAITING_PARAF": "menunggu paraf",
            "AWAITING_SIGNATURE": "menunggu tanda tangan",
            "FINAL": "final",
            "SIGNED": "ditandatangani",
            "SENT": "terkirim",
            "DISCARDED": "dibatalkan",
            "WITHDRAWN": "dicabut",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchChanged:
    """The result of an act on a joint dispatch: ids and codes only, stored and replayed under its key.

    `ids` are what the act made (`draft_sha256`, `final_sha256`, `number`), `cases` the cases that it moved.
    """

    dispatch_id: UUID
    status: DispatchStatus
    ids: dict[str, str]
    cases: tuple[CaseChanged, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchView:
    """A joint dispatch as lists and pages show it; times are aware UTC."""

    id: UUID
    sop_slug: str
    release: str
    kind: str
    title: str
    institution: str
    status: DispatchStatus
    draft: int
    draft_sha256: str | None
    draft_key: str | None
    number: str | None
    dated: date | None
    final_sha256: str | None
    final_key: str | None
    signer_id: UUID | None
    capacity: str | None
    signed_as: str | None
    scan_id: UUID | None
    scan_sha256: str | None
    certificate_serial: str | None
    signed_at: datetime | None
    courier: str | None
    receipt_number: str | None
    sent_on: date | None
    composed_by: UUID
    created_at: datetime
    updated_at: datetime

    @property
    def signature(self) -> SignatureKind | None:
        """How the letter is signed; None while it is not."""
        if self.certificate_serial is not None:
            return SignatureKind.ELECTRONIC
        return SignatureKind.WET if self.scan_id is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchItemView:
    """A case of a joint dispatch: how it stands now, and the latest answer from outside since it was sent.

    `case_open` says whether the case still goes on, whatever became of the others.
    """

    dispatch_id: UUID
    case_id: UUID
    place: int
    case_status: Status
    case_open: bool
    result: str | None
    result_label: str | None
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchParafView:
    """One role's initials on a draft of a joint dispatch's letter; void ones stay on record."""

    dispatch_id: UUID
    draft_sha256: str
    role: str
    officer_id: UUID
    capacity: str
    at: datetime
    void_at: datetime | None
