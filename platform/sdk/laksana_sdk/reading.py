"""Our reading of a sheet: what the paper does not say and an office has to confirm, each with its reason."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from laksana_sdk.roles import ROLES, Role
from laksana_sdk.sheet import Sheet, TimeBasis, read_sheet
from laksana_sdk.strict_yaml import Record, read_record

# What may stand between the items of a run-together list: list numbers, commas, dots, blanks.
_BETWEEN_ITEMS = re.compile(r"[\s\d.,;)]*")


class Symbol(StrEnum):
    """The flowchart symbols of PermenPAN-RB 35/2012 that carry work; the connector is layout."""

    START = "start"
    PROCESS = "process"
    DECISION = "decision"
    END = "end"


class LawStatus(StrEnum):
    """Whether a cited law still holds, as far as we know."""

    IN_FORCE = "in_force"
    PARTLY_REPLACED = "partly_replaced"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure we are; only what is high may be told an office without asking it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """What a printed executor column stands for, counted from 1 among the executor columns."""

    column: int
    printed: str | None
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """Who carries out a row, who supports or receives, and its symbol: inferred, therefore with a reason."""

    row: int
    does: tuple[Role, ...]
    supports: tuple[Role, ...]
    symbol: Symbol
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A run-together list taken apart; `row` is None for a list of the header, `lead` the words before its items."""

    field: str
    row: int | None
    lead: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchReading:
    """Where a branch leads; `printed` is the sheet's own wording."""

    row: int
    printed: str
    then: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """What we take a printed time to be counted in where the cell does not say it."""

    row: int
    basis: TimeBasis
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawReference:
    """A cited law in canonical form ("UU 13/1998"), whether it holds, and what took its place."""

    ref: str
    status: LawStatus
    replaced_by: str | None
    certainty: Certainty
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The laws that one item of the (split) legal bases cites, counted from 1."""

    item: int
    refs: tuple[LawReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A misprint that stays in the sheet, and the word we show in our own labels."""

    printed: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Something odd on the sheet, what we do about it and where; `ask` is our question to the office, in Indonesian."""

    id: str
    finding: str
    decision: str
    steps: tuple[str, ...]
    done_in: str
    ask: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is ours about a sheet. The sheet itself is never repaired; this stands beside it."""

    sheet: Sheet
    columns: tuple[ColumnReading, ...]
    rows: tuple[RowReading, ...]
    branches: tuple[BranchReading, ...]
    times: tuple[TimeReading, ...]
    splits: tuple[Split, ...]
    laws: tuple[LegalBasis, ...]
    corrections: tuple[Correction, ...]
    anomalies: tuple[Anomaly, ...]

    @classmethod
    def beside(cls, file: str | Path) -> "Reading":
        """The reading in `reading.yaml` next to a file (`__file__`), with the sheet that lies there too.

        Raises PluginFileError for a wrong file, and where the reading does not fit its sheet.
        """
        sheet = read_sheet(Path(file).with_name("sheet.yaml"))
        record = read_record(Path(file).with_name("reading.yaml"))
        reading = cls(
            sheet=sheet,
            columns=tuple(_column(entry, sheet) for entry in record.records("columns")),
            rows=tuple(_row(entry, sheet) for entry in record.records("rows")),
            branches=tuple(_branch(entry, sheet) for entry in record.records("branches")),
            times=tuple(_time(entry, sheet) for entry in record.records("times")),
            splits=tuple(_split(entry, sheet) for entry in record.records("splits")),
            laws=tuple(_law(entry) for entry in record.records("laws")),
            corrections=tuple(_correction(entry) for entry in record.records("corrections")),
            anomalies=tuple(_anomaly(entry) for entry in record.records("anomalies")),
        )
        record.close()
        _check_whole(record, reading)
        return reading

    def items(self, field: str, *, row: int | None = None) -> tuple[str, ...]:
        """The items of a list of the sheet: as split here, else as printed."""
        for split in self.splits:
            if (split.field, split.row) == (field, row):
                return split.parts
        return _printed(self.sheet, field, row)


def _check_whole(record: Record, reading: Reading) -> None:
    """Every column, row and legal basis read exactly once and in order, no anomaly answered twice."""
    laws = len(reading.items("dasar_hukum"))
    for key, found, wanted in (
        ("columns", [entry.column for entry in reading.columns], len(reading.sheet.kolom_pelaksana)),
        ("rows", [entry.row for entry in reading.rows], len(reading.sheet.langkah)),
        ("laws", [entry.item for entry in reading.laws], laws),
    ):
        if found != list(range(1, wanted + 1)):
            raise record.fault(key, f"read are {found}, the sheet has 1 to {wanted}", "read each once, in order")
    ids = [anomaly.id for anomaly in reading.anomalies]
    for doubled in sorted({anomaly_id for anomaly_id in ids if ids.count(anomaly_id) > 1}):
        raise record.fault("anomalies", f"{doubled!r} is answered twice", "keep one answer")


def _printed(sheet: Sheet, field: str, row: int | None) -> tuple[str, ...]:
    """The printed texts of a list of the header or of a cell of a row. Raises LookupError for another field."""
    if row is None and field in {"dasar_hukum", "kualifikasi_pelaksana", "keterkaitan"}:
        return tuple(getattr(sheet, field))
    if row is None and field in {"peralatan", "peringatan", "pencatatan_pendataan"}:
        return tuple(getattr(sheet, field))
    if row is not None and field in {"kelengkapan", "output", "keterangan"}:
        cell = getattr(sheet.row(row), field)
        return () if cell is None else (cell,)
    message = f"{field!r} is no list of the {'header' if row is None else 'table'}"
    raise LookupError(message)


def _row_number(record: Record, sheet: Sheet) -> int:
    number = record.number("row")
    if number > len(sheet.langkah):
        raise record.fault("row", f"{number} is no row", f"the sheet's rows are 1 to {len(sheet.langkah)}")
    return number


def _role(record: Record, key: str, code: str) -> Role:
    if code not in ROLES:
        raise record.fault(key, f"the role {code!r} is unknown", f"write one of: {', '.join(ROLES)}")
    return ROLES[code]


def _column(record: Record, sheet: Sheet) -> ColumnReading:
    reading = ColumnReading(
        column=record.number("column"),
        printed=record.text_or_none("printed"),
        role=_role(record, "role", record.text("role")),
        reason=record.text("reason"),
    )
    record.close()
    if sheet.kolom_pelaksana[reading.column - 1 : reading.column] != (reading.printed,):
        raise record.fault("printed", f"{reading.printed!r} does not head column {reading.column}", "copy the sheet's")
    return reading


def _row(record: Record, sheet: Sheet) -> RowReading:
    reading = RowReading(
        row=_row_number(record, sheet),
        does=tuple(_role(record, "does", code) for code in record.texts("does")),
        supports=tuple(_role(record, "supports", code) for code in record.texts("supports")),
        symbol=record.choice("symbol", Symbol),
        reason=record.text("reason"),
    )
    record.close()
    if not reading.does:
        raise record.fault("does", "nobody carries out the row", "name at least one role")
    return reading


def _branch(record: Record, sheet: Sheet) -> BranchReading:
    reading = BranchReading(
        row=_row_number(record, sheet),
        printed=record.text("printed"),
        then=record.text("then"),
        reason=record.text("reason"),
    )
    record.close()
    row = sheet.row(reading.row)
    if reading.printed not in row.keputusan and reading.printed not in row.kegiatan:
        raise record.fault(
            "printed", f"{reading.printed!r} does not stand in row {reading.row}", "copy the sheet's words"
        )
    return reading


def _time(record: Record, sheet: Sheet) -> TimeReading:
    reading = TimeReading(
        row=_row_number(record, sheet), basis=record.choice("basis", TimeBasis), reason=record.text("reason")
    )
    record.close()
    return reading


def _split(record: Record, sheet: Sheet) -> Split:
    split = Split(
        field=record.text("field"),
        row=record.number_or_none("row"),
        lead=record.text_or_none("lead"),
        parts=record.texts("parts"),
    )
    record.close()
    try:
        left = " ".join(_printed(sheet, split.field, split.row))
    except LookupError as fault:
        raise record.fault("field", str(fault), "name a list of the header, or a row and its cell") from fault
    for part in (*([split.lead] if split.lead else []), *split.parts):
        between, found, left = left.partition(part)
        if not found or not _BETWEEN_ITEMS.fullmatch(between):
            raise record.fault("parts", f"{part[:60]!r} does not come next in the sheet", "split the sheet's own words")
    if not _BETWEEN_ITEMS.fullmatch(left):
        raise record.fault("parts", f"{left.strip()[:60]!r} is left over", "add it as an item")
    return split


def _law(record: Record) -> LegalBasis:
    basis = LegalBasis(item=record.number("item"), refs=tuple(_reference(entry) for entry in record.records("refs")))
    record.close()
    return basis


def _reference(record: Record) -> LawReference:
    reference = LawReference(
        ref=record.text("ref"),
        status=record.choice("status", LawStatus),
        replaced_by=record.text_or_none("replaced_by"),
        certainty=record.choice("certainty", Certainty),
        note=record.text_or_none("note"),
    )
    record.close()
    return reference


def _correction(record: Record) -> Correction:
    correction = Correction(printed=record.text("printed"), read=record.text("read"))
    record.close()
    return correction


def _anomaly(record: Record) -> Anomaly:
    anomaly = Anomaly(
        id=record.text("id"),
        finding=record.text("finding"),
        decision=record.text("decision"),
        steps=record.texts("steps"),
        done_in=record.text("done_in"),
        ask=record.text_or_none("ask"),
    )
    record.close()
    return anomaly
