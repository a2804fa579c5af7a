"""What the demonstration has shown, as one object and as a table."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReport:
    """One letter of the case and where its PDF lies."""

    kind: str
    number: str | None
    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport:
    """One case that was carried out; `steps` counts the steps it stood at, `events` its events by kind."""

    sop: str
    tenant: str
    state: str
    steps: int
    events: Mapping[str, int]
    attachments: int
    letters: tuple[LetterReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """The whole demonstration; `seconds` of wall time since the process started."""

    cases: tuple[CaseReport, ...]
    isolation_probe_ok: bool
    audit_ok: bool
    seconds: float

    @property
    def succeeded(self) -> bool:
        """Whether the other offices found nothing and every record is as it was written.

        A case that ends otherwise than told makes no report at all.
        """
        return self.isolation_probe_ok and self.audit_ok

    def as_object(self) -> dict[str, Any]:
        """The report as JSON carries it."""
        return asdict(self)


def print_table(report: DemoReport) -> None:
    """The report has been printed for a person."""
    console = Console()
    for case in report.cases:
        table = Table(title=f"{case.sop} di {case.tenant}: {case.state}", title_justify="left")
        table.add_column("Surat")
        table.add_column("Nomor")
        table.add_column("SHA-256")
        table.add_column("PDF", overflow="fold")
        for letter in case.letters:
            table.add_row(letter.kind, letter.number or "-", letter.sha256[:12], letter.path)
        console.print(table)
        console.print(f"{case.steps} langkah, {sum(case.events.values())} peristiwa, {case.attachments} berkas")
    probe = "tidak menemukan apa pun" if report.isolation_probe_ok else "MENEMUKAN DATA KANTOR LAIN"
    records = "utuh" if report.audit_ok else "TIDAK UTUH"
    console.print(f"Kantor lain {probe}. Catatan semua kantor {records}. Selesai dalam {report.seconds:.1f} detik.")
