"""The releases of an SOP: publish one."""

import rich_click as click

from laksana_infra.clock import now
from laksana_kit.publishing import UnpublishableError, publish
from laksana_sdk.strict_yaml import PluginFileError
from laksana_web.cli.chosen import chosen
from laksana_web.cli.refusal import Refusal


def publish_release(slug: str, release: str) -> None:
    """The release's bytes stand in the file beside its folder."""
    found = chosen(slug, release)
    try:
        published = publish(found, on=now().date())
    except (UnpublishableError, PluginFileError) as error:
        raise Refusal(f"{slug} {release} tidak dapat diterbitkan: {error}") from error
    click.echo(f"{slug} {release} terbit sejak {published.published_on.isoformat()}: {published.sha256}")
