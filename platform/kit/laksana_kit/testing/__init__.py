"""Tests that follow from a procedure: `TestSop = derive(__file__)` in a plugin's test file is all they need."""

from laksana_kit.testing.derived import derive
from laksana_kit.testing.played import Clock, InventedOffice, Perform, PlayedCase, RefusedError

__all__ = ["Clock", "InventedOffice", "Perform", "PlayedCase", "RefusedError", "derive"]
