"""What the explored cases of a procedure have shown: its paths with their printed times, dead ends, letters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from laksana_kit.explore.atlas import Atlas
from laksana_kit.explore.explorer import Walked
from laksana_sdk.procedure import Procedure
from laksana_sdk.sheet import TimeBasis

Path = tuple[str, ...]
"""The steps that a case came to, in order, and the state in which it ended."""


@dataclass(slots=True)
class Summary:
    """Cases counted by path and by letter; `stuck` are paths that led nowhere, with what stood against going on."""

    procedure: Procedure
    cases: int = 0
    paths: Counter[Path] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    stuck: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def add(self, walked: Walked) -> None:
        """The case is counted."""
        self.cases += 1
        path = (*(one.to for one in walked.path if one.to is not None), walked.status.value)
        self.paths[path] += 1
        self.letters.update(letter.template.kind for letter in walked.letters)
        if not walked.status.ended and walked.stuck:
            self.stuck[path] = walked.stuck

    def unreached(self) -> tuple[str, ...]:
        """The steps that no case came to."""
        seen = {slug for path in self.paths for slug in path}
        return tuple(node.slug for node in self.procedure.steps if node.slug not in seen)

    def unmade(self) -> tuple[str, ...]:
        """The letters that no case made."""
        return tuple(template.kind for template in self.procedure.templates() if not self.letters[template.kind])

    def refused(self, atlas: Atlas) -> tuple[str, ...]:
        """What was asked of somebody at a step and never accepted there, in any case."""
        done = {(choice.place[0], choice.act) for choice in atlas.done}
        never = {(choice.place[0], choice.act) for choice in atlas.never()} - done
        return tuple(f"{step}: {act}" for step, act in sorted(never))

    def as_json(self, atlas: Atlas) -> dict[str, Any]:
        """The summary as one JSON object; times in minutes by how the sheet counts them."""
        return {
            "sop": self.procedure.slug,
            "cases": self.cases,
            "paths": [
                {
                    "steps": list(path[:-1]),
                    "ends": path[-1],
                    "cases": count,
                    "printed_minutes": {
                        basis.value: int(time / timedelta(minutes=1)) for basis, time in self.printed(path).items()
                    },
                }
                for path, count in self.paths.most_common()
            ],
            "letters": dict(self.letters.most_common()),
            "dead_ends": [{"steps": list(path[:-1]), "findings": list(found)} for path, found in self.stuck.items()],
            "steps_not_reached": list(self.unreached()),
            "letters_not_made": list(self.unmade()),
            "never_accepted": list(self.refused(atlas)),
        }

    def printed(self, path: Path) -> dict[TimeBasis, timedelta]:
        """The times that the sheet prints for the rows on the path, added up; a row is counted each time it is met."""
        sums: dict[TimeBasis, timedelta] = {}
        last: int | None = None
        for slug in path[:-1]:
            row = self.procedure.step(slug).row
            if row is None or row == last:
                continue
            last, waktu = row, self.procedure.sheet.row(row).waktu
            if waktu.longest is not None:
                sums[waktu.basis] = sums.get(waktu.basis, timedelta()) + waktu.longest
        return sums


def summed_up(procedure: Procedure, walks: Iterable[Walked]) -> Summary:
    """The summary of these cases."""
    summary = Summary(procedure)
    for walked in walks:
        summary.add(walked)
    return summary


def in_words(sums: dict[TimeBasis, timedelta]) -> str:
    """The printed times as an office says them."""
    words = {
        TimeBasis.OFFICE_TIME: "menit kerja",
        TimeBasis.WORKING_DAYS: "hari kerja",
        TimeBasis.CALENDAR: "hari kalender",
        TimeBasis.UNKNOWN: "hari",
    }
    units = {TimeBasis.OFFICE_TIME: timedelta(minutes=1)}
    parts = [f"{time / units.get(basis, timedelta(days=1)):g} {words[basis]}" for basis, time in sums.items()]
    return " + ".join(parts) or "tanpa waktu tercetak"
