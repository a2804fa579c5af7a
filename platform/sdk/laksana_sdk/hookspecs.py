"""The hooks of a Laksana plugin; there is one."""

from collections.abc import Sequence

import pluggy

from laksana_sdk.procedure import Release

NAMESPACE = "laksana"

hookspec = pluggy.HookspecMarker(NAMESPACE)
hookimpl = pluggy.HookimplMarker(NAMESPACE)


@hookspec
def laksana_releases() -> Sequence[Release]:  # type: ignore[empty-body]  # a hook specification has no body
    """The published releases of this plugin's SOP, oldest first; every release that ever ran must stay in the list."""
