"""Fixtures for the tests of a plugin: `office`, `case`, `clock`, `perform`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from laksana_kit.testing.played import Clock, InventedOffice, Perform, PlayedCase
    from laksana_sdk.procedure import Procedure

# Whoever has the kit installed has this in every run of pytest: the engine is imported for those who ask for a case.
_PLAYED = "laksana_kit.testing.played"


@pytest.fixture
def procedure(request: pytest.FixtureRequest) -> Procedure:
    """The newest release's procedure of the plugin in whose folder the test lies; override it for another release."""
    newest: Procedure = import_module("laksana_kit.testing.home").releases_beside(request.path)[-1].procedure
    return newest


@pytest.fixture
def office() -> InventedOffice:
    """The invented office of the kit: hours, people, institutions, and whoever holds a role."""
    invented: InventedOffice = import_module(_PLAYED).InventedOffice()
    return invented


@pytest.fixture
def case(procedure: Procedure, office: InventedOffice) -> PlayedCase:
    """A case that is not opened yet; no database."""
    played: PlayedCase = import_module(_PLAYED).PlayedCase(procedure, office)
    return played


@pytest.fixture
def clock(case: PlayedCase) -> Clock:
    """The case's time: `clock.advance(days=3)`."""
    return case.clock


@pytest.fixture
def perform(case: PlayedCase) -> Perform:
    """`perform("step", "outcome", field=value)`: the step done by whoever is asked; raises RefusedError."""
    return case.perform
