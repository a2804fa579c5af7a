"""Compare the offices' stored files with their records."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import rich_click as click

from laksana_web.cli.installation import in_installation

_LABELS = {
    "LOST": "hilang dari penyimpanan",
    "UNKNOWN": "tersimpan tanpa catatan",
    "LEFT_OVER": "sisa pemeriksaan",
    "ABANDONED": "unggahan yang tidak diselesaikan",
    "UNINSPECTED": "terlalu lama belum diperiksa",
}


def reconcile(tenant_slug: str | None, apply: bool, as_json: bool) -> None:
    """Storage and records have been compared and the differences said; code 1 when a file is lost."""
    offices = in_installation("laksana_web.administration:reconciled_offices", slug=tenant_slug, apply=apply)
    if as_json:
        click.echo(json.dumps(_plain(offices)))
    else:
        for slug, report in offices.items():
            _say(slug, report)
    if any(found.kind == "LOST" for report in offices.values() for found in report.found):
        raise SystemExit(1)


def _say(slug: str, report: Any) -> None:  # noqa: ANN401 - a Reconciliation, whose module takes seconds to import
    verdict = f"{len(report.found)} perbedaan" if report.found else "cocok"
    click.echo(f"{slug}: {report.files} berkas, {report.objects} objek: {verdict}.")
    cleared = Counter(found.kind for found in report.found if found.cleared)
    for kind, count in Counter(found.kind for found in report.found).items():
        done = f", {cleared[kind]} dibereskan" if cleared[kind] else ""
        click.echo(f"  {_LABELS[kind]}: {count}{done}")


def _plain(offices: Mapping[str, Any]) -> dict[str, Any]:
    return {
        slug: {
            "files": report.files,
            "objects": report.objects,
            "found": [
                {
                    "kind": one.kind,
                    "attachment": str(one.attachment_id) if one.attachment_id else None,
                    "cleared": one.cleared,
                }
                for one in report.found
            ],
        }
        for slug, report in offices.items()
    }
