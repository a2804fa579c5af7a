"""An office's working time as plain data: dated weekly hours, and the days on which it does not work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
"""The four zones of Indonesia: WIB twice, WITA, WIT."""

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
YEARS_BACK, YEARS_AHEAD = 3, 3

_STRETCH = re.compile(r"([01][0-9]|2[0-3])\.([0-5][0-9])-([01][0-9]|2[0-3])\.([0-5][0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """The hours of a week, Monday first, each day as stretches (opens, closes); the last one that covers a day counts.

    `since` and `until` are the first and last day on which the hours hold; None: without limit.
    """

    name: str
    week: tuple[tuple[tuple[time, time], ...], ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendar:
    """When an office works: IANA zone, dated hours, and days off between the two days for which they are known."""

    zone: str
    schedules: tuple[WeeklyHours, ...]
    days_off: frozenset[date]
    known_from: date
    known_until: date


def stretch(text: str) -> tuple[time, time] | None:
    """The stretch of work in a text such as `07.30-12.00`; None when it is not written so or ends before it begins."""
    match = _STRETCH.fullmatch(text)
    if match is None:
        return None
    hours = [int(part) for part in match.groups()]
    opens, closes = time(hours[0], hours[1]), time(hours[2], hours[3])
    return (opens, closes) if opens < closes else None


def local_day(at: datetime, zone: str) -> date:
    """The day that it is in an office of this zone at an instant; the day changes at midnight there."""
    return at.astimezone(ZoneInfo(zone)).date()


def office_calendar(document: Mapping[str, Any], *, zone: str, around: date) -> OfficeCalendar:
    """The calendar that an office's pack describes, with days off for some years around the given day.

    Days off are national holidays and cuti bersama (both free for civil servants), the operator's and the office's own
    days, less the days on which the operator or the office works all the same.
    """
    years = range(around.year - YEARS_BACK, around.year + YEARS_AHEAD + 1)
    days_off = set(national_days_off(years[0], years[-1]))
    days_off |= {date.fromisoformat(entry["day"]) for entry in document["days_off"]}
    days_off -= {date.fromisoformat(entry["day"]) for entry in document["working_days"]}
    return OfficeCalendar(
        zone=zone,
        schedules=tuple(_weekly_hours(entry) for entry in document["schedules"]),
        days_off=frozenset(days_off),
        known_from=date(years[0], 1, 1),
        known_until=date(years[-1], 12, 31),
    )


@lru_cache(maxsize=16)
def national_days_off(first_year: int, last_year: int) -> frozenset[date]:
    """National holidays and cuti bersama of these years, as the `holidays` library knows them."""
    return frozenset(_days(range(first_year, last_year + 1), ("public", "government")))


def years_without_cuti_bersama(years: Sequence[int]) -> tuple[int, ...]:
    """The years for which the library knows no cuti bersama: the operator must state them, or update the library."""
    return tuple(year for year in years if not _days(range(year, year + 1), ("government",)))


def _days(years: range, categories: tuple[str, ...]) -> frozenset[date]:
    return frozenset(holidays.country_holidays("ID", years=years, categories=categories, language="id"))


def _weekly_hours(entry: Mapping[str, Any]) -> WeeklyHours:
    return WeeklyHours(
        name=entry["name"],
        week=tuple(tuple(_stretch(text) for text in day) for day in entry["week"]),
        since=_day(entry["valid_from"]),
        until=_day(entry["valid_until"]),
    )


def _stretch(text: str) -> tuple[time, time]:
    found = stretch(text)
    if found is None:
        msg = f"the stored office hours {text!r} are not written 07.30-12.00; apply the office's pack again"
        raise ValueError(msg)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
