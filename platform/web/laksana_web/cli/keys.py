"""Change the master key, or an office's."""

from functools import partial

import rich_click as click

from laksana_web.cli.installation import in_installation
from laksana_web.cli.refusal import Refusal

_tell = partial(click.echo, err=True)


def rotate(master: bool, tenant_slug: str | None) -> None:
    """The keys have been changed, and what was done is said."""
    if master == (tenant_slug is not None):
        raise Refusal("laksana keys rotate: pilih salah satu, --master atau --tenant SLUG")
    if master:
        rewrapped = in_installation("laksana_web.key_rotation:rotate_master_key", tell=_tell)
        click.echo(f"{sum(rewrapped.values())} kunci dari {len(rewrapped)} kantor dibungkus dengan kunci induk baru.")
        click.echo("Hapus LAKSANA_MASTER_KEY_PREVIOUS di semua proses; simpan kunci lama selama cadangannya disimpan.")
        return
    done = in_installation("laksana_web.key_rotation:rotate_key_of_office", slug=tenant_slug, tell=_tell)
    click.echo(f"{tenant_slug}: {done.cases} kunci kasus dan {done.persons} orang memakai versi kunci yang baru.")
