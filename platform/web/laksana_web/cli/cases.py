"""Single cases."""

import getpass
from functools import partial
from pathlib import Path
from uuid import UUID

import rich_click as click

from laksana_web.cli.installation import in_installation


def dossier(case_id: UUID, tenant_slug: str | None, purpose: str | None, out: Path | None) -> None:
    """The case's dossier is written to the file, which is readable by its owner alone; the taking is logged."""
    content: bytes = in_installation(
        "laksana_web.administration:dossier_of",
        case_id=case_id,
        slug=tenant_slug,
        login=getpass.getuser(),
        purpose=purpose,
        tell=partial(click.echo, err=True),
    )
    path = out or Path(f"dossier-{case_id}.zip")
    path.touch(mode=0o600)
    path.write_bytes(content)
    click.echo(f"{path}: {len(content)} byte. Ekstrak, lalu periksa dengan: python3 -I periksa.py")
