"""A province sees the cases of its own offices, without anybody's name; another province's do not exist for it."""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from tests.support import forms
from tests.support.beginnings import Beginnings
from tests.support.database import Urls
from tests.support.world import SOP, World, built_world, set_up

from laksana.cases.queries import LAST_ID, CaseFilter, Position, cases_page_sql
from laksana.province.queries import _PAGE, _STEPS, province_cases, province_counts, province_offices, province_scope
from laksana.province.views import CountBy, ProvinceCount, ProvinceFilter
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, fetch
from laksana_infra.scope import NoScopeError, ProvinceScope, scoped
from laksana_infra.storage import Storage
from laksana_sdk.states import Status
from laksana_tenants.views import TenantView
from laksana_typeset import Typesetter

KALTENG, SUMSEL = "62", "16"
LAST_OF_OCTOBER = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
"""23.30 in Lahat and Palangka Raya: still October there, and in Greenwich too."""


@pytest_asyncio.fixture
async def palangka_raya(world: World) -> TenantView:
    return await set_up("palangka_raya")


@pytest_asyncio.fixture
async def provinces(world: World, palangka_raya: TenantView) -> World:
    """Two cases in Lamandau, one in Palangka Raya, three in Lahat, an hour apart."""
    for office in (world.lamandau, palangka_raya):
        await world.take_up_sop(office)
    for office in (world.lahat, world.lamandau, world.lahat, palangka_raya, world.lamandau, world.lahat):
        await world.open_case(office, form=forms.laporan(nik=None))
        world.clock.advance(timedelta(hours=1))
    return world


async def test_each_province_sees_its_own_offices_cases_alone(provinces: World, palangka_raya: TenantView) -> None:
    with scoped(await province_scope(KALTENG)):
        kalteng = await province_cases(ProvinceFilter(), size=10)
        offices = [office.slug for office in await province_offices()]
    with scoped(await province_scope(SUMSEL)):
        sumsel = await province_cases(ProvinceFilter(), size=10)

    lamandau = provinces.lamandau.id
    assert [case.tenant_id for case in kalteng] == [lamandau, palangka_raya.id, lamandau]
    assert offices == ["lamandau", "palangka_raya"]
    assert [case.tenant_id for case in sumsel] == [provinces.lahat.id] * 3


async def test_asking_for_another_provinces_office_finds_nothing(provinces: World) -> None:
    wanted = ProvinceFilter(tenant_ids=(provinces.lahat.id,))

    with scoped(await province_scope(KALTENG)):
        assert await province_cases(wanted, size=10) == ()
        assert await province_counts(wanted, by=(CountBy.TENANT,)) == ()
        # Not even SQL that forgets the filter.
        assert await fetch("select id from case_view where tenant_id = $1", provinces.lahat.id) == []
        assert await fetch("select id from tenant_view where id = $1", provinces.lahat.id) == []


async def test_pages_follow_each_other_across_offices(provinces: World) -> None:
    with scoped(await province_scope(KALTENG)):
        first = await province_cases(ProvinceFilter(), size=1)
        last = first[0]
        rest = await province_cases(ProvinceFilter(), size=10, after=Position(opened_at=last.opened_at, id=last.id))
        everything = await province_cases(ProvinceFilter(), size=10)

    assert len(first) == 2
    assert (first[0], *rest) == everything


async def test_cases_are_counted_by_month_sop_status_and_office(provinces: World, palangka_raya: TenantView) -> None:
    with scoped(await province_scope(KALTENG)):
        counts = await province_counts(
            ProvinceFilter(), by=(CountBy.TENANT, CountBy.MONTH, CountBy.SOP, CountBy.STATUS)
        )
        total = await province_counts(ProvinceFilter(status=Status.DRAFT), by=())
        none = await province_counts(ProvinceFilter(status=Status.COMPLETED), by=(CountBy.MONTH,))

    november = ProvinceCount(month=date(2026, 11, 1), sop_slug=SOP, status=Status.DRAFT, cases=0)
    assert set(counts) == {
        replace(november, tenant_id=provinces.lamandau.id, cases=2),
        replace(november, tenant_id=palangka_raya.id, cases=1),
    }
    assert total == (ProvinceCount(cases=3),)
    assert none == ()


async def test_small_cells_are_emptied_where_asked(provinces: World, palangka_raya: TenantView) -> None:
    with scoped(await province_scope(KALTENG)):
        counts = await province_counts(ProvinceFilter(), by=(CountBy.TENANT,), suppress_below=2)

    assert set(counts) == {
        ProvinceCount(tenant_id=provinces.lamandau.id, cases=2),
        ProvinceCount(tenant_id=palangka_raya.id, cases=None),
    }


async def test_days_and_months_are_the_offices_own(
    database: TenantEngine, postgres: Urls, storage: Storage, typesetter: Typesetter, beginnings: Beginnings
) -> None:
    async with built_world(postgres, storage, typesetter, beginnings, at=LAST_OF_OCTOBER) as world:
        await world.open_case(form=forms.laporan(nik=None))
        world.clock.advance(timedelta(minutes=45))  # 00.15 in Lahat, 17.15 of the day before in Greenwich
        await world.open_case(form=forms.laporan(nik=None))

        with scoped(await province_scope(SUMSEL)):
            months = await province_counts(ProvinceFilter(), by=(CountBy.MONTH,))
            november = await province_counts(ProvinceFilter(opened_from=date(2026, 11, 1)), by=())
            october = await province_counts(ProvinceFilter(opened_until=date(2026, 10, 31)), by=())

    assert months == (ProvinceCount(month=date(2026, 10, 1), cases=1), ProvinceCount(month=date(2026, 11, 1), cases=1))
    assert november == october == (ProvinceCount(cases=1),)


async def test_without_a_province_there_is_nothing(provinces: World) -> None:
    with provinces.inside(), pytest.raises(NoScopeError):
        await province_cases(ProvinceFilter(), size=10)
    with scoped(ProvinceScope(())):
        assert await province_cases(ProvinceFilter(), size=10) == ()
        assert await province_counts(ProvinceFilter(), by=(CountBy.SOP,)) == ()
    assert await province_scope("99") == ProvinceScope(())


@pytest_asyncio.fixture
async def province_login(postgres: Urls) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(postgres.province)
    yield connection
    await connection.close()


async def test_the_provinces_login_without_a_scope_reads_no_row(provinces: World, province_login: Connection) -> None:
    assert await province_login.fetchval("select count(*) from masks.case_view") == 0
    assert await province_login.fetchval("select count(*) from masks.tenant_view") == 0


async def test_the_provinces_login_reaches_nothing_but_the_masked_views(
    owner: Connection, province_login: Connection
) -> None:
    tables = await owner.fetch(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables"
        " where schemaname in ('app', 'jobs', 'public')"
    )

    assert len(tables) > 20
    for table in tables:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await province_login.fetch(f"select 1 from {table['name']}")


PERSONAL = ("name", "nik", "kk", "address", "phone", "birth_date", "birth_place", "client", "person", "officer")
SEALED = ("key", "hash", "sealed", "digest", "agenda", "number", "opened_by")


async def test_no_masked_view_has_a_column_that_leads_to_a_person(owner: Connection) -> None:
    rows = await owner.fetch(
        "select c.relname as view, a.attname as column, a.atttypid::regtype::text as type from pg_attribute a"
        " join pg_class c on c.oid = a.attrelid where c.relnamespace = 'masks'::regnamespace and a.attnum > 0"
    )
    found = {(row["view"], row["column"]) for row in rows}

    assert {view for view, _ in found} == {
        "case_step_view", "case_view", "referral_view", "service_view", "spm_ownership_view", "tenant_view",
    }  # fmt: skip
    # The office's own name is public.
    telling = {
        (view, column)
        for view, column in found - {("tenant_view", "name")}
        if any(word in column for word in PERSONAL + SEALED)
    }
    assert telling == set()
    assert {row["type"] for row in rows} <= {
        "uuid", "character varying", "smallint", "integer", "date", "timestamp with time zone",
    }  # fmt: skip


async def test_the_newest_cases_of_a_large_office_are_walked_to_and_not_sorted(
    provinces: World,
    owner: Connection,
    province_login: Any,  # noqa: ANN401
) -> None:
    await crowded(owner, provinces.lamandau.id)
    scope = await province_scope(KALTENG)

    async with province_login.transaction():
        listed = "{" + ",".join(map(str, scope.tenant_ids)) + "}"
        await province_login.execute("select set_config('app.tenant_ids', $1, true)", listed)
        nothing = (None,) * 5
        page = await province_login.fetch(f"explain {_PAGE}", list(scope.tenant_ids), *nothing, LAST_ID, 51)
        steps = await province_login.fetch(f"explain {_STEPS}", [scope.tenant_ids[0]], [LAST_ID])

    walked = " ".join(row[0] for row in page)
    assert "case_opened_idx" in walked
    assert "Bitmap Heap Scan on case_" not in walked
    assert "(case_id = wanted.case_id)" in " ".join(row[0] for row in steps)


async def test_what_a_large_office_looks_for_among_its_cases_is_walked_to(
    provinces: World,
    owner: Any,  # noqa: ANN401
) -> None:
    await crowded(owner, provinces.lamandau.id)
    walked = {
        CaseFilter(): "case_opened_idx",
        CaseFilter(status=Status.RECEIVED): "case_status_idx",
        CaseFilter(agenda_number="A-7"): "case_agenda_number_idx",
        CaseFilter(client_id=LAST_ID): "case_client_idx",
    }

    scanned = {}
    async with owner.transaction():
        await owner.execute("set local role laksana_app")
        await owner.execute("select set_config('app.tenant_id', $1, true)", str(provinces.lamandau.id))
        for wanted in walked:
            given = [value for value in asdict(wanted).values() if value is not None]
            page = (provinces.lamandau.id, None, LAST_ID, 51)
            plan = await owner.fetch(f"explain {cases_page_sql(wanted)}", *page, *given)
            scanned[wanted] = next(
                word for row in plan for word in row["QUERY PLAN"].split() if word.startswith("case_")
            )

    assert scanned == walked


async def crowded(owner: Connection, office: UUID) -> None:
    """The office has 5,000 cases more, each a minute older than the other, each with an agenda number of its own."""
    many = """
    insert into case_ select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'agenda_number',
        'A-' || n, 'client_id', gen_random_uuid(), 'opened_at', c.opened_at - n * interval '1 minute'))).*
    from case_ c, generate_series(1, 5000) n where c.tenant_id = $1 and c.version > 0 order by c.id limit 5000
    """
    await owner.execute("set session_replication_role = replica")
    await owner.execute(many, office)
    await owner.execute("set session_replication_role = origin")
    await owner.execute("analyze case_")
