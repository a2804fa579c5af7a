"""The final of a case's letter, or of a joint dispatch's, as signing sees it: a paper to be signed."""

from typing import Protocol, assert_never
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import letter_by_id
from laksana.dispatches.queries import dispatch_by_id
from laksana.signing.views import Attempt


class Paper(Protocol):
    """What a final says of itself, whichever of the two it belongs to."""

    @property
    def id(self) -> UUID:
        """The letter's id, or the joint dispatch's."""

    @property
    def title(self) -> str:
        """How the SOP names the letter."""

    @property
    def final_key(self) -> str | None:
        """Under which key its final lies in the storage."""

    @property
    def signer_id(self) -> UUID | None:
        """Whose name stands in its signer block."""


async def paper_of(attempt: Attempt) -> Paper:
    """What this attempt is to sign, as it is now."""
    match attempt.bearer:
        case Bearer.LETTER:
            return await letter_by_id(attempt.bearer_id)
        case Bearer.DISPATCH:
            return await dispatch_by_id(attempt.bearer_id)
        case _:
            assert_never(attempt.bearer)
