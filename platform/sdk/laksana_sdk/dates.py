"""Indonesian dates as offices write them, in and out."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from laksana_sdk.findings import Finding, error

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# Spellings of older and hurried documents; the full names and their first three letters are added below.
_ALSO_WRITTEN = {
    "pebruari": 2,
    "peb": 2,
    "febuari": 2,
    "agst": 8,
    "agust": 8,
    "ags": 8,
    "aug": 8,
    "sept": 9,
    "nopember": 11,
    "nop": 11,
    "oct": 10,
    "dec": 12,
}
_MONTH_NUMBERS = MappingProxyType(
    {name.lower(): number for number, name in enumerate(MONTHS, 1)}
    | {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)}
    | _ALSO_WRITTEN
)
_WORDS = re.compile(r"(?:[^\W\d]+\s*,\s*)?(\d{1,2})\s+([^\W\d]+)\.?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

# What PostgreSQL, PDF and the calendar in use agree on; an office has no older paper and plans no further.
EARLIEST_YEAR = 1800
LATEST_YEAR = 2999

_ZONE_NAMES = MappingProxyType(
    {
        "Asia/Jakarta": "WIB",
        "Asia/Pontianak": "WIB",
        "Asia/Makassar": "WITA",
        "Asia/Jayapura": "WIT",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """What a date cell says: a day, or nothing (blank or a dash), or what is wrong with it."""

    day: date | None = None
    finding: Finding | None = None


def read_date(text: str | None, *, field: str | None = None) -> ReadDate:
    """The day that `5 Januari 2023`, `30 Nopember 2023`, `05-01-2023`, `05/01/2023` or `2023-01-05` names.

    The day always comes first but in ISO form. Blank and dashes are no date, and no fault; a date that no calendar
    has and a text that is no date come back as findings, never corrected.
    """
    written = " ".join((text or "").split())
    if not written.strip("-\u2013\u2014"):
        return ReadDate()
    parts = _parts(written)
    if parts is None:
        return ReadDate(finding=error("dates.not_a_date", field=field, written=written[:40]))
    day, month, year = parts
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return ReadDate(finding=error("dates.year_out_of_range", field=field, written=written[:40], year=year))
    try:
        return ReadDate(day=date(year, month, day))
    except ValueError:
        return ReadDate(finding=error("dates.no_such_day", field=field, written=written[:40]))


def _parts(written: str) -> tuple[int, int, int] | None:
    # ASCII digits only: a date in other digits would be stored as something its reader did not see.
    if not written.isascii():
        return None
    if (match := _WORDS.fullmatch(written)) and (month := _MONTH_NUMBERS.get(match[2].lower())):
        return int(match[1]), month, int(match[3])
    if match := _NUMBERS.fullmatch(written):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _ISO.fullmatch(written):
        return int(match[3]), int(match[2]), int(match[1])
    return None


def indonesian_date(day: date) -> str:
    """`5 Januari 2023`, as letters print it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def indonesian_day_and_date(day: date) -> str:
    """`Kamis, 5 Januari 2023`."""
    return f"{WEEKDAYS[day.weekday()]}, {indonesian_date(day)}"


def indonesian_time(at: datetime, *, zone: str) -> str:
    """`07.30 WIB`: the moment on the clock of the office's zone (`Asia/Jakarta`, `Asia/Makassar`, `Asia/Jayapura`).

    Raises ValueError for a moment without a zone of its own and for a zone outside Indonesia.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without time zone cannot be shown; store and pass aware UTC times")
    if zone not in _ZONE_NAMES:
        raise ValueError(f"{zone!r} is no time zone of Indonesia; use one of {', '.join(_ZONE_NAMES)}")
    return f"{at.astimezone(ZoneInfo(zone)):%H.%M} {_ZONE_NAMES[zone]}"


def local_day(at: datetime, *, zone: str) -> date:
    """The calendar day of a moment in the office's zone: a letter signed at 00.30 WIB is of the new day.

    Raises ValueError as `indonesian_time` does.
    """
    indonesian_time(at, zone=zone)
    return at.astimezone(ZoneInfo(zone)).date()
