"""Whether an office can put a release into force on a day: who carries out each role, and what stands against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from laksana.cases.usable import refuse_unusable
from laksana.procedures.installed import registry
from laksana.procedures.loader import LoadedRelease
from laksana.procedures.queries import office_today
from laksana_sdk import findings
from laksana_sdk.dates import indonesian_date
from laksana_sdk.findings import Finding
from laksana_sdk.forms import line
from laksana_sdk.roles import Role
from laksana_sdk.sheet import Sheet
from laksana_tenants.activations import ActivationRecord, StaffedPost, all_activations, confirmations_of, staffed_posts
from laksana_tenants.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateProcedure:
    """Put a release into force from a day on; `mapping` confirms by role which post (by code) carries it out."""

    sop: Annotated[str, line("SOP", max_length=80)]
    release: Annotated[str, line("Rilis", max_length=16)]
    effective_from: date
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReadiness:
    """A role of the SOP with the posts that would carry it out; it is `ready` when every one is confirmed and held."""

    role: Role
    posts: tuple[StaffedPost, ...]
    is_ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What an activation would rest on, and every finding about it; with one that blocks it cannot happen.

    `replaces` is the release that is in force until then, None for an SOP that the office does not work by yet.
    """

    release: LoadedRelease
    effective_from: date
    today: date
    replaces: str | None
    roles: tuple[RoleReadiness, ...]
    mapping: Mapping[str, StaffedPost]
    findings: tuple[Finding, ...]

    @property
    def blocked_by(self) -> tuple[Finding, ...]:
        """What is missing."""
        return tuple(found for found in self.findings if found.blocks)


async def readiness(asked: ActivateProcedure) -> Readiness:
    """What stands for and against the activation in the office in scope; nothing is written.

    Raises Invalid for a release that is not installed.
    """
    refuse_unusable(asked)
    release, today = _installed(asked), await office_today()
    # What lies in the past cannot be staffed any more: the roles must be held from today on.
    day = max(asked.effective_from, today)
    earlier = [one for one in await all_activations(asked.sop) if one.taken_back_at is None]
    posts, needed = await staffed_posts(day), release.procedure.roles()
    confirmed = {**await confirmations_of([role.code for role in needed], day)}
    wrong = tuple(_wrong_mapping(asked, needed, posts, day))
    if not wrong:
        confirmed |= dict.fromkeys(asked.mapping.items(), True)
    found = (
        *wrong,
        *_of_the_day(asked, release, earlier, today),
        *(finding for role in needed for finding in _of_the_role(role, confirmed, posts, day)),
    )
    in_force = _in_force(earlier, asked.effective_from)
    return Readiness(
        release=release,
        effective_from=asked.effective_from,
        today=today,
        replaces=in_force.release if in_force else None,
        roles=tuple(_ready(role, confirmed, posts, day) for role in needed),
        mapping={role: posts[post] for role, post in asked.mapping.items() if post in posts},
        findings=found,
    )


def _installed(asked: ActivateProcedure) -> LoadedRelease:
    found = registry().releases.get((asked.sop, asked.release))
    if found is None:
        known = ", ".join(f"{slug} {name}" for slug, name in sorted(registry().releases)) or "-"
        named = {"sop": asked.sop, "release": asked.release, "known": known}
        raise Invalid((findings.error("activation.not_installed", field="release", **named),))
    return found


def _in_force(activations: list[ActivationRecord], day: date) -> ActivationRecord | None:
    """The one that took effect last; of two on one day the one that was decided in the service."""
    counting = [one for one in activations if one.counts_on(day)]
    return max(counting, key=lambda one: (one.effective_from, one.decided_at is not None), default=None)


def _of_the_day(
    asked: ActivateProcedure, release: LoadedRelease, earlier: list[ActivationRecord], today: date
) -> Iterator[Finding]:
    day = asked.effective_from
    yield from _of_the_sheet(release.procedure.sheet, day)
    if release.published_on is None:
        yield findings.warning("activation.draft", release=release.name)
    in_force = _in_force(earlier, day)
    if in_force is not None and in_force.release == release.name:
        since = indonesian_date(in_force.effective_from)
        yield _error("activation.in_force", day, release=release.name, since=since)
    elif earlier and day < today:
        yield _error("activation.past", day, release=release.name, today=indonesian_date(today))
    for other in earlier:
        if other.effective_from == day and other.decided_at is not None and other.release != release.name:
            yield _error("activation.day_taken", day, other=other.release)


def _of_the_sheet(sheet: Sheet, day: date) -> Iterator[Finding]:
    """What the printed dates say; a month without a day binds nobody to a day."""
    made, effective, said = sheet.tanggal_pembuatan, sheet.tanggal_efektif, day.isoformat()
    if made is not None and said[: len(made)] < made:
        yield _error("activation.before_creation", day, printed=made)
    elif effective is not None and said[: len(effective)] != effective:
        named = {"day": indonesian_date(day), "printed": effective}
        yield findings.warning("activation.other_than_printed", field="effective_from", **named)
    elif effective is None and said == made:
        yield findings.warning("activation.creation_day", field="effective_from", day=indonesian_date(day))


def _of_the_role(
    role: Role, confirmed: Mapping[tuple[str, str], bool], posts: Mapping[str, StaffedPost], day: date
) -> Iterator[Finding]:
    carrying = [(post, sure) for (code, post), sure in confirmed.items() if code == role.code]
    if not carrying:
        named = {"role": role.code, "label": role.label, "day": indonesian_date(day), "posts": ", ".join(posts) or "-"}
        yield findings.error("activation.role_unmapped", field="mapping", **named)
    for post, sure in carrying:
        if not sure:
            named = {"role": role.code, "post": posts[post].title, "post_code": post}
            yield findings.error("activation.role_unconfirmed", field="mapping", **named)
    if carrying and not any(posts[post].holders for post, _ in carrying):
        vacant = ", ".join(posts[post].title for post, _ in carrying)
        yield findings.error("activation.post_vacant", role=role.code, post=vacant, day=indonesian_date(day))


def _ready(
    role: Role, confirmed: Mapping[tuple[str, str], bool], posts: Mapping[str, StaffedPost], day: date
) -> RoleReadiness:
    carrying = tuple(posts[post] for code, post in confirmed if code == role.code)
    return RoleReadiness(role=role, posts=carrying, is_ready=not [*_of_the_role(role, confirmed, posts, day)])


def _wrong_mapping(
    asked: ActivateProcedure, needed: tuple[Role, ...], posts: Mapping[str, StaffedPost], day: date
) -> Iterator[Finding]:
    known = {role.code for role in needed}
    for role, post in asked.mapping.items():
        if role not in known:
            yield findings.error("activation.map_role", field="mapping", role=role[:40], known=", ".join(sorted(known)))
        if post not in posts:
            named = {"post": post[:60], "day": indonesian_date(day), "posts": ", ".join(posts) or "-"}
            yield findings.error("activation.map_post", field="mapping", **named)


def _error(code: str, day: date, **named: str) -> Finding:
    return findings.error(code, field="effective_from", day=indonesian_date(day), **named)
