"""Dates as the letters of this SOP word them, where a date may be missing."""

from datetime import date

from laksana_sdk.dates import indonesian_date, indonesian_day_and_date


def day(when: date | None) -> str | None:
    """The day as `5 Januari 2023`, None for none."""
    return None if when is None else indonesian_date(when)


def weekday_and_day(when: date | None) -> str | None:
    """The day as `Kamis, 5 Januari 2023`, None for none."""
    return None if when is None else indonesian_day_and_date(when)


def span(first: date | None, last: date | None) -> str | None:
    """From one day to another: `5 Januari 2023 sampai dengan 7 Januari 2023`, or the one day with its weekday."""
    if last is None or last == first:
        return weekday_and_day(first)
    return f"{day(first) or '...'} sampai dengan {day(last)}"
