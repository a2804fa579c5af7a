"""The states a case can be in, in the words an applicant and an officer read."""

from enum import StrEnum


class Status(StrEnum):
    """A case's state; the last eight end it otherwise than by completion."""

    DRAFT = "DRAFT"
    RECEIVED = "RECEIVED"
    RETURNED = "RETURNED"
    VERIFIED = "VERIFIED"
    IN_PROGRESS = "IN_PROGRESS"
    AWAITING_PARAF = "AWAITING_PARAF"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE"
    SIGNED = "SIGNED"
    AWAITING_OUTSIDE = "AWAITING_OUTSIDE"
    HANDED_OVER = "HANDED_OVER"
    COMPLETED = "COMPLETED"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"
    REFUSED_BY_CLIENT = "REFUSED_BY_CLIENT"
    DECEASED = "DECEASED"
    MOVED = "MOVED"
    FORWARDED = "FORWARDED"
    NOT_FOUND = "NOT_FOUND"
    DUPLICATE = "DUPLICATE"

    @property
    def ended(self) -> bool:
        """Whether nothing more can happen to a case in this state."""
        return self in ENDED

    @property
    def label(self) -> str:
        """The state in Indonesian."""
        return LABELS[self]


ENDED = frozenset(
    {
        Status.COMPLETED,
        Status.REJECTED,
        Status.CANCELLED,
        Status.REFUSED_BY_CLIENT,
        Status.DECEASED,
        Status.MOVED,
        Status.FORWARDED,
        Status.NOT_FOUND,
        Status.DUPLICATE,
    }
)

LABELS = {
    Status.DRAFT: "Draf",
    Status.RECEIVED: "Diterima",
    Status.RETURNED: "Dikembalikan",
    Status.VERIFIED: "Diverifikasi",
    Status.IN_PROGRESS: "Diproses",
    Status.AWAITING_PARAF: "Menunggu paraf",
    Status.AWAITING_SIGNATURE: "Menunggu tanda tangan",
    Status.SIGNED: "Ditandatangani",
    Status.AWAITING_OUTSIDE: "Menunggu pihak luar",
    Status.HANDED_OVER: "Serah terima",
    Status.COMPLETED: "Selesai",
    Status.REJECTED: "Ditolak",
    Status.CANCELLED: "Dibatalkan",
    Status.REFUSED_BY_CLIENT: "Ditolak klien",
    Status.DECEASED: "Meninggal",
    Status.MOVED: "Pindah",
    Status.FORWARDED: "Diteruskan",
    Status.NOT_FOUND: "Tidak ditemukan",
    Status.DUPLICATE: "Duplikat",
}
