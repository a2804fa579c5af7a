"""Which release a command is about."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from laksana_kit.check.opened import UnopenedPluginError, releases_of
from laksana_sdk.procedure import Release
from laksana_web.bounded import PluginTooSlowError, bounded
from laksana_web.cli.refusal import Refusal


def chosen(slug: str, name: str | None) -> Release:
    """The release of that name, without one the last, of an installed SOP or of a plugin's folder.

    Raises Refusal, which names those that there are.
    """
    releases = opened(slug)
    names = [release.name for release in releases]
    if name is not None and name not in names:
        raise Refusal(f"SOP {slug} tidak mempunyai rilis {name!r}; yang ada: {', '.join(names)}")
    return releases[names.index(name) if name is not None else -1]


def opened(target: str) -> Sequence[Release]:
    """The releases of an installed SOP or of a plugin's folder; raises Refusal, also when it cannot be loaded."""
    try:
        with limited(target):
            return releases_of(target)
    except UnopenedPluginError as error:
        raise Refusal(str(error)) from error


@contextmanager
def limited(target: str) -> Iterator[None]:
    """The block, in which this plugin's code runs; raises Refusal, which says where it stood, when it does not end."""
    try:
        with bounded():
            yield
    except PluginTooSlowError as slow:
        raise Refusal(f"plugin {target!r} tidak selesai dimuat atau diperiksa pada waktunya: {slow}") from slow
    except MemoryError as full:
        raise Refusal(f"plugin {target!r} menghabiskan memori ketika dimuat atau diperiksa; perbaiki dahulu") from full
