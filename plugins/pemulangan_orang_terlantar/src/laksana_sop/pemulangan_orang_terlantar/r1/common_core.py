"""What every SOP shares: the client's particulars, and the codes that statistics need, out of the filled forms."""

from dataclasses import replace

from laksana_sdk.clients import ClientForm, client_facts, core_of_client, kecamatan
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.vocabulary import CaseCategory
from laksana_sop.pemulangan_orang_terlantar.r1.choices import HasilKasus
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Asesmen, Laporan

ARRIVED = CoreFacts(outcome=HasilKasus.TIBA_DI_TUJUAN.value)
DEPARTED = CoreFacts(outcome=HasilKasus.BERANGKAT.value)
WITH_FAMILY = CoreFacts(outcome=HasilKasus.BERSAMA_KELUARGA.value)
SHELTERED = CoreFacts(outcome=HasilKasus.DI_PENAMPUNGAN.value)

ADDRESS_UNKNOWN = "Belum diketahui"


def shared_client(form: Laporan) -> ClientForm:
    """The person in the form that every SOP asks; the place is where the person was found."""
    person = form.klien
    return ClientForm(
        name=person.name,
        nik=person.nik,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address or ADDRESS_UNKNOWN,
        region=form.region,
        phone=person.phone,
    )


def client(form: Laporan) -> ClientFacts:
    """The stranded person, numbers normalised. Village and kecamatan are those of the origin, where they are known."""
    origin = form.klien.origin or ""
    village = origin if origin.count(".") == 3 else None
    known = client_facts(shared_client(form))
    return replace(known, address=form.klien.address, village=village, kecamatan=kecamatan(origin))


def at_intake(form: Laporan) -> CoreFacts:
    """The codes known at the counter: ORANG_TERLANTAR (S1-12), and the kecamatan where the person was found."""
    return replace(
        core_of_client(shared_client(form), guardian_consent=form.guardian_consent),
        ppks_category=CaseCategory.ORANG_TERLANTAR.value,
        birth_year=_birth_year(form),
    )


def at_assessment(form: Asesmen) -> CoreFacts:
    """The PPKS kind and the SPM code, where the assessment chose one; otherwise the case stays ORANG_TERLANTAR."""
    return CoreFacts(
        ppks_category=form.ppks_category.value if form.ppks_category else None,
        spm_code=form.spm_code.value if form.spm_code else None,
    )


def _birth_year(form: Laporan) -> int | None:
    person = form.klien
    if person.birth_date is not None:
        return person.birth_date.year
    return form.found_on.year - person.age if person.age is not None else None
