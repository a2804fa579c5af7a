"""What applying a pack would change: a difference of rows, or the faults that stand against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from laksana_tenants.provision.faults import Fault
from laksana_tenants.provision.pack import Value

_LABELS = {
    "tenant": "kantor",
    "post": "jabatan",
    "officer": "pegawai",
    "role_post": "peran",
    "post_holder": "pemangku",
    "institution": "lembaga",
    "activation": "aktivasi SOP",
    "classification": "klasifikasi",
}


class Change(StrEnum):
    """What happens to a row: nothing is ever deleted, what left the pack is ended with a date."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as a person reads it; `-` stands for nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One row that would be added, changed or ended; `key` names it within its kind."""

    change: Change
    kind: str
    key: tuple[str, ...]
    fields: tuple[FieldChange, ...] = ()

    @property
    def sentence(self) -> str:
        """The change as one line: `ubah pegawai siti_rahmah: golongan III/a -> III/b`."""
        verb = {Change.ADDED: "tambah", Change.CHANGED: "ubah", Change.ENDED: "akhiri"}[self.change]
        thing = f"{verb} {_LABELS[self.kind]} {' / '.join(self.key)}"
        if self.change is Change.ADDED:
            return thing
        return f"{thing}: " + "; ".join(f"{field.name} {field.before} -> {field.after}" for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a pack would do to its office. With a fault that blocks there are no rows, and nothing can be written."""

    slug: str
    rows: tuple[PlanRow, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the office is already as the pack says."""
        return not self.rows

    @property
    def is_blocked(self) -> bool:
        """Whether a fault must be mended first; warnings alone do not block."""
        return any(fault.finding.blocks for fault in self.faults)


def shown(value: Value) -> str:
    """A value as a plan prints it, cut to one line."""
    match value:
        case None | "":
            return "-"
        case bool():
            return "ya" if value else "tidak"
        case date():
            return value.isoformat()
        case Mapping():
            return _cut(", ".join(f"{name}: {shown(item)}" for name, item in value.items()))
        case list():
            return _cut(" | ".join(shown(item) for item in value)) or "-"
        case _:
            return _cut(str(value))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
