"""What a rule of the check is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from laksana_sdk.findings import Severity
from laksana_sdk.procedure import Procedure, Release


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
    """The release that is checked, with a way to find the lines that say something."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.sheet_file = release.folder / "sheet.yaml"

    @property
    def procedure(self) -> Procedure:
        """The release's procedure."""
        return self.release.procedure

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

    def printed(self, key: str, place: int = 1) -> Place:
        """Where the sheet has that key for the n-th time, counted from 1."""
        lines = self.sheet_file.read_text("utf-8").splitlines()
        found = [number for number, line in enumerate(lines, start=1) if line.strip("- ").startswith(f"{key}:")]
        return Place(file=self.sheet_file, line=found[place - 1] if place <= len(found) else 1)
