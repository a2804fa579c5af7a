"""Cases and counts across the offices of a province, read through the masked views by the province's own login."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from laksana.cases.queries import LAST_ID, PAGE_LIMIT, Position
from laksana.province.views import (
    CountBy,
    ProvinceCaseView,
    ProvinceCount,
    ProvinceFilter,
    ProvinceOfficeView,
    ProvinceStepView,
)
from laksana_infra.database import as_records, fetch, fetch_as
from laksana_infra.scope import ProvinceScope, current_province
from laksana_sdk.states import Status
from laksana_tenants.queries import tenants_of_province

SUPPRESSED_OUTSIDE: Final = 5
"""Cells below this stay hidden in whatever leaves the province's office: so few cases can be recognised."""

_CASE_COLUMNS = ", ".join(f"c.{column.name}" for column in fields(ProvinceCaseView))
_OFFICE_COLUMNS = ", ".join(column.name for column in fields(ProvinceOfficeView))

# Days are the office's own: its midnight divides them, not that of Greenwich.
_WANTED = """
    ($2::text is null or c.sop_slug = $2) and ($3::text is null or c.status = $3)
    and ($4::date is null or c.opened_at >= $4::timestamp at time zone t.timezone)
    and ($5::date is null or c.opened_at < ($5::date + 1)::timestamp at time zone t.timezone)
"""
# Each office walks its own index to its newest few; one condition over all of them would sort every case they have.
_PAGE = f"""
select p.* from tenant_view t cross join lateral (
    select {_CASE_COLUMNS} from case_view c
    where c.tenant_id = t.id and {_WANTED}
      and (c.opened_at, c.id) < (coalesce($6, 'infinity'::timestamptz), $7::uuid)
    order by c.opened_at desc, c.id desc limit $8
) p
where t.id = any($1::uuid[])
order by p.opened_at desc, p.id desc limit $8
"""  # noqa: S608 - constants only

# The view hides rows behind a barrier that no join passes: all steps of the province would be read (0.9 s of 300,000
# cases). Equality with values passes it and finds the index; `offset 0` keeps one question a case, instead of a join.
_STEPS: Final = """
select s.case_id, s.seq, s.step, s.status, s.at from unnest($1::uuid[], $2::uuid[]) as wanted (tenant_id, case_id)
cross join lateral (
    select * from case_step_view v where v.tenant_id = wanted.tenant_id and v.case_id = wanted.case_id offset 0
) s
order by s.case_id, s.seq
"""

_CELLS: Final = {
    CountBy.MONTH: ("date_trunc('month', c.opened_at at time zone t.timezone)::date", "month"),
    CountBy.SOP: ("c.sop_slug", "sop_slug"),
    CountBy.SPM_OWNER: ("c.spm_owner", "spm_owner"),
    CountBy.STATUS: ("c.status", "status"),
    CountBy.TENANT: ("c.tenant_id", "tenant_id"),
}


async def province_scope(region_code: str) -> ProvinceScope:
    """The scope of the offices that lie in this region, by the closure of the region tree; empty when none does."""
    return ProvinceScope(tuple(office.id for office in await tenants_of_province(region_code)))


async def province_offices() -> tuple[ProvinceOfficeView, ...]:
    """The offices of the province in scope, by region."""
    return await fetch_as(
        ProvinceOfficeView,
        f"select {_OFFICE_COLUMNS} from tenant_view where id = any($1::uuid[]) order by region_code, slug",  # noqa: S608
        list(current_province().tenant_ids),
    )


async def province_cases(
    wanted: ProvinceFilter, *, size: int, after: Position | None = None
) -> tuple[ProvinceCaseView, ...]:
    """Up to `size` + 1 cases of the province's offices, newest first (the extra one says that there are more)."""
    return await fetch_as(
        ProvinceCaseView, _PAGE, *_asked(wanted), after.opened_at if after else None, after.id if after else LAST_ID,
        min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip


async def steps_of_province_cases(cases: Sequence[ProvinceCaseView]) -> Mapping[UUID, tuple[ProvinceStepView, ...]]:
    """The steps that each of these cases has come to, in order, by the case's id."""
    rows = await fetch(_STEPS, [case.tenant_id for case in cases], [case.id for case in cases])
    found: dict[UUID, list[ProvinceStepView]] = {case.id: [] for case in cases}
    for row, step in zip(rows, as_records(ProvinceStepView, rows), strict=True):
        found[row["case_id"]].append(step)
    return {case_id: tuple(steps) for case_id, steps in found.items()}


async def province_counts(
    wanted: ProvinceFilter, *, by: tuple[CountBy, ...], suppress_below: int = 0
) -> tuple[ProvinceCount, ...]:
    """How many of the wanted cases fall into each cell that has any, counted by the database, cells in order.

    `suppress_below` empties every cell with fewer cases: 0 for the officer's own screen, SUPPRESSED_OUTSIDE for
    whatever leaves the office. Beside suppressed cells give no sums: a single one could be reckoned back.
    """
    parts = list(dict.fromkeys(by))
    chosen = "".join(f"{_CELLS[part][0]} as {_CELLS[part][1]}, " for part in parts)
    places = ", ".join(str(place) for place in range(1, len(parts) + 1))
    grouped = f" group by {places} order by {places}" if parts else ""
    rows = await fetch(
        f"select {chosen}count(*) as cases from tenant_view t join case_view c on c.tenant_id = t.id"  # noqa: S608
        f" where t.id = any($1::uuid[]) and {_WANTED}{grouped}",
        *_asked(wanted),
    )
    return tuple(_count(row, suppress_below) for row in rows)


def _asked(wanted: ProvinceFilter) -> tuple[object, ...]:
    offices = current_province().tenant_ids
    if wanted.tenant_ids is not None:
        offices = tuple(office for office in offices if office in wanted.tenant_ids)
    status = wanted.status.value if wanted.status else None
    return list(offices), wanted.sop_slug, status, wanted.opened_from, wanted.opened_until


def _count(row: dict[str, Any], suppress_below: int) -> ProvinceCount:
    if "status" in row:
        row["status"] = Status(row["status"])
    return ProvinceCount(**{**row, "cases": row["cases"] if row["cases"] >= suppress_below else None})
