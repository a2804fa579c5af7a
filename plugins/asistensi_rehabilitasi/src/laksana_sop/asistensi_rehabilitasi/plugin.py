"""The releases of Lahat's SOP 462/013.a/KEP/2024 that Laksana can run."""

from collections.abc import Sequence
from pathlib import Path

from laksana_sdk.hookspecs import hookimpl
from laksana_sdk.procedure import Release
from laksana_sop.asistensi_rehabilitasi.r1.procedure import PROCEDURE as R1


@hookimpl
def laksana_releases() -> Sequence[Release]:
    """Release r1: the sheet signed on 4 June 2024, in force since 6 June 2024."""
    return (Release(name="r1", procedure=R1, folder=Path(__file__).parent / "r1"),)
