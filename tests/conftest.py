"""The run's services and the fixtures that every room's tests may ask for; what no test asks for is not started."""

import os
import tempfile
from pathlib import Path

import pytest
from tests.support.beginnings import beginnings
from tests.support.database import database, installed_engine, kept_tables, owner, postgres, server
from tests.support.inhabited import behind, inhabited, intruders
from tests.support.scheduling import FolderScheduling, longest_first
from tests.support.services import Run
from tests.support.storage import evidence, storage, storage_server, storage_settings
from tests.support.world import typesetter, world
from xdist.remote import Producer  # type: ignore[import-untyped]  # xdist ships no types

__all__ = [
    "beginnings",
    "behind",
    "database",
    "evidence",
    "inhabited",
    "installed_engine",
    "intruders",
    "kept_tables",
    "owner",
    "postgres",
    "server",
    "storage",
    "storage_server",
    "storage_settings",
    "typesetter",
    "world",
]

_RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", None)
    if given is None:
        # Workers and programs read what the first of them compiled; else each compiles the whole product anew.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        home = Path(tempfile.mkdtemp(prefix="laksana-tests-"))
        config.stash[_RUN] = Run(home=home, leader=os.getpid(), worker="main")
    else:
        config.stash[_RUN] = Run(home=Path(given["home"]), leader=given["leader"], worker=given["workerid"])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    run = node.config.stash[_RUN]  # type: ignore[attr-defined]
    node.workerinput.update(home=str(run.home), leader=run.leader)  # type: ignore[attr-defined]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FolderScheduling:
    return FolderScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=longest_first)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[_RUN].stop()


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    """The test run, over all its workers."""
    return pytestconfig.stash[_RUN]
