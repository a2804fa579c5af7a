"""The people who really come: one name, no birth date, no name at all, very old, a child, somebody else's number."""

from uuid import UUID

import pytest
from tests.support import forms
from tests.support.world import World

from laksana.cases.views import CaseChanged
from laksana.people.queries import person_by_id
from laksana.people.views import PersonView
from laksana_tenants.errors import Invalid


def person(**other: object) -> forms.Form:
    form = forms.laporan()
    form["pemohon"] = {**form["pemohon"], "nik": None, **other}
    return form


async def opened(world: World, form: forms.Form) -> tuple[CaseChanged, PersonView]:
    case = await world.open_case(form=form)
    with world.inside():
        return case, await person_by_id(UUID(case.ids["client_id"]))


def codes(case: CaseChanged) -> set[str]:
    return {notice.code for notice in case.notices}


async def test_a_person_of_one_name_without_a_birth_date_is_taken_in(world: World) -> None:
    case, client = await opened(world, person(name="SUTINAH", birth_date=None))

    assert (client.label, client.birth_date, client.code) == ("SUTINAH", None, None)
    assert codes(case) == set()


async def test_a_person_without_a_name_gets_the_offices_next_label(world: World) -> None:
    first, unknown = await opened(world, person(name=None, birth_date=None, sex="MALE"))
    _, second = await opened(world, person(name=None, birth_date=None, sex="MALE"))

    assert (unknown.code, second.code) == ("TX-1604-2026-0001", "TX-1604-2026-0002")
    assert "service.client_unnamed" in codes(first)


async def test_a_person_of_104_years_is_taken_in(world: World) -> None:
    case, client = await opened(world, person(name="MBAH KARTO", birth_date="1922-03-01"))

    assert client.birth_date is not None
    assert not codes(case) & {"service.born_too_long_ago"}


async def test_a_child_without_a_guardians_consent_is_not_opened(world: World) -> None:
    form = person(name="BUDI", birth_date="2015-07-01")
    form |= {"ppks_category": "ANAK_DENGAN_KEDISABILITASAN", "guardian_consent": "NOT_REQUIRED", "guardian_name": None}

    with pytest.raises(Invalid) as refusal:
        await world.open_case(form=form)

    assert [(one.code, one.field) for one in refusal.value.findings] == [
        ("service.guardian_consent_child", "guardian_consent")
    ]


async def test_another_name_with_a_known_number_is_the_same_person_and_is_said(world: World) -> None:
    first, _ = await opened(world, person(nik="1604104507600001"))

    again, _ = await opened(world, person(nik="1604104507600001", name="WARTINI"))

    assert again.ids["client_id"] == first.ids["client_id"]
    assert "person.other_name" in codes(again)


async def test_a_number_from_a_kabupaten_that_was_split_off_warns_of_nothing_that_blocks(world: World) -> None:
    # Empat Lawang (16.11) left Lahat in 2007; a number first issued there stays as it is.
    case, client = await opened(world, person(nik="1611014507600002"))

    assert client.nik_masked == "1611••••••••0002"
    assert case.version == 2
