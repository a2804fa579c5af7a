"""Issue bearer tokens."""

import json

import rich_click as click

from laksana_web.cli.database import in_database


def issue(tenant_slug: str, person: str, as_json: bool) -> None:
    """A new token of this person has been printed, alone on its line; it cannot be shown again."""
    token = in_database("laksana_web.administration:new_token", tenant_slug=tenant_slug, person=person)
    click.echo(json.dumps({"tenant": tenant_slug, "person": person, "token": token}) if as_json else token)
    if not as_json:
        click.echo("Simpan sekarang: token ini tidak dapat ditampilkan lagi.", err=True)
