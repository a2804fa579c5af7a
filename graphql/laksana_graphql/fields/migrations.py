"""Moving an office's running cases to another release: plan, start, revert, and how far it has come."""

from uuid import UUID

import strawberry

from laksana.migration.plan_migration import plan_migration
from laksana.migration.queries import FIRST_ID, PlanPosition
from laksana.migration.read_migration import read_migrated_cases, read_migration, read_migrations
from laksana.migration.revert_migration import revert_migration
from laksana.migration.start_migration import start_migration
from laksana.migration.views import Verdict
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given
from laksana_graphql.inputs.migrations import PlanMigrationInput, RevertMigrationInput, StartMigrationInput
from laksana_graphql.types.migrations import (
    MigrationCaseType,
    MigrationPlanned,
    MigrationReverted,
    MigrationStarted,
    MigrationType,
    PlanMigrationResult,
    RevertMigrationResult,
    StartMigrationResult,
)
from laksana_graphql.types.paging import Connection, moment_and_id, page, size, text_and_id
from laksana_tenants.errors import NotFound


@strawberry.type
class MigrationReads:
    """The office's migrations."""

    @strawberry.field
    async def migrations(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[MigrationType] | None:
        """Your office's migrations, newest first, for KADIS and SEKRETARIS; `first` is at most 100."""
        by, position = office_actor(info), moment_and_id(after)
        rows = await read_migrations(
            by=by,
            size=size(first),
            after=PlanPosition(planned_at=position[0], id=position[1]) if position else None,
        )
        return page(rows, first, MigrationType.from_view, lambda view: (view.planned_at.isoformat(), str(view.id)))

    @strawberry.field
    async def migration(self, info: Info, id: UUID) -> MigrationType | None:
        """One migration, for KADIS and SEKRETARIS; null when your office has none of this id."""
        try:
            return MigrationType.from_view(await read_migration(id, by=office_actor(info)))
        except NotFound:
            return None

    @strawberry.field
    async def migration_cases(
        self,
        info: Info,
        migration_id: UUID,
        verdict: Verdict | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> Connection[MigrationCaseType] | None:
        """The cases of a migration with what was found about each; null when your office has none of this id.

        For KADIS and SEKRETARIS; `first` is at most 100.
        """
        by, position = office_actor(info), text_and_id(after)
        try:
            plan = await read_migration(migration_id, by=by)
        except NotFound:
            return None
        rows = await read_migrated_cases(
            plan.id, by=by, size=size(first), verdict=verdict, after=position[1] if position else FIRST_ID
        )
        return page(
            rows,
            first,
            lambda view: MigrationCaseType.from_view(view, to_release=plan.to_release),
            lambda view: ("", str(view.id)),
        )


@strawberry.type
class MigrationActs:
    """Every act on a migration; each is for KADIS and SEKRETARIS."""

    @act
    async def plan_migration(self, info: Info, asked: Given[PlanMigrationInput]) -> PlanMigrationResult | None:
        """Have the running cases of an SOP decided again under another release. Nothing is moved."""
        made = await plan_migration(asked.asked(), by=office_actor(info), key=asked.key)
        return MigrationPlanned(migration_id=made.plan_id, phase=made.phase)

    @act
    async def start_migration(self, info: Info, asked: Given[StartMigrationInput]) -> StartMigrationResult | None:
        """Move the cases of a decided plan that stand the same there; each is decided again as it is moved."""
        made = await start_migration(asked.asked(), by=office_actor(info), key=asked.key)
        return MigrationStarted(migration_id=made.plan_id, phase=made.phase)

    @act
    async def revert_migration(self, info: Info, asked: Given[RevertMigrationInput]) -> RevertMigrationResult | None:
        """Move the cases back in which nobody has acted since."""
        made = await revert_migration(asked.asked(), by=office_actor(info), key=asked.key)
        return MigrationReverted(migration_id=made.plan_id, phase=made.phase)
