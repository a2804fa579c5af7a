"""Back an installation up, look a backup through, and restore it."""

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import Any

import rich_click as click

from laksana_infra.settings import load_settings
from laksana_web.cli.installation import opened_installation
from laksana_web.cli.late import late
from laksana_web.cli.refusal import Refusal

_tell = partial(click.echo, err=True)


def back_up(out: Path) -> None:
    """The installation lies in a file, whose name and contents are said."""
    with opened_installation("laksana_web.preservation:back_up") as (settings, function, _):
        path, manifest = asyncio.run(function(settings, out, _tell))
    click.echo(f"{path}: {path.stat().st_size} byte. {_contents(manifest)}")
    click.echo(
        "Simpan di tempat lain: kunci induk (LAKSANA_MASTER_KEY) dan LAKSANA_BACKUP_IDENTITY tidak ada di dalamnya."
    )


def restore(file: Path, replace: bool, check: bool) -> None:
    """The backup was looked through, and unless `check` asked for no more, the installation holds what it held."""
    if not file.is_file():
        raise Refusal(f"{str(file)!r} bukan berkas; sebutkan berkas cadangan")
    if check:
        manifest = late("laksana_web.preservation:look_through")(load_settings(os.environ), file)
        click.echo(f"Cadangan utuh. {_contents(manifest)}")
        return
    with opened_installation("laksana_web.preservation:bring_back") as (settings, function, _):
        manifest = asyncio.run(function(settings, file, replace, _tell))
    click.echo(f"Dipulihkan. {_contents(manifest)}")
    click.echo("Periksa sekarang: laksana audit verify, lalu laksana files reconcile.")


def new_pair() -> None:
    """A fresh pair of keys for backups has been printed."""
    recipient, identity = late("laksana_infra.backup.encrypted:new_key_pair")()
    click.echo(f"LAKSANA_BACKUP_RECIPIENT={recipient}")
    click.echo(f"LAKSANA_BACKUP_IDENTITY={identity}")
    click.echo("Baris pertama untuk server. Baris kedua hanya untuk memulihkan: simpan di luar server.", err=True)


def _contents(manifest: Any) -> str:  # noqa: ANN401 - a Manifest, whose module takes seconds to import
    objects, roots = manifest.sums["objects/"], manifest.sums["evidence/"]
    return (
        f"Keadaan {manifest.taken_at:%Y-%m-%d %H.%M.%S} UTC: {sum(manifest.rows.values())} baris dalam "
        f"{len(manifest.rows)} tabel, {objects.entries} objek ({objects.bytes} byte), {roots.entries} akar audit."
    )
