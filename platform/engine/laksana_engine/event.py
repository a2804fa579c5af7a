"""What every event of a case has."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRef:
    """The encrypted row that holds what people wrote, by id and keyed digest (lower-case hex)."""

    id: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact; `at` is aware UTC."""

    kind: ClassVar[str] = ""
    at: datetime
