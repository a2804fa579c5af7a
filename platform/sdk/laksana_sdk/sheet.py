"""The sheet: the printed facts of a signed SOP, verbatim, with None where the paper is blank."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from laksana_sdk.strict_yaml import Record, read_record

# Months and years as sheets mean them when they are held against each other; a due date is never made of them.
_AMOUNTS = {
    "years": dt.timedelta(days=365),
    "months": dt.timedelta(days=30),
    "weeks": dt.timedelta(days=7),
    "days": dt.timedelta(days=1),
    "hours": dt.timedelta(hours=1),
    "minutes": dt.timedelta(minutes=1),
    "seconds": dt.timedelta(seconds=1),
}
_DURATION = re.compile(
    r"P(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,4})M)?(?:(?P<seconds>\d{1,4})S)?)?"
)
_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TimeKind(StrEnum):
    """What a printed time says: one duration, about one, from-to, one of several, or nothing."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    ALTERNATIVES = "alternatives"
    NONE = "none"


class TimeBasis(StrEnum):
    """What a printed time is counted in, as far as the cell itself shows it."""

    OFFICE_TIME = "office_time"
    WORKING_DAYS = "working_days"
    CALENDAR = "calendar"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTime:
    """The time cell of a row; `iso` is an ISO 8601 duration, two or more joined by `/` for a range or alternatives."""

    printed: str | None
    iso: str | None
    kind: TimeKind
    basis: TimeBasis

    @property
    def longest(self) -> dt.timedelta | None:
        """The printed time, the longest where several are printed; None where none is."""
        return None if self.iso is None else max(_duration(part) for part in self.iso.split("/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row of the table; the names are the printed form's."""

    no: str | None
    kegiatan: str
    pelaksana: tuple[str, ...]
    kelengkapan: str | None
    waktu: PrintedTime
    output: str | None
    keterangan: str | None
    keputusan: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """The sum of a sheet's printed times, one for each basis, and the rows (from 1) that print none."""

    by_basis: Mapping[TimeBasis, dt.timedelta]
    rows_without_time: tuple[int, ...]

    @property
    def office_time(self) -> str:
        """The handling time inside office hours as an ISO duration in minutes: `PT57M`."""
        minutes = self.by_basis.get(TimeBasis.OFFICE_TIME, dt.timedelta()) // _AMOUNTS["minutes"]
        return f"PT{minutes}M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the office signed; the names are the printed form's, the days ISO days or months ("2010-05").

    Lists are as printed: what the text runs together is one item here, its split stands in reading.yaml.
    An unnamed column of `kolom_pelaksana` is None. The kop is not here: letterheads are the office's own data.
    """

    nomor_sop: str | None
    nama_sop: str | None
    judul: str | None
    unit: str | None
    tanggal_pembuatan: str | None
    tanggal_revisi: str | None
    tanggal_efektif: str | None
    disahkan_oleh: str | None
    dasar_hukum: tuple[str, ...]
    kualifikasi_pelaksana: tuple[str, ...]
    keterkaitan: tuple[str, ...]
    peralatan: tuple[str, ...]
    peringatan: tuple[str, ...]
    pencatatan_pendataan: tuple[str, ...]
    kolom_pelaksana: tuple[str | None, ...]
    langkah: tuple[SheetRow, ...]

    @classmethod
    def beside(cls, file: str | Path) -> "Sheet":
        """The sheet in `sheet.yaml` next to a file (`__file__`). Raises PluginFileError naming the remedy."""
        return read_sheet(Path(file).with_name("sheet.yaml"))

    def row(self, number: int) -> SheetRow:
        """The row counted from 1, whatever number is printed. Raises LookupError outside the sheet."""
        if not 1 <= number <= len(self.langkah):
            message = f"the sheet {self.nomor_sop!r} has no row {number}; its rows are 1 to {len(self.langkah)}"
            raise LookupError(message)
        return self.langkah[number - 1]

    def total_printed(self) -> PrintedTotal:
        """The printed times added up, and which rows print none."""
        sums: dict[TimeBasis, dt.timedelta] = {}
        blank: list[int] = []
        for number, row in enumerate(self.langkah, start=1):
            if (time := row.waktu.longest) is None:
                blank.append(number)
            else:
                sums[row.waktu.basis] = sums.get(row.waktu.basis, dt.timedelta()) + time
        return PrintedTotal(by_basis=sums, rows_without_time=tuple(blank))


def read_sheet(file: Path) -> Sheet:
    """The sheet that a file holds. Raises PluginFileError, which names file, key, value and remedy."""
    record = read_record(file)
    sheet = Sheet(
        nomor_sop=record.text_or_none("nomor_sop"),
        nama_sop=record.text_or_none("nama_sop"),
        judul=record.text_or_none("judul"),
        unit=record.text_or_none("unit"),
        tanggal_pembuatan=_day(record, "tanggal_pembuatan"),
        tanggal_revisi=_day(record, "tanggal_revisi"),
        tanggal_efektif=_day(record, "tanggal_efektif"),
        disahkan_oleh=record.text_or_none("disahkan_oleh"),
        dasar_hukum=record.texts("dasar_hukum"),
        kualifikasi_pelaksana=record.texts("kualifikasi_pelaksana"),
        keterkaitan=record.texts("keterkaitan"),
        peralatan=record.texts("peralatan"),
        peringatan=record.texts("peringatan"),
        pencatatan_pendataan=record.texts("pencatatan_pendataan"),
        kolom_pelaksana=record.texts_or_none("kolom_pelaksana"),
        langkah=tuple(_row(row) for row in record.records("langkah")),
    )
    record.close()
    if not sheet.langkah:
        raise record.fault("langkah", "no rows", "write the table's rows")
    return sheet


def _row(record: Record) -> SheetRow:
    row = SheetRow(
        no=record.text_or_none("no"),
        kegiatan=record.text("kegiatan"),
        pelaksana=record.texts("pelaksana"),
        kelengkapan=record.text_or_none("kelengkapan"),
        waktu=_time(record.record("waktu")),
        output=record.text_or_none("output"),
        keterangan=record.text_or_none("keterangan"),
        keputusan=record.texts("keputusan"),
    )
    record.close()
    return row


def _time(record: Record) -> PrintedTime:
    time = PrintedTime(
        printed=record.text_or_none("printed"),
        iso=record.text_or_none("iso"),
        kind=record.choice("kind", TimeKind),
        basis=record.choice("basis", TimeBasis),
    )
    record.close()
    parts = time.iso.split("/") if time.iso is not None else []
    if (time.kind is TimeKind.NONE) != (time.iso is None):
        raise record.fault("kind", f"{time.kind.value!r} beside iso {time.iso!r}", "kind none goes with iso null alone")
    if time.kind is TimeKind.NONE and time.basis is not TimeBasis.UNKNOWN:
        raise record.fault("basis", f"{time.basis.value!r} without a time", "write unknown")
    if (len(parts) > 1) != (time.kind in {TimeKind.RANGE, TimeKind.ALTERNATIVES}):
        raise record.fault("iso", f"{time.iso!r} beside kind {time.kind.value!r}", "join several durations by /")
    for part in parts:
        if part in {"P", ""} or not _DURATION.fullmatch(part):
            raise record.fault("iso", f"{part!r} is no ISO 8601 duration", "write PT15M, PT1H, P3D or P1M")
    return time


def _duration(iso: str) -> dt.timedelta:
    found = _DURATION.fullmatch(iso)
    amounts = found.groupdict(default="0") if found else {}
    return sum((_AMOUNTS[unit] * int(count) for unit, count in amounts.items()), dt.timedelta())


def _day(record: Record, key: str) -> str | None:
    text = record.text_or_none(key)
    if text is None:
        return None
    whole = f"{text}-01" if _MONTH.fullmatch(text) else text
    try:
        if _DAY.fullmatch(whole):
            dt.date.fromisoformat(whole)
            return text
    except ValueError:
        pass
    raise record.fault(key, f"{text!r} is no ISO day or month", 'write "2024-06-04" or "2010-05"')
