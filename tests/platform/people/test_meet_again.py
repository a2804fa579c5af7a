"""Who comes back with an earlier case is the same person, whatever they bring this time, unless their NIK says no."""

from dataclasses import replace
from uuid import UUID

import pytest
from tests.support.two_offices import Desk, TwoOffices

from laksana.people.queries import find_by_nik, open_person
from laksana.people.register_person import meet_again, register_person
from laksana.people.views import PersonRef
from laksana_infra.database import unit_of_work
from laksana_infra.scope import scoped
from laksana_sdk.identity import NIK
from laksana_sdk.letters import ClientFacts
from laksana_tenants.errors import NotFound

NIK_SITI, NIK_OTHER = "6209034107459991", "6209034107459992"
NAMELESS = ClientFacts(name=None, sex="P")
NAMED = ClientFacts(name="Siti Fiktif", nik=NIK_SITI, sex="P")


async def registered(client: ClientFacts, desk: Desk) -> PersonRef:
    async with unit_of_work():
        return await register_person(client, tenant_region=desk.region)


async def met(person_id: UUID, client: ClientFacts) -> PersonRef | None:
    async with unit_of_work():
        return await meet_again(person_id, client)


async def test_an_unknown_person_who_is_named_later_stays_the_same_and_is_found_by_nik(here: Desk) -> None:
    unknown = await registered(NAMELESS, here)

    again = await met(unknown.id, NAMED)

    found = await find_by_nik(NIK(NIK_SITI))
    assert again is not None
    assert found is not None
    assert (again.id, again.label, again.is_new) == (unknown.id, "Siti Fiktif", False)
    assert (found.id, found.code) == (unknown.id, unknown.code)


async def test_who_brings_nothing_this_time_keeps_what_is_known(here: Desk) -> None:
    siti = await registered(NAMED, here)

    again = await met(siti.id, NAMELESS)

    record = await open_person(siti.id)
    assert again is not None
    assert (again.id, record.name, record.nik) == (siti.id, "Siti Fiktif", NIK_SITI)


@pytest.mark.parametrize("known", [True, False])
async def test_another_nik_is_another_person(here: Desk, known: bool) -> None:
    siti, other = await registered(NAMED, here), replace(NAMED, name="Orang Lain", nik=NIK_OTHER)
    if known:
        await registered(other, here)

    again = await met(siti.id, other)

    record = await open_person(siti.id)
    assert again is None
    assert (record.name, record.nik) == ("Siti Fiktif", NIK_SITI)


async def test_another_offices_person_is_not_there(offices: TwoOffices) -> None:
    with scoped(offices.lahat.scope):
        siti = await registered(NAMED, offices.lahat)

    with scoped(offices.palangka_raya.scope), pytest.raises(NotFound):
        await met(siti.id, NAMED)
