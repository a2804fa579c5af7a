"""The office's time: which days it works, between which hours, and how much of that lies between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

# Longer than any run of holidays: a calendar without a working day for this long has no schedule there.
LONGEST_REST = 400


class CalendarError(ValueError):
    """A calendar cannot answer; the message names the day or value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """One stretch of work on a day, local time; a break lies between two stretches."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise CalendarError(f"office hours {self.opens}-{self.closes}: opening must come before closing; swap them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The weekly hours from `since` until `until` (both days included; None: no limit); `week` starts on Monday."""

    week: tuple[tuple[OfficeHours, ...], ...]
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise CalendarError(f"a week of {len(self.week)} days: give seven, Monday first, with () for days of rest")
        for hours in self.week:
            for earlier, later in pairwise(hours):
                if earlier.closes > later.opens:
                    raise CalendarError(f"hours from {later.opens} overlap those until {earlier.closes}; order them")

    def covers(self, day: date) -> bool:
        """Whether this schedule is in force on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """An office's zone (IANA name), its dated schedules and its days off.

    The last schedule that covers a day decides, so a dated override such as Ramadan stands behind what it overrides.
    """

    zone: str
    schedules: tuple[Schedule, ...]
    days_off: frozenset[date] = frozenset()
    tzinfo: ZoneInfo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tzinfo", _zone(self.zone))

    def hours(self, day: date) -> tuple[OfficeHours, ...]:
        """The stretches of work of that local day, none on a day off."""
        if day in self.days_off:
            return ()
        for schedule in reversed(self.schedules):
            if schedule.covers(day):
                return schedule.week[day.weekday()]
        return ()


def local_date(calendar: Calendar, at: datetime) -> date:
    """The office's day at that moment."""
    return _aware(at).astimezone(calendar.tzinfo).date()


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the office works on that local day."""
    return bool(calendar.hours(day))


def nth_working_day(calendar: Calendar, start: date, n: int) -> date:
    """The n-th working day after the start day, which itself does not count; n = 0 gives the start day.

    Raises CalendarError when n is negative or the calendar has no working day for over a year.
    """
    if n < 0:
        raise CalendarError(f"{n} working days: count forward, with 0 or more")
    day = start
    for _ in range(n):
        day = _next_working_day(calendar, day)
    return day


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """How many working days lie after the start day, up to and with the end day; 0 when the end is not later."""
    return sum(is_working_day(calendar, start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_office_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The moment (UTC) when that many minutes of office time have passed; 0 gives the start or the next opening.

    Raises CalendarError when minutes are negative or the calendar has no working day for over a year.
    """
    if minutes < 0:
        raise CalendarError(f"{minutes} office minutes: count forward, with 0 or more")
    left = timedelta(minutes=minutes)
    at = _aware(start).astimezone(UTC)
    for opens, closes in _stretches_from(calendar, at):
        begins = max(opens, at)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    raise AssertionError("unreachable: the stretches of a calendar end with an error only")


def office_time_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The office time between two moments, to the microsecond; nothing when the end is not later."""
    at, until = _aware(start).astimezone(UTC), _aware(end).astimezone(UTC)
    total = timedelta()
    day, last = local_date(calendar, at), local_date(calendar, until)
    while day <= last:
        for opens, closes in _stretches(calendar, day):
            begins, ends = max(opens, at), min(closes, until)
            if begins < ends:
                total += ends - begins
        day += timedelta(days=1)
    return total


def resumed(calendar: Calendar, since: datetime, stopped: datetime, at: datetime) -> datetime:
    """Since when (UTC) a clock counts that began at `since`, stood still from `stopped` on, and runs again from `at`.

    As much office time lies between that moment and `at` as the clock had counted when it stopped.
    """
    left, until = office_time_between(calendar, since, stopped), _aware(at).astimezone(UTC)
    day = local_date(calendar, until)
    while left:
        for opens, closes in reversed(list(_stretches(calendar, day))):
            worked = max(min(closes, until) - opens, timedelta())
            if worked >= left:
                return min(closes, until) - left
            left -= worked
        day -= timedelta(days=1)
    return until


def office_minutes_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """The full minutes of office time between two moments; 0 when the end is not later."""
    return office_time_between(calendar, start, end) // timedelta(minutes=1)


def closing(calendar: Calendar, day: date) -> datetime:
    """When that local day's work ends (UTC); on a day without work, when the day itself ends."""
    hours = calendar.hours(day)
    if hours:
        return _utc(calendar, day, hours[-1].closes)
    return _utc(calendar, day + timedelta(days=1), time())


def _next_working_day(calendar: Calendar, day: date) -> date:
    for n in range(1, LONGEST_REST + 1):
        found = day + timedelta(days=n)
        if is_working_day(calendar, found):
            return found
    raise CalendarError(f"no working day within {LONGEST_REST} days after {day}; give the calendar a schedule there")


def _stretches_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Every stretch of work that has not ended before that moment, without end."""
    day = local_date(calendar, at)
    for opens, closes in _stretches(calendar, day):
        if closes >= at:
            yield opens, closes
    while True:
        day = _next_working_day(calendar, day)
        yield from _stretches(calendar, day)


def _stretches(calendar: Calendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    for hours in calendar.hours(day):
        yield _utc(calendar, day, hours.opens), _utc(calendar, day, hours.closes)


def _utc(calendar: Calendar, day: date, at: time) -> datetime:
    return datetime.combine(day, at, calendar.tzinfo).astimezone(UTC)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise CalendarError(f"the time {at.isoformat()} has no zone; give an aware time in UTC")
    return at


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as fault:
        raise CalendarError(f"the zone {name!r} is not an IANA time zone; write it like Asia/Jakarta") from fault
