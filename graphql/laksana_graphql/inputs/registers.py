"""Inputs of mutations of the registers; `asked()` gives the use case's own."""

from typing import Annotated
from uuid import UUID

import strawberry

import laksana_graphql.types.registers  # noqa: F401 - gives the registers' enumerations their names
from laksana.correspondence.inputs import GiveNumber, VoidNumber
from laksana.correspondence.views import VoidReason
from laksana_graphql.described import doc
from laksana_tenants.views import NumberSource


@strawberry.input
class GiveNumberInput:
    """Give one letter the number that the registry or SRIKANDI has for it."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    number: Annotated[str, doc("As it stands in the book; another form than the office's pattern is only warned of.")]
    source: Annotated[NumberSource, doc("MANUAL or SRIKANDI.")]
    letter_id: Annotated[UUID | None, doc("A case's letter.")] = None
    dispatch_id: Annotated[UUID | None, doc("Or the joint dispatch whose letter it is.")] = None

    def asked(self) -> GiveNumber:
        """The use case's input."""
        return GiveNumber(
            number=self.number, source=self.source, letter_id=self.letter_id, dispatch_id=self.dispatch_id
        )


@strawberry.input
class VoidNumberInput:
    """Declare a number void (batal)."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    number_id: Annotated[UUID, doc("An entry of a register's book: a reserved number, or the agenda's entry.")]
    reason: VoidReason

    def asked(self) -> VoidNumber:
        """The use case's input."""
        return VoidNumber(number_id=self.number_id, reason=self.reason)
