"""Say which SOPs are installed, and which plugins were set aside."""

import json

import rich_click as click

from laksana.procedures.loader import Registry, load_registry
from laksana_web.bounded import bounded


def list_all(as_json: bool) -> None:
    """Every release and every quarantined plugin has been listed; no database is asked."""
    registry = load_registry(within=bounded)
    click.echo(json.dumps(_plain(registry), ensure_ascii=False) if as_json else _readable(registry))


def _plain(registry: Registry) -> dict[str, list[dict[str, str | None]]]:
    return {
        "releases": [
            {"slug": slug, "release": name, "hash": release.hash, "sheet": release.procedure.sheet.nama_sop}
            for (slug, name), release in sorted(registry.releases.items())
        ],
        "quarantined": [
            {"plugin": bad.name, "distribution": bad.distribution, "reason": bad.reason} for bad in registry.quarantined
        ],
    }


def _readable(registry: Registry) -> str:
    lines = [
        f"{slug} {name}  {release.hash[:12]}  {release.procedure.sheet.nama_sop or release.procedure.name}"
        for (slug, name), release in sorted(registry.releases.items())
    ]
    if not lines:
        lines = [
            "Tidak ada plugin SOP yang dapat dijalankan; pasang satu, misalnya laksana-sop-asistensi-rehabilitasi."
        ]
    if registry.quarantined:
        lines += ["", "Dikarantina:"]
        lines += [f"{bad.name} ({bad.distribution}): {bad.reason}" for bad in registry.quarantined]
    return "\n".join(lines)
