"""What callers get to see of hand-overs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class HandoverField(StrEnum):
    """What of a case may be put into the envelope; nothing else of it ever leaves the office."""

    NAME = "NAME"
    NIK = "NIK"
    BIRTH_PLACE = "BIRTH_PLACE"
    BIRTH_DATE = "BIRTH_DATE"
    SEX = "SEX"
    ADDRESS = "ADDRESS"
    VILLAGE = "VILLAGE"
    KECAMATAN = "KECAMATAN"
    PHONE = "PHONE"
    AGENDA_NUMBER = "AGENDA_NUMBER"
    PPKS_CATEGORY = "PPKS_CATEGORY"
    SPM_CODE = "SPM_CODE"
    GUARDIAN_CONSENT = "GUARDIAN_CONSENT"

    @property
    def label(self) -> str:
        """The field in Indonesian."""
        return _FIELDS[self]


_FIELDS = {
    HandoverField.NAME: "Nama",
    HandoverField.NIK: "NIK",
    HandoverField.BIRTH_PLACE: "Tempat lahir",
    HandoverField.BIRTH_DATE: "Tanggal lahir",
    HandoverField.SEX: "Jenis kelamin",
    HandoverField.ADDRESS: "Alamat",
    HandoverField.VILLAGE: "Desa / kelurahan",
    HandoverField.KECAMATAN: "Kecamatan",
    HandoverField.PHONE: "Telepon",
    HandoverField.AGENDA_NUMBER: "Nomor agenda kantor asal",
    HandoverField.PPKS_CATEGORY: "Kategori PPKS",
    HandoverField.SPM_CODE: "Jenis pelayanan SPM",
    HandoverField.GUARDIAN_CONSENT: "Persetujuan orang tua / wali",
}


class HandoverStatus(StrEnum):
    """Where a hand-over stands: on its way, before the other office, or as that office has answered."""

    SENT = "SENT"
    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"

    @property
    def label(self) -> str:
        """The state in Indonesian."""
        return _STATUSES[self]


_STATUSES = {
    HandoverStatus.SENT: "Dikirim",
    HandoverStatus.DELIVERED: "Sampai di kantor tujuan",
    HandoverStatus.ACCEPTED: "Diterima kantor tujuan",
    HandoverStatus.RETURNED: "Dikembalikan untuk dilengkapi",
    HandoverStatus.REFUSED: "Ditolak kantor tujuan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverChanged:
    """The result of an act on a hand-over at either office, stored and replayed under its key.

    `case_id` is the office's own case: the one handed over, or None at the office that receives.
    """

    handover_id: UUID
    status: HandoverStatus
    round: int
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentHandoverView:
    """A hand-over as the office that sent it sees it; times are aware UTC.

    `minutes_here` are the working minutes of this office since the first sending, until the answer or now;
    `minutes_there` those of the other office by its own calendar, until the answers that it has given.
    `opened_at` says that the other office has opened a case, nothing of it.
    """

    id: UUID
    case_id: UUID
    to_office: str
    status: HandoverStatus
    round: int
    fields: tuple[HandoverField, ...]
    attachment_ids: tuple[UUID, ...]
    sent_by: UUID
    first_sent_at: datetime
    sent_at: datetime
    delivered_at: datetime | None
    answered_at: datetime | None
    opened_at: datetime | None
    minutes_here: int
    minutes_there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedHandoverView:
    """A hand-over as the office that received it sees it, without what names a person; `case_id` is its own case."""

    id: UUID
    from_office: str
    status: HandoverStatus
    round: int
    received_at: datetime
    delivered_at: datetime
    answered_at: datetime | None
    answered_by: UUID | None
    minutes: int
    case_id: UUID | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPaper:
    """A paper in a received envelope; `length` in bytes, `sha256` in hex as the sending office had inspected it."""

    id: UUID
    purpose: str
    file_name: str = field(repr=False)
    content_type: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefilledForm:
    """The intake form of one of the office's SOPs with what the envelope says of the person; the rest is asked."""

    sop: str
    form: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedEnvelope:
    """A received envelope in clear: `facts` by field, those that were chosen and known; from which SOP it comes."""

    handover_id: UUID
    sop: str
    facts: Mapping[HandoverField, str] = field(repr=False)
    note: str | None = field(repr=False)
    papers: tuple[ReceivedPaper, ...]
    forms: tuple[PrefilledForm, ...]
