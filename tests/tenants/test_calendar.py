"""The office's calendar: the working-day vectors, dated hours, the operator's and the office's own days."""

from datetime import date, time
from typing import Any

import pytest

from laksana_engine.worktime import Calendar, OfficeHours, Schedule, nth_working_day, working_days_between
from laksana_infra.scope import Scope, scoped
from laksana_tenants import queries
from laksana_tenants.calendar import OfficeCalendar, office_calendar, stretch, years_without_cuti_bersama

WEEK = [["07.30-12.00", "13.00-16.00"]] * 4 + [["07.30-11.30", "13.00-16.30"], [], []]


def document(**days: list[dict[str, str]]) -> dict[str, Any]:
    ordinary = {"name": "Biasa", "valid_from": None, "valid_until": None, "week": WEEK}
    return {"schedules": [ordinary], "days_off": [], "working_days": [], **days}


def engines(calendar: OfficeCalendar) -> Calendar:
    """The engine's calendar, as the core converts it."""
    return Calendar(
        zone=calendar.zone,
        days_off=calendar.days_off,
        schedules=tuple(
            Schedule(
                since=hours.since,
                until=hours.until,
                week=tuple(
                    tuple(OfficeHours(opens=opens, closes=closes) for opens, closes in day) for day in hours.week
                ),
            )
            for hours in calendar.schedules
        ),
    )


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 8, 14), 3, date(2026, 8, 20)),
        (date(2026, 3, 17), 3, date(2026, 3, 27)),
        (date(2026, 5, 26), 3, date(2026, 6, 3)),
        (date(2025, 4, 1), 1, date(2025, 4, 8)),
        (date(2026, 12, 23), 3, date(2026, 12, 30)),
        (date(2024, 6, 6), 9, date(2024, 6, 21)),
    ],
)
def test_working_days_skip_weekends_national_holidays_and_cuti_bersama(start: date, n: int, expected: date) -> None:
    calendar = engines(office_calendar(document(), zone="Asia/Jakarta", around=date(2026, 11, 21)))

    assert nth_working_day(calendar, start, n) == expected


@pytest.mark.parametrize(("year", "days"), [(2025, 237), (2026, 240), (2027, 242)])
def test_a_year_has_its_working_days(year: int, days: int) -> None:
    calendar = engines(office_calendar(document(), zone="Asia/Jakarta", around=date(2026, 11, 21)))

    assert working_days_between(calendar, date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_an_office_adds_local_days_and_works_on_others() -> None:
    calendar = office_calendar(
        document(
            days_off=[{"day": "2026-11-23", "name": "Hari setempat"}],
            working_days=[{"day": "2026-12-24", "name": "Cuti bersama digeser"}],
        ),
        zone="Asia/Pontianak",
        around=date(2026, 11, 21),
    )

    assert nth_working_day(engines(calendar), date(2026, 11, 20), 3) == date(2026, 11, 26)
    assert date(2026, 12, 24) not in calendar.days_off
    assert date(2026, 12, 25) in calendar.days_off
    assert (calendar.known_from, calendar.known_until) == (date(2023, 1, 1), date(2029, 12, 31))


async def test_ramadan_overrides_the_ordinary_hours_on_its_days_alone(lahat: Scope) -> None:
    with scoped(lahat):
        calendar = engines(await queries.current_calendar())

    assert calendar.zone == "Asia/Jakarta"
    assert calendar.hours(date(2026, 2, 18))[0].opens == time(7, 30)
    assert calendar.hours(date(2026, 2, 19))[0].opens == time(8, 0)
    assert calendar.hours(date(2026, 3, 20)) == ()
    assert calendar.hours(date(2026, 3, 27))[-1].closes == time(16, 30)


def test_a_year_whose_cuti_bersama_is_unknown_is_named() -> None:
    assert years_without_cuti_bersama([2026, 2027, 2028]) == (2028,)


@pytest.mark.parametrize(
    "text", ["7.30-12.00", "07:30-12:00", "24.00-25.00", "12.00-07.30", "07.30-07.30", "07.30", ""]
)
def test_hours_that_are_not_written_so_are_not_guessed(text: str) -> None:
    assert stretch(text) is None
