"""What was read from where and how surely, and what could not be read."""

from dataclasses import dataclass, field
from enum import StrEnum

from laksana_sdk.findings import Finding, Parameter, text, warning


class Sureness(StrEnum):
    """How sure a reading is: the file says so by its own cells, by our reading of running text, or not at all."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One field of the sheet: what was read, from where, how surely."""

    field: str
    read: str | None
    place: str | None
    sureness: Sureness


@dataclass(slots=True, kw_only=True)
class Report:
    """The readings of an import in the sheet's order, and its findings."""

    source: str
    readings: list[Reading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, name: str, read: str | None, *, place: str | None = None, sure: Sureness | None = None) -> None:
        """Put down a reading; a value without a word on its sureness stood in a cell of its own."""
        known = sure or (Sureness.CERTAIN if read is not None else Sureness.UNREAD)
        self.readings.append(Reading(field=name, read=read, place=place, sureness=known))

    def doubt(self, code: str, name: str, **parameters: Parameter) -> None:
        """Put down what a person should look at."""
        self.findings.append(warning(code, field=name, **parameters))

    def plain(self) -> dict[str, object]:
        """The report as JSON and YAML know it, findings as Indonesian sentences."""
        return {
            "sumber": self.source,
            "bacaan": [
                {"field": one.field, "read": one.read, "place": one.place, "sureness": one.sureness.value}
                for one in self.readings
            ],
            "temuan": [{"code": one.code, "field": one.field, "text": text(one)} for one in self.findings],
        }
