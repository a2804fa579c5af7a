"""The office in scope as a command needs it: its zone, calendar, letterhead and number formats."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from laksana_engine.worktime import Calendar, OfficeHours, Schedule, local_date
from laksana_infra.clock import now
from laksana_sdk import findings
from laksana_sdk.letters import Register
from laksana_tenants.calendar import OfficeCalendar
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.errors import Invalid
from laksana_tenants.queries import settings_and_calendar
from laksana_tenants.views import Letterhead, NumberFormat, OfficeSettings, TenantView


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office with a calendar ready for the engine."""

    settings: OfficeSettings
    calendar: Calendar

    @property
    def tenant(self) -> TenantView:
        """The office itself."""
        return self.settings.tenant

    @property
    def letterhead(self) -> Letterhead:
        """Its kop surat."""
        return self.settings.letterhead

    def day(self, at: datetime) -> date:
        """The office's calendar day at that moment."""
        return local_date(self.calendar, at)

    def number_format(self, register: Register) -> NumberFormat:
        """How the register numbers; raises Invalid when the office has no such register."""
        try:
            return self.settings.number_formats[register]
        except KeyError:
            known = ", ".join(sorted(self.settings.number_formats))
            raise Invalid((findings.error("letter.no_register", register=register, known=known),)) from None


async def office() -> Office:
    """The office in scope, as it is set up now."""
    settings, calendar = await settings_and_calendar(now().date())
    return Office(settings=settings, calendar=working_time(calendar))


async def require_institution(slug: str, on: date) -> None:
    """Nothing when the office's register has this institution on that day; raises Invalid when it has not."""
    if await institution_by_slug(slug, on) is None:
        raise Invalid((findings.error("case.unknown_institution", field="institution", institution=slug[:60]),))


@lru_cache(maxsize=600)
def working_time(calendar: OfficeCalendar) -> Calendar:
    """The office's calendar as the engine reckons with it."""
    return Calendar(
        zone=calendar.zone,
        schedules=tuple(
            Schedule(
                week=tuple(
                    tuple(OfficeHours(opens=opens, closes=closes) for opens, closes in day) for day in hours.week
                ),
                since=hours.since,
                until=hours.until,
            )
            for hours in calendar.schedules
        ),
        days_off=calendar.days_off,
    )
