"""Dates and numbers as the letters of this SOP word them."""

from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def day(when: date | None) -> str | None:
    """The day as `5 Januari 2023`, None for none."""
    return None if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def weekday_and_day(when: date | None) -> str | None:
    """The day as `Kamis, 5 Januari 2023`, None for none."""
    return None if when is None else f"{WEEKDAYS[when.weekday()]}, {day(when)}"


def span(first: date | None, last: date | None) -> str | None:
    """From one day to another as a letter says it: `5 Januari 2023`, or `5 Januari 2023 sampai dengan 7 Januari 2023`."""
    if first is None or last is None or last == first:
        return day(first)
    return f"{day(first)} sampai dengan {day(last)}"
