"""The releases of a plugin that is installed, by its slug, or lies in a folder that is not."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

from laksana_sdk.procedure import Release

GROUP: Final = "laksana.sop"


class UnopenedPluginError(ValueError):
    """No plugin can be checked there; the message names what was asked for and the remedy."""


def releases_of(target: str) -> Sequence[Release]:
    """The releases of the installed SOP of that slug, else of the plugin in that folder."""
    points = entry_points(group=GROUP)
    meant = [point for point in points if point.name == target]
    if len(meant) > 1:
        owners = ", ".join(sorted(point.dist.name if point.dist else "?" for point in meant))
        raise UnopenedPluginError(f"SOP {target!r} dipasang oleh {len(meant)} paket ({owners}); copot selain satu")
    if meant:
        return _releases(meant[0].load, target)
    found = sorted(Path(target).glob("src/laksana_sop/*/plugin.py")) if Path(target).is_dir() else []
    if len(found) != 1:
        raise UnopenedPluginError(
            f"{target!r} bukan SOP yang terpasang ({', '.join(installed()) or 'tidak ada'}) dan bukan folder plugin "
            "dengan satu src/laksana_sop/SLUG/plugin.py; periksa namanya"
        )
    file = found[0].resolve()
    sys.path.insert(0, str(file.parents[2]))
    try:
        return _releases(lambda: import_module(f"laksana_sop.{file.parent.name}.plugin"), target)
    finally:
        sys.path.remove(str(file.parents[2]))


def installed() -> tuple[str, ...]:
    """The slugs of the installed plugins, also of those that the service would set aside."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def _releases(load: Any, target: str) -> Sequence[Release]:  # noqa: ANN401 - a plugin's module
    try:
        releases: Sequence[Release] = load().laksana_releases()
    except Exception as fault:
        reason = f"{type(fault).__name__}: {fault}"
        raise UnopenedPluginError(f"plugin {target!r} tidak dapat dimuat: {reason}; perbaiki dahulu") from fault
    return releases
