"""Inputs of putting a release of an SOP into force; `asked()` gives the use case's own."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.procedures.readiness import ActivateProcedure
from laksana.procedures.take_back_activation import TakeBackActivation
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import few


@strawberry.input
class RoleMappingInput:
    """Confirms that a post of the office carries out a role of the SOP."""

    role: Annotated[str, doc("By code: `KASI`.")]
    post: Annotated[str, doc("By the office's own code, as `activationReadiness { posts }` lists them.")]


@strawberry.input
class ActivateProcedureInput:
    """Put a release of an SOP into force."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    sop: str
    release: str
    effective_from: Annotated[date, doc("The first day on which new cases take the release, as the office decreed it.")]
    mapping: Annotated[
        list[RoleMappingInput] | None, doc("What the office confirms with it; at most one post a role.")
    ] = None

    def asked(self) -> ActivateProcedure:
        """The use case's input."""
        return activation_of(self.sop, self.release, self.effective_from, self.mapping or ())


@strawberry.input
class TakeBackActivationInput:
    """Take back an activation that has not begun."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    activation_id: UUID

    def asked(self) -> TakeBackActivation:
        """The use case's input."""
        return TakeBackActivation(activation_id=self.activation_id)


def activation_of(
    sop: str, release: str, effective_from: date, mapping: Sequence[RoleMappingInput]
) -> ActivateProcedure:
    """What is asked for, the mapping by role; raises Invalid when it is longer than any office's."""
    confirmed = {one.role: one.post for one in few(mapping, "mapping")}
    return ActivateProcedure(sop=sop, release=release, effective_from=effective_from, mapping=confirmed)
