"""What callers ask of hand-overs: one frozen record an act, as it is stored under its key."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from laksana.cases.inputs import Change, Code, Note, Reason
from laksana_sdk.forms import several

MOST_PAPERS = 40

Fields = Annotated[tuple[Code, ...], several("Isi berkas serah terima", at_least=1, at_most=30)]
Papers = Annotated[tuple[UUID, ...], several("Berkas", at_most=MOST_PAPERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase(Change):
    """Offer the case to another office, by its slug: codes of HandoverField, promoted files of this case, a note."""

    to_office: Code
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
