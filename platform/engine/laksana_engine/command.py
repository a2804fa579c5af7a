"""What every command brings: who asks, when, a ready calendar, and the words that came with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from laksana_engine.event import SubmissionRef
from laksana_engine.worktime import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The post and capacity through which a person holds a role on this day (DEFINITIF, PLT, PLH, AN, UB)."""

    post_id: UUID
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who gives a command: the person of the office and every role they hold now; nobody (None) is the system."""

    officer_id: UUID | None
    roles: Mapping[str, Grant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`at` is aware UTC. `submission` refers to the words that came with the command, already encrypted elsewhere.

    `form` is the raw input of the step's form; `decide` reads and validates it. `client_birth_date` and `forms`
    (raw, by step) are facts that validators may ask for.
    """

    kind: ClassVar[str] = ""
    by: Acting
    at: datetime
    calendar: Calendar
    submission: SubmissionRef | None = None
    form: Mapping[str, Any] | None = None
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    client_birth_date: date | None = None
    new_ids: tuple[UUID, ...] = ()
