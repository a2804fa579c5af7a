"""Dates are read as Indonesian offices write them, day first, and never guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laksana_sdk.dates import (
    MONTHS,
    ReadDate,
    indonesian_date,
    indonesian_day_and_date,
    indonesian_time,
    local_day,
    read_date,
)
from laksana_sdk.findings import Language, text

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2999, 12, 31))


@given(DAYS)
def test_a_date_written_in_any_way_is_read_back(day: date) -> None:
    written = [
        indonesian_date(day),
        indonesian_day_and_date(day),
        f"{day:%d} {MONTHS[day.month - 1].upper()} {day:%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"  {day.isoformat()} ",
    ]

    assert [read_date(one) for one in written] == [ReadDate(day=day)] * len(written)


@given(st.text(max_size=60))
def test_any_text_is_a_day_nothing_or_one_finding(written: str) -> None:
    read = read_date(written, field="tanggal")

    assert read.day is None or read.finding is None
    if read.finding is not None:
        assert read.finding.blocks
        assert text(read.finding, "id")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("05 Januari 2023", date(2023, 1, 5)),
        ("30 Nopember 2023", date(2023, 11, 30)),
        ("4 Juni 2024", date(2024, 6, 4)),
        ("1 Pebruari 2023", date(2023, 2, 1)),
        ("17 Agst 2023", date(2023, 8, 17)),
        ("17 Agst. 2023", date(2023, 8, 17)),
        ("01/02/2023", date(2023, 2, 1)),
        ("29 Februari 2024", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_as_the_sheets_print_them(written: str, day: date) -> None:
    assert read_date(written) == ReadDate(day=day)


@pytest.mark.parametrize("written", [None, "", "   ", "-", "--", " \u2013 "])
def test_blank_and_dash_are_no_date_and_no_fault(written: str | None) -> None:
    assert read_date(written) == ReadDate()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31 April 2023", "dates.no_such_day"),
        ("29-02-2023", "dates.no_such_day"),
        ("12/31/2023", "dates.no_such_day"),
        ("00-01-2023", "dates.no_such_day"),
        ("5 Januari 0023", "dates.year_out_of_range"),
        ("5 Januari", "dates.not_a_date"),
        ("05-01/2023", "dates.not_a_date"),
        ("5 Brumaire 2023", "dates.not_a_date"),
        ("\u0665 Januari 2023", "dates.not_a_date"),
        ("kemarin", "dates.not_a_date"),
        ("9" * 10_000, "dates.not_a_date"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_no_calendar_has_is_a_finding_that_quotes_it(written: str, code: str, language: Language) -> None:
    read = read_date(written, field="tanggal_lahir")

    assert read.day is None
    assert read.finding is not None
    assert (read.finding.code, read.finding.field) == (code, "tanggal_lahir")
    assert f"“{written[:40]}”" in text(read.finding, language)


def test_a_day_is_shown_with_its_name() -> None:
    assert indonesian_day_and_date(date(2023, 1, 5)) == "Kamis, 5 Januari 2023"
    assert indonesian_day_and_date(date(2024, 5, 31)) == "Jumat, 31 Mei 2024"


@pytest.mark.parametrize(
    ("zone", "shown", "day"),
    [
        ("Asia/Jakarta", "00.30 WIB", date(2024, 6, 5)),
        ("Asia/Pontianak", "00.30 WIB", date(2024, 6, 5)),
        ("Asia/Makassar", "01.30 WITA", date(2024, 6, 5)),
        ("Asia/Jayapura", "02.30 WIT", date(2024, 6, 5)),
    ],
)
def test_a_moment_is_shown_on_the_offices_clock(zone: str, shown: str, day: date) -> None:
    at = datetime(2024, 6, 4, 17, 30, tzinfo=UTC)

    assert indonesian_time(at, zone=zone) == shown
    assert local_day(at, zone=zone) == day


def test_a_moment_without_zone_and_a_foreign_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        indonesian_time(datetime(2024, 6, 4, 17, 30), zone="Asia/Jakarta")  # noqa: DTZ001  # the fault under test
    with pytest.raises(ValueError, match="'Asia/Tokyo' is no time zone of Indonesia"):
        local_day(datetime(2024, 6, 4, tzinfo=UTC), zone="Asia/Tokyo")
