"""Migrations of running cases to another release, and what was found about each case."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from laksana.migration.told import told
from laksana.migration.views import Phase, PlannedCaseView, PlanView, Standing, Verdict
from laksana_graphql.described import doc
from laksana_graphql.types.findings import FindingType
from laksana_graphql.types.results import Failure

strawberry.enum(
    Phase, name="MigrationPhase", description="How far a migration has come; a job is at work in one that ends in ING."
)
strawberry.enum(
    Verdict,
    name="MigrationVerdict",
    description="What deciding a case again under the other release has shown; only SAME_STATE is moved.",
)
strawberry.enum(
    Standing, name="MigrationStanding", description="Where a case of a migration is: as it was, moved, or back again."
)


@strawberry.type(name="Migration")
class MigrationType:
    """A wish to move the running cases of an SOP to a release; nothing is moved before it is started."""

    id: UUID
    sop: str
    to_release: str
    phase: Phase
    reason: str
    revert_reason: str | None
    planned_at: datetime
    started_at: datetime | None
    reverted_at: datetime | None
    ended_at: datetime | None
    done: Annotated[int, doc("How many cases its present phase has gone through.")]
    total: Annotated[int, doc("How many cases its present phase goes through.")]
    cases: int
    same_state: Annotated[int, doc("Stand the same under the release: these are moved.")]
    differs: Annotated[int, doc("Would stand elsewhere: they stay on their release.")]
    needs_person: Annotated[int, doc("Something stands against it that a person must see: they stay.")]
    undecidable: Annotated[int, doc("What people wrote was destroyed, lost or damaged: they stay.")]
    overtaken: Annotated[int, doc("Ended or went elsewhere since.")]
    moved: int
    reverted: int
    held: Annotated[int, doc("Do not go back, each for a reason.")]

    @classmethod
    def from_view(cls, view: PlanView) -> "MigrationType":
        """The migration with its counts."""
        counts = view.counts
        return cls(
            id=view.id,
            sop=view.sop_slug,
            to_release=view.to_release,
            phase=view.phase,
            reason=view.reason,
            revert_reason=view.revert_reason,
            planned_at=view.planned_at,
            started_at=view.started_at,
            reverted_at=view.reverted_at,
            ended_at=view.ended_at,
            done=view.done,
            total=view.total,
            cases=counts.cases,
            same_state=counts.same_state,
            differs=counts.differs,
            needs_person=counts.needs_person,
            undecidable=counts.undecidable,
            overtaken=counts.overtaken,
            moved=counts.moved,
            reverted=counts.reverted,
            held=counts.held,
        )


@strawberry.type(name="MigrationCase")
class MigrationCaseType:
    """One case of a migration: what was found, and where it is now."""

    id: UUID
    case_id: UUID
    from_release: str
    verdict: Annotated[Verdict | None, doc("Null while it has not been decided again.")]
    standing: Standing
    seq: Annotated[int | None, doc("The event from which on it differs, or that would not have been allowed.")]
    finding: Annotated[FindingType | None, doc("What was found, in a sentence.")]

    @classmethod
    def from_view(cls, view: PlannedCaseView, *, to_release: str) -> "MigrationCaseType":
        """The case with what was found about it."""
        found = told(view, to_release=to_release)
        return cls(
            id=view.id,
            case_id=view.case_id,
            from_release=view.from_release,
            verdict=view.verdict,
            standing=view.standing,
            seq=view.seq,
            finding=FindingType.of(found) if found else None,
        )


@strawberry.interface
class MigrationAct:
    """What has happened to a migration; `migration` tells how far it has come."""

    migration_id: UUID
    phase: Phase


@strawberry.type
class MigrationPlanned(MigrationAct):
    """The cases are being decided again; nothing is moved."""


@strawberry.type
class MigrationStarted(MigrationAct):
    """The cases that stand the same are being moved."""


@strawberry.type
class MigrationReverted(MigrationAct):
    """The cases in which nobody acted since are being moved back."""


PlanMigrationResult: TypeAlias = Annotated[MigrationPlanned | Failure, strawberry.union("PlanMigrationResult")]
StartMigrationResult: TypeAlias = Annotated[MigrationStarted | Failure, strawberry.union("StartMigrationResult")]
RevertMigrationResult: TypeAlias = Annotated[MigrationReverted | Failure, strawberry.union("RevertMigrationResult")]
