"""The releases of Palangka Raya's SOP /Rehsos /03/2017 that Laksana can run."""

from collections.abc import Sequence
from pathlib import Path

from laksana_sdk.hookspecs import hookimpl
from laksana_sdk.procedure import Release
from laksana_sop.rehabilitasi_anak_lansia.r1.procedure import PROCEDURE as R1


@hookimpl
def laksana_releases() -> Sequence[Release]:
    """Release r1: the sheet finished on 30 March 2017, in force since 1 April 2017."""
    return (Release(name="r1", procedure=R1, folder=Path(__file__).parent / "r1"),)
