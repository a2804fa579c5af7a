"""A part that the service needs does not answer just now; whoever asked may ask the same again."""

from enum import StrEnum
from typing import ClassVar, Final

__all__ = ["RETRY_AFTER", "Part", "PartAway"]

RETRY_AFTER: Final = {"Retry-After": "3"}
"""The header that says after how many seconds asking again is worth while: a restart takes about as long."""


class Part(StrEnum):
    """What the service needs besides itself."""

    DATABASE = "database"
    STORAGE = "storage"
    SCANNER = "scanner"
    PLUGIN = "plugin"


class PartAway(Exception):
    """A part is away, or too busy to answer in time; nothing is known to be wrong with the wish.

    What was asked may be asked again as it was: a mutation with its key happens once, whether or not it had happened.
    """

    part: ClassVar[Part]
