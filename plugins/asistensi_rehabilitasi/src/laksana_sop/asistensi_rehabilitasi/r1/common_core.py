"""What every SOP shares: the client's particulars, and the codes that statistics need, out of the filled forms."""

from laksana_sdk.identity import parse_nik, parse_phone
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.vocabulary import Sex
from laksana_sop.asistensi_rehabilitasi.r1.choices import HasilKasus
from laksana_sop.asistensi_rehabilitasi.r1.forms import Laporan, LaporanPermohonan, Rekap

# The codes that KTP, persons and statistics carry.
SEX_CODES = {Sex.MALE: "L", Sex.FEMALE: "P"}

GIVEN = CoreFacts(outcome=HasilKasus.BANTUAN_DIBERIKAN.value)
NOT_GIVEN = CoreFacts(outcome=HasilKasus.TIDAK_DIBERIKAN.value)


def client(form: Laporan) -> ClientFacts:
    """The person who needs the aid, numbers normalised; a number that does not parse is left out."""
    person = form.pemohon
    nik = parse_nik(person.nik)[0] if person.nik else None
    phone = parse_phone(person.phone)[0] if person.phone else None
    return ClientFacts(
        name=person.name,
        nik=nik.digits if nik else None,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        sex=SEX_CODES[person.sex],
        address=person.address,
        village=person.region if person.region.count(".") == 3 else None,
        kecamatan=kecamatan(person.region),
        phone=phone.e164 if phone else None,
    )


def at_intake(form: Laporan) -> CoreFacts:
    """The codes known at the counter."""
    person = form.pemohon
    return CoreFacts(
        ppks_category=form.ppks_category.value,
        kecamatan=kecamatan(person.region),
        sex=SEX_CODES[person.sex],
        birth_year=person.birth_date.year if person.birth_date else None,
        guardian_consent=form.guardian_consent.value,
    )


def at_report(form: LaporanPermohonan) -> CoreFacts:
    """The codes that the policy analyst confirms."""
    return CoreFacts(ppks_category=form.ppks_category.value, spm_code=form.spm_code.value if form.spm_code else None)


def at_recap(form: Rekap) -> CoreFacts:
    """The guardian's consent with which the file leaves the office."""
    return CoreFacts(guardian_consent=form.guardian_consent.value)


def kecamatan(region: str) -> str | None:
    """The kecamatan of a region code (`16.04.10` of `16.04.10.1003`), None when the code is coarser."""
    return ".".join(region.split(".")[:3]) if region.count(".") >= 2 else None
