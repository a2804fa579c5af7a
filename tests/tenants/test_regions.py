"""The region tree: complete, closed, and the only way to a province's offices."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from laksana_infra.clock import FrozenClock
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine
from laksana_infra.migrations import drift
from laksana_infra.scope import Scope, system_scope
from laksana_tenants import queries, regions
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packaged_packs
from laksana_tenants.region_tree import load_regions, packaged_edition, packaged_regions


def as_owner(connection: Connection) -> Any:  # noqa: ANN401
    """The whole asyncpg connection, which brings no types."""
    return connection


@pytest.fixture
async def outside(database: TenantEngine) -> AsyncIterator[None]:
    """The tree belongs to no office; the context of a fixture reaches its test."""
    with system_scope("tests of the region tree"):
        yield


async def test_the_tree_has_every_region_and_its_closure(owner: Connection, database: TenantEngine) -> None:
    assert await owner.fetchval("select count(*) from region") == 91_599
    assert await owner.fetchval("select count(*) from region_closure") == 357_969
    assert await owner.fetchval("select count(*) from region where level = 3") == 7_285
    assert await owner.fetchval("select version from region_source") == packaged_edition().version


async def test_palangka_raya_is_spelt_as_the_city_writes_it(outside: None) -> None:
    city = await regions.region("62.71")

    assert city is not None
    assert (city.name, city.level, city.parent_code) == ("Kota Palangka Raya", 2, "62")


async def test_a_village_knows_where_it_lies(outside: None) -> None:
    assert [region.code for region in await regions.ancestors("62.71.02.1001")] == ["62", "62.71", "62.71.02"]
    assert await regions.region("16.99") is None


async def test_an_office_finds_its_kecamatan(outside: None) -> None:
    names = [region.name for region in await regions.kecamatan_within("62.71")]

    assert names == ["Pahandut", "Bukit Batu", "Jekan Raya", "Sabangau", "Rakumpit"]
    assert len(await regions.kecamatan_within("16.04")) == 24
    assert len(await regions.kecamatan_within("62")) == 136
    assert [region.code for region in await regions.children("62.71")] == [f"62.71.0{n}" for n in range(1, 6)]


async def test_a_search_finds_words_not_patterns(outside: None) -> None:
    found = await regions.search_regions("lahat", within="16", limit=3)

    assert [region.name for region in found] == ["Kabupaten Lahat", "Lahat", "Lahat Selatan"]
    assert await regions.search_regions("%") == ()
    assert await regions.search_regions("  ") == ()
    assert await regions.search_regions("lahat", level=2, within="62") == ()


async def test_a_province_sees_the_offices_that_lie_in_it_and_no_other(
    database: TenantEngine, clock: FrozenClock
) -> None:
    for pack in packaged_packs():
        await apply_pack(pack)

    assert [tenant.slug for tenant in await queries.tenants_of_province("62")] == ["lamandau", "palangka_raya"]
    assert [tenant.slug for tenant in await queries.tenants_of_province("16")] == ["lahat"]
    assert await queries.tenants_of_province("6") == ()


async def test_a_moved_office_follows_the_tree_and_not_its_codes_beginning(lahat: Scope, owner: Connection) -> None:
    await owner.execute("insert into region_closure values ('62', '16.04', 1)")
    try:
        assert [tenant.slug for tenant in await queries.tenants_of_province("62")] == ["lahat"]
    finally:
        await owner.execute("delete from region_closure where (ancestor, descendant) = ('62', '16.04')")


async def test_a_new_edition_keeps_codes_that_left_the_list(postgres: object, owner: Connection) -> None:
    transaction = as_owner(owner).transaction()
    await transaction.start()
    try:
        await owner.execute("update region_source set version = 'earlier'")
        await owner.execute("insert into region values ('16.04.11', '16.04', 3, 'Ulu Musi', true)")
        await owner.execute("insert into region_closure values ('16.04', '16.04.11', 1), ('62', '16.04.10', 1)")
        await owner.execute("update region set name = 'Salah' where code = '16.04'")

        assert await load_regions(as_owner(owner)) is True
        assert await load_regions(as_owner(owner)) is False

        assert await owner.fetchval("select is_current from region where code = '16.04.11'") is False
        assert await owner.fetchval("select count(*) from region_closure where descendant = '16.04.11'") == 1
        assert await owner.fetchval("select name from region where code = '16.04'") == "Kabupaten Lahat"
        assert await owner.fetchval("select count(*) from region_closure") == 357_970
    finally:
        await transaction.rollback()


def test_the_packaged_tree_stands_beside_its_licence() -> None:
    assert len(packaged_regions()) == packaged_edition().regions == 91_599


async def test_the_tables_say_no_more_than_the_migrations(postgres: object) -> None:
    assert await drift("laksana_tenants.piccolo_app") == ()
