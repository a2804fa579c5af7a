"""The office's time: the vectors of the field and the laws that hold for every calendar day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laksana_engine import worktime
from laksana_engine.worktime import Calendar, CalendarError, OfficeHours, Schedule
from laksana_kit.explore.hours import ORDINARY_HOURS, RAMADAN_HOURS, weekly

WIB = ZoneInfo("Asia/Jakarta")
DAYS_OFF = frozenset(
    holidays.country_holidays("ID", categories=("public", "government"), years=range(2024, 2028)).keys()
)
RAMADAN_2026 = Schedule(week=RAMADAN_HOURS, since=date(2026, 2, 18), until=date(2026, 3, 19))
OFFICE = Calendar(zone="Asia/Jakarta", schedules=(Schedule(week=ORDINARY_HOURS), RAMADAN_2026), days_off=DAYS_OFF)

START = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 900 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
MINUTES = st.integers(min_value=0, max_value=3_000)


def local(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


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
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_the_nth_working_day_skips_weekends_holidays_and_cuti_bersama(start: date, n: int, expected: date) -> None:
    assert worktime.nth_working_day(OFFICE, start, n) == expected


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (local(2026, 11, 20, 16, 20), 15, local(2026, 11, 23, 7, 35)),
        (local(2026, 11, 20, 16, 20), 10, local(2026, 11, 20, 16, 30)),
        (local(2026, 11, 23, 11, 50), 15, local(2026, 11, 23, 13, 5)),
        (local(2026, 11, 22, 3, 0), 0, local(2026, 11, 23, 7, 30)),
        (local(2026, 2, 18, 14, 50), 15, local(2026, 2, 19, 8, 5)),
        (local(2026, 11, 23, 7, 30), 2_250, local(2026, 11, 27, 16, 30)),
    ],
    ids=["over the weekend", "until closing", "over the break", "next opening", "ramadan", "37.5 hours are a week"],
)
def test_office_minutes_run_inside_office_hours_only(start: datetime, minutes: int, end: datetime) -> None:
    assert worktime.add_office_minutes(OFFICE, start, minutes) == end
    assert worktime.office_minutes_between(OFFICE, start, end) == minutes


def test_the_office_day_is_the_local_day() -> None:
    assert worktime.local_date(OFFICE, datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == date(2026, 11, 21)


def test_a_day_closes_with_its_last_hours_and_a_day_of_rest_at_midnight() -> None:
    assert worktime.closing(OFFICE, date(2026, 11, 20)) == local(2026, 11, 20, 16, 30)
    assert worktime.closing(OFFICE, date(2026, 11, 21)) == local(2026, 11, 22, 0, 0)


def test_a_calendar_without_working_days_says_so_instead_of_searching_forever() -> None:
    empty = Calendar(zone="Asia/Jakarta", schedules=(Schedule(week=((),) * 7),))

    with pytest.raises(CalendarError, match="no working day within 400 days after 2026-11-20"):
        worktime.nth_working_day(empty, date(2026, 11, 20), 1)
    with pytest.raises(CalendarError, match="no working day"):
        worktime.add_office_minutes(empty, local(2026, 11, 20, 9, 0), 1)


def test_what_is_no_calendar_is_refused_with_its_remedy() -> None:
    with pytest.raises(CalendarError, match="'WIB' is not an IANA time zone"):
        Calendar(zone="WIB", schedules=())
    with pytest.raises(CalendarError, match="opening must come before closing"):
        OfficeHours(opens=time(16), closes=time(8))
    with pytest.raises(CalendarError, match="a week of 5 days"):
        Schedule(week=weekly("07.30-16.00", "07.30-16.30")[:5])
    with pytest.raises(CalendarError, match="has no zone"):
        worktime.local_date(OFFICE, datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - the fault under test
    with pytest.raises(CalendarError, match="count forward"):
        worktime.add_office_minutes(OFFICE, local(2026, 11, 20, 9, 0), -1)


@given(start=MOMENTS, first=MINUTES, then=MINUTES)
def test_minutes_may_be_added_in_two_parts(start: datetime, first: int, then: int) -> None:
    in_parts = worktime.add_office_minutes(OFFICE, worktime.add_office_minutes(OFFICE, start, first), then)

    assert in_parts == worktime.add_office_minutes(OFFICE, start, first + then)


@given(start=MOMENTS, minutes=MINUTES)
def test_the_time_between_is_what_was_added(start: datetime, minutes: int) -> None:
    end = worktime.add_office_minutes(OFFICE, start, minutes)

    assert worktime.office_time_between(OFFICE, start, end) == timedelta(minutes=minutes)


@given(start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=9)), minutes=MINUTES)
def test_who_starts_later_does_not_end_earlier(start: datetime, later: timedelta, minutes: int) -> None:
    end = worktime.add_office_minutes(OFFICE, start, minutes)

    assert end <= worktime.add_office_minutes(OFFICE, start + later, minutes)
    assert end <= worktime.add_office_minutes(OFFICE, start, minutes + 1)


@given(start=MOMENTS, minutes=MINUTES)
def test_office_time_never_ends_outside_office_hours(start: datetime, minutes: int) -> None:
    end = worktime.add_office_minutes(OFFICE, start, minutes).astimezone(WIB)

    assert any(hours.opens <= end.time() <= hours.closes for hours in OFFICE.hours(end.date()))


@given(moments=st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_the_time_between_adds_up(moments: list[datetime]) -> None:
    a, b, c = moments

    parts = worktime.office_time_between(OFFICE, a, b) + worktime.office_time_between(OFFICE, b, c)

    assert parts == worktime.office_time_between(OFFICE, a, c)


@given(start=st.dates(date(2024, 1, 1), date(2027, 6, 1)), n=st.integers(0, 60))
def test_counting_working_days_undoes_the_nth_working_day(start: date, n: int) -> None:
    end = worktime.nth_working_day(OFFICE, start, n)

    assert worktime.working_days_between(OFFICE, start, end) == n
    assert n == 0 or worktime.is_working_day(OFFICE, end)
