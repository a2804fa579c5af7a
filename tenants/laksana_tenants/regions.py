"""Ask the region tree: a region by its code, what lies in it, where it lies, and names."""

from collections.abc import Iterable, Mapping
from typing import Any

from laksana_infra.database import fetch
from laksana_tenants.views import RegionView

KECAMATAN = 3
"""The level of a kecamatan."""

_COLUMNS = "r.code, r.name, r.level, r.parent_code, r.is_current"
_BY_CODES = f"select {_COLUMNS} from region r where r.code = any($1::text[])"  # noqa: S608 - constants only
_CHILDREN = f"select {_COLUMNS} from region r where r.parent_code = $1 and r.is_current order by r.code"  # noqa: S608
_ANCESTORS = f"""
select {_COLUMNS} from region_closure c join region r on r.code = c.ancestor
where c.descendant = $1 and c.depth > 0 order by c.depth desc
"""  # noqa: S608
_WITHIN = f"""
select {_COLUMNS} from region_closure c join region r on r.code = c.descendant
where c.ancestor = $1 and r.level = $2 and r.is_current order by r.code
"""  # noqa: S608
_SEARCH = f"""
select {_COLUMNS} from region r
where r.is_current and (r.name ilike $1 || '%' or r.name ilike '% ' || $1 || '%')
  and ($2::smallint is null or r.level = $2)
  and ($3::text is null or exists (select from region_closure c where c.ancestor = $3 and c.descendant = r.code))
order by r.level, r.name, r.code limit $4
"""  # noqa: S608


async def region(code: str) -> RegionView | None:
    """The region with this code, also one that has left the list; None for a code that never was."""
    return (await regions_by_code([code])).get(code)


async def regions_by_code(codes: Iterable[str]) -> Mapping[str, RegionView]:
    """The regions with these codes; unknown codes are missing."""
    return {row["code"]: _region(row) for row in await fetch(_BY_CODES, list(codes))}


async def children(code: str) -> tuple[RegionView, ...]:
    """The regions directly in this one, by code."""
    return tuple(_region(row) for row in await fetch(_CHILDREN, code))


async def ancestors(code: str) -> tuple[RegionView, ...]:
    """The regions that this one lies in, the province first."""
    return tuple(_region(row) for row in await fetch(_ANCESTORS, code))


async def kecamatan_within(code: str) -> tuple[RegionView, ...]:
    """The kecamatan of an office's or a province's region, by code."""
    return tuple(_region(row) for row in await fetch(_WITHIN, code, KECAMATAN))


async def search_regions(
    words: str, *, level: int | None = None, within: str | None = None, limit: int = 20
) -> tuple[RegionView, ...]:
    """Regions with a word that begins like this, larger ones first; none for an empty search."""
    if not words.strip():
        return ()
    escaped = words.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return tuple(_region(row) for row in await fetch(_SEARCH, escaped, level, within, min(limit, 100)))


def _region(row: Mapping[str, Any]) -> RegionView:
    return RegionView(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent_code=row["parent_code"],
        is_current=row["is_current"],
    )
