"""Check what a pack's rows say about each other, about regions and about days."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from laksana_sdk.roles import OFFICE_ROLES
from laksana_tenants.actor import Capacity, TenantKind
from laksana_tenants.provision.faults import Fault, Place
from laksana_tenants.provision.pack import (
    ACTIVATION,
    INSTITUTION,
    KINDS,
    OFFICER,
    POST,
    POST_HOLDER,
    ROLE_POST,
    Kind,
    Pack,
    PackRow,
)
from laksana_tenants.region_tree import packaged_regions

PROVINCE_ROLES = ("PETUGAS_PROVINSI",)
"""Roles that no SOP prints: who may read across the offices of a province."""

_LEVELS = {TenantKind.PROVINCE: 1, TenantKind.OFFICE: 2}
_ACTING = (Capacity.PLT.value, Capacity.PLH.value)


def check_pack(pack: Pack, *, releases: Mapping[str, Collection[str]] | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong or doubtful across the pack's rows, after its values were readable one by one.

    `releases` names the installed releases of each SOP; without it activations are not compared with plugins.
    """
    return (
        *_region_faults(pack),
        *(fault for kind in KINDS for fault in (*_doubles(pack.of(kind)), *_strays(pack, kind), *_days(pack.of(kind)))),
        *_circles(pack.of(POST)),
        *_unknown_roles(pack),
        *_fixture_faults(pack.of(OFFICER)),
        *(fault for row in pack.of(POST_HOLDER) for fault in _mandate_faults(row)),
        *_overlaps(pack),
        *_activation_faults(pack.of(ACTIVATION), releases),
    )


def overlap(first: PackRow, second: PackRow) -> bool:
    """Whether two dated rows count on a common day."""
    return max(_begins(first), _begins(second)) <= min(_ends(first), _ends(second))


def _region_faults(pack: Pack) -> Iterator[Fault]:
    regions = packaged_regions()
    code = str(pack.tenant["region_code"])
    region, place = regions.get(code), Place("tenant.yaml", 1)
    if code and region is None:
        yield place.fault("region", "region_code", code)
    elif region is not None and region.level != _LEVELS[pack.kind]:
        yield place.fault("region_level", "region_code", code, region=region.name, kind=pack.kind.value)
    for row in pack.of(INSTITUTION):
        if row.values["region_code"] is not None and str(row.values["region_code"]) not in regions:
            yield row.place.fault("region", "region_code", row.values["region_code"])


def _doubles(rows: Iterable[PackRow]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.key in seen:
            yield row.place.fault("row_twice", row.kind.key[0], " / ".join(row.key), first=seen[row.key])
        seen.setdefault(row.key, row.place.line)


def _strays(pack: Pack, kind: Kind) -> Iterator[Fault]:
    for field, target in kind.references.items():
        codes = {str(row.values["code"]) for known in KINDS if known.name == target for row in pack.of(known)}
        for row in pack.of(kind):
            value = row.values[field]
            if value not in (None, "") and str(value) not in codes:
                yield row.place.fault("reference", _printed(field), value, known=", ".join(sorted(codes)) or "-")


def _days(rows: Iterable[PackRow]) -> Iterator[Fault]:
    for row in rows:
        begins, ends = _begins(row), row.day(row.kind.ends_with) if row.kind.ends_with in row.values else None
        if ends is not None and ends < begins:
            yield row.place.fault("ends_before", row.kind.ends_with, ends, begins=begins.isoformat())


def _circles(posts: Iterable[PackRow]) -> Iterator[Fault]:
    rows = {str(row.values["code"]): row for row in posts}
    parents = {code: row.values["parent"] for code, row in rows.items()}
    for code, row in rows.items():
        above, seen = parents[code], {code}
        while isinstance(above, str) and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == code:
            yield row.place.fault("circle", "parent", parents[code])


def _unknown_roles(pack: Pack) -> Iterator[Fault]:
    known = PROVINCE_ROLES if pack.kind is TenantKind.PROVINCE else tuple(role.code for role in OFFICE_ROLES)
    for row in pack.of(ROLE_POST):
        if row.values["role"] not in (*known, ""):
            # A plugin may bring a role of its own, so this cannot block.
            yield row.place.doubt("role", "role", row.values["role"], known=", ".join(known))


def _fixture_faults(officers: Iterable[PackRow]) -> Iterator[Fault]:
    seen: dict[str, PackRow] = {}
    for row in officers:
        nip = row.values["nip"]
        if not isinstance(nip, str):
            continue
        if nip in seen:
            yield row.place.fault("nip_twice", "nip", nip, first=seen[nip].place.line)
        seen.setdefault(nip, row)
        if (nip[-3:] >= "990") is not bool(row.values["is_fixture"]):
            yield row.place.fault("nip_fixture", "nip", nip)


def _mandate_faults(row: PackRow) -> Iterator[Fault]:
    capacity = row.values["capacity"]
    if capacity not in ("", Capacity.DEFINITIF.value) and row.values["order_number"] is None:
        yield row.place.fault("mandate_order", "order_number", "", capacity=str(capacity))
    if capacity in _ACTING and row.values["valid_until"] is None:
        yield row.place.fault("mandate_end", "valid_until", "", capacity=str(capacity))
    if (capacity == Capacity.UB.value) is not (row.values["through_post"] is not None):
        yield row.place.fault("mandate_through", "through", row.values["through_post"] or "", capacity=str(capacity))


def _overlaps(pack: Pack) -> Iterator[Fault]:
    shared = {row.values["code"] for row in pack.of(POST) if row.values["is_shared"]}
    for row in pack.of(POST_HOLDER):
        if row.values["capacity"] in _ACTING and row.values["post"] in shared:
            yield row.place.fault("acting_shared", "post", row.values["post"], capacity=str(row.values["capacity"]))
    for first, second in combinations(pack.of(POST_HOLDER), 2):
        yield from holder_clash(first, second, shared=second.values["post"] in shared)
    for first, second in combinations(pack.of(ROLE_POST), 2):
        yield from role_clash(first, second)


def holder_clash(first: PackRow, second: PackRow, *, shared: bool) -> Iterator[Fault]:
    """The fault of the second holder when both cannot hold the post on a common day; none when they can."""
    if first.values["post"] != second.values["post"] or first.key == second.key or not overlap(first, second):
        return
    capacities = {first.values["capacity"], second.values["capacity"]}
    same_person = first.values["officer"] == second.values["officer"] and len(capacities) == 1
    at: dict[str, str | int] = {
        "post": str(second.values["post"]),
        "other": str(first.values["officer"]),
        "first": first.place.line,
    }
    if capacities <= set(_ACTING) or same_person:
        yield second.place.fault("two_acting", "valid_from", second.values["valid_from"], **at)
    elif capacities == {Capacity.DEFINITIF.value} and not shared:
        yield second.place.fault("two_holders", "valid_from", second.values["valid_from"], **at)


def role_clash(first: PackRow, second: PackRow) -> Iterator[Fault]:
    """The fault of the second link when both say on a common day that the post carries out the role."""
    same = (first.values["role"], first.values["post"]) == (second.values["role"], second.values["post"])
    if same and first.key != second.key and overlap(first, second):
        yield second.place.fault("role_overlap", "valid_from", second.values["valid_from"], first=first.place.line)


def _activation_faults(
    activations: Iterable[PackRow], releases: Mapping[str, Collection[str]] | None
) -> Iterator[Fault]:
    for row in activations:
        sop, release = str(row.values["sop_slug"]), str(row.values["release"])
        if releases is not None and sop not in releases:
            yield row.place.fault("sop", "sop", sop, known=", ".join(sorted(releases)) or "-")
        elif releases is not None and release not in releases[sop]:
            yield row.place.fault("release", "release", release, sop=sop, known=", ".join(sorted(releases[sop])))


def _begins(row: PackRow) -> date:
    return (row.day(row.kind.begins_with) if row.kind.begins_with else None) or date.min


def _ends(row: PackRow) -> date:
    return (row.day(row.kind.ends_with) if row.kind.ends_with in row.values else None) or date.max


def _printed(field: str) -> str:
    return {"officer": "person", "through_post": "through"}.get(field, field)
