"""What has happened to the release that a case is under."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from laksana_engine.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMove:
    """From which release to which, each with the hash of its own bytes; the plan says who asked for it and why."""

    plan_id: UUID
    from_release: str
    from_hash: str
    to_release: str
    to_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChanged(Event):
    """A release decides what may happen next; where the case stands, its events alone say."""

    move: ReleaseMove


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMigrated(ReleaseChanged):
    """From now on the case is decided under another release; what was decided under the old one stays as it is."""

    kind: ClassVar[str] = "CASE_MIGRATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMigrationReverted(ReleaseChanged):
    """The case is decided under the release again from which it had been migrated."""

    kind: ClassVar[str] = "CASE_MIGRATION_REVERTED"
