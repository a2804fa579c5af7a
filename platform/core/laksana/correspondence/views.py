"""What other rooms see of the registers: their books, entries, and what became of a number."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from laksana.cases.views import Notice
from laksana_sdk.letters import Register
from laksana_tenants.views import NumberSource


class NumberStatus(StrEnum):
    """What has become of a number: it waits for its letter, its letter is made, or it is void (batal)."""

    RESERVED = "RESERVED"
    USED = "USED"
    VOID = "VOID"

    @property
    def label(self) -> str:
        """As the book shows it, in Indonesian."""
        return _STATUS_LABELS[self]


class VoidReason(StrEnum):
    """Why a number or an entry of the agenda is void; codes alone, because the whole office reads the book."""

    LETTER_DROPPED = "LETTER_DROPPED"
    WRONG_NUMBER = "WRONG_NUMBER"
    WRONG_REGISTER = "WRONG_REGISTER"
    WRONG_CLASSIFICATION = "WRONG_CLASSIFICATION"
    NUMBERED_TWICE = "NUMBERED_TWICE"
    GIVEN_BY_HAND = "GIVEN_BY_HAND"
    ENTERED_TWICE = "ENTERED_TWICE"
    ENTERED_WRONGLY = "ENTERED_WRONGLY"

    @property
    def label(self) -> str:
        """As the book shows it, in Indonesian."""
        return _REASON_LABELS[self]


_STATUS_LABELS = {NumberStatus.RESERVED: "dipesan", NumberStatus.USED: "terpakai", NumberStatus.VOID: "batal"}
_REASON_LABELS = {
    VoidReason.LETTER_DROPPED: "Surat tidak jadi dibuat",
    VoidReason.WRONG_NUMBER: "Nomor salah tulis",
    VoidReason.WRONG_REGISTER: "Salah buku nomor",
    VoidReason.WRONG_CLASSIFICATION: "Salah klasifikasi",
    VoidReason.NUMBERED_TWICE: "Surat sudah bernomor lain",
    VoidReason.GIVEN_BY_HAND: "Nomor ini sudah diberikan dengan tangan",
    VoidReason.ENTERED_TWICE: "Surat masuk tercatat dua kali",
    VoidReason.ENTERED_WRONGLY: "Surat masuk keliru dicatat",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged:
    """The result of an act on a number of a register: ids and codes only, stored and replayed under its key."""

    id: UUID
    register: Register
    year: int
    number: str
    status: NumberStatus
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One line of a register's book, in the order in which numbers were taken.

    `serial` is None for a number that was not ours to give. `title` names the kind of letter; an entry of the agenda
    has none, and its date is the day on which the letter was received.
    """

    id: UUID
    place: int
    serial: int | None
    number: str
    status: NumberStatus
    source: NumberSource
    title: str | None
    letter_id: UUID | None
    dated: date
    taken_at: datetime
    signer_id: UUID | None
    role: str | None
    capacity: str | None
    void_reason: VoidReason | None
    voided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSummary:
    """A register's year: the last serial taken, and the serials up to it that no entry shows (there are none)."""

    register: Register
    year: int
    last_serial: int
    missing: tuple[int, ...]
