"""Referrals and their queues across the offices of a province, read through the masked views."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from laksana.cases.queries import PAGE_LIMIT
from laksana.province.views import ProvinceReferralView, ReferralCount, ReferralCountBy, ReferralFilter
from laksana_infra.database import fetch
from laksana_infra.scope import current_province
from laksana_sdk.vocabulary import ReferralResult

_COLUMNS = ", ".join(
    f"c.{column.name}" if column.name == "sop_slug" else f"r.{column.name}" for column in fields(ProvinceReferralView)
)
_WANTED = (
    "($2::text is null or c.sop_slug = $2) and ($3::text is null or r.institution = $3)"
    " and ($4::text is null or r.result = $4)"
)
# Each office walks its own index to its newest few, as for cases.
_PAGE = f"""
select p.* from tenant_view t cross join lateral (
    select {_COLUMNS} from referral_view r join case_view c on c.tenant_id = r.tenant_id and c.id = r.case_id
    where r.tenant_id = t.id and c.tenant_id = t.id and {_WANTED}
      and ($5::date is null or (r.answered_on, r.id) < ($5, $6::uuid))
    order by r.answered_on desc, r.id desc limit $7
) p
where t.id = any($1::uuid[])
order by p.answered_on desc, p.id desc limit $7
"""  # noqa: S608 - constants only

_CELLS: Final = {
    ReferralCountBy.INSTITUTION: ("r.institution", "institution"),
    ReferralCountBy.RESULT: ("r.result", "result"),
    ReferralCountBy.SOP: ("c.sop_slug", "sop_slug"),
    ReferralCountBy.TENANT: ("r.tenant_id", "tenant_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPosition:
    """Where a page of referrals begins: after this one, latest answer first."""

    answered_on: date
    id: UUID


async def province_referrals(
    wanted: ReferralFilter, *, size: int, after: ReferralPosition | None = None
) -> tuple[ProvinceReferralView, ...]:
    """Up to `size` + 1 referrals of the province's offices, latest answer first (the extra one says there are more)."""
    rows = await fetch(
        _PAGE, *_asked(wanted), after.answered_on if after else None, after.id if after else None,
        min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    return tuple(ProvinceReferralView(**row) for row in rows)


async def province_referral_counts(
    wanted: ReferralFilter, *, by: tuple[ReferralCountBy, ...], suppress_below: int = 0
) -> tuple[ReferralCount, ...]:
    """How many of the wanted referrals fall into each cell that has any, and since when the first in a queue waits.

    `suppress_below` empties every cell with fewer referrals, as for counts of cases.
    """
    parts = list(dict.fromkeys(by))
    chosen = "".join(f"{_CELLS[part][0]} as {_CELLS[part][1]}, " for part in parts)
    places = ", ".join(str(place) for place in range(1, len(parts) + 1))
    grouped = f" group by {places} order by {places}" if parts else ""
    rows = await fetch(
        f"select {chosen}count(*) as referrals,"  # noqa: S608 - constants only
        " min(r.queued_on) filter (where r.result = $5) as longest_queued_since"
        " from referral_view r join case_view c on c.tenant_id = r.tenant_id and c.id = r.case_id"
        f" where r.tenant_id = any($1::uuid[]) and c.tenant_id = any($1::uuid[]) and {_WANTED}{grouped}",
        *_asked(wanted), ReferralResult.QUEUED.value,
    )  # fmt: skip
    return tuple(_count(row, suppress_below) for row in rows)


def _asked(wanted: ReferralFilter) -> tuple[object, ...]:
    offices = current_province().tenant_ids
    if wanted.tenant_ids is not None:
        offices = tuple(office for office in offices if office in wanted.tenant_ids)
    return list(offices), wanted.sop_slug, wanted.institution, wanted.result


def _count(row: dict[str, Any], suppress_below: int) -> ReferralCount:
    shown = ReferralCount(**row)
    if row["referrals"] >= suppress_below:
        return shown
    return ReferralCount(**{**row, "referrals": None, "longest_queued_since": None})
