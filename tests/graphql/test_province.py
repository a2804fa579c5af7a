"""What a province's officer asks: cases and counts of its own offices, nobody's name."""

import pytest_asyncio
from tests.support import forms
from tests.support.graphql import Answer, data
from tests.support.world import SOP, World, set_up

from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor, TenantKind
from laksana_tenants.directory import officers_on
from laksana_tenants.resolve import actor_of


@pytest_asyncio.fixture
async def sumsel(world: World) -> Actor:
    return await officer_of("sumatera_selatan", world)


async def officer_of(slug: str, world: World) -> Actor:
    province = await set_up(slug)
    day = world.clock.now().date()
    with scoped(Scope(province.id)):
        found = await actor_of(next(iter(await officers_on(day))), day)
    assert found is not None
    assert found.tenant_kind is TenantKind.PROVINCE
    return found


async def test_a_province_sees_cases_and_counts_of_its_offices_alone(world: World, sumsel: Actor) -> None:
    await world.take_up_sop(world.lamandau)
    ours = (await world.open_case()).case_id
    await world.open_case(world.lamandau, form=forms.laporan(nik=None))

    found = await data(
        sumsel,
        """{ provinceCases { nodes { id office { slug } sopSlug status core { ppksCategory birthYear } } }
          provinceCounts { office { slug } sopSlug month status cases }
          total: provinceCounts(by: []) { cases }
          byOffice: provinceCounts(by: [TENANT]) { office { slug } sopSlug cases } viewer { office { kind } } }""",
    )

    assert found["provinceCases"]["nodes"] == [
        {
            "id": str(ours),
            "office": {"slug": "lahat"},
            "sopSlug": SOP,
            "status": "DRAFT",
            "core": {"ppksCategory": "PENYANDANG_DISABILITAS", "birthYear": 1960},
        }
    ]
    cell = {"office": {"slug": "lahat"}, "sopSlug": SOP, "month": "2026-11-01", "status": "DRAFT", "cases": 1}
    assert found["provinceCounts"] == [cell]
    assert found["byOffice"] == [{"office": {"slug": "lahat"}, "sopSlug": None, "cases": 1}]
    assert found["viewer"] == {"office": {"kind": "PROVINCE"}}


async def test_pages_of_a_province_follow_each_other(world: World, sumsel: Actor) -> None:
    ids = [str((await world.open_case(form=forms.laporan(nik=None))).case_id) for _ in range(3)]
    question = """query ($a: String) { provinceCases(first: 2, after: $a) {
      nodes { id } pageInfo { hasNextPage endCursor } } }"""

    first: Answer = (await data(sumsel, question))["provinceCases"]
    second: Answer = (await data(sumsel, question, {"a": first["pageInfo"]["endCursor"]}))["provinceCases"]

    assert [node["id"] for node in (*first["nodes"], *second["nodes"])] == list(reversed(ids))
    assert second["pageInfo"]["hasNextPage"] is False


async def test_another_provinces_office_is_not_there(world: World) -> None:
    kalteng = await officer_of("kalimantan_tengah", world)
    await world.open_case()

    found = await data(
        kalteng,
        "query ($o: [UUID!]) { provinceCases(filter: {officeIds: $o}) { nodes { id } } provinceCounts { cases } }",
        {"o": [str(world.lahat.id)]},
    )

    assert found == {"provinceCases": {"nodes": []}, "provinceCounts": []}
