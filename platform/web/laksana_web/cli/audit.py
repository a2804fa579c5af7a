"""Verify what the offices have recorded, and say who has read it."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import rich_click as click

from laksana_sdk.findings import text
from laksana_web.cli.installation import in_installation


def verify(tenant_slug: str | None, as_json: bool) -> None:
    """Every record has been compared with its chain and root and the result said; code 1 when one is not as written."""
    tell = partial(click.echo, err=True)
    reports = in_installation("laksana_web.administration:verified_offices", slug=tenant_slug, tell=tell)
    if as_json:
        click.echo(json.dumps(_plain(reports), ensure_ascii=False))
    else:
        for slug, report in reports.items():
            _say(slug, report)
    if not all(report.is_whole for report in reports.values()):
        raise SystemExit(1)


def reads(tenant_slug: str | None, person_id: UUID | None, case_id: UUID | None, most: int, as_json: bool) -> None:
    """Who read personal data has been said, newest first."""
    logs = in_installation(
        "laksana_web.administration:logged_reads_of",
        slug=tenant_slug,
        person_id=person_id,
        case_id=case_id,
        most=most,
    )
    if as_json:
        click.echo(json.dumps(logs, ensure_ascii=False))
        return
    for slug, lines in logs.items():
        click.echo(f"{slug}: {len(lines)} pembacaan terakhir.")
        for line in lines:
            about = " ".join(f"{name}={line[name]}" for name in ("case_id", "person_id") if name in line)
            who = ", ".join(str(line[name]) for name in ("name", "post", "capacity") if line[name])
            purpose = line["for"] or "keperluan tidak disebut"
            click.echo(f"  {line['read_at']}  {who}: {line['read']} ({purpose}) {about}")


def _say(slug: str, report: Any) -> None:  # noqa: ANN401 - an AuditReport, whose module takes seconds to import
    verdict = "utuh" if report.is_whole else f"{len(report.faults)} temuan"
    shredded = f", {report.shredded} di antaranya sudah dimusnahkan isinya" if report.shredded else ""
    click.echo(
        f"{slug}: {report.cases} kasus{shredded}, {report.events} peristiwa, {report.roots} akar audit: {verdict}."
    )
    for found in report.faults:
        click.echo(f"  {text(found)}")


def _plain(reports: Mapping[str, Any]) -> dict[str, Any]:
    return {
        slug: {
            "whole": report.is_whole,
            "cases": report.cases,
            "events": report.events,
            "roots": report.roots,
            "shredded": report.shredded,
            "faults": [{"code": found.code, **found.parameters, "sentence": text(found)} for found in report.faults],
        }
        for slug, report in reports.items()
    }
