"""Load the packaged region tree into the database, once for each edition."""

import csv
import io
import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from piccolo.engine.finder import engine_finder

from laksana_infra import clock
from laksana_infra.connection import Connection
from laksana_tenants.views import RegionView

_LOCK = 62_091_604
_STAGE = """
create temporary table region_stage (like region) on commit drop;
create temporary table closure_stage (like region_closure) on commit drop
"""
# A code that left the list stays, with its ancestors: cases and offices may still name it.
_MERGE = """
insert into region (code, parent_code, level, name, is_current)
    select code, parent_code, level, name, is_current from region_stage
    on conflict (code) do update
        set parent_code = excluded.parent_code, level = excluded.level, name = excluded.name, is_current = true;
update region set is_current = false where is_current and code not in (select code from region_stage);
delete from region_closure where descendant in (select code from region_stage);
insert into region_closure (ancestor, descendant, depth) select ancestor, descendant, depth from closure_stage
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


@cache
def packaged_regions() -> dict[str, RegionView]:
    """Every region by code, provinces first: the packaged tree, without a database."""
    packed = (files("laksana_tenants") / "regions_data" / "regions.csv.xz").read_bytes()
    return {
        code: RegionView(code=code, parent_code=parent or None, level=int(level), name=name)
        for code, parent, level, name in csv.reader(io.StringIO(lzma.decompress(packed).decode()))
    }


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
    rows = ((r.code, r.parent_code, r.level, r.name, True) for r in regions.values())
    await connection.copy_records_to_table(region, columns=_REGION_COLUMNS, records=rows)
    await connection.copy_records_to_table(region_closure, columns=_CLOSURE_COLUMNS, records=closure(regions))


def closure(regions: dict[str, RegionView]) -> Iterator[tuple[str, str, int]]:
    """Each region under itself (depth 0) and under every region that holds it: (ancestor, descendant, depth)."""
    for region in regions.values():
        above: RegionView | None = region
        depth = 0
        while above is not None:
            yield above.code, region.code, depth
            above = regions[above.parent_code] if above.parent_code else None
            depth += 1
