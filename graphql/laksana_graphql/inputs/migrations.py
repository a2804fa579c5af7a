"""Inputs of mutations of migrations."""

from typing import Annotated
from uuid import UUID

import strawberry

from laksana.migration import inputs
from laksana_graphql.described import doc

Key = Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]


@strawberry.input
class PlanMigrationInput:
    """Decide the running cases of an SOP again under a release."""

    key: Key
    sop: Annotated[str, doc("The SOP's slug.")]
    to_release: Annotated[str, doc("An installed release: `r2`.")]
    reason: Annotated[str, doc("Why, without naming a person.")]

    def asked(self) -> inputs.PlanMigration:
        """The use case's input."""
        return inputs.PlanMigration(sop=self.sop, to_release=self.to_release, reason=self.reason)


@strawberry.input
class StartMigrationInput:
    """Move the cases of a decided plan that stand the same."""

    key: Key
    migration_id: UUID

    def asked(self) -> inputs.StartMigration:
        """The use case's input."""
        return inputs.StartMigration(plan_id=self.migration_id)


@strawberry.input
class RevertMigrationInput:
    """Move the cases back in which nobody has acted since."""

    key: Key
    migration_id: UUID
    reason: Annotated[str, doc("Why, without naming a person.")]

    def asked(self) -> inputs.RevertMigration:
        """The use case's input."""
        return inputs.RevertMigration(plan_id=self.migration_id, reason=self.reason)
