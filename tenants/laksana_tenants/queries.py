"""What is known of offices: themselves, their settings, their institutions, the SOPs they work by."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec

from laksana_infra import clock
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope, system_scope
from laksana_tenants.actor import TenantKind
from laksana_tenants.calendar import OfficeCalendar, local_day, office_calendar
from laksana_tenants.errors import NotFound
from laksana_tenants.views import (
    ActivationView,
    Emblem,
    InstitutionKind,
    InstitutionView,
    Letterhead,
    NumberFormat,
    OfficeSettings,
    TenantView,
)

_OFFICES_KEPT = 600
_TENANT = "select id, slug, name, kind, region_code, timezone from tenant "
_SETTINGS = """
select id, slug, name, kind, region_code, timezone, letterhead, number_formats, calendar, (
    select jsonb_agg(jsonb_build_object('code', c.code, 'until', c.valid_until, 'successor', c.successor))
    from classification c where c.tenant_id = $1 and c.successor is not null and c.valid_until is not null
) as successions from tenant where id = $1
"""
_STORAGE_GIB = "select storage_gib from tenant where id = $1"
# A closure, never a prefix: a region may be moved, and a code's beginning is no promise.
_OF_PROVINCE = """
select t.id, t.slug, t.name, t.kind, t.region_code, t.timezone
from tenant t join region_closure c on c.descendant = t.region_code
where c.ancestor = $1 and t.kind = 'OFFICE' order by t.region_code, t.slug
"""
_BELOW = """
select t.id, t.slug, t.name, t.kind, t.region_code, t.timezone
from tenant province join region_closure c on c.ancestor = province.region_code
join tenant t on t.region_code = c.descendant and t.kind = 'OFFICE'
where province.id = $1 order by t.region_code, t.slug
"""
_INSTITUTIONS = """
select id, slug, kind, name, address, services, region_code from institution
where tenant_id = $1 and valid_from <= $2 and (valid_until is null or valid_until >= $2)
  and ($3::text is null or kind = $3) and ($4::text is null or (name, id) > ($4, $5::uuid))
order by name, id limit $6
"""
_INSTITUTIONS_BY_ID = """
select id, slug, kind, name, address, services, region_code from institution
where tenant_id = $1 and id = any($2::uuid[])
"""
_ACTIVATIONS = """
select distinct on (sop_slug) sop_slug, release, effective_from, mapping_confirmed_on, is_fixture from activation
where tenant_id = $1 and effective_from <= $2 and (valid_until is null or valid_until >= $2)
order by sop_slug, effective_from desc, decided_at desc nulls last, release desc
"""


async def tenant_by_slug(slug: str) -> TenantView | None:
    """The office or province of this name, or None; needs no scope, for it is how one is found."""
    with system_scope("an office is looked up by its name before its scope can be entered"):
        row = await fetch_one(_TENANT + "where slug = $1", slug)
    return _tenant(row) if row else None


async def all_tenants() -> tuple[TenantView, ...]:
    """Every office and province, by slug."""
    with system_scope("the operator's list of offices"):
        return tuple(_tenant(row) for row in await fetch(_TENANT + "order by slug"))


async def tenants_of_province(region_code: str) -> tuple[TenantView, ...]:
    """The offices that lie in this region, by the closure of the region tree; none for an unknown code."""
    with system_scope("a province's offices are found before its scope can be entered"):
        return tuple(_tenant(row) for row in await fetch(_OF_PROVINCE, region_code))


async def offices_below() -> tuple[TenantView, ...]:
    """The offices that lie in the region of the province whose scope is entered here, by region."""
    return tuple(_tenant(row) for row in await fetch(_BELOW, current_scope().tenant_id))


async def current_tenant() -> TenantView:
    """The office whose scope is entered here; NotFound when it has not been set up."""
    tenant_id = current_scope().tenant_id
    row = await fetch_one(_TENANT + "where id = $1", tenant_id)
    if row is None:
        raise NotFound("tenant", tenant_id)
    return _tenant(row)


async def storage_gib(tenant_id: UUID) -> int:
    """How many GiB of files the office may keep; raises NotFound."""
    row = await fetch_one(_STORAGE_GIB, tenant_id)
    if row is None:
        raise NotFound("tenant", tenant_id)
    return int(row["storage_gib"])


async def office_settings() -> OfficeSettings:
    """Letterhead and number formats of the office whose scope is entered here."""
    return _office_settings(await _office())


async def current_calendar(around: date | None = None) -> OfficeCalendar:
    """When the office whose scope is entered here works, with days off for some years around the day (or today)."""
    row = await _office()
    return _calendar(row["calendar"], row["timezone"], around or local_day(clock.now(), row["timezone"]))


async def settings_and_calendar(around: date) -> tuple[OfficeSettings, OfficeCalendar]:
    """What `office_settings` and `current_calendar` give, in one read."""
    row = await _office()
    return _office_settings(row), _calendar(row["calendar"], row["timezone"], around)


async def _office() -> Mapping[str, Any]:
    tenant_id = current_scope().tenant_id
    row = await fetch_one(_SETTINGS, tenant_id)
    if row is None:
        raise NotFound("tenant", tenant_id)
    return row


async def institutions(
    *, on: date, first: int = 50, after: tuple[str, UUID] | None = None, kind: InstitutionKind | None = None
) -> tuple[InstitutionView, ...]:
    """The office's institutions that count on a day, by name; `after` is name and id of the last one already seen."""
    name, id_ = after or (None, None)
    rows = await fetch(_INSTITUTIONS, current_scope().tenant_id, on, kind, name, id_, first)
    return tuple(_institution(row) for row in rows)


async def institutions_by_id(ids: Iterable[UUID]) -> Mapping[UUID, InstitutionView]:
    """These institutions of the office, past ones too, by id; another office's are missing."""
    rows = await fetch(_INSTITUTIONS_BY_ID, current_scope().tenant_id, list(ids))
    return {row["id"]: _institution(row) for row in rows}


async def activations(on: date) -> tuple[ActivationView, ...]:
    """The SOPs by which the office works on a day, each with the release that took effect last."""
    return tuple(ActivationView(**row) for row in await fetch(_ACTIVATIONS, current_scope().tenant_id, on))


async def activation(sop_slug: str, on: date) -> ActivationView | None:
    """By which release of the SOP the office works on a day, or None when it does not."""
    return next((active for active in await activations(on) if active.sop_slug == sop_slug), None)


def _office_settings(row: Mapping[str, Any]) -> OfficeSettings:
    return OfficeSettings(
        tenant=_tenant(row),
        letterhead=_letterhead(row["letterhead"]),
        number_formats=_number_formats(row["number_formats"], row["successions"] or "[]"),
    )


def _letterhead(text: str) -> Letterhead:
    stored = _json(text)
    return Letterhead(
        heading=tuple(stored["heading"]),
        address=tuple(stored["address"]),
        place=stored["place"],
        paper=stored["paper"],
        emblem=msgspec.convert(stored.get("emblem"), Emblem | None),
    )


# Both change a few times a year and are asked for at every act: each text is read once.
@lru_cache(maxsize=_OFFICES_KEPT)
def _number_formats(text: str, successions: str) -> Mapping[str, NumberFormat]:
    followed = _json(successions)
    formats = (msgspec.convert({**entry, "successions": followed}, NumberFormat) for entry in _json(text))
    return MappingProxyType({pattern.register: pattern for pattern in formats})


@lru_cache(maxsize=_OFFICES_KEPT)
def _calendar(text: str, zone: str, around: date) -> OfficeCalendar:
    return office_calendar(_json(text), zone=zone, around=around)


def _tenant(row: Mapping[str, Any]) -> TenantView:
    return TenantView(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        kind=TenantKind(row["kind"]),
        region_code=row["region_code"],
        timezone=row["timezone"],
    )


def _institution(row: Mapping[str, Any]) -> InstitutionView:
    return InstitutionView(
        id=row["id"],
        slug=row["slug"],
        kind=InstitutionKind(row["kind"]),
        name=row["name"],
        address=row["address"],
        services=tuple(_json(row["services"])),
        region_code=row["region_code"],
    )


def _json(text: str) -> Any:  # noqa: ANN401 - raw SQL brings JSONB as text; what it holds was checked with the pack
    return msgspec.json.decode(text)
