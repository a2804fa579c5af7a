"""The people who really come to each SOP: one name, no birth date, no name, very old, a child, a known number."""

from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest
from tests.support import forms
from tests.support.world import MONDAY, World, set_up

from laksana.cases import inputs
from laksana.cases.open_case import open_case
from laksana.cases.views import CaseChanged
from laksana.people.queries import person_by_id
from laksana.people.views import PersonView
from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_tenants.errors import Invalid
from laksana_tenants.queries import tenant_by_slug

Said = list[tuple[str, str | None]]

PERSON: forms.Form = {
    "name": "SULASTRI",
    "nik": "1604104507600001",
    "birth_date": "1960-07-05",
    "sex": "FEMALE",
    "address": "Jalan Mayor Ruslan 7",
}
BORN_A_CHILD = {"name": "BUNGA", "nik": None, "birth_date": "2015-07-01"}
UNKNOWN = {"name": None, "nik": None, "birth_date": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where an SOP takes people in: the office, who sits there, and the form with `person` in its field `at`.

    `child` is what is said of a child of whose guardian nothing is recorded, and whether that blocks.
    """

    sop: str
    office: str
    role: str
    at: str
    region_at: str
    region: str
    rest: forms.Form
    person: forms.Form = field(default_factory=dict)
    child: tuple[str, str, bool]

    def form(self, **other: object) -> forms.Form:
        """The form filled in, with these fields of the person changed."""
        place, _, name = self.region_at.rpartition(".")
        form = {**self.rest, self.at: {**PERSON, **self.person, **other}}
        (form[place] if place else form).setdefault(name, self.region)
        return form


ASISTENSI = Counter(
    sop="asistensi_rehabilitasi", office="lahat", role="STAF", at="pemohon", region_at="pemohon.region",
    region="16.04.10", child=("service.guardian_consent_child", "guardian_consent", True),
    rest={
        "hubungan": "SENDIRI", "channel": "LOKET", "aid": "ALAT_BANTU", "request": "Memohon kursi roda.",
        "ppks_category": "KORBAN_BENCANA_ALAM", "guardian_consent": "NOT_REQUIRED",
    },
)  # fmt: skip
LANSIA = Counter(
    sop="lansia_terlantar", office="lamandau", role="STAF", at="lansia", region_at="lansia.region",
    region="62.09.03.2003", child=("service.age_doubts_category", "lansia.birth_date", False),
    rest={
        "village_office": "Desa Bunut", "village_officer": "Rudi Handep", "channel": "LOKET",
        "condition": "Tinggal sendiri.", "request": "Penempatan di panti.", "staying": "RUMAH",
    },
)  # fmt: skip
PEMULANGAN = Counter(
    sop="pemulangan_orang_terlantar", office="lamandau", role="STAF", at="klien", region_at="region",
    region="62.09.03.1005", person={"citizenship": "WNI"},
    child=("service.guardian_consent_child", "guardian_consent", True),
    rest={
        "found_on": "2026-11-16", "found_at": "Terminal Nanga Bulik", "pelapor": "DIRI_SENDIRI",
        "report": "Kehabisan uang.", "suket_polres": "MENYUSUL", "to_follow": "Polsek tutup.",
    },
)  # fmt: skip
REHABILITASI = Counter(
    sop="rehabilitasi_anak_lansia", office="palangka_raya", role="TU", at="calon", region_at="calon.region",
    region="62.71.01.1001", child=("service.guardian_consent_child", "guardian_consent", True),
    rest={
        "pengusul": "KELURAHAN", "pengusul_name": "Lurah Pahandut", "channel": "KELURAHAN",
        "request": "Perawatan di panti.", "ppks_category": "LANJUT_USIA_TERLANTAR",
        "guardian_consent": "NOT_REQUIRED",
    },
)  # fmt: skip
COUNTERS = pytest.mark.parametrize(
    "counter", [ASISTENSI, LANSIA, PEMULANGAN, REHABILITASI], ids=lambda counter: counter.sop
)


async def opened(world: World, counter: Counter, form: forms.Form) -> tuple[Said, PersonView]:
    """What was said when the counter opened the case, sorted, and whom the office then knows."""
    office = await tenant_by_slug(counter.office)
    if office is None:
        office = await world.beginnings.begin(counter.office, lambda: set_up(counter.office))
    asked = inputs.OpenCase(sop=counter.sop, form=form)
    case: CaseChanged = await world.act(open_case, asked, counter.role, office)
    with scoped(Scope(office.id)):
        person = await person_by_id(UUID(case.ids["client_id"]))
    return sorted((notice.code, notice.field) for notice in case.notices), person


async def refused(world: World, counter: Counter, form: forms.Form, *, owner: Connection) -> Said:
    """What blocked the form; nothing has been written."""
    written = "select (select count(*) from person) + (select count(*) from case_)"
    before = await owner.fetchval(written)
    with pytest.raises(Invalid) as refusal:
        await opened(world, counter, form)
    assert await owner.fetchval(written) == before
    return [(one.code, one.field) for one in refusal.value.findings]


@COUNTERS
async def test_one_name_no_birth_date_and_104_years_are_nothing_against_a_person(
    world: World, counter: Counter
) -> None:
    assert MONDAY.year - 1922 == 104

    said, client = await opened(world, counter, counter.form(name="SUTINAH", nik=None, birth_date=None))
    of_the_old, _ = await opened(world, counter, counter.form(name="MBAH KARTO", nik=None, birth_date="1922-03-01"))

    assert (said, client.label, client.birth_date, client.code) == ([], "SUTINAH", None, None)
    assert of_the_old == []


@COUNTERS
async def test_who_has_no_name_gets_the_offices_next_label(world: World, counter: Counter) -> None:
    said, first = await opened(world, counter, counter.form(**UNKNOWN))
    _, second = await opened(world, counter, counter.form(**UNKNOWN))

    office = await tenant_by_slug(counter.office)
    assert office is not None
    label = f"TX-{office.region_code.replace('.', '')}-2026"
    assert (first.code, second.code) == (f"{label}-0001", f"{label}-0002")
    assert said == [("service.client_unnamed", f"{counter.at}.name")]


@COUNTERS
async def test_a_childs_guardian_is_asked_for_where_children_are_clients(
    world: World, counter: Counter, owner: Connection
) -> None:
    code, place, blocks = counter.child
    form = counter.form(**BORN_A_CHILD)
    if "ppks_category" in form:
        form["ppks_category"] = "ANAK_TERLANTAR"

    said = await refused(world, counter, form, owner=owner) if blocks else (await opened(world, counter, form))[0]

    assert said == [(code, place)]


@COUNTERS
async def test_another_name_with_a_known_nik_is_the_same_person_and_is_said(world: World, counter: Counter) -> None:
    said, first = await opened(world, counter, counter.form())

    again, second = await opened(world, counter, counter.form(name="WARTINI", birth_date="1960-07-06"))

    assert (said, second.id) == ([], first.id)
    assert again == [
        ("identity.nik_birth_date", f"{counter.at}.nik"),
        ("person.other_birth_date", f"{counter.at}.birth_date"),
        ("person.other_name", f"{counter.at}.name"),
    ]


@COUNTERS
async def test_the_old_code_of_a_split_kabupaten_warns_in_a_nik_and_blocks_as_a_region(
    world: World, counter: Counter, owner: Connection
) -> None:
    # Ulu Musi, 16.04.11, went from Lahat to Empat Lawang in 2007 and has been 16.11.03 since.
    said, client = await opened(world, counter, counter.form(nik="1604114507600001"))

    blocked = await refused(world, counter, replace(counter, region="16.04.11").form(nik=None), owner=owner)

    assert (said, client.nik_masked) == ([("identity.nik_region", f"{counter.at}.nik")], "1604••••••••0001")
    assert blocked == [("case.unknown_region", counter.region_at)]


async def test_a_region_that_left_the_list_lately_is_taken_with_a_warning(world: World, owner: Connection) -> None:
    await owner.execute("insert into region values ('16.04.11', '16.04', 3, 'Ulu Musi', false)")
    try:
        said, _ = await opened(world, ASISTENSI, ASISTENSI.form(region="16.04.11"))
    finally:
        await owner.execute("delete from region where code = '16.04.11'")

    assert said == [("case.region_left", "pemohon.region")]
