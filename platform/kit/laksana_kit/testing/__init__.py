"""Tests that follow from a procedure: `TestSop = derive(__file__)` in a plugin's test file is all they need."""

from laksana_kit.testing.derived import derive

__all__ = ["derive"]
