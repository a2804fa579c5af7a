"""What callers ask of migrations: one frozen record a mutation, as it is stored under its key."""

from dataclasses import dataclass
from uuid import UUID

from laksana.cases.inputs import Code, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMigration:
    """Decide the running cases of an SOP again under a release; the reason is about the SOP, never about a person."""

    sop: Code
    to_release: Code
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMigration:
    """Move the cases of a decided plan that stand the same under the release."""

    plan_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevertMigration:
    """Move the cases of a plan back in which nobody has acted since."""

    plan_id: UUID
    reason: Reason
