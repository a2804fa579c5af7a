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
    """Where a hand-over stands: on its way, before the receiver, as the receiver has answered, or taken back."""

    SENT = "SENT"
    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"
    QUEUED = "QUEUED"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"
    WITHDRAWING = "WITHDRAWING"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """The state in Indonesian."""
        return _STATUSES[self]


ANSWERABLE = (HandoverStatus.SENT, HandoverStatus.DELIVERED, HandoverStatus.QUEUED)
"""Where the receiver may still answer; one that waits in the queue is answered again."""

_STATUSES = {
    HandoverStatus.SENT: "Dikirim",
    HandoverStatus.DELIVERED: "Sampai di tujuan",
    HandoverStatus.ACCEPTED: "Diterima",
    HandoverStatus.QUEUED: "Masuk daftar tunggu",
    HandoverStatus.RETURNED: "Dikembalikan untuk dilengkapi",
    HandoverStatus.REFUSED: "Ditolak",
    HandoverStatus.WITHDRAWING: "Penarikan sedang diberitahukan",
    HandoverStatus.WITHDRAWN: "Ditarik kantor asal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverChanged:
    """The result of an act on a hand-over at either office, stored and replayed under its key.

    `case_id` is the office's own case: the one handed over, or None at the office that receives. `link_id` is the link
    that the act made for an institution.
    """

    handover_id: UUID
    status: HandoverStatus
    round: int
    case_id: UUID | None = None
    link_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentHandoverView:
    """A hand-over as the office that sent it sees it, to an office or to an institution; times are aware UTC.

    `minutes_here` are the working minutes of this office since the first sending, until the answer or now;
    `minutes_there` those of the receiver until the answers that it has given, an office's by its own calendar.
    `opened_at` says that the other office has opened a case, nothing of it; `link_until` until when an institution's
    link opens it.
    """

    id: UUID
    case_id: UUID
    to_office: str | None
    to_institution: str | None
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
    reminded_at: datetime | None
    withdrawn_at: datetime | None
    link_until: datetime | None
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
    withdrawn_at: datetime | None


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
