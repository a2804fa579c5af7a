"""Which tests a worker runs together, and which begin first."""

from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # xdist ships no types

LONGEST_FIRST = (
    "tests/isolation",
    "tests/journeys",
    "tests/platform/core",
    "tests/faults",
    "tests/platform/web",
    "tests/infra",
    "tests/architecture",
)
"""The folders that take longest: what begins last is soon over, so that no worker waits long for another."""


class FolderScheduling(LoadScopeScheduling):  # type: ignore[misc]  # a base without types
    """A folder's tests, which share their worlds, go to one worker: what they begin with is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return _folder(nodeid)


def longest_first(item: pytest.Item) -> int:
    """The place of the test's folder in the run."""
    folder = _folder(item.nodeid)
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


def _folder(nodeid: str) -> str:
    return str(PurePosixPath(nodeid.partition("::")[0]).parent)
