"""Which releases this process may not call, and the overruns that it has seen."""

import time
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

import structlog

from laksana.procedures.views import Evidence, Fault, PluginCall
from laksana_sdk.findings import error
from laksana_tenants.errors import Suspended

Key = tuple[str, str]

OVERRUNS: Final = 3
WITHIN: Final = timedelta(hours=1)
"""After so many overruns within this time, seen by one process, a release is quarantined."""

BUDGET: Final = timedelta(milliseconds=250)

_log = structlog.stdlib.get_logger("laksana.procedures")


class PluginQuarantined(Suspended):
    """The release is kept from running until an operator lifts its quarantine; nothing was written."""


class Quarantine:
    """What one process knows: the quarantines that stand, and those that it has found out and nobody has stored yet."""

    def __init__(self, budget: timedelta = BUDGET) -> None:
        """No release is quarantined; a call may take as long as the budget."""
        self._budget = budget.total_seconds()
        self._standing: frozenset[Key] = frozenset()
        self._found: list[Evidence] = []
        self._overruns: defaultdict[Key, deque[float]] = defaultdict(lambda: deque(maxlen=OVERRUNS))

    @property
    def keys(self) -> frozenset[Key]:
        """SOP and release of each quarantine."""
        return self._standing | {(one.call.sop, one.call.release) for one in self._found}

    @property
    def found(self) -> Sequence[Evidence]:
        """What is still to be stored, so that other processes hear of it."""
        return tuple(self._found)

    def allow(self, budget: timedelta) -> None:
        """From now on a call may take so long."""
        self._budget = budget.total_seconds()

    def refuse(self, sop: str, release: str) -> None:
        """Nothing when the release may be called; raises PluginQuarantined when it is quarantined."""
        if (sop, release) in self.keys:
            raise PluginQuarantined((error("plugin.quarantined", sop=sop, release=release),))

    def took(self, call: PluginCall, seconds: float, passed: float) -> None:
        """The call took so many seconds of its budget, while so many passed."""
        if seconds > self._budget:
            self.overran(call, passed)

    def overran(self, call: PluginCall, passed: float) -> None:
        """The call took too long or too much; the third time within an hour quarantines its release."""
        overruns = self._overruns[call.sop, call.release]
        overruns.append(time.monotonic())
        _log.warning(
            "plugin_overran", sop=call.sop, release=call.release, hook=call.hook, function=call.function,
            seconds=round(passed, 3), budget=self._budget, overruns=len(overruns),
        )  # fmt: skip
        if len(overruns) == OVERRUNS and overruns[-1] - overruns[0] <= WITHIN.total_seconds():
            overruns.clear()
            self.convict(Evidence(call=call, fault=Fault.OVERRAN, milliseconds=round(passed * 1000)))

    def convict(self, evidence: Evidence) -> None:
        """The release is quarantined in this process at once, and in others once the evidence has been stored."""
        self._found.append(evidence)

    def stored(self, evidence: Sequence[Evidence], standing: Collection[Key]) -> None:
        """This evidence has been stored, and these quarantines stand for all."""
        self._found = [one for one in self._found if one not in evidence]
        self._standing = frozenset(standing)


_quarantine = Quarantine()


def quarantine() -> Quarantine:
    """The process's own."""
    return _quarantine
