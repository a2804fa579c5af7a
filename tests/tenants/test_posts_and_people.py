"""Role, post, person by date: acting holders, delegated signatures, the wall between offices."""

from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest

from laksana_infra.clock import FrozenClock
from laksana_infra.connection import Connection
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_tenants import queries, resolve
from laksana_tenants.actor import Actor, Capacity
from laksana_tenants.tokens import actor_for_token, issue_token

ACT = """
insert into post_holder
    (tenant_id, id, post_id, officer_id, capacity, order_number, valid_from, valid_until, is_fixture)
values ($1, $2, $3, $4, 'PLT', 'SP-1', $5, $6, true)
"""


async def actor(scope: Scope, officer_code: str, on: date) -> Actor:
    found = await resolve.actor_of(await officer_id(scope, officer_code), on)
    assert found is not None
    return found


async def officer_id(scope: Scope, code: str) -> UUID:
    row = await fetch_one("select id from officer where tenant_id = $1 and code = $2", scope.tenant_id, code)
    assert row is not None
    return UUID(str(row["id"]))


async def act(scope: Scope, post_code: str, officer: UUID, since: date, until: date) -> None:
    async with unit_of_work():
        post = (await resolve.holders_of_post(post_code, since))[0].post_id
        await execute(ACT, scope.tenant_id, new_id(), post, officer, since, until)


@pytest.mark.parametrize(
    ("day", "holder", "capacity"),
    [
        (date(2026, 3, 1), "budi_santika", Capacity.DEFINITIF),
        (date(2026, 3, 2), "hesti_wulandari", Capacity.PLH),
        (date(2026, 3, 6), "hesti_wulandari", Capacity.PLH),
        (date(2026, 3, 7), "budi_santika", Capacity.DEFINITIF),
    ],
)
async def test_an_acting_holder_stands_in_for_the_definitive_one_from_the_first_to_the_last_day(
    day: date, holder: str, capacity: Capacity, lahat: Scope
) -> None:
    with scoped(lahat):
        by_post = await resolve.holders_of_post("kadis", day)
        by_role = await resolve.officers_for_role("KADIS", day)

    assert [(held.officer_code, held.capacity) for held in by_post] == [(holder, capacity)]
    assert by_role == by_post


async def test_the_absent_heads_roles_rest_while_someone_acts(lahat: Scope) -> None:
    with scoped(lahat):
        absent = await actor(lahat, "budi_santika", date(2026, 3, 4))
        acting = await actor(lahat, "hesti_wulandari", date(2026, 3, 4))

    assert absent.roles == frozenset()
    assert acting.roles == {"KADIS", "SEKRETARIS"}
    holding = acting.holding_for("KADIS")
    assert holding is not None
    assert (holding.capacity, holding.order_number) == (Capacity.PLH, "800.1.11.1/021/BKPSDM/2026")


async def test_an_acting_right_ends_at_midnight_wib(lahat: Scope, clock: FrozenClock) -> None:
    token = await issue_token("lahat", "hesti_wulandari")

    with_right = await actor_for_token(token, on=date(2026, 3, 6))
    assert with_right is not None
    assert "KADIS" in with_right.roles

    without = await actor_for_token(token, on=date(2026, 3, 7))
    assert without is not None
    assert without.roles == {"SEKRETARIS"}


async def test_the_day_of_an_actor_is_the_offices_own(lamandau: Scope, clock: FrozenClock) -> None:
    token = await issue_token("lamandau", "endang_lestari")

    clock.move_to(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC))
    before_midnight = await actor_for_token(token)
    clock.move_to(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    after_midnight = await actor_for_token(token)

    assert before_midnight is not None
    assert after_midnight is not None
    assert before_midnight.signing_for("KADIS") is not None
    assert after_midnight.signing_for("KADIS") is None


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("surya_ladang", ("Kepala Dinas Sosial,",)),
        ("endang_lestari", ("a.n. Kepala Dinas Sosial,", "Sekretaris,")),
        (
            "toni_bahalap",
            ("a.n. Kepala Dinas Sosial,", "Sekretaris,", "u.b. Kepala Bidang Rehabilitasi Sosial,"),
        ),
    ],
)
async def test_a_signature_says_in_which_capacity_it_is_given(
    code: str, lines: tuple[str, ...], lamandau: Scope
) -> None:
    day = date(2026, 11, 21)

    with scoped(lamandau):
        block = await resolve.signer_block(await actor(lamandau, code, day), "KADIS", day)

    assert block is not None
    assert block.capacity_lines == lines


@pytest.mark.parametrize(
    ("capacity", "own", "through", "lines"),
    [
        ("DEFINITIF", "Kepala Dinas Sosial", None, ("Kepala Dinas Sosial,",)),
        ("PLH", "Sekretaris", None, ("Plh. Kepala Dinas Sosial,",)),
        ("PLT", "Sekretaris", None, ("Plt. Kepala Dinas Sosial,",)),
        ("AN", "Sekretaris", None, ("a.n. Kepala Dinas Sosial,", "Sekretaris,")),
        ("UB", "Kabid Resos", "Sekretaris", ("a.n. Kepala Dinas Sosial,", "Sekretaris,", "u.b. Kabid Resos,")),
    ],
)
def test_a_signature_block_follows_the_capacity_line_by_line(
    capacity: str, own: str, through: str | None, lines: tuple[str, ...]
) -> None:
    assert resolve.capacity_lines(Capacity(capacity), "Kepala Dinas Sosial", own=own, through=through) == lines


async def test_a_plh_block_prints_the_persons_own_name_rank_and_nip(lahat: Scope) -> None:
    day = date(2026, 3, 4)

    with scoped(lahat):
        block = await resolve.signer_block(await actor(lahat, "hesti_wulandari", day), "KADIS", day)

    assert block is not None
    assert block.capacity_lines == ("Plh. Kepala Dinas Sosial,",)
    assert block.name == "HESTI WULANDARI PRATIWI, S.Sos., M.M"
    assert block.rank_line == "Pembina Tingkat I (IV/b)"
    assert block.nip_line == "NIP. 19740823 199903 2 992"


async def test_who_only_signs_for_the_head_may_not_act_in_the_heads_role(lamandau: Scope) -> None:
    with scoped(lamandau):
        secretary = await actor(lamandau, "endang_lestari", date(2026, 11, 21))

    assert secretary.roles == {"SEKRETARIS"}
    assert secretary.holding_for("KADIS") is None
    assert secretary.signing_for("KADIS") is not None


async def test_one_role_may_belong_to_two_posts(lamandau: Scope) -> None:
    with scoped(lamandau):
        posts = await resolve.posts_of_role("KASI", date(2026, 11, 21))

    assert [post.code for post in posts] == ["kasi_anak_lansia", "kasi_tuna_sosial"]


async def test_the_database_refuses_a_second_acting_holder_on_a_day(lahat: Scope, owner: Connection) -> None:
    before = await owner.fetchval("select count(*) from post_holder")

    with scoped(lahat), pytest.raises(asyncpg.ExclusionViolationError):
        await act(lahat, "kadis", await officer_id(lahat, "agus_wijaya"), date(2026, 3, 6), date(2026, 3, 9))

    assert await owner.fetchval("select count(*) from post_holder") == before


async def test_an_office_cannot_hold_its_posts_with_another_offices_people(
    lahat: Scope, lamandau: Scope, owner: Connection
) -> None:
    with scoped(lamandau):
        stranger = await officer_id(lamandau, "maria_bulan")

    with scoped(lahat), pytest.raises(asyncpg.ForeignKeyViolationError):
        await act(lahat, "analis_rehsos", stranger, date(2027, 1, 4), date(2027, 1, 8))

    with scoped(lahat):
        assert await resolve.actor_of(stranger, date(2026, 11, 21)) is None


async def test_only_an_offices_own_scope_writes_its_row(lahat: Scope, lamandau: Scope, owner: Connection) -> None:
    with scoped(lahat):
        async with unit_of_work():
            changed = await execute("update tenant set name = 'Milik Lahat' where id = $1", lamandau.tenant_id)

    assert changed == 0
    assert await owner.fetchval("select count(*) from tenant where name = 'Milik Lahat'") == 0


async def test_institutions_are_listed_page_by_page(lahat: Scope) -> None:
    day = date(2026, 11, 21)

    with scoped(lahat):
        first = await queries.institutions(on=day, first=2)
        rest = await queries.institutions(on=day, first=2, after=(first[-1].name, first[-1].id))
        by_id = await queries.institutions_by_id([first[0].id, new_id()])

    assert [one.slug for one in (*first, *rest)] == ["dinsos_sumatera_selatan", "sentra_abiyoso", "sentra_budi_perkasa"]
    assert list(by_id) == [first[0].id]


async def test_lahat_works_by_its_sop_from_the_printed_day_on(lahat: Scope) -> None:
    with scoped(lahat):
        before = await queries.activation("asistensi_rehabilitasi", date(2024, 6, 5))
        since = await queries.activation("asistensi_rehabilitasi", date(2024, 6, 6))

    assert before is None
    assert since is not None
    assert (since.release, since.is_fixture) == ("r1", True)
