"""Office calendars to play cases by: the hours of Perpres 21/2023, written the way an office writes them."""

from datetime import time

from laksana_engine.worktime import Calendar, OfficeHours, Schedule


def weekly(monday_to_thursday: str, friday: str) -> tuple[tuple[OfficeHours, ...], ...]:
    """A week of five days from hours such as "07.30-12.00 13.00-16.00"."""
    return (*(_hours(monday_to_thursday),) * 4, _hours(friday), (), ())


def _hours(text: str) -> tuple[OfficeHours, ...]:
    stretches = (stretch.split("-") for stretch in text.split())
    return tuple(OfficeHours(opens=_time(opens), closes=_time(closes)) for opens, closes in stretches)


def _time(text: str) -> time:
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


ORDINARY_HOURS = weekly("07.30-12.00 13.00-16.00", "07.30-11.30 13.00-16.30")
RAMADAN_HOURS = weekly("08.00-12.00 12.30-15.00", "08.00-11.30 12.30-15.30")
ORDINARY_CALENDAR = Calendar(zone="Asia/Jakarta", schedules=(Schedule(week=ORDINARY_HOURS),))
