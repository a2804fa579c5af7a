"""Packs: planned, applied again and again, refused with the row that is wrong."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from laksana_infra.clock import FrozenClock
from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine
from laksana_infra.scope import Scope, scoped
from laksana_tenants import queries, resolve
from laksana_tenants.errors import Conflict, Invalid, NotFound
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.new_pack import new_pack
from laksana_tenants.provision.packaged import packaged_packs
from laksana_tenants.provision.plan import Change
from laksana_tenants.provision.plan_pack import plan_pack

RELEASES = {
    "asistensi_rehabilitasi": ["r1"],
    "lansia_terlantar": ["r1"],
    "pemulangan_orang_terlantar": ["r1"],
    "rehabilitasi_anak_lansia": ["r1"],
}
"""What is installed with the workspace; this room may not ask the loader."""

COUNTS = """
select (select count(*) from tenant) + (select count(*) from post) + (select count(*) from officer)
     + (select count(*) from role_post) + (select count(*) from post_holder) + (select count(*) from institution)
"""


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("pack", packaged_packs(), ids=lambda pack: pack.name)
async def test_a_packaged_pack_plans_clean_and_applies_again_and_again(
    pack: Path, database: TenantEngine, owner: Connection, clock: FrozenClock
) -> None:
    planned = await plan_pack(pack, releases=RELEASES)
    assert planned.faults == ()
    assert await owner.fetchval(COUNTS) == 0

    applied = await apply_pack(pack)
    counted = await owner.fetchval(COUNTS)
    again = await apply_pack(pack)

    assert applied.rows == planned.rows
    assert {row.change for row in applied.rows} == {Change.ADDED}
    assert again.is_empty
    assert (await plan_pack(pack)).is_empty
    assert await owner.fetchval(COUNTS) == counted


async def test_the_packages_are_three_offices_and_their_two_provinces() -> None:
    assert [pack.name for pack in packaged_packs()] == [
        "kalimantan_tengah",
        "lahat",
        "lamandau",
        "palangka_raya",
        "sumatera_selatan",
    ]


async def test_lahats_letterhead_reads_as_printed_without_the_damage_of_extraction(lahat: Scope) -> None:
    with scoped(lahat):
        letterhead = (await queries.office_settings()).letterhead

    assert letterhead.heading == ("PEMERINTAH KABUPATEN LAHAT", "DINAS SOSIAL")
    assert letterhead.address == (
        "KOMPLEK PERKANTORAN PEMKAB LAHAT",
        "Jl. Kol. H. Barlian Bandar Jaya - Lahat Kode pos : 31414",
        "PROVINSI SUMATERA SELATAN",
    )


async def test_an_unquoted_region_code_is_refused_with_its_row_and_nothing_is_written(
    lahat_pack: Path, database: TenantEngine, owner: Connection
) -> None:
    change(lahat_pack / "tenant.yaml", 'region_code: "16.04"', "region_code: 16.04")

    plan = await plan_pack(lahat_pack)
    with pytest.raises(Invalid) as refusal:
        await apply_pack(lahat_pack)

    (fault,) = plan.faults
    assert (fault.file, fault.line, fault.field, fault.value) == ("tenant.yaml", 5, "region_code", "16.04")
    assert fault.sentence() == (
        'tenant.yaml baris 5: region_code tertulis 16.04 tanpa tanda kutip dan terbaca sebagai float. Tulis "16.04".'
    )
    assert plan.rows == ()
    assert refusal.value.findings == (fault.finding,)
    assert await owner.fetchval(COUNTS) == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "field", "value"),
    [
        ("calendar.yaml", '["07.30-12.00", "13.00-16.00"]', "[16:00]", "pack.unquoted", "open", "16:00"),
        ("calendar.yaml", '"13.00-16.00"', '"11.00-16.00"', "pack.hours", "open", "11.00-16.00"),
        (
            "calendar.yaml",
            'valid_until: "2026-03-20"',
            'valid_until: "2026-02-30"',
            "pack.day",
            "valid_until",
            "2026-02-30",
        ),
        ("tenant.yaml", 'region_code: "16.04"', 'region_code: "16.99"', "pack.region", "region_code", "16.99"),
        ("tenant.yaml", 'region_code: "16.04"', 'region_code: "16"', "pack.region_level", "region_code", "16"),
        ("tenant.yaml", 'slug: "lahat"', 'slug: "kantor"', "pack.slug_is_folder", "slug", "kantor"),
        (
            "tenant.yaml",
            "TT/{urut}/",
            "TT/{nomor}/",
            "pack.number_pattern",
            "pattern",
            "TT/{nomor}/{unit}/{bulan_romawi}/{tahun}",
        ),
        ("people.yaml", '"196904121995031991"', '"19690412199503199"', "pack.nip", "nip", "19690412199503199"),
        (
            "people.yaml",
            '"196904121995031991"',
            '"196904121995031001"',
            "pack.nip_fixture",
            "nip",
            "196904121995031001",
        ),
        ("people.yaml", '"196904121995031991"', '"197408231999032992"', "pack.nip_twice", "nip", "197408231999032992"),
        ("people.yaml", '    capacity: "PLH"\n', '    capacity: "PJS"\n', "pack.choice", "capacity", "PJS"),
        (
            "people.yaml",
            '    order_number: "800.1.11.1/021/BKPSDM/2026"\n',
            "",
            "pack.mandate_order",
            "order_number",
            "",
        ),
        ("people.yaml", '    valid_until: "2026-03-06"\n', "", "pack.mandate_end", "valid_until", ""),
        ("people.yaml", 'post: "analis_rehsos"', 'post: "analis"', "pack.reference", "post", "analis"),
        (
            "people.yaml",
            'post: "analis_rehsos"',
            'post: "kabid_rehsos"',
            "pack.two_holders",
            "valid_from",
            "2024-01-01",
        ),
        ("people.yaml", 'code: "siti_mawar"', 'code: "rizki_fadilah"', "pack.row_twice", "code", "rizki_fadilah"),
        ("people.yaml", 'code: "siti_mawar"', 'kode: "siti_mawar"', "pack.missing", "code", ""),
        ("people.yaml", "people:\n", "people:\n  - &one {}\n  - *one\n", "pack.not_yaml", "file", "alias"),
        ("posts.yaml", 'rank: "II.b"', 'parent: "kabid_rehsos"', "pack.circle", "parent", "kabid_rehsos"),
        ("institutions.yaml", 'region_code: "32.77"', 'region_code: "32.00"', "pack.region", "region_code", "32.00"),
        ("activation.yaml", 'release: "r1"', 'release: "1"', "pack.shape", "release", "1"),
    ],
)
async def test_a_broken_pack_names_the_file_the_row_the_field_and_the_value(
    file: str, old: str, new: str, code: str, field: str, value: str, lahat_pack: Path, database: TenantEngine
) -> None:
    change(lahat_pack / file, old, new)

    plan = await plan_pack(lahat_pack)

    fault = next(fault for fault in plan.faults if fault.finding.code == code)
    assert (fault.file, fault.field) == (file, field)
    assert value in fault.value
    assert fault.line > 0
    assert fault.sentence().startswith(f"{file} baris {fault.line}: ")
    assert fault.sentence("en").startswith(f"{file} line {fault.line}: ")
    assert plan.rows == ()


async def test_an_activation_of_an_sop_that_is_not_installed_is_refused(
    lahat_pack: Path, database: TenantEngine
) -> None:
    plan = await plan_pack(lahat_pack, releases={"pemulangan_orang_terlantar": ["r1"]})

    assert [fault.finding.code for fault in plan.faults] == ["pack.sop"]
    assert plan.is_blocked


async def test_a_missing_file_is_a_fault_and_no_crash(lahat_pack: Path, database: TenantEngine) -> None:
    (lahat_pack / "people.yaml").unlink()

    plan = await plan_pack(lahat_pack)

    assert [(fault.file, fault.finding.code) for fault in plan.faults] == [("people.yaml", "pack.no_file")]


async def test_what_left_the_pack_is_ended_yesterday_and_never_deleted(
    lahat: Scope, lahat_pack: Path, owner: Connection
) -> None:
    before = await owner.fetchval(COUNTS)
    whole = (lahat_pack / "people.yaml").read_text("utf-8")
    change(
        lahat_pack / "people.yaml",
        '  - post: "analis_rehsos"\n    person: "dewi_anggrek"\n    valid_from: "2024-01-01"\n    fixture: "true"\n',
        "",
    )

    plan = await apply_pack(lahat_pack)
    again = await plan_pack(lahat_pack)

    assert [row.sentence for row in plan.rows] == [
        "akhiri pemangku analis_rehsos / dewi_anggrek / DEFINITIF / 2024-01-01: valid_until - -> 2026-11-20"
    ]
    assert again.is_empty
    assert await owner.fetchval(COUNTS) == before
    with scoped(lahat):
        assert [held.officer_code for held in await resolve.officers_for_role("ANALIS", date(2026, 11, 20))] == [
            "dewi_anggrek"
        ]
        assert await resolve.officers_for_role("ANALIS", date(2026, 11, 21)) == ()

    (lahat_pack / "people.yaml").write_text(whole, "utf-8")
    returned = await apply_pack(lahat_pack)

    assert [row.change for row in returned.rows] == [Change.CHANGED]
    with scoped(lahat):
        assert len(await resolve.officers_for_role("ANALIS", date(2026, 11, 21))) == 1


async def test_a_changed_field_is_shown_before_and_after(lahat: Scope, lahat_pack: Path) -> None:
    change(
        lahat_pack / "people.yaml",
        'pangkat: "Penata Muda"\n    golongan: "III/a"',
        'pangkat: "Penata Muda Tingkat I"\n    golongan: "III/b"',
    )
    change(lahat_pack / "letterhead.yaml", 'place: "Lahat"', 'place: "Kota Lahat"')

    plan = await plan_pack(lahat_pack)

    assert [row.sentence for row in plan.rows] == [
        "ubah kantor lahat: letterhead.place Lahat -> Kota Lahat",
        "ubah pegawai yuliana_tri: pangkat Penata Muda -> Penata Muda Tingkat I; golongan III/a -> III/b",
    ]


async def test_a_new_holder_may_not_overlap_the_history_of_one_who_left_the_pack(
    lahat: Scope, lahat_pack: Path, owner: Connection
) -> None:
    before = await owner.fetchval(COUNTS)
    change(
        lahat_pack / "people.yaml",
        'person: "hesti_wulandari"\n    capacity: "PLH"',
        'person: "agus_wijaya"\n    capacity: "PLH"',
    )

    with pytest.raises(Invalid) as refusal:
        await apply_pack(lahat_pack)

    assert [finding.code for finding in refusal.value.findings] == ["pack.two_acting"]
    assert await owner.fetchval(COUNTS) == before


async def test_two_operators_who_apply_one_new_pack_at_once_make_one_office(
    lahat_pack: Path, database: TenantEngine, owner: Connection, clock: FrozenClock
) -> None:
    results = await asyncio.gather(*(apply_pack(lahat_pack) for _ in range(3)), return_exceptions=True)

    unexpected = [
        result for result in results if isinstance(result, BaseException) and not isinstance(result, Conflict)
    ]
    assert unexpected == []
    assert await owner.fetchval("select count(*) from tenant") == 1
    assert (await plan_pack(lahat_pack)).is_empty


async def test_the_operators_late_holiday_reaches_every_office(lahat: Scope, packs: Path) -> None:
    change(packs / "national.yaml", "\ndays_off: []", '\ndays_off: [{day: "2026-12-28", name: "Cuti bersama"}]')

    plan = await apply_pack(packs / "lahat")

    assert [row.kind for row in plan.rows] == ["tenant"]
    with scoped(lahat):
        assert date(2026, 12, 28) in (await queries.current_calendar()).days_off


async def test_a_new_pack_lists_what_is_to_be_filled_in_and_can_then_be_applied(
    tmp_path: Path, database: TenantEngine, clock: FrozenClock
) -> None:
    pack = new_pack("kapuas", "62.03", tmp_path)
    blanks = {(fault.file, fault.field) for fault in (await plan_pack(pack)).faults}
    for file in pack.iterdir():
        text = file.read_text("utf-8").replace('valid_from: ""', 'valid_from: "2026-01-01"')
        file.write_text(text.replace('""', '"Isi"'), "utf-8")

    plan = await apply_pack(pack)

    assert blanks == {
        ("tenant.yaml", "classification"),
        ("tenant.yaml", "unit"),
        ("letterhead.yaml", "place"),
        ("posts.yaml", "valid_from"),
        ("people.yaml", "name"),
        ("people.yaml", "valid_from"),
    }
    assert len([row for row in plan.rows if row.kind != "classification"]) == 9
    tenant = await queries.tenant_by_slug("kapuas")
    assert tenant is not None
    assert (tenant.name, tenant.timezone) == ("Dinas Sosial Kabupaten Kapuas", "Asia/Pontianak")


def test_a_new_pack_never_overwrites_one_that_is_there(lahat_pack: Path) -> None:
    before = (lahat_pack / "people.yaml").read_text("utf-8")

    with pytest.raises(Conflict):
        new_pack("lahat", "16.04", lahat_pack.parent)

    assert (lahat_pack / "people.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("slug", "region", "expected"),
    [("lahat", "16.99", NotFound), ("../lahat", "16.04", Invalid), ("merapi", "16.04.09", Invalid)],
)
def test_a_new_pack_refuses_a_region_or_name_that_cannot_be_an_offices(
    slug: str, region: str, expected: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(expected):
        new_pack(slug, region, tmp_path)

    assert list(tmp_path.iterdir()) == []
