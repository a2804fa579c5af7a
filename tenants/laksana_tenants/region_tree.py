"""Load the packaged region tree into the database, once for each edition."""

import csv
import io
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from piccolo.engine.finder import engine_finder

from laksana_infra import clock
from laksana_infra.connection import Connection

_LOCK = 62_091_604
_STAGE = """
create temporary table region_stage (like region) on commit drop;
create temporary table closure_stage (like region_closure) on commit drop
"""
# A code that left the list stays, with its ancestors: cases and offices may still name it. Rows that are as they were
# are not written again, which is nearly all of them.
_MERGE = """
analyze region_stage;
analyze closure_stage;
insert into region (code, parent_code, level, name, is_current)
    select s.code, s.parent_code, s.level, s.name, true from region_stage s left join region r using (code)
    where (r.parent_code, r.level, r.name, r.is_current) is distinct from (s.parent_code, s.level, s.name, true)
    on conflict (code) do update
        set parent_code = excluded.parent_code, level = excluded.level, name = excluded.name, is_current = true;
update region r set is_current = false
    where is_current and not exists (select from region_stage s where s.code = r.code);
delete from region_closure c
    where exists (select from region_stage s where s.code = c.descendant)
      and not exists (select from closure_stage s where s.descendant = c.descendant and s.ancestor = c.ancestor);
insert into region_closure (ancestor, descendant, depth)
    select s.ancestor, s.descendant, s.depth
    from closure_stage s left join region_closure c using (descendant, ancestor)
    where c.depth is distinct from s.depth
    on conflict (descendant, ancestor) do update set depth = excluded.depth
"""
_REGION_COLUMNS = ("code", "parent_code", "level", "name", "is_current")
_CLOSURE_COLUMNS = ("ancestor", "descendant", "depth")


class OwnerConnection(Connection, Protocol):
    """The owner's connection, as far as loading the tree needs it."""

    def transaction(self) -> AbstractAsyncContextManager[object]:
        """A transaction for the block."""

    async def copy_records_to_table(
        self, table_name: str, *, columns: Sequence[str], records: Iterable[tuple[object, ...]]
    ) -> str:
        """The command tag of the COPY."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which edition of the region tree is packaged."""

    version: str
    source: str
    regions: int


def packaged_edition() -> Edition:
    """The edition that this distribution carries."""
    return Edition(**json.loads((files("laksana_tenants") / "regions_data" / "edition.json").read_text("utf-8")))


class PackagedRegion(NamedTuple):
    """A region of the packaged tree; a named tuple, because ninety thousand of them are made at once."""

    code: str
    parent_code: str | None
    level: int
    name: str


@cache
def packaged_regions() -> Mapping[str, PackagedRegion]:
    """Every region by code, parents first: the packaged tree, without a database."""
    packed = (files("laksana_tenants") / "regions_data" / "regions.csv.xz").read_bytes()
    rows = csv.reader(io.StringIO(lzma.decompress(packed).decode()))
    return {code: PackagedRegion(code, parent or None, int(level), name) for code, parent, level, name in rows}


async def load_regions(connection: OwnerConnection) -> bool:
    """Whether the packaged edition had to be loaded; False when it already was.

    Runs as the owner while migrating: COPY is not allowed through row-level security. One transaction.
    """
    edition = packaged_edition()
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        if await connection.fetchval("select true from region_source where version = $1", edition.version):
            return False
        if await connection.fetchval("select exists (select from region)"):
            await connection.execute(_STAGE)
            await _copy(connection, region="region_stage", region_closure="closure_stage")
            await connection.execute(_MERGE)
        else:
            await _copy(connection, region="region", region_closure="region_closure")
        await connection.execute(
            "insert into region_source (version, source, regions, loaded_at) values ($1, $2, $3, $4)",
            edition.version,
            edition.source,
            edition.regions,
            clock.now(),
        )
    return True


async def load_packaged_regions() -> None:
    """Nothing; a raw step for a migration, which loads the packaged edition. A new edition needs a new migration."""
    transaction = getattr(engine_finder(), "current_transaction", None)
    current = transaction.get() if transaction else None
    if current is None:
        raise RuntimeError("load_packaged_regions() runs inside migrate() alone; elsewhere use load_regions()")
    await load_regions(current.connection)


async def _copy(connection: OwnerConnection, *, region: str, region_closure: str) -> None:
    regions = packaged_regions()
    rows = ((*row, True) for row in regions.values())
    await connection.copy_records_to_table(region, columns=_REGION_COLUMNS, records=rows)
    await connection.copy_records_to_table(region_closure, columns=_CLOSURE_COLUMNS, records=closure(regions))


def closure(regions: Mapping[str, PackagedRegion]) -> Iterator[tuple[str, str, int]]:
    """Each region under itself (depth 0) and under every region that holds it: (ancestor, descendant, depth)."""
    parents = {code: region.parent_code for code, region in regions.items()}
    for code in regions:
        above: str | None = code
        depth = 0
        while above is not None:
            yield above, code, depth
            above = parents[above]
            depth += 1
