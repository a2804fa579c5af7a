import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from tests.support.two_offices import Desk, TwoOffices

from laksana.people.queries import find_by_name, find_by_nik, open_person, person_by_id, persons_by_ids
from laksana.people.register_person import register_person
from laksana.people.views import PersonRef
from laksana_infra.clock import frozen
from laksana_infra.connection import Connection
from laksana_infra.database import fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import scoped
from laksana_sdk.identity import NIK
from laksana_sdk.letters import ClientFacts
from laksana_sdk.vocabulary import IdentityStatus
from laksana_tenants.errors import Invalid, NotFound

NIK_SITI = "6209034107459991"
SITI = ClientFacts(
    name="Siti Fiktif",
    nik=NIK_SITI,
    birth_place="Nanga Bulik",
    birth_date=date(1945, 7, 1),
    sex="P",
    address="Jl. Contoh No. 1",
    kecamatan="62.71.03",
)
NAMELESS = ClientFacts(name=None, sex="L")


async def registered(client: ClientFacts, desk: Desk) -> PersonRef:
    with scoped(desk.scope):
        async with unit_of_work():
            return await register_person(client, tenant_region=desk.region)


async def office_has_its_key(desk: Desk) -> None:
    # Making the office's first key lets one transaction pass at a time, which would hide a race.
    await registered(ClientFacts(name="Orang Pertama"), desk)


async def person_count(desk: Desk) -> int:
    with scoped(desk.scope):
        return int((await fetch("select count(*) as n from person"))[0]["n"])


async def test_a_new_person_is_registered_under_their_name(here: Desk) -> None:
    siti = await registered(SITI, here)

    assert (siti.label, siti.code, siti.is_new, siti.warnings) == ("Siti Fiktif", None, True, ())
    view = await person_by_id(siti.id)
    assert (view.label, view.nik_masked, view.birth_date) == ("Siti Fiktif", "6209••••••••9991", date(1945, 7, 1))
    assert view.identity_status is IdentityStatus.SELF_DECLARED


async def test_only_opening_a_person_shows_the_whole_record(here: Desk) -> None:
    siti = await registered(SITI, here)

    record = await open_person(siti.id)

    assert (record.nik, record.address, record.kecamatan) == (NIK_SITI, "Jl. Contoh No. 1", "62.71.03")
    assert NIK_SITI not in repr(record)
    assert "Siti" not in repr(record)


async def test_nothing_that_names_a_person_lies_open_in_the_database(here: Desk, owner: Connection) -> None:
    await registered(SITI, here)

    (row,) = await owner.fetch("select p::text as text, sealed from person p")

    for secret in (NIK_SITI, "Siti", "Nanga Bulik", "Contoh"):
        assert secret not in row["text"]
        assert secret.encode() not in row["sealed"]


async def test_the_same_nik_is_the_same_person_brought_up_to_date(here: Desk) -> None:
    first = await registered(SITI, here)

    again = await registered(replace(SITI, address="Jl. Baru No. 9", birth_place=None, phone="+6281234567890"), here)

    assert (again.id, again.is_new, again.warnings) == (first.id, False, ())
    record = await open_person(first.id)
    assert (record.address, record.birth_place, record.phone) == ("Jl. Baru No. 9", "Nanga Bulik", "+6281234567890")
    assert await person_count(here) == 1


async def test_the_same_nik_with_another_name_and_birth_date_warns(here: Desk) -> None:
    first = await registered(SITI, here)

    again = await registered(replace(SITI, name="Rahmah Fiktif", birth_date=date(1946, 7, 1)), here)

    assert again.id == first.id
    assert [(found.code, found.parameters) for found in again.warnings] == [
        ("person.other_name", {"person": str(first.id)}),
        ("person.other_birth_date", {"person": str(first.id)}),
    ]


async def test_titles_and_case_do_not_make_another_name(here: Desk) -> None:
    await registered(SITI, here)

    again = await registered(replace(SITI, name="Hj. SITI FIKTIF"), here)

    assert again.warnings == ()


async def test_two_at_once_with_one_nik_make_one_person(here: Desk) -> None:
    await office_has_its_key(here)
    first_is_in, results = asyncio.Event(), list[PersonRef]()

    async def first() -> None:
        async with unit_of_work():
            results.append(await register_person(SITI, tenant_region=here.region))
            first_is_in.set()
            await asyncio.sleep(0.2)

    async def second() -> None:
        await first_is_in.wait()
        results.append(await registered(replace(SITI, phone="+6281234567890"), here))

    await asyncio.gather(first(), second())

    assert [person.is_new for person in results] == [True, False]
    assert results[0].id == results[1].id
    assert await person_count(here) == 2
    assert (await open_person(results[0].id)).phone == "+6281234567890"


async def test_many_at_once_with_one_nik_make_one_person(here: Desk) -> None:
    await office_has_its_key(here)

    people = await asyncio.gather(*(registered(SITI, here) for _ in range(6)))

    assert len({person.id for person in people}) == 1
    assert [person.is_new for person in people].count(True) == 1


async def test_a_namesake_without_nik_is_a_new_person_and_a_warning(here: Desk) -> None:
    siti = await registered(SITI, here)

    other = await registered(replace(SITI, nik=None, name="SITI  FIKTIF, S.Sos"), here)

    assert other.is_new
    assert other.id != siti.id
    assert [(found.code, found.parameters) for found in other.warnings] == [
        ("person.maybe_same", {"person": str(siti.id)})
    ]
    assert await person_count(here) == 2


async def test_a_namesake_with_another_nik_is_somebody_else(here: Desk) -> None:
    await registered(SITI, here)

    other = await registered(replace(SITI, nik="6209034107459992"), here)

    assert (other.is_new, other.warnings) == (True, ())


async def test_a_nik_that_turns_up_later_warns_of_the_person_without_one(here: Desk) -> None:
    without = await registered(replace(SITI, nik=None), here)

    siti = await registered(SITI, here)

    assert siti.is_new
    assert [found.parameters["person"] for found in siti.warnings] == [str(without.id)]


async def test_a_name_without_birth_date_resembles_nobody(here: Desk) -> None:
    await registered(ClientFacts(name="Siti Fiktif"), here)

    other = await registered(ClientFacts(name="Siti Fiktif"), here)

    assert (other.is_new, other.warnings) == (True, ())


async def test_an_unknown_person_gets_the_offices_next_label(here: Desk) -> None:
    with frozen(datetime(2026, 11, 20, 3, 0, tzinfo=UTC)):
        first = await registered(NAMELESS, here)
        second = await registered(ClientFacts(name="  ", sex="P"), here)

    assert (first.code, first.label) == ("TX-6271-2026-0001", 'TX-6271-2026-0001 "Mr. X"')
    assert (second.code, second.label) == ("TX-6271-2026-0002", 'TX-6271-2026-0002 "Mrs. X"')
    view = await person_by_id(first.id)
    assert (view.label, view.identity_status) == (first.label, IdentityStatus.UNKNOWN)


async def test_labels_count_from_one_in_each_office_and_local_year(offices: TwoOffices) -> None:
    with frozen(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) as clock:
        old_year = await registered(NAMELESS, offices.palangka_raya)
        clock.move_to(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
        new_year = await registered(NAMELESS, offices.palangka_raya)
        elsewhere = await registered(NAMELESS, offices.lahat)

    assert [person.code for person in (old_year, new_year, elsewhere)] == [
        "TX-6271-2026-0001",
        "TX-6271-2027-0001",
        "TX-1604-2027-0001",
    ]


async def test_labels_have_no_gap_after_a_rollback_or_a_rush(here: Desk) -> None:
    with frozen(datetime(2026, 11, 20, 3, 0, tzinfo=UTC)):
        with contextlib.suppress(ZeroDivisionError):
            async with unit_of_work():
                await register_person(NAMELESS, tenant_region=here.region)
                raise ZeroDivisionError
        people = await asyncio.gather(*(registered(NAMELESS, here) for _ in range(5)))

    assert sorted(str(person.code)[-4:] for person in people) == ["0001", "0002", "0003", "0004", "0005"]


async def test_nameless_people_with_one_nik_leave_no_gap_either(here: Desk) -> None:
    await office_has_its_key(here)
    nameless = replace(NAMELESS, nik="6209030107459991")
    with frozen(datetime(2026, 11, 20, 3, 0, tzinfo=UTC)):
        people = await asyncio.gather(*(registered(nameless, here) for _ in range(4)))
        following = await registered(NAMELESS, here)

    assert {person.code for person in people} == {"TX-6271-2026-0001"}
    assert following.code == "TX-6271-2026-0002"


async def test_a_name_found_out_later_replaces_the_label_but_not_the_code(here: Desk) -> None:
    first = await registered(replace(NAMELESS, nik="6209030107459991"), here)

    again = await registered(ClientFacts(name="Budi Fiktif", nik="6209030107459991"), here)

    assert (again.id, again.label, again.code) == (first.id, "Budi Fiktif", first.code)


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("620903410745999", "identity.nik_incomplete"),
        ("6209034107450000", "identity.nik_serial"),
        ("0009034107459991", "identity.nik_province"),
    ],
)
async def test_a_malformed_nik_is_refused_and_nobody_registered(here: Desk, nik: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        await registered(replace(SITI, nik=nik), here)

    assert [found.code for found in refused.value.findings] == [code]
    assert nik not in str(refused.value)
    assert await person_count(here) == 0


async def test_a_nik_with_spaces_is_found_again(here: Desk) -> None:
    siti = await registered(replace(SITI, nik="6209 0341 0745 9991"), here)

    found = await find_by_nik(NIK(NIK_SITI))

    assert found is not None
    assert found.id == siti.id


async def test_another_offices_person_does_not_exist_here(offices: TwoOffices) -> None:
    siti = await registered(SITI, offices.palangka_raya)

    with scoped(offices.lahat.scope):
        with pytest.raises(NotFound):
            await person_by_id(siti.id)
        with pytest.raises(NotFound):
            await open_person(siti.id)
        assert await find_by_nik(NIK(NIK_SITI)) is None
        assert await find_by_name("Siti Fiktif", date(1945, 7, 1)) == ()
        assert await persons_by_ids([siti.id]) == {}
    here_too = await registered(SITI, offices.lahat)
    assert (here_too.is_new, here_too.warnings) == (True, ())


async def test_one_nik_has_one_digest_on_the_platform_but_a_name_one_in_each_office(
    offices: TwoOffices, owner: Connection
) -> None:
    await registered(SITI, offices.palangka_raya)
    await registered(SITI, offices.lahat)

    first, second = await owner.fetch("select nik_digest, name_digest from person")

    assert first["nik_digest"] == second["nik_digest"]
    assert first["name_digest"] != second["name_digest"]


async def test_persons_are_found_by_name_and_birth_date_and_in_batches(here: Desk) -> None:
    siti = await registered(SITI, here)
    budi = await registered(ClientFacts(name="Budi Fiktif"), here)
    nobody: UUID = new_id()

    assert [found.id for found in await find_by_name("hj. siti fiktif", date(1945, 7, 1))] == [siti.id]
    assert await find_by_name("Siti Fiktif", date(1945, 7, 2)) == ()
    found = await persons_by_ids([siti.id, budi.id, nobody])
    assert {person_id: view.label for person_id, view in found.items()} == {
        siti.id: "Siti Fiktif",
        budi.id: "Budi Fiktif",
    }


async def test_what_was_verified_is_not_lowered_by_a_later_statement(here: Desk, owner: Connection) -> None:
    siti = await registered(SITI, here)
    await owner.execute("update person set identity_status = 'VERIFIED_DUKCAPIL'")

    await registered(SITI, here)

    assert (await person_by_id(siti.id)).identity_status is IdentityStatus.VERIFIED_DUKCAPIL
