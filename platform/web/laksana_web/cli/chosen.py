"""Which release a command is about."""

from laksana_kit.check.opened import UnopenedPluginError, releases_of
from laksana_sdk.procedure import Release
from laksana_web.cli.refusal import Refusal


def chosen(slug: str, name: str | None) -> Release:
    """The release of that name, without one the last, of an installed SOP or of a plugin's folder.

    Raises Refusal, which names those that there are.
    """
    try:
        releases = releases_of(slug)
    except UnopenedPluginError as error:
        raise Refusal(str(error)) from error
    names = [release.name for release in releases]
    if name is not None and name not in names:
        raise Refusal(f"SOP {slug} tidak mempunyai rilis {name!r}; yang ada: {', '.join(names)}")
    return releases[names.index(name) if name is not None else -1]
