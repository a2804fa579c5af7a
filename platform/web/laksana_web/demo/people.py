"""The people of one office at their screens, found by the role that they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from laksana_web.demo.screen import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office at work: its people by role code, their officer ids, and the day on its own calendar."""

    slug: str
    name: str
    today: date
    screens: Mapping[str, Screen]
    officer_ids: Mapping[str, str]

    def __getitem__(self, role: str) -> Screen:
        """The screen of whoever holds the role; KeyError when the story wants a role that was not set up."""
        return self.screens[role]

    @property
    def day(self) -> str:
        """Today as forms write it."""
        return self.today.isoformat()
