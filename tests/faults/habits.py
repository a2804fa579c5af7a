"""A plugin with every bad habit: Lahat's form, validator or letter does what the applicant's request is."""

import ctypes
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tests.support.world import SOP

from laksana.procedures.guard import guarded
from laksana.procedures.loader import Registry
from laksana_sdk.findings import Finding
from laksana_sdk.letters import LetterFacts
from laksana_sdk.procedure import Intake, Procedure
from laksana_sop.asistensi_rehabilitasi.r1.forms import Laporan


def loops() -> None:
    """Never returns; the interpreter goes round and round."""
    while True:
        pass


def loops_in_c() -> None:
    """Never returns, and never lets go of the interpreter: a careless pattern over a name."""
    re.fullmatch(r"(\w+\s?)+!", "permohonan kursi roda " * 20)


def sleeps() -> None:
    """Never returns, and computes nothing."""
    time.sleep(3600)


def eats() -> None:
    """Takes memory as fast as it is given."""
    kept = [bytearray(2**27) for _ in range(16)]  # two gigabytes, in case nobody stops it
    time.sleep(len(kept) * 3600)


def dies() -> None:
    """Ends the process by a fault of memory, as an extension in C may."""
    ctypes.string_at(0)


def leaves() -> None:
    """Ends the process on purpose."""
    os._exit(0)


def gives_up() -> None:
    """Raises what is no Exception."""
    raise SystemExit(7)


def dawdles() -> None:
    """Computes longer than it may, and ends."""
    until = time.thread_time() + 0.3
    while time.thread_time() < until:
        pass


def loops_until_mended() -> None:
    """Never returns before somebody has mended the plugin."""
    while not mended.exists():
        pass


mended = Path("mended")
"""What exists once the plugin has been mended; set before the fork."""

HABITS: Final[Mapping[str, Callable[[], None]]] = {
    one.__name__: one for one in (loops, loops_in_c, sleeps, eats, dies, leaves, gives_up, dawdles)
}


IN_THE_FORM: Final = frozenset({"loops_in_c"})
"""Which habits are the form's own, before any validator sees it."""


class HabitualReport(Laporan, frozen=True, kw_only=True):
    """Lahat's own form with a check of its own, which may be a habit."""

    def __post_init__(self) -> None:
        """Nothing, unless what is requested is a habit of the form."""
        if self.request in IN_THE_FORM:
            HABITS[self.request]()


def in_a_letter(context: Callable[[LetterFacts], Mapping[str, Any]]) -> Callable[[LetterFacts], Mapping[str, Any]]:
    """What the letter says, unless what was requested is the letters' own habit."""

    def of_the_case(facts: LetterFacts) -> Mapping[str, Any]:
        report = facts.form("terima_laporan", HabitualReport)
        if report is not None and report.request == loops_until_mended.__name__:
            loops_until_mended()
        return context(facts)

    return of_the_case


def of_the_request(form: Any, _facts: object) -> tuple[Finding, ...]:  # noqa: ANN401 - Lahat's own form
    """Nothing against the form, unless what is requested is a habit."""
    HABITS.get(form.request, lambda: None)()
    return ()


def with_bad_habits(registry: Registry) -> Registry:
    """The registry with Lahat's intake so."""

    def spoiled(procedure: Procedure) -> Procedure:
        steps = tuple(
            replace(
                node,
                form=HabitualReport,
                validators=(*node.validators, of_the_request),
                letters=tuple(replace(letter, context=in_a_letter(letter.context)) for letter in node.letters),
            )
            if isinstance(node, Intake)
            else node
            for node in procedure.steps
        )
        return guarded(replace(procedure, steps=steps), "r1")

    releases = {
        key: replace(release, procedure=spoiled(release.procedure)) if key[0] == SOP else release
        for key, release in registry.releases.items()
    }
    return replace(registry, releases=releases)
