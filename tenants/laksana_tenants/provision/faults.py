"""What is wrong in a pack, row by row."""

from dataclasses import dataclass

from laksana_sdk.findings import Finding, Language, Severity, error, text, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One wrong or doubtful value: where it stands in the pack, what it is, and the finding with the remedy."""

    file: str
    line: int
    field: str
    value: str
    finding: Finding

    def sentence(self, language: Language = "id") -> str:
        """The fault as one line: file, line, field, value and what to do."""
        return text(self.finding, language)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a pack."""

    file: str
    line: int

    def fault(self, code: str, field: str, value: object, **parameters: str | int) -> Fault:
        """A fault at this place that blocks; the sentence of `pack.<code>` gets file, line, field and value too."""
        return self._fault(Severity.ERROR, code, field, value, parameters)

    def doubt(self, code: str, field: str, value: object, **parameters: str | int) -> Fault:
        """A warning at this place that blocks nothing."""
        return self._fault(Severity.WARNING, code, field, value, parameters)

    def _fault(
        self, severity: Severity, code: str, field: str, value: object, parameters: dict[str, str | int]
    ) -> Fault:
        shown = str(value) if len(str(value)) <= 80 else f"{str(value)[:79]}…"
        make = error if severity is Severity.ERROR else warning
        found = make(
            f"pack.{code}",
            field=f"{self.file}.{field}",
            **{"file": self.file, "line": self.line, "name": field, "value": shown, **parameters},
        )
        return Fault(file=self.file, line=self.line, field=field, value=shown, finding=found)
