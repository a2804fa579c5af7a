"""Draws the flowcharts of the installed SOPs, each picture once."""

from functools import lru_cache
from typing import Final

from laksana.procedures.loader import LoadedRelease
from laksana_kit.form.binding import case_svg
from laksana_kit.form.table import FormTooLargeError
from laksana_sdk.reading import Reading
from laksana_sdk.strict_yaml import PluginFileError

_KEPT: Final = 256
"""Pictures of some 80 kB, one for each step of a release at which cases stand."""


def draw(release: LoadedRelease, step: str | None, title: str) -> str | None:
    """The release's flowchart as SVG with that step lit, none for a case that has ended.

    None where the plugin has no reading of its sheet, or its form fits on no paper: the check says so to its author.
    """
    return _drawn(_Kept(release), step, title)


class _Kept:
    """A release by its hash, so that pictures of the same bytes are drawn once."""

    def __init__(self, release: LoadedRelease) -> None:
        self.release = release

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.release.hash == self.release.hash

    def __hash__(self) -> int:
        return hash(self.release.hash)


@lru_cache(maxsize=_KEPT)
def _drawn(kept: _Kept, step: str | None, title: str) -> str | None:
    release = kept.release
    try:
        return case_svg(release.procedure, Reading.beside(release.folder / "procedure.py"), step, title=title)
    except (PluginFileError, FormTooLargeError):
        return None
