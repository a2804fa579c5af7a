"""What anyone may be told of a letter: public facts, without a client, a subject or the name of a person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What the letter is worth today."""

    UNSIGNED = "UNSIGNED"
    VALID = "VALID"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """The standing in Indonesian."""
        return {"UNSIGNED": "menunggu tanda tangan", "VALID": "berlaku", "WITHDRAWN": "dicabut"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLetter:
    """A letter as its verification page shows it; `signed_as` is the post and capacity printed above the signature.

    `withdrawn_on` is a day of the office's calendar, `withdrawn_by` the number of the Surat Pencabutan, `replaced_by`
    that of the signed letter that took its place.
    """

    office: str
    kind: str
    number: str | None
    dated: date | None
    signed_as: str | None
    standing: Standing
    withdrawn_on: date | None = None
    withdrawn_by: str | None = None
    replaced_by: str | None = None
