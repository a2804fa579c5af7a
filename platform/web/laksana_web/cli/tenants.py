"""Set offices up from their packs, and list them."""

import json
from pathlib import Path
from typing import Any

import rich_click as click

from laksana_tenants.provision.packaged import packaged_packs, packs_folder
from laksana_web.cli.database import in_database
from laksana_web.cli.late import late
from laksana_web.cli.refusal import Refusal


def new(slug: str, region: str, into: Path) -> None:
    """A pack to fill in has been written to a new folder."""
    folder = late("laksana_tenants.provision.new_pack:new_pack")(slug, region_code=region, folder=into)
    click.echo(f"Paket ditulis di {folder}; isi berkasnya, lalu jalankan: laksana tenant plan {folder}")


def plan(pack: Path, as_json: bool) -> None:
    """What applying the pack would change has been said, and nothing written; code 1 when a fault stands against it."""
    planned = in_database("laksana_web.administration:plan_office", pack=pack_folder(pack))
    if as_json:
        click.echo(json.dumps(_plain(planned), ensure_ascii=False))
    else:
        _say_faults(planned)
        _say_rows(planned, none=f"Kantor {planned.slug} sudah sesuai paketnya; tidak ada yang akan diubah.")
    if planned.is_blocked:
        raise SystemExit(1)


def apply(pack: Path, as_json: bool) -> None:
    """The office is as its pack says, and what was changed has been said."""
    done = in_database("laksana_web.administration:apply_office", pack=pack_folder(pack))
    if as_json:
        click.echo(json.dumps(_plain(done), ensure_ascii=False))
        return
    _say_faults(done)
    _say_rows(done, none=f"Kantor {done.slug} sudah sesuai paketnya; tidak ada yang diubah.")
    if done.rows:
        click.echo(f"Kantor {done.slug} diterapkan: {len(done.rows)} baris.")


def list_all(as_json: bool) -> None:
    """Every office and province has been listed."""
    found = in_database("laksana_web.administration:tenants")
    if as_json:
        rows = [{"slug": t.slug, "name": t.name, "kind": t.kind, "region_code": t.region_code} for t in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for office in found:
        click.echo(f"{office.slug:24} {office.region_code:8} {office.kind:10} {office.name}")
    if not found:
        click.echo("Belum ada kantor; siapkan dengan: laksana tenant apply PAKET")


def pack_folder(given: Path) -> Path:
    """The folder of the pack that was named, by its path or among the packaged ones. Raises Refusal for another."""
    packaged = packs_folder() / given
    for folder in (given, packaged):
        if (folder / "tenant.yaml").is_file():
            return folder
    known = ", ".join(folder.name for folder in packaged_packs())
    raise Refusal(
        f"{str(given)!r} bukan paket kantor: tidak ada tenant.yaml di dalamnya; sebutkan foldernya, "
        f"buat yang baru dengan `laksana tenant new`, atau pilih paket bawaan: {known}"
    )


def _say_faults(plan: Any) -> None:  # noqa: ANN401 - a Plan, whose module takes seconds to import
    for fault in plan.faults:
        click.echo(fault.sentence(), err=True)


def _say_rows(plan: Any, *, none: str) -> None:  # noqa: ANN401
    for row in plan.rows:
        click.echo(row.sentence)
    if plan.is_empty and not plan.is_blocked:
        click.echo(none)


def _plain(plan: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "slug": plan.slug,
        "blocked": plan.is_blocked,
        "changes": [
            {"change": row.change, "kind": row.kind, "key": list(row.key), "sentence": row.sentence}
            for row in plan.rows
        ],
        "faults": [
            {
                "severity": fault.finding.severity,
                "file": fault.file,
                "line": fault.line,
                "field": fault.field,
                "sentence": fault.sentence(),
            }
            for fault in plan.faults
        ],
    }
