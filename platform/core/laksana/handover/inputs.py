"""What callers ask of hand-overs: one frozen record an act, as it is stored under its key."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from laksana.cases.inputs import Change, Code, Note, Reason
from laksana_sdk.forms import amount, line, prose, several

MOST_PAPERS = 40

Fields = Annotated[tuple[Code, ...], several("Isi berkas serah terima", at_least=1, at_most=30)]
Papers = Annotated[tuple[UUID, ...], several("Berkas", at_most=MOST_PAPERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase(Change):
    """Offer the case to another office, or to an institution of the office's register, by slug: one of the two.

    `fields` are codes of HandoverField, `papers` promoted files of this case.
    """

    to_office: Code | None = None
    to_institution: Code | None = None
    fields: Fields
    papers: Papers = ()
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendHandover:
    """Send a returned hand-over once more, with what was asked for."""

    handover_id: UUID
    fields: Fields
    papers: Papers = ()
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandover:
    """Answer a received hand-over; who returns or refuses it says why."""

    handover_id: UUID
    reason: Reason = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentHandoverAct:
    """An act of the sender on a hand-over: withdraw it, take note of its answer, renew or revoke its link."""

    handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An institution's answer: a code of HandoverAnswer, what it needs, and who answers there.

    Accepted asks for the day of admission, returned for the papers wanted, refused for the reason.
    """

    answer: Code
    admitted_on: date | None = None
    bed: Annotated[str, line("Kamar / tempat tidur", max_length=80)] | None = None
    conditions: Annotated[str, prose("Syarat", max_length=900)] | None = None
    queue_position: Annotated[int, amount("Nomor urut daftar tunggu", at_least=1, at_most=9999)] | None = None
    papers_wanted: Annotated[str, prose("Berkas yang diminta", max_length=1000)] | None = None
    reason_code: Code | None = None
    reason: Annotated[str, prose("Penjelasan alasan", max_length=1000)] | None = None
    replied_by: Annotated[str, line("Nama yang menjawab", max_length=120)]
    replied_as: Annotated[str, line("Jabatan", max_length=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterReply(Reply):
    """Enter what the institution answered by letter or telephone, on that day."""

    handover_id: UUID
    answered_on: date
