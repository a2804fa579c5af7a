"""The plugin that a test file belongs to."""

from collections.abc import Sequence
from pathlib import Path

from laksana_kit.check.opened import UnopenedPluginError, releases_of
from laksana_sdk.procedure import Release


def releases_beside(file: str | Path) -> Sequence[Release]:
    """The releases of the plugin in whose folder the file lies, installed or not.

    Raises UnopenedPluginError where no folder above it is a plugin's.
    """
    for folder in Path(file).resolve().parents:
        if any(folder.glob("src/laksana_sop/*/plugin.py")):
            return releases_of(str(folder))
    raise UnopenedPluginError(
        f"{file} lies in no plugin's folder; put it beside src/laksana_sop/SLUG/plugin.py, in tests/"
    )
