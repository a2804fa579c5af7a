"""A planned migration as people see it: codes, ids and counts, never a word of a case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Phase(StrEnum):
    """How far a migration has come; in a phase that ends in ING a job is at work."""

    DECIDING = "DECIDING"
    DECIDED = "DECIDED"
    MOVING = "MOVING"
    MOVED = "MOVED"
    REVERTING = "REVERTING"
    REVERTED = "REVERTED"

    @property
    def is_under_way(self) -> bool:
        """Whether a job has still to go through the cases."""
        return self in (Phase.DECIDING, Phase.MOVING, Phase.REVERTING)

    @property
    def follower(self) -> "Phase":
        """The phase after the last case of this one; itself when none is under way."""
        return {
            Phase.DECIDING: Phase.DECIDED,
            Phase.MOVING: Phase.MOVED,
            Phase.REVERTING: Phase.REVERTED,
        }.get(self, self)


class Verdict(StrEnum):
    """What deciding a case again under the other release has shown; only SAME_STATE is moved.

    OVERTAKEN: the case has ended, or went to another release, since it was entered in the plan.
    """

    SAME_STATE = "SAME_STATE"
    DIFFERS = "DIFFERS"
    NEEDS_PERSON = "NEEDS_PERSON"
    UNDECIDABLE = "UNDECIDABLE"
    OVERTAKEN = "OVERTAKEN"


class Why(StrEnum):
    """Why a person must look at a case before it could go to the other release, or why it cannot be decided again."""

    STEP = "STEP"
    ROLE = "ROLE"
    FORM = "FORM"
    RULE = "RULE"
    DRAFT = "DRAFT"
    DISPATCH = "DISPATCH"
    PLUGIN = "PLUGIN"
    OWN_RELEASE = "OWN_RELEASE"
    DESTROYED = "DESTROYED"
    UNREADABLE = "UNREADABLE"


class Standing(StrEnum):
    """Where a case of a plan is: as it was, moved, or back again."""

    LISTED = "LISTED"
    MOVED = "MOVED"
    REVERTED = "REVERTED"


class Held(StrEnum):
    """Why a moved case does not go back.

    Somebody acted in it since, it ended or was moved on, its old release sees it otherwise now, or what people wrote
    in it cannot be read any more.
    """

    ACTED_IN = "ACTED_IN"
    ENDED = "ENDED"
    MOVED_ON = "MOVED_ON"
    DIFFERS = "DIFFERS"
    UNREADABLE = "UNREADABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks for a phase: a person of the office, or whoever runs the service, by login."""

    officer_id: UUID | None = None
    login: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cases of a plan are how far; `undecided` have no verdict yet, `held` do not go back."""

    cases: int
    undecided: int
    same_state: int
    differs: int
    needs_person: int
    undecidable: int
    overtaken: int
    moved: int
    reverted: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A migration with its counts; `done` of `total` cases have been gone through in its present phase."""

    id: UUID
    sop_slug: str
    to_release: str
    to_hash: str
    phase: Phase
    reason: str
    revert_reason: str | None
    planned: Asker
    planned_at: datetime
    started: Asker
    started_at: datetime | None
    reverted: Asker
    reverted_at: datetime | None
    ended_at: datetime | None
    counts: Counts

    @property
    def total(self) -> int:
        """How many cases the present phase goes through."""
        counts = self.counts
        match self.phase:
            case Phase.DECIDING | Phase.DECIDED:
                return counts.cases
            case Phase.MOVING | Phase.MOVED:
                return counts.same_state
            case _:
                return counts.moved + counts.reverted

    @property
    def done(self) -> int:
        """Through how many of them it has gone."""
        counts = self.counts
        match self.phase:
            case Phase.DECIDING | Phase.DECIDED:
                return counts.cases - counts.undecided
            case Phase.MOVING | Phase.MOVED:
                return counts.moved + counts.reverted
            case _:
                return counts.reverted + counts.held


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCaseView:
    """One case of a plan.

    `seq` is the event from which on it would differ, or that would not have been allowed; `shown` the parts of the
    case that differ, or the codes and fields of what stands against it. `version` is the case's when it was decided, or
    moved.
    """

    id: UUID
    case_id: UUID
    from_release: str
    verdict: Verdict | None
    seq: int | None
    why: Why | None
    shown: tuple[str, ...]
    standing: Standing
    held: Held | None
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationChanged:
    """The result of a mutation of a plan, stored and replayed under its key."""

    plan_id: UUID
    phase: Phase
