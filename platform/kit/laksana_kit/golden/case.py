"""A golden case: the commands of a case as they were given, and the state in which they left it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

EVERYBODY: Final = "*"
"""Given by somebody who holds every role of the procedure."""

SYSTEM: Final = "-"
"""Given by nobody: the service itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One command: its kind, by which roles (`*`: all, `-`: nobody's), when, its form and what else it says.

    Ids that an earlier command of the case took read `@3.1`: the second id of the fourth command.
    """

    kind: str
    by: tuple[str, ...]
    at: datetime
    form: Mapping[str, Any] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenCase:
    """The commands in order; `ends` is where the case stands after them, `state` the digest of its whole state."""

    name: str
    ends: str
    state: str
    commands: tuple[Given, ...]
