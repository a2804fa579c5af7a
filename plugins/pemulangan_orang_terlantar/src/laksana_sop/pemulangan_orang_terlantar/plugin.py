"""The releases of Lamandau's SOP 800/13-d /Dinsos.C/1/2023 that Laksana can run."""

from collections.abc import Sequence
from pathlib import Path

from laksana_sdk.hookspecs import hookimpl
from laksana_sdk.procedure import Release
from laksana_sop.pemulangan_orang_terlantar.r1.procedure import PROCEDURE as R1


@hookimpl
def laksana_releases() -> Sequence[Release]:
    """Release r1: the sheet made on 5 January 2023; it prints no day from which it is in force."""
    return (Release(name="r1", procedure=R1, folder=Path(__file__).parent / "r1"),)
