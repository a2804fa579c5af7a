"""What callers ask of the registers: one frozen record a mutation, as it is stored under its key."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from laksana.correspondence.views import VoidReason
from laksana_sdk.forms import line
from laksana_tenants.numbering import NUMBER_LENGTH
from laksana_tenants.views import NumberSource


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNumber:
    """Give a letter, or the letter of a joint dispatch, the number that the registry or SRIKANDI has for it."""

    number: Annotated[str, line("Nomor surat", max_length=NUMBER_LENGTH)]
    source: NumberSource
    letter_id: UUID | None = None
    dispatch_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidNumber:
    """Declare a reserved number, or an entry of the agenda, void."""

    number_id: UUID
    reason: VoidReason
