"""Whoever is shown personal data stands in the office's log of reads, which those see who watch over it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.graphql.test_province import officer_of
from tests.support import forms
from tests.support.graphql import Answer, ask, data, refusal
from tests.support.world import World

from laksana.audit.log_province_reads import LogProvinceReads, log_province_reads
from laksana.audit.views import ReadPurpose
from laksana_graphql.context import Context
from laksana_graphql.readings import stated_purpose
from laksana_graphql.schema import SCHEMA
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid, NotFound

LIST = "{ cases { nodes { id client { id label } } } inbox { nodes { case { client { label } } } } }"
LOG = """query ($f: ReadingFilter, $n: Int!, $a: String) { reads(first: $n, after: $a, filter: $f) {
  nodes { reader kind kindLabel purpose role capacity post caseId personId officer { id } readerName }
  pageInfo { hasNextPage endCursor } } }"""


async def log(world: World, **wanted: object) -> list[Answer]:
    found = await data(await world.actor("KADIS"), LOG, {"n": 100, "f": wanted})
    nodes: list[Answer] = found["reads"]["nodes"]
    return nodes


def lines(nodes: list[Answer], *names: str) -> list[tuple[object, ...]]:
    return sorted(tuple(node[name] for name in names) for node in nodes)


async def test_a_name_in_a_list_is_one_reading_an_hour_for_each_person_and_reader(world: World) -> None:
    staf = await world.actor("STAF")
    for _ in range(2):
        await world.open_case(form=forms.laporan(nik=None))

    shown = {(node["id"], node["client"]["id"]) for node in (await data(staf, LIST))["cases"]["nodes"]}
    await data(staf, LIST)
    await data(staf, "{ storageUsage { files } cases { nodes { id agendaNumber } } }")
    once = await log(world)
    world.clock.advance(timedelta(minutes=61))
    await data(staf, LIST)

    assert len(shown) == 2
    assert {(line["caseId"], line["personId"]) for line in once} == shown
    (said,) = set(lines(once, "reader", "kind", "kindLabel", "purpose", "role", "capacity", "readerName"))
    assert said == ("OFFICER", "NAME", "nama dalam daftar", "CASEWORK", "STAF", "DEFINITIF", None)
    assert {line["officer"]["id"] for line in once} == {str(staf.officer_id)}
    assert all(line["post"] for line in once)
    assert len(once) == 2
    assert len(await log(world)) == 4


async def test_a_case_page_is_read_for_what_was_stated_and_by_others_than_its_people_for_nothing(world: World) -> None:
    staf, sekretaris = await world.actor("STAF"), await world.actor("SEKRETARIS")
    case = (await world.open_case()).case_id
    page = f'{{ case(id: "{case}") {{ client {{ label }} forms {{ step }} }} }}'

    with scoped(Scope(staf.tenant_id)):
        await SCHEMA.execute(page, context_value=Context(actor=staf, purpose=ReadPurpose.COMPLAINT))
    seen = await ask(replace(sekretaris, holdings=sekretaris.holdings[:1]), page)

    by_staf = await log(world, officerId=str(staf.officer_id))
    by_sekretaris = await log(world, officerId=str(sekretaris.officer_id))
    assert lines(by_staf, "kind", "purpose") == [("CASE", "COMPLAINT"), ("FORMS", "COMPLAINT")]
    assert seen["data"]["case"]["client"]["label"]
    assert seen["data"]["case"]["forms"] is None
    assert [(line["kind"], line["purpose"], line["role"]) for line in by_sekretaris] == [("CASE", None, None)]


async def test_the_watchers_see_who_read_about_a_person_page_by_page_and_nobody_else_does(world: World) -> None:
    staf, kadis = await world.actor("STAF"), await world.actor("KADIS")
    case = (await world.open_case()).case_id
    await world.open_case(form=forms.laporan(nik=None))
    first = await data(staf, f'{{ case(id: "{case}") {{ client {{ id }} }} }}')
    await data(staf, LIST)
    person = first["case"]["client"]["id"]
    asked = "query ($p: UUID!, $a: String) { personReads(personId: $p, first: 1, after: $a) {"
    asked += " nodes { kind caseId personId } pageInfo { hasNextPage endCursor } } }"

    newest = (await data(kadis, asked, {"p": person}))["personReads"]
    older = (await data(kadis, asked, {"p": person, "a": newest["pageInfo"]["endCursor"]}))["personReads"]
    nobody = await data(kadis, asked, {"p": str(UUID(int=7))})

    about = {"caseId": str(case), "personId": person}
    assert [*newest["nodes"], *older["nodes"]] == [{"kind": "NAME", **about}, {"kind": "CASE", **about}]
    assert (newest["pageInfo"]["hasNextPage"], older["pageInfo"]["hasNextPage"]) == (True, False)
    assert nobody == {"personReads": None}
    for question, given in ((asked, {"p": person}), (LOG, {"n": 5})):
        assert (await refusal(staf, question, given))[0] == "FORBIDDEN"


SEARCH = """query ($nik: Secret, $name: String, $born: Date) {
  persons(nik: $nik, name: $name, birthDate: $born) { id label nikMasked } }"""


async def test_who_is_searched_for_by_nik_or_by_name_and_birth_date_stands_in_the_log_once_an_hour(
    world: World,
) -> None:
    staf, case = await world.actor("STAF"), (await world.open_case()).case_id
    await world.open_case(form=forms.laporan(name="RUMINAH", nik=None))

    by_nik = await data(staf, SEARCH, {"nik": "1604104507600001"})
    by_name = await data(staf, SEARCH, {"name": "sulastri", "born": "1960-07-05"})
    of_nobody = await data(staf, SEARCH, {"nik": "1604104507600009"})
    their_cases = await data(
        staf, "query ($c: UUID) { cases(filter: {clientId: $c}) { nodes { id } } }", {"c": by_nik["persons"][0]["id"]}
    )

    (person,) = by_nik["persons"]
    assert (person["label"], person["nikMasked"]) == ("SULASTRI", "1604••••••••0001")
    assert (by_name, of_nobody) == (by_nik, {"persons": []})
    assert their_cases["cases"]["nodes"] == [{"id": str(case)}]
    (line,) = await log(world)
    assert (line["kind"], line["kindLabel"], line["caseId"]) == ("SEARCH", "hasil pencarian orang", None)
    assert (line["personId"], line["purpose"], line["role"]) == (person["id"], "CASEWORK", "STAF")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Isi NIK saja"),
        ({"name": "SULASTRI"}, "Isi NIK saja"),
        ({"name": " ", "born": "1960-07-05"}, "Isi NIK saja"),
        ({"nik": "1604104507600001", "name": "SULASTRI"}, "Isi NIK saja"),
        ({"nik": "16041045076"}, "NIK"),
    ],
)
async def test_nobody_is_searched_for_by_a_part_of_a_name_or_number(
    world: World, given: dict[str, object], said: str
) -> None:
    await world.open_case()

    refused = await ask(await world.actor("STAF"), SEARCH, given)

    assert refused["data"] == {"persons": None}
    (error,) = refused["errors"]
    assert said in error["message"]
    assert "16041045076" not in str(refused)
    assert await log(world) == []


async def test_an_office_sees_what_its_province_saw_and_no_other_province_is_believed(world: World) -> None:
    case = (await world.open_case()).case_id
    sumsel, kalteng = await officer_of("sumatera_selatan", world), await officer_of("kalimantan_tengah", world)
    listed = "{ provinceCases { nodes { id } } provinceReferrals { nodes { caseId } } }"

    await data(sumsel, listed)
    before = await log(world)
    await world.drain()
    await data(kalteng, listed)
    await world.drain()
    await claimed(kalteng, {world.lahat.id: (case,)}, world)
    await claimed(sumsel, {world.lahat.id: (case,)}, world)

    assert before == []
    (line,) = await log(world)
    assert (line["reader"], line["kind"], line["purpose"]) == ("PROVINCE", "PROVINCE", "SUPERVISION")
    assert (line["caseId"], line["officer"]) == (str(case), None)
    assert line["readerName"] == f"{sumsel.name}, Dinas Sosial Provinsi Sumatera Selatan"
    with pytest.raises(NotFound):
        await claimed(await world.actor("STAF"), {world.lahat.id: (case,)}, world)


async def claimed(by: Actor, cases: dict[UUID, tuple[UUID, ...]], world: World) -> None:
    """A job that says that this person saw these cases."""
    with scoped(Scope(by.tenant_id)):
        await log_province_reads(
            LogProvinceReads(
                officer_id=by.officer_id, purpose=ReadPurpose.SUPERVISION, read_at=world.clock.now(), cases=cases
            )
        )


def test_a_stated_purpose_is_known_or_refused() -> None:
    assert (stated_purpose(None), stated_purpose(" audit ")) == (None, ReadPurpose.AUDIT)
    with pytest.raises(Invalid) as refused:
        stated_purpose("iseng")
    assert [found.code for found in refused.value.findings] == ["reading.no_purpose"]
