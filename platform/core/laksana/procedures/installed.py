"""The process's registry, and the release an office works by on a day."""

from datetime import date

from laksana.procedures.loader import LoadedRelease, PluginError, Registry
from laksana.procedures.quarantine import quarantine
from laksana_sdk import findings
from laksana_tenants.errors import Invalid
from laksana_tenants.queries import activation

_registry: Registry | None = None


def install(registry: Registry) -> None:
    """Make this the process's registry."""
    global _registry  # noqa: PLW0603 - one registry a process, set by the composition root
    _registry = registry


def registry() -> Registry:
    """The installed registry; PluginError before install()."""
    if _registry is None:
        raise PluginError("no plugins are loaded; call installed.install(load_registry()) at start-up")
    return _registry


async def release_in_force(slug: str, day: date) -> LoadedRelease:
    """The release the office in scope works by on that day; raises Invalid when it has none that can run.

    A quarantined one raises PluginQuarantined.
    """
    active = await activation(slug, day)
    if active is None:
        raise Invalid(
            (findings.error("case.sop_not_active", field="sop", sop=slug, known=", ".join(registry().slugs)),)
        )
    quarantine().refuse(slug, active.release)
    return registry().release(slug, active.release)
