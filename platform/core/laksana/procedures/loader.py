"""Find the installed SOP plugins once, and set a bad one aside with its reason."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import structlog
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pluggy import PluginManager

from laksana.procedures.guard import guarded
from laksana.procedures.quarantine import PluginQuarantined, quarantine
from laksana.procedures.under_way import noted
from laksana.procedures.views import LOADING, WHOLE_PLUGIN, PluginCall
from laksana_engine import RULES_VERSION
from laksana_sdk import hookspecs
from laksana_sdk.findings import error
from laksana_sdk.procedure import Procedure, Release
from laksana_sdk.published import folder_hash, published_beside

GROUP = "laksana.sop"
SDK = "laksana-sdk"

log = structlog.get_logger(__name__)


class PluginError(RuntimeError):
    """No plugin can be used, or one that was asked for is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRelease:
    """A release ready to run; `hash` is the SHA-256 (hex) over its folder's bytes and the engine's RULES_VERSION.

    `published_on` is None for a draft, whose bytes may still change.
    """

    slug: str
    name: str
    procedure: Procedure
    hash: str
    folder: Path = field(repr=False)
    sheet: bytes = field(repr=False)
    templates: Mapping[str, bytes] = field(repr=False)
    published_on: date | None = None
    role_codes: tuple[str, ...] = field(init=False, repr=False)
    """The roles that the office must have for it, each once; read at every page, so they are gathered once."""
    step_labels: Mapping[str, str] = field(init=False, repr=False)
    """What its steps are called, by slug."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "role_codes", tuple(role.code for role in self.procedure.roles()))
        object.__setattr__(self, "step_labels", {node.slug: node.label for node in self.procedure.steps})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """What was set aside: a plugin by its entry point's name, or one `release` of it; the distribution and why."""

    name: str
    distribution: str
    reason: str
    release: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Every release that can run, by SOP slug and release name, and the plugins that were set aside."""

    releases: Mapping[tuple[str, str], LoadedRelease]
    quarantined: tuple[Quarantined, ...] = ()

    def release(self, slug: str, name: str) -> LoadedRelease:
        """The release a case is pinned to.

        Raises PluginQuarantined when its plugin, or it alone, was set aside, and PluginError when it is not installed.
        """
        found = self.releases.get((slug, name))
        if found is not None:
            return found
        if any(bad.name == slug and bad.release in {None, name} for bad in self.quarantined):
            raise PluginQuarantined((error("plugin.quarantined", sop=slug, release=name),))
        raise PluginError(
            f"the release {name!r} of SOP {slug!r} is not installed; install its plugin, then start again"
        )

    def newest(self, slug: str) -> LoadedRelease | None:
        """The last release in the plugin's order, None when no plugin has the slug."""
        found = [release for (owner, _), release in self.releases.items() if owner == slug]
        return found[-1] if found else None

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every SOP that can run, in alphabetical order."""
        return tuple(sorted({slug for slug, _ in self.releases}))


def load_registry(
    points: Iterable[EntryPoint] | None = None, *, within: Callable[[], AbstractContextManager[None]] = nullcontext
) -> Registry:
    """The registry of the installed plugins.

    A plugin that does not import, misspells a hook, offers nothing usable or doubles a slug is quarantined, and so is a
    published release whose bytes have changed; the rest work. One that was quarantined while it was being loaded is
    not imported before that is lifted. Each is loaded `within` a context of its own, which may stop it by an exception.
    """
    found = sorted(entry_points(group=GROUP) if points is None else points, key=lambda point: (point.name, point.value))
    doubled = {name for name, count in Counter(point.name for point in found).items() if count > 1}
    offered: list[tuple[EntryPoint, tuple[LoadedRelease, ...]]] = []
    quarantined: list[Quarantined] = []
    for point in found:
        if point.name in doubled:
            quarantined.append(
                _aside(point, f"two distributions declare the entry point {point.name!r}; uninstall one")
            )
            continue
        try:
            with within():
                releases, changed = _opened(point)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # noqa: BLE001 - whatever a plugin raises, SystemExit too, must not stop the others
            quarantined.append(_aside(point, f"{type(fault).__name__}: {fault}"))
        else:
            quarantined += changed
            offered.append((point, releases))
    owners = Counter(slug for _, releases in offered for slug in {release.slug for release in releases})
    usable: dict[tuple[str, str], LoadedRelease] = {}
    for point, releases in offered:
        shared = sorted({release.slug for release in releases if owners[release.slug] > 1})
        if shared:
            reason = f"two plugins declare the SOP {', '.join(map(repr, shared))}; uninstall one or rename its slug"
            quarantined.append(_aside(point, reason))
            continue
        usable.update({(release.slug, release.name): release for release in releases})
    for bad in quarantined:
        log.warning(
            "plugin_quarantined", plugin=bad.name, release=bad.release, distribution=bad.distribution, reason=bad.reason
        )
    return Registry(releases=MappingProxyType(usable), quarantined=tuple(quarantined))


def _opened(point: EntryPoint) -> tuple[tuple[LoadedRelease, ...], list[Quarantined]]:
    """The plugin's releases ready to run, and those set aside; a watchdog can read that it is being loaded."""
    if (point.name, WHOLE_PLUGIN) in quarantine().keys:
        raise PluginError(
            "the service did not survive loading it (laksana sop quarantine list shows where it stood); mend it, then "
            f"laksana sop quarantine lift {point.name}, and start again"
        )
    with noted(PluginCall(sop=point.name, release=WHOLE_PLUGIN, hook=LOADING, function=point.value)):
        whole, changed = _unchanged(point, _releases_of(point))
        return tuple(map(_loaded, whole)), changed


def _releases_of(point: EntryPoint) -> Sequence[Release]:
    _refuse_other_sdk(point)
    manager = PluginManager(hookspecs.NAMESPACE)
    manager.add_hookspecs(hookspecs)
    manager.register(point.load(), name=point.name)
    # A misspelt hook registers silently; only check_pending tells.
    manager.check_pending()
    # Hook calls are untyped; this cast is the only one, and each element is checked below.
    answers = cast("list[Sequence[Any]]", manager.hook.laksana_releases())
    releases = [release for answer in answers for release in answer]
    if not releases:
        raise PluginError("it offers no release; implement the hook laksana_releases")
    for release in releases:
        if not isinstance(release, Release):
            msg = f"laksana_releases returned {type(release).__name__}; return laksana_sdk.procedure.Release objects"
            raise PluginError(msg)
        if release.slug != point.name:
            msg = f"its entry point is {point.name!r} but its SOP is {release.slug!r}; give both the same name"
            raise PluginError(msg)
    names = [release.name for release in releases]
    if len(set(names)) != len(names):
        raise PluginError(f"it offers a release twice: {', '.join(names)}; give each a folder and a name of its own")
    return releases


def _unchanged(point: EntryPoint, releases: Sequence[Release]) -> tuple[list[Release], list[Quarantined]]:
    """The drafts and the releases that are as they were published, and the others set aside."""
    whole, changed = [], []
    for release in releases:
        published = published_beside(release)
        if published is None or published.has_bytes_of(release.folder):
            whole.append(release)
            continue
        reason = (
            f"release {release.name!r} was published on {published.published_on} with other bytes; "
            "restore its folder, and make the change in a new release"
        )
        changed.append(_aside(point, reason, release.name))
    return whole, changed


def _refuse_other_sdk(point: EntryPoint) -> None:
    """Nothing when the SDK is one that the plugin's distribution asks for, else PluginError before it is imported."""
    for line in (point.dist.requires if point.dist else None) or ():
        asked = Requirement(line)
        if canonicalize_name(asked.name) == SDK and not asked.specifier.contains(version(SDK), prereleases=True):
            msg = f"it is made for {SDK} {asked.specifier}, here is {version(SDK)}; install a version made for this one"
            raise PluginError(msg)


def _loaded(release: Release) -> LoadedRelease:
    published = published_beside(release)
    templates = {path.name: path.read_bytes() for path in sorted((release.folder / "templates").glob("*.typ"))}
    batch = release.procedure.batch
    for template in (*release.procedure.templates(), *((batch,) if batch else ())):
        if template.template not in templates:
            msg = f"the letter {template.kind!r} needs templates/{template.template}, which is not there"
            raise PluginError(msg)
    return LoadedRelease(
        slug=release.slug,
        name=release.name,
        procedure=guarded(release.procedure, release.name),
        hash=folder_hash(release.folder, rules=RULES_VERSION),
        folder=release.folder,
        sheet=(release.folder / "sheet.yaml").read_bytes(),
        templates=MappingProxyType(templates),
        published_on=published.published_on if published else None,
    )


def _aside(point: EntryPoint, reason: str, release: str | None = None) -> Quarantined:
    distribution = point.dist.name if point.dist is not None else "?"
    return Quarantined(name=point.name, distribution=distribution, reason=reason, release=release)
