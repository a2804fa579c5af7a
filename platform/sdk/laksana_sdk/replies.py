"""What an institution may answer to a case that is handed over to it, and how a Wait takes the answer in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from laksana_sdk.forms import Form
from laksana_sdk.vocabulary import Labelled


class HandoverAnswer(Labelled):
    """What the receiver of a hand-over may answer; one that waits in the queue is answered again."""

    ACCEPTED = "ACCEPTED", "Diterima"
    QUEUED = "QUEUED", "Masuk daftar tunggu"
    RETURNED = "RETURNED", "Dikembalikan untuk dilengkapi"
    REFUSED = "REFUSED", "Ditolak"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFacts:
    """An institution's answer as its own form asks for it; what the answer does not need is None.

    `papers_wanted` says what a return still asks for, `reason` why the case is refused, `reason_code` as the plugin's
    `Replies.reasons` name it. Words may describe a person.
    """

    answer: HandoverAnswer
    answered_on: date
    admitted_on: date | None = None
    bed: str | None = field(default=None, repr=False)
    conditions: str | None = field(default=None, repr=False)
    queue_position: int | None = None
    papers_wanted: str | None = field(default=None, repr=False)
    reason_code: str | None = None
    reason: str | None = field(default=None, repr=False)
    replied_by: str = field(repr=False)
    replied_as: str = field(repr=False)

    @property
    def place(self) -> str | None:
        """The bed and the conditions of an admission in one text."""
        return "; ".join(said for said in (self.bed, self.conditions) if said) or None

    @property
    def queued_on(self) -> date | None:
        """Since when the person waits in the queue, where this answer puts them there."""
        return self.answered_on if self.answer is HandoverAnswer.QUEUED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """How the answer of an institution becomes the outcome and form of the Wait where the case stands.

    An answer without an outcome here is kept with the hand-over alone. `reasons` are what a refusal chooses from.
    """

    outcomes: Mapping[HandoverAnswer, str]
    form: Callable[[ReplyFacts], Form]
    reasons: type[Labelled] | None = None
