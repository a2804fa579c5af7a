"""Two offices with a register each."""

from tests.support.two_offices import master_key, offices

__all__ = ["master_key", "offices"]
