"""Say what the rules of the kit remark on SOP plugins."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Literal

import rich_click as click

from laksana_infra.clock import now
from laksana_kit.check.opened import installed
from laksana_kit.check.rule import Checked
from laksana_kit.check.rules import check
from laksana_sdk.dates import local_day
from laksana_sdk.findings import Severity
from laksana_web.cli.chosen import limited, opened
from laksana_web.cli.late import late
from laksana_web.cli.tenants import pack_folder

Format = Literal["text", "json", "github"]


def check_sop(target: str | None, how: Format, pack: Path | None, whole: bool) -> None:
    """Every remark has been shown; ends with 1 when one of them is an error.

    With an office's pack, also whether somebody holds every role there; `whole` sets every letter.
    """
    held = _roles_held(pack) if pack is not None else None
    found = [one for name in ([target] if target else installed()) for one in _of_plugin(name, held, whole=whole)]
    match how:
        case "json":
            click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        case "github":
            click.echo("\n".join(map(_annotation, found)), nl=bool(found))
        case "text":
            click.echo("\n".join(_readable(found)))
    if any(one.rule.severity is Severity.ERROR for one in found):
        raise SystemExit(1)


def _of_plugin(name: str, held: frozenset[str] | None, *, whole: bool) -> Sequence[Checked]:
    releases = opened(name)
    # A whole check takes longer than a plugin may to load; whoever asked for it waits and can break it off.
    with nullcontext() if whole else limited(name):
        return [one for release in releases for one in check(release, held=held, whole=whole)]


def _roles_held(pack: Path) -> frozenset[str]:
    """The roles that somebody holds today by the office's pack. Raises Refusal where it is none."""
    today = local_day(now(), zone="Asia/Jakarta")
    held: frozenset[str] = late("laksana_tenants.provision.staffed:staffed_roles")(pack_folder(pack), on=today)
    return held


def _plain(one: Checked) -> dict[str, str | int]:
    return {
        "code": one.rule.code,
        "severity": one.rule.severity.value,
        "file": _file(one),
        "line": one.remark.place.line,
        "what": one.remark.what,
        "why": one.rule.why,
        "remedy": one.rule.remedy,
    }


def _annotation(one: Checked) -> str:
    """One annotation of a GitHub workflow; its message is one line, its properties have no comma or colon."""
    kind = one.rule.severity.value.lower()
    said = f"{one.remark.what}; {one.rule.why}; {one.rule.remedy}".replace("%", "%25").replace("\n", "%0A")
    return f"::{kind} file={_file(one)},line={one.remark.place.line},title={one.rule.code}::{said}"


def _readable(found: Iterable[Checked]) -> Iterator[str]:
    errors = warnings = 0
    for one in found:
        wrong = one.rule.severity is Severity.ERROR
        errors, warnings = errors + wrong, warnings + (not wrong)
        yield f"{_file(one)}:{one.remark.place.line}: {one.rule.severity.value} {one.rule.code}: {one.remark.what}"
        yield f"    {one.rule.why}; {one.rule.remedy}"
    yield f"{errors} kesalahan, {warnings} peringatan"


def _file(one: Checked) -> str:
    file, here = one.remark.place.file, Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
