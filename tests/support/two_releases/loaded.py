"""The SOP with two releases as the service has it: beside the installed plugins, or alone."""

from functools import cache
from importlib.metadata import EntryPoint
from types import MappingProxyType

from laksana.procedures.loader import GROUP, Registry, load_registry

SLUG = "pinjam_kursi_roda"
POINT = EntryPoint(name=SLUG, value="tests.support.two_releases.plugin", group=GROUP)


@cache
def two_releases() -> Registry:
    """The registry of this SOP alone, releases r1 and r2."""
    registry = load_registry([POINT])
    assert registry.quarantined == (), registry.quarantined
    return registry


def with_two_releases(registry: Registry) -> Registry:
    """The registry with this SOP beside the others, for `laksana.procedures.installed.install`."""
    return Registry(
        releases=MappingProxyType({**registry.releases, **two_releases().releases}), quarantined=registry.quarantined
    )
