"""What a rule of the check is, and what it finds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from laksana_kit.check.played import Played, played
from laksana_sdk.findings import Severity
from laksana_sdk.procedure import Procedure, Release

FEW: Final = 6
WHOLE: Final = 200
"""Cases that are played for a check, and for a whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a file of the release; line 1 where a whole file is meant."""

    file: Path
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that a rule found: what it is, and where."""

    what: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A remark with the rule that made it."""

    rule: "Rule"
    remark: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its code, how much it weighs, why it stands with its source, and what to do about a remark."""

    code: str
    severity: Severity
    why: str
    remedy: str
    look: Callable[["Subject"], Iterator[Remark]]

    @property
    def first_line(self) -> str:
        """What the rule finds, in one sentence."""
        return (self.look.__doc__ or "").splitlines()[0]


class Subject:
    """The release that is checked, with a way to find the lines that say something.

    `held` are the codes of the roles that somebody holds in the office for which it is checked, None without an
    office; `whole` has every letter set that its cases come to, not only the least and the fullest.
    """

    def __init__(self, release: Release, *, held: frozenset[str] | None = None, whole: bool = False) -> None:
        self.release = release
        self.held = held
        self.whole = whole
        self.sheet_file = release.folder / "sheet.yaml"

    @property
    def procedure(self) -> Procedure:
        """The release's procedure."""
        return self.release.procedure

    @cached_property
    def played(self) -> Played:
        """Some cases of the procedure, played once for all rules."""
        return played(self.procedure, cases=WHOLE if self.whole else FEW)

    def sources(self) -> Iterator[Path]:
        """The Python files of the release."""
        yield from sorted(self.release.folder.rglob("*.py"))

    def said(self, text: str) -> Place:
        """Where the release's own code says a text between quotes."""
        for file in self.sources():
            for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
                if f'"{text}"' in line:
                    return Place(file=file, line=number)
        return Place(file=self.release.folder / "procedure.py")

    def named(self, name: str) -> Place:
        """Where the release's own code first uses that name, below its imports."""
        word = re.compile(rf"\b{re.escape(name)}\b")
        for file in self.sources():
            for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
                if word.search(line) and "import" not in line:
                    return Place(file=file, line=number)
        return Place(file=self.release.folder / "procedure.py")

    def printed(self, key: str, place: int = 1) -> Place:
        """Where the sheet has that key for the n-th time, counted from 1."""
        lines = self.sheet_file.read_text("utf-8").splitlines()
        found = [number for number, line in enumerate(lines, start=1) if line.strip("- ").startswith(f"{key}:")]
        return Place(file=self.sheet_file, line=found[place - 1] if place <= len(found) else 1)
