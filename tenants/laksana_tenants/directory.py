"""Who works in the office and whom it passes cases to, as letters and forms name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laksana_infra import clock
from laksana_infra.database import fetch_as, fetch_one
from laksana_infra.scope import current_scope
from laksana_tenants.queries import institutions_by_id
from laksana_tenants.views import InstitutionView

_OFFICERS = """
    with meant as (
        select coalesce($2::date, ($3::timestamptz at time zone t.timezone)::date) as day from tenant t where t.id = $1
    )
    select distinct on (o.id) o.id, o.code, o.name, o.nip, o.pangkat, o.golongan, p.title
    from officer o cross join meant
    left join post_holder h on h.tenant_id = o.tenant_id and h.officer_id = o.id
        and h.valid_from <= day and (h.valid_until is null or h.valid_until >= day) and h.capacity not in ('AN', 'UB')
    left join post p on p.tenant_id = h.tenant_id and p.id = h.post_id
    where o.tenant_id = $1
    order by o.id, h.capacity <> 'DEFINITIF', p.code
"""

_INSTITUTION = """
    select id from institution
    where tenant_id = $1 and slug = $2 and valid_from <= $3 and (valid_until is null or valid_until >= $3)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerView:
    """A person of the office with the title of the post they hold that day, None for somebody without a post."""

    id: UUID
    code: str
    name: str
    nip: str | None
    pangkat: str | None
    golongan: str | None
    title: str | None


async def officers_on(day: date | None = None) -> Mapping[UUID, OfficerView]:
    """Everybody of the office, past ones too, by id, with their post on that day, their own before an acted one.

    Without a day it is today in the office.
    """
    views = await fetch_as(OfficerView, _OFFICERS, current_scope().tenant_id, day, clock.now())
    return {view.id: view for view in views}


async def institution_by_slug(slug: str, day: date) -> InstitutionView | None:
    """The institution of that name which counts on the day, None when the office has none."""
    row = await fetch_one(_INSTITUTION, current_scope().tenant_id, slug, day)
    return (await institutions_by_id([row["id"]]))[row["id"]] if row else None
