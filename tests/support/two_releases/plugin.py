"""An invented SOP with two releases: the loan of a wheelchair, before and after the office changed its sheet."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.two_releases.r1.procedure import PROCEDURE as R1
from tests.support.two_releases.r2.procedure import PROCEDURE as R2

from laksana_sdk.hookspecs import hookimpl
from laksana_sdk.procedure import Release

HERE = Path(__file__).parent


@hookimpl
def laksana_releases() -> Sequence[Release]:
    """Release r1 of 2025; r2 of 2026 adds a visit, a shorter check, the chair's number and another role at the end."""
    return (
        Release(name="r1", procedure=R1, folder=HERE / "r1"),
        Release(name="r2", procedure=R2, folder=HERE / "r2"),
    )
