"""A printed SOP beside what was made of it: its sheet, our reading, its procedure and the packs of its offices."""

import json
from dataclasses import dataclass
from typing import Any

from laksana_sdk.letters import Issue, LetterFacts
from laksana_sdk.procedure import Procedure, Release
from laksana_sdk.reading import Anomaly, LawStatus, Reading
from laksana_sdk.sheet import Sheet
from laksana_tenants.provision.pack import ACTIVATION, POST, ROLE_POST, Pack
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.provision.read_pack import read_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One release as its tests ask about it."""

    release: Release
    reading: Reading

    @property
    def procedure(self) -> Procedure:
        """The procedure as it runs."""
        return self.release.procedure

    @property
    def sheet(self) -> Sheet:
        """The printed sheet."""
        return self.reading.sheet

    def anomaly(self, anomaly_id: str) -> Anomaly:
        """What the reading says about one oddity; KeyError when it is not answered."""
        return {anomaly.id: anomaly for anomaly in self.reading.anomalies}[anomaly_id]

    def outcomes(self, step: str) -> dict[str, object]:
        """Where each outcome of a step leads, by its code."""
        node: Any = self.procedure.step(step)
        return {outcome.code: outcome.then for outcome in node.outcomes}

    def implied(self) -> set[str]:
        """The steps that stand for no row."""
        return {node.slug for node in self.procedure.steps if node.row is None}

    def carrying_out(self, row: int) -> list[str]:
        """The steps of one row, in order."""
        return [node.slug for node in self.procedure.steps if node.row == row]

    def laws(self) -> list[tuple[str, LawStatus, str | None]]:
        """Every cited law in canonical form, whether it holds and what took its place."""
        return [(law.ref, law.status, law.replaced_by) for basis in self.reading.laws for law in basis.refs]

    def said(self, kind: str, facts: LetterFacts) -> str:
        """All that one letter prints, as one text."""
        return json.dumps(self.procedure.template(kind).context(facts), ensure_ascii=False)

    def printed_on_letters(self, facts: LetterFacts) -> str:
        """All that every letter prints, as one text."""
        return " ".join(self.said(template.kind, facts) for template in self.procedure.templates())

    def signed_kinds(self) -> set[str]:
        """The letters that somebody signs."""
        return {template.kind for template in self.procedure.templates() if template.issue is Issue.SIGNED}


def printed(release: Release) -> Printed:
    """The release with the reading that lies in its folder."""
    return Printed(release=release, reading=Reading.beside(release.folder / "procedure.py"))


def pack(slug: str) -> Pack:
    """The packaged pack of an office."""
    return read_pack(packs_folder() / slug)


def in_force_since(slug: str, sop: str) -> str:
    """The day from which an office's pack lets an SOP run."""
    (row,) = [row for row in pack(slug).of(ACTIVATION) if row.values["sop_slug"] == sop]
    return str(row.values["effective_from"])


def posts_of(slug: str, role: str) -> list[str]:
    """The titles of the posts that an office maps a role to."""
    office = pack(slug)
    titles = {row.values["code"]: str(row.values["title"]) for row in office.of(POST)}
    return [titles[row.values["post"]] for row in office.of(ROLE_POST) if row.values["role"] == role]


def classes_of(slug: str) -> dict[str, Any]:
    """The classification of each register of an office that has one."""
    formats: Any = pack(slug).tenant["number_formats"]
    return {entry["register"]: entry["classification"] for entry in formats if entry.get("classification")}
