"""What callers get to see of things that wait for somebody and are no task of a case's step."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class DeskKind(StrEnum):
    """What somebody is asked to do with a joint dispatch or a hand-over."""

    DRAFT_DISPATCH = "DRAFT_DISPATCH"
    PARAF_DISPATCH = "PARAF_DISPATCH"
    NUMBER_DISPATCH = "NUMBER_DISPATCH"
    FINALISE_DISPATCH = "FINALISE_DISPATCH"
    SIGN_DISPATCH = "SIGN_DISPATCH"
    SEND_DISPATCH = "SEND_DISPATCH"
    ANSWER_HANDOVER = "ANSWER_HANDOVER"
    HANDOVER_ANSWERED = "HANDOVER_ANSWERED"
    HANDOVER_UNANSWERED = "HANDOVER_UNANSWERED"

    @property
    def label(self) -> str:
        """What is asked, in Indonesian."""
        return _LABELS[self]


_LABELS = {
    DeskKind.DRAFT_DISPATCH: "Susun konsep surat pengantar bersama",
    DeskKind.PARAF_DISPATCH: "Beri paraf pada surat pengantar bersama",
    DeskKind.NUMBER_DISPATCH: "Beri nomor surat pengantar bersama",
    DeskKind.FINALISE_DISPATCH: "Setujui surat pengantar bersama untuk ditandatangani",
    DeskKind.SIGN_DISPATCH: "Cetak surat pengantar bersama, mintakan tanda tangan, dan unggah pindaiannya",
    DeskKind.SEND_DISPATCH: "Kirim berkas dengan surat pengantar bersama",
    DeskKind.ANSWER_HANDOVER: "Jawab serah terima kasus dari kantor lain",
    DeskKind.HANDOVER_ANSWERED: "Lihat jawaban atas serah terima kasus",
    DeskKind.HANDOVER_UNANSWERED: "Ingatkan tujuan: serah terima kasus belum dijawab",
}

OF_DISPATCHES = frozenset(kind for kind in DeskKind if kind.value.endswith("_DISPATCH"))
"""What is asked about a joint dispatch; the rest is about a hand-over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTask:
    """Something that the person is asked to do in this role; `since` is aware UTC.

    `id` is the dispatch's or hand-over's. `case_id` is set where it belongs to one case of the office.
    """

    id: UUID
    kind: DeskKind
    role: str
    since: datetime
    case_id: UUID | None = None
