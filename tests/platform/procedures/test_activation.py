"""An office puts a release into force: from its day on, with its roles confirmed, and every missing thing named."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.support.two_releases.loaded import SLUG, with_two_releases
from tests.support.world import World

from laksana.cases import inputs
from laksana.cases.open_case import open_case
from laksana.cases.queries import case_by_id
from laksana.cases.views import CaseChanged
from laksana.procedures import installed
from laksana.procedures.activate_procedure import ActivationChanged, activate_as_operator, activate_procedure
from laksana.procedures.readiness import ActivateProcedure, Readiness, readiness
from laksana.procedures.releases import releases_of_office
from laksana.procedures.take_back_activation import TakeBackActivation, take_back_activation
from laksana_infra.connection import Connection
from laksana_sdk.findings import text
from laksana_tenants.errors import Forbidden, Invalid, NotFound
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.provision.plan_pack import plan_pack
from laksana_tenants.resolve import officers_for_role

MONDAY, NEXT_MONDAY = date(2026, 11, 16), date(2026, 11, 23)
PERMOHONAN = {
    "pemohon": {"name": "SULASTRI", "sex": "FEMALE", "address": "Jalan Kapuas 4", "region": "16.04.10"},
    "weeks": 4,
}


@pytest.fixture
def office(world: World) -> Iterator[World]:
    """Lahat, with the SOP of two releases installed beside the others."""
    whole = installed.registry()
    installed.install(with_two_releases(whole))
    yield world
    installed.install(whole)


def of(release: str, day: date, **mapping: str) -> ActivateProcedure:
    return ActivateProcedure(sop=SLUG, release=release, effective_from=day, mapping=mapping)


async def activated(office: World, release: str, day: date, **mapping: str) -> ActivationChanged:
    changed: ActivationChanged = await office.act(activate_procedure, of(release, day, **mapping), "KADIS")
    return changed


async def ready(office: World, release: str, day: date, **mapping: str) -> Readiness:
    with office.inside():
        return await readiness(of(release, day, **mapping))


async def opened(office: World) -> CaseChanged:
    changed: CaseChanged = await office.act(open_case, inputs.OpenCase(sop=SLUG, form=PERMOHONAN), "STAF")
    return changed


async def count(owner: Connection) -> tuple[int, int]:
    sql = "select (select count(*) from activation) as activations, (select count(*) from role_post) as roles"
    (row,) = await owner.fetch(sql)
    return row["activations"], row["roles"]


def codes(refusal: Invalid | Readiness) -> list[str]:
    return [finding.code for finding in refusal.findings]


async def test_a_later_release_starts_on_its_day_and_cases_keep_the_one_they_began_with(office: World) -> None:
    await activated(office, "r1", MONDAY)
    await activated(office, "r2", NEXT_MONDAY, KASI="analis_rehsos")

    early = await opened(office)
    office.clock.advance(timedelta(days=7))
    late = await opened(office)

    with office.inside():
        assert (await case_by_id(early.case_id)).release == "r1"
        assert (await case_by_id(late.case_id)).release == "r2"
        told = {one.name: (one.in_force, one.running, len(one.activations)) for one in await releases_of_office(SLUG)}
    assert told == {"r1": (False, 1, 1), "r2": (True, 1, 1)}


async def test_what_is_missing_is_named_with_its_remedy_and_nothing_is_written(
    office: World, owner: Connection
) -> None:
    before = await count(owner)

    asked = await ready(office, "r2", MONDAY)
    with pytest.raises(Invalid) as refused:
        await activated(office, "r2", MONDAY)

    assert codes(asked) == ["activation.other_than_printed", "activation.draft", "activation.role_unmapped"]
    assert codes(refused.value) == ["activation.role_unmapped"]
    assert text(refused.value.findings[0], "id") == (
        "Peran KASI (Kepala Seksi) belum dijalankan jabatan mana pun pada 16 November 2026. "
        "Petakan dengan --map KASI=JABATAN (jabatan: analis_rehsos, kabid_rehsos, kadis, sekretaris, staf_rehsos, tu)."
    )
    assert {one.role.code: one.is_ready for one in asked.roles} == {
        "KABID": True, "KADIS": True, "STAF": True, "KASI": False, "ANALIS": True
    }  # fmt: skip
    assert await count(owner) == before


async def test_a_confirmed_mapping_lets_the_post_act_in_the_role_from_the_first_day_on(office: World) -> None:
    await activated(office, "r2", NEXT_MONDAY, KASI="kabid_rehsos")

    with office.inside():
        assert await officers_for_role("KASI", MONDAY) == ()
        assert [holder.post_code for holder in await officers_for_role("KASI", NEXT_MONDAY)] == ["kabid_rehsos"]


async def test_an_unconfirmed_or_vacant_post_stands_against_it_until_it_is_confirmed_and_held(
    office: World, owner: Connection
) -> None:
    await owner.execute("update role_post set confirmed_on = null where role = 'ANALIS'")
    await owner.execute(
        "update post_holder set valid_until = $1 where post_id in (select id from post where code = 'analis_rehsos')",
        MONDAY,
    )

    today = await ready(office, "r1", MONDAY)
    confirmed = await ready(office, "r1", MONDAY, ANALIS="analis_rehsos")
    tomorrow = await ready(office, "r1", NEXT_MONDAY, ANALIS="analis_rehsos")

    assert codes(today)[-1:] == ["activation.role_unconfirmed"]
    assert confirmed.blocked_by == ()
    assert [found.code for found in tomorrow.blocked_by] == ["activation.post_vacant"]


@pytest.mark.parametrize(
    ("release", "day", "mapping", "code"),
    [
        ("r9", MONDAY, {}, "activation.not_installed"),
        ("r1", date(2024, 12, 31), {}, "activation.before_creation"),
        ("r1", MONDAY, {"PEKSOS": "kadis"}, "activation.map_role"),
        ("r2", MONDAY, {"KASI": "kasi"}, "activation.map_post"),
        ("r1", date(2026, 11, 20), {}, "activation.in_force"),
        ("r2", date(2026, 11, 15), {"KASI": "kadis"}, "activation.past"),
        ("r2", NEXT_MONDAY, {"KASI": "kadis"}, "activation.day_taken"),
    ],
)
async def test_each_thing_that_cannot_be_put_into_force_is_refused_by_name(
    office: World, owner: Connection, release: str, day: date, mapping: dict[str, str], code: str
) -> None:
    await activated(office, "r1", date(2026, 11, 9))
    await activated(office, "r2", date(2026, 11, 30), KASI="kadis")
    await activated(office, "r1", NEXT_MONDAY + timedelta(days=14))
    if code == "activation.day_taken":
        day = NEXT_MONDAY + timedelta(days=14)
    before = await count(owner)

    with pytest.raises(Invalid) as refused:
        await activated(office, release, day, **mapping)

    assert code in codes(refused.value)
    assert await count(owner) == before


async def test_the_first_activation_may_lie_in_the_past_and_needs_its_roles_from_today_on(office: World) -> None:
    changed = await activated(office, "r1", date(2025, 2, 3))

    assert [notice.code for notice in changed.notices] == ["activation.draft"]


async def test_what_has_not_begun_can_be_taken_back_with_the_roles_that_came_with_it(office: World) -> None:
    await activated(office, "r1", MONDAY)
    future = await activated(office, "r2", NEXT_MONDAY, KASI="kadis")

    taken = await office.act(take_back_activation, TakeBackActivation(activation_id=future.id), "SEKRETARIS")
    with pytest.raises(Invalid) as again:
        await office.act(take_back_activation, TakeBackActivation(activation_id=future.id), "KADIS")
    anew = await activated(office, "r2", NEXT_MONDAY, KASI="kadis")

    assert taken.id == future.id
    assert codes(again.value) == ["activation.taken_back"]
    assert anew.id != future.id
    with office.inside():
        assert [holder.post_code for holder in await officers_for_role("KASI", NEXT_MONDAY)] == ["kadis"]
        told = {
            one.name: [kept.taken_back_at is None for kept in one.activations] for one in await releases_of_office(SLUG)
        }
    assert (told["r1"], told["r2"]) == ([True], [False, True])


async def test_what_has_begun_or_is_the_packs_is_not_taken_back(office: World, owner: Connection) -> None:
    begun = await activated(office, "r1", MONDAY)
    of_pack = await owner.fetchval("select id from activation where decided_at is null limit 1")

    for activation_id, code in ((begun.id, "activation.begun"), (of_pack, "activation.of_pack")):
        with pytest.raises(Invalid) as refused:
            await office.act(take_back_activation, TakeBackActivation(activation_id=activation_id), "KADIS")
        assert codes(refused.value) == [code]
    with pytest.raises(NotFound):
        await office.act(take_back_activation, TakeBackActivation(activation_id=begun.id), "KADIS", office.lamandau)


async def test_only_who_answers_for_the_office_decides_and_a_repeat_decides_nothing_more(
    office: World, owner: Connection
) -> None:
    before, head = await count(owner), await office.actor("KADIS")

    with pytest.raises(Forbidden):
        await office.act(activate_procedure, of("r1", MONDAY), "STAF")
    untouched = await count(owner)
    with office.inside():
        first = await activate_procedure(of("r1", MONDAY), by=head, key="activation-1")
        repeat = await activate_procedure(of("r1", MONDAY), by=head, key="activation-1")

    assert untouched == before
    assert repeat == first
    assert await count(owner) == (before[0] + 1, before[1])


async def test_a_pack_leaves_alone_what_the_office_decided_in_the_service(office: World) -> None:
    with office.inside():
        await activate_as_operator(of("r2", MONDAY, KASI="kadis"), login="operator")

    plan = await plan_pack(packs_folder() / "lahat")

    assert plan.faults == ()
    assert plan.is_empty
