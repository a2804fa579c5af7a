"""A function of a plugin under way, what it did wrong, and the release that is kept from running for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

WHOLE_PLUGIN: Final = "*"
"""Stands for a release where a plugin is quarantined as a whole, for what it did while it was being loaded."""
LOADING: Final = "load"
"""The hook under which a plugin's import is noted."""


class Fault(StrEnum):
    """Why a release was quarantined."""

    OVERRAN = "OVERRAN"
    HUNG = "HUNG"
    GREEDY = "GREEDY"
    DIED = "DIED"

    @property
    def label(self) -> str:
        """The fault in the operator's words."""
        return {
            Fault.OVERRAN: "berulang kali melewati batas waktu",
            Fault.HUNG: "tidak pernah selesai",
            Fault.GREEDY: "menghabiskan memori",
            Fault.DIED: "mengakhiri prosesnya",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginCall:
    """A call of one of a plugin's functions: of which release, under which hook, and the function by its full name."""

    sop: str
    release: str
    hook: str
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a call did wrong: after how long, with how much more memory (0: not looked at), and where it stood."""

    call: PluginCall
    fault: Fault
    milliseconds: int
    megabytes: int = 0
    stack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineView:
    """A quarantine of a release, with its evidence; it stands until it is lifted."""

    id: UUID
    evidence: Evidence
    since: datetime
    lifted_at: datetime | None
    lifted_by: str | None
