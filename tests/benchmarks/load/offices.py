"""514 offices, each with the people and posts of one pack under ids of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

import asyncpg  # type: ignore[import-untyped]

from laksana.vault.keys import office_key
from laksana_infra.crypto import SecretKey
from laksana_infra.database import unit_of_work
from laksana_infra.scope import Scope, scoped

OFFICES: Final = 514
"""Every kabupaten and kota has one Dinas Sosial."""

_TABLES: Final = ("post", "officer", "role_post", "post_holder", "institution", "activation", "classification")
_REGIONS: Final = """
select r.code, r.name, t.id from region r left join tenant t on t.region_code = r.code and t.kind = 'OFFICE'
where r.level = 2 and r.is_current order by r.code limit $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedOffice:
    """An office with its key, and the ids of its people and posts by those of the office that it is a copy of."""

    id: UUID
    key: SecretKey
    ids: Mapping[UUID, UUID]
    texts: Mapping[str, str]


async def made_offices(superuser: asyncpg.Connection, pattern: UUID) -> tuple[LoadedOffice, ...]:
    """The office of every kabupaten and kota, by region; those that are missing become copies of the pattern."""
    regions = await superuser.fetch(_REGIONS, OFFICES)
    missing = {_id_of(row["code"]): row for row in regions if row["id"] is None}
    rows = {table: await superuser.fetch(f"select * from {table} where tenant_id = $1", pattern) for table in _TABLES}
    theirs = [row["id"] for found in rows.values() for row in found]
    async with superuser.transaction():
        # Posts name the post above them, which may follow in the same copy.
        await superuser.execute("set local session_replication_role = replica")
        (tenant,) = await superuser.fetch("select * from tenant where id = $1", pattern)
        await _copy(superuser, "tenant", [dict(tenant) | _named(office, region) for office, region in missing.items()])
        for table, found in rows.items():
            await _copy(
                superuser,
                table,
                [_moved(row, office, {pattern, *theirs}, pattern) for office in missing for row in found],
            )
    return tuple([await _loaded(row["id"] or _id_of(row["code"]), pattern, theirs) for row in regions])


async def _loaded(office: UUID, pattern: UUID, theirs: list[UUID]) -> LoadedOffice:
    with scoped(Scope(office)):
        async with unit_of_work():
            key = await office_key()
    ids = {id_: id_ if office == pattern else uuid5(office, str(id_)) for id_ in theirs}
    ids[pattern] = office
    return LoadedOffice(id=office, key=key, ids=ids, texts={str(old): str(new) for old, new in ids.items()})


async def _copy(superuser: asyncpg.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = list(rows[0])
        await superuser.copy_records_to_table(table, records=[tuple(row.values()) for row in rows], columns=columns)


def _moved(row: Mapping[str, Any], office: UUID, known: set[UUID], pattern: UUID) -> dict[str, Any]:
    new = {pattern: office}
    return {
        name: new.get(value) or uuid5(office, str(value)) if isinstance(value, UUID) and value in known else value
        for name, value in row.items()
    }


def _named(office: UUID, region: Mapping[str, Any]) -> dict[str, Any]:
    slug = re.sub(r"[^a-z0-9]+", "_", region["name"].removeprefix("Kabupaten ").lower()).strip("_")
    return {
        "id": office,
        "slug": f"{slug[:30]}_{region['code'].replace('.', '_')}",
        "name": f"Dinas Sosial {region['name']}",
        "region_code": region["code"],
    }


def _id_of(region_code: str) -> UUID:
    return uuid5(UUID(int=514), region_code)
