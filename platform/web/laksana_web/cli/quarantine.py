"""See which releases are kept from running, and let them run again."""

import getpass
import json

import rich_click as click

from laksana.procedures.views import WHOLE_PLUGIN, QuarantineView
from laksana_web.cli.database import in_database


def list_all(lifted_too: bool, as_json: bool) -> None:
    """Every quarantine that stands has been listed with its evidence, lifted ones where they are asked for."""
    found: tuple[QuarantineView, ...] = in_database("laksana.procedures.queries:quarantines", lifted_too=lifted_too)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    click.echo("\n\n".join(map(_readable, found)) or "Tidak ada rilis yang dikarantina.")


def lift(slug: str, release: str | None) -> None:
    """The SOP's quarantine has been lifted, and it is said of which releases."""
    lifted = in_database(
        "laksana.procedures.lift_quarantine:lift_quarantine", sop=slug, release=release, by=getpass.getuser()
    )
    for name in lifted:
        if name == WHOLE_PLUGIN:
            click.echo(f"Karantina plugin {slug} dicabut; jalankan ulang layanan supaya plugin itu dimuat lagi.")
        else:
            click.echo(f"Karantina SOP {slug} rilis {name} dicabut; dalam beberapa detik rilis itu berjalan lagi.")


def _plain(one: QuarantineView) -> dict[str, object]:
    evidence, call = one.evidence, one.evidence.call
    return {
        "sop": call.sop,
        "release": call.release,
        "since": one.since.isoformat(),
        "fault": evidence.fault.value,
        "hook": call.hook,
        "function": call.function,
        "milliseconds": evidence.milliseconds,
        "megabytes": evidence.megabytes,
        "stack": evidence.stack,
        "lifted_at": one.lifted_at.isoformat() if one.lifted_at else None,
        "lifted_by": one.lifted_by,
    }


def _readable(one: QuarantineView) -> str:
    evidence, call = one.evidence, one.evidence.call
    grown = f", memori bertambah {evidence.megabytes} MB" if evidence.megabytes else ""
    lines = [
        f"{call.sop} {call.release}: {evidence.fault.label}, sejak {one.since:%Y-%m-%d %H.%M} UTC",
        f"  fungsi {call.function} ({call.hook}), {evidence.milliseconds} ms{grown}",
        *(f"  {line}" for line in evidence.stack.splitlines()),
    ]
    if one.lifted_at is not None:
        lines.append(f"  dicabut {one.lifted_at:%Y-%m-%d %H.%M} UTC oleh {one.lifted_by}")
    return "\n".join(lines)
