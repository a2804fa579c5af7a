"""The releases of an SOP: what there is, publish one, put one into force or take that back."""

import getpass
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import rich_click as click

from laksana_infra.clock import now
from laksana_kit.publishing import UnpublishableError, publish
from laksana_sdk.findings import Severity, text
from laksana_sdk.strict_yaml import PluginFileError
from laksana_web.cli.chosen import chosen
from laksana_web.cli.database import in_database
from laksana_web.cli.late import late
from laksana_web.cli.refusal import Refusal


def publish_release(slug: str, release: str) -> None:
    """The release's bytes stand in the file beside its folder."""
    found = chosen(slug, release)
    try:
        published = publish(found, on=now().date())
    except (UnpublishableError, PluginFileError) as error:
        raise Refusal(f"{slug} {release} tidak dapat diterbitkan: {error}") from error
    click.echo(f"{slug} {release} terbit sejak {published.published_on.isoformat()}: {published.sha256}")


def list_releases(slug: str | None, tenant_slug: str | None, as_json: bool) -> None:
    """Every release has been listed, and how each office stands to it."""
    offices = in_database("laksana_web.sop_administration:releases_of_offices", sop=slug, tenant_slug=tenant_slug)
    if as_json:
        click.echo(json.dumps([_plain(office, one) for office, found in offices.items() for one in found]))
    else:
        click.echo("\n".join(_listed(offices)) or "Tidak ada rilis; pasang plugin SOP, atau periksa nama SOP-nya.")


def activate(
    slug: str,
    release: str,
    tenant_slug: str,
    effective_from: date,
    mapping: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """The release is in force from that day on; with `dry_run` what is missing has been said, code 1 when it blocks."""
    asked = {"sop": slug, "release": release, "effective_from": effective_from, "mapping": _mapping(mapping)}
    if dry_run:
        ready = in_database("laksana_web.sop_administration:readiness_at", tenant_slug=tenant_slug, **asked)
        click.echo(json.dumps(_plain_readiness(ready)) if as_json else "\n".join(_readiness(ready)))
        if ready.blocked_by:
            raise SystemExit(1)
        return
    login = getpass.getuser()
    done = in_database("laksana_web.sop_administration:activate_at", tenant_slug=tenant_slug, login=login, **asked)
    _say_activated(done, tenant_slug, as_json)


def take_back(slug: str, release: str, tenant_slug: str) -> None:
    """The activation that has not begun will not."""
    done = in_database(
        "laksana_web.sop_administration:take_back_at",
        tenant_slug=tenant_slug,
        sop=slug,
        release=release,
        login=getpass.getuser(),
    )
    day = _day(done.effective_from)
    click.echo(f"{tenant_slug}: pemberlakuan {slug} {release} mulai {day} ditarik kembali.")


def _mapping(given: tuple[str, ...]) -> Mapping[str, str]:
    pairs = [one.partition("=") for one in given]
    wrong = next((one for one, (role, _, post) in zip(given, pairs, strict=True) if not role or not post), None)
    if wrong is not None:
        raise Refusal(f"--map {wrong!r} tidak terbaca; tulis PERAN=JABATAN, misalnya --map KASI=kasi_rehsos")
    mapping = {role: post for role, _, post in pairs}
    if len(mapping) < len(pairs):
        raise Refusal("--map menyebut satu peran dua kali; sebut setiap peran sekali")
    return mapping


def _say_activated(done: Any, tenant_slug: str, as_json: bool) -> None:  # noqa: ANN401 - its module takes seconds to import
    if as_json:
        said = {"id": str(done.id), "sop": done.sop, "release": done.release}
        notices = [{"code": one.code, **one.parameters} for one in done.notices]
        click.echo(json.dumps({**said, "effective_from": done.effective_from.isoformat(), "notices": notices}))
        return
    for notice in done.notices:
        warning = late("laksana_sdk.findings:warning")(notice.code, **notice.parameters)
        click.echo(f"Perhatian: {text(warning)}")
    click.echo(f"{tenant_slug}: {done.sop} {done.release} berlaku mulai {_day(done.effective_from)}.")


def _readiness(ready: Any) -> Iterator[str]:  # noqa: ANN401
    replaces = f", menggantikan {ready.replaces}" if ready.replaces else ""
    yield f"{ready.release.slug} {ready.release.name} mulai {_day(ready.effective_from)}{replaces}"
    for one in ready.roles:
        held = "; ".join(f"{post.title}: {', '.join(post.holders) or 'kosong'}" for post in one.posts)
        yield f"{'siap  ' if one.is_ready else 'KURANG'} {one.role.code:12} {held or 'belum dipetakan'}"
    for found in ready.findings:
        yield f"{'Kurang' if found.severity is Severity.ERROR else 'Perhatian'}: {text(found)}"


def _plain_readiness(ready: Any) -> dict[str, Any]:  # noqa: ANN401
    roles = [
        {
            "role": one.role.code,
            "ready": one.is_ready,
            "posts": [{"code": post.code, "title": post.title, "holders": list(post.holders)} for post in one.posts],
        }
        for one in ready.roles
    ]
    found = [
        {"code": one.code, "severity": one.severity.value, "field": one.field, "sentence": text(one)}
        for one in ready.findings
    ]
    named = {"sop": ready.release.slug, "release": ready.release.name, "replaces": ready.replaces}
    day = ready.effective_from.isoformat()
    return {**named, "effective_from": day, "blocked": bool(ready.blocked_by), "roles": roles, "findings": found}


def _listed(offices: Mapping[str, Any]) -> Iterator[str]:
    known = {(one.slug, one.name): one for found in offices.values() for one in found}
    for (slug, name), release in known.items():
        yield f"{slug} {name}  {_standing(release.release)}"
        for office, found in offices.items():
            for one in found:
                if (one.slug, one.name) == (slug, name) and (one.activations or one.running):
                    yield f"    {office}: {_stands(one)}"


def _standing(loaded: Any) -> str:  # noqa: ANN401
    if loaded is None:
        return "tidak terpasang di sini"
    published = f"terbit {_day(loaded.published_on)}" if loaded.published_on else "draf"
    return f"{loaded.hash[:12]}  {published}  {loaded.procedure.name}"


def _stands(one: Any) -> str:  # noqa: ANN401
    today = "berlaku" if one.in_force else "tidak berlaku hari ini"
    begun = [
        f"{_day(kept.effective_from)}{' (ditarik kembali)' if kept.taken_back_at else ''}" for kept in one.activations
    ]
    since = f"; mulai {', '.join(begun)}" if begun else ""
    return f"{today}{since}; {one.running} kasus berjalan"


def _plain(office: str, one: Any) -> dict[str, Any]:  # noqa: ANN401
    loaded = one.release
    return {
        "office": office,
        "sop": one.slug,
        "release": one.name,
        "hash": loaded.hash if loaded else None,
        "published_on": loaded.published_on.isoformat() if loaded and loaded.published_on else None,
        "in_force": one.in_force,
        "running_cases": one.running,
        "activations": [
            {
                "effective_from": kept.effective_from.isoformat(),
                "valid_until": kept.valid_until.isoformat() if kept.valid_until else None,
                "decided_at": kept.decided_at.isoformat() if kept.decided_at else None,
                "taken_back": kept.taken_back_at is not None,
            }
            for kept in one.activations
        ],
    }


def _day(day: date) -> str:
    return str(late("laksana_sdk.dates:indonesian_date")(day))
