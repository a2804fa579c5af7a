"""Move an office's running cases to another release of their SOP, or back."""

import getpass
import json
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import rich_click as click

from laksana_sdk.findings import text
from laksana_web.cli.installation import in_installation
from laksana_web.cli.refusal import Refusal

_PHASES = {
    "DECIDING": "Memutuskan ulang", "DECIDED": "Sudah diputuskan ulang", "MOVING": "Memindahkan",
    "MOVED": "Sudah dipindahkan", "REVERTING": "Mengembalikan", "REVERTED": "Sudah dikembalikan",
}  # fmt: skip
_COUNTED = {
    "same_state": "sama menurut rilis itu", "differs": "berbeda", "needs_person": "perlu diputuskan orang",
    "undecidable": "tulisannya tidak terbaca lagi", "overtaken": "berakhir atau berpindah lebih dulu",
    "moved": "sudah pindah", "reverted": "sudah kembali", "held": "tidak kembali",
}  # fmt: skip


def migrate(
    slug: str,
    to_release: str | None,
    tenant_slug: str,
    reason: str,
    dry_run: bool,
    revert: UUID | None,
    as_json: bool,
) -> None:
    """What deciding again has shown was said, and with neither `dry_run` nor `revert` what stands the same was moved.

    Interrupted, the worker goes on with it, or the same command.
    """
    if (to_release is None) == (revert is None):
        raise Refusal("sebutkan --to RILIS untuk memindahkan, atau --revert RENCANA untuk mengembalikan")
    asked = {"tenant_slug": tenant_slug, "reason": reason, "login": getpass.getuser(), "tell": _told}
    if revert is not None:
        done = in_installation("laksana_web.case_migration:revert_at", plan_id=revert, sop=slug, **asked)
    else:
        done = in_installation(
            "laksana_web.case_migration:migrate_at", sop=slug, to_release=to_release, dry_run=dry_run, **asked
        )
    click.echo(json.dumps(_plain(done), ensure_ascii=False) if as_json else "\n".join(_said(done)))


def _told(plan: Any) -> None:  # noqa: ANN401 - a PlanView, whose module takes seconds to import
    line = f"{_PHASES[plan.phase]}: {plan.done} dari {plan.total} kasus"
    # On a terminal one line that counts up; in a log a line for each portion.
    counting = sys.stderr.isatty()
    click.echo(f"\r{line}" if counting else line, nl=not counting or not plan.phase.is_under_way, err=True)


def _said(done: Any) -> Iterator[str]:  # noqa: ANN401 - a Migrated
    plan = done.plan
    yield f"Rencana {plan.id}: SOP {plan.sop_slug} ke rilis {plan.to_release}. {_PHASES[plan.phase]}."
    counts = [f"{getattr(plan.counts, name)} {label}" for name, label in _COUNTED.items() if getattr(plan.counts, name)]
    yield f"{plan.counts.cases} kasus berjalan: {', '.join(counts) or 'tidak ada'}."
    for case_id, finding in done.findings:
        yield f"  {case_id}: {text(finding)}"


def _plain(done: Any) -> dict[str, Any]:  # noqa: ANN401 - a Migrated
    plan = done.plan
    return {
        "plan": str(plan.id),
        "sop": plan.sop_slug,
        "to_release": plan.to_release,
        "phase": plan.phase,
        "counts": {name: getattr(plan.counts, name) for name in ("cases", *_COUNTED)},
        "cases": [
            {"case": str(case_id), "code": finding.code, **finding.parameters, "sentence": text(finding)}
            for case_id, finding in done.findings
        ],
    }
