"""The person a case is about: the form that every SOP asks, and the facts and codes drawn from it."""

from datetime import date
from typing import Annotated

from laksana_sdk.forms import Form, RegionCode, choice, labelled, line
from laksana_sdk.identity import parse_nik, parse_phone
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory, Sex

# The codes that KTP, persons and statistics carry.
SEX_CODES = {Sex.MALE: "L", Sex.FEMALE: "P"}


class ClientForm(Form, frozen=True, kw_only=True):
    """The person who needs the service. A missing name or identity number never stops a request."""

    name: Annotated[str, line("Nama lengkap", help_text="Kosongkan bila belum diketahui")] | None = None
    nik: (
        Annotated[str, line("NIK", help_text="16 angka sesuai KTP atau KK; kosongkan bila belum punya", widget="nik")]
        | None
    ) = None
    no_kk: Annotated[str, line("Nomor KK", help_text="16 angka sesuai kartu keluarga", widget="kk")] | None = None
    birth_place: Annotated[str, line("Tempat lahir", max_length=80)] | None = None
    birth_date: Annotated[date, labelled("Tanggal lahir", widget="date")] | None = None
    sex: Annotated[Sex, choice("Jenis kelamin", Sex)]
    address: Annotated[str, line("Alamat tempat tinggal sekarang")]
    region: Annotated[RegionCode, labelled("Desa / kelurahan", help_text="Pilih kecamatannya bila desa belum pasti")]
    phone: Annotated[str, line("Nomor telepon / WhatsApp", widget="phone", max_length=40)] | None = None


def client_facts(person: ClientForm) -> ClientFacts:
    """The person as letters print one, numbers normalised; a number that does not parse is left out."""
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


def core_of_client(
    person: ClientForm, *, ppks_category: PPKSCategory | None = None, guardian_consent: GuardianConsent | None = None
) -> CoreFacts:
    """The codes that statistics need of the person, with the category and the consent where they are known."""
    return CoreFacts(
        ppks_category=ppks_category.value if ppks_category else None,
        kecamatan=kecamatan(person.region),
        sex=SEX_CODES[person.sex],
        birth_year=person.birth_date.year if person.birth_date else None,
        guardian_consent=guardian_consent.value if guardian_consent else None,
    )


def kecamatan(region: str) -> str | None:
    """The kecamatan of a region code (`16.04.10` of `16.04.10.1003`), None when the code is coarser."""
    return ".".join(region.split(".")[:3]) if region.count(".") >= 2 else None
