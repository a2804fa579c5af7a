"""An invented office: its people, its institutions and its letterhead, for cases that are played without a database."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from laksana_kit.explore.filler import INSTITUTIONS, OFFICERS, REGIONS
from laksana_sdk.dates import indonesian_date
from laksana_sdk.letters import InstitutionFacts, LetterTemplate, OfficerFacts
from laksana_sdk.procedure import BatchLetter
from laksana_typeset import TypstDocument, house_files

HEAD: Final = OfficerFacts(
    name="Surya Ladang Mahardika, S.STP., M.A.P", title="Kepala Dinas Sosial", pangkat="Pembina Tingkat I",
    golongan="IV/b", nip="197205191993111990",
)  # fmt: skip
STAFF: Final = (
    OfficerFacts(
        name="Wati Sahabu Rahayu, S.Tr.Sos", title="Pekerja Sosial", pangkat="Penata Muda Tingkat I",
        golongan="III/b", nip="199204272019032996",
    ),
    OfficerFacts(name="Maria Bulan Anggraini, S.Sos", title="Kepala Seksi Pelayanan dan Rehabilitasi Sosial"),
)  # fmt: skip
PEOPLE: Final = dict(zip(OFFICERS, STAFF, strict=True))
RECEIVERS: Final = {
    INSTITUTIONS[0]: InstitutionFacts(
        name="Sentra Budi Perkasa", address="Jalan Sosial Nomor 441, Palembang", city="Palembang"
    ),
    INSTITUTIONS[1]: InstitutionFacts(name="UPT PSTW Sinta Rangkang", address=None, city=None),
}
PLACES: Final = {REGIONS[0]: "Pahandut", REGIONS[1]: "Bunut", REGIONS[0][:8]: "Pahandut", REGIONS[1][:8]: "Bulik"}


def officer_of(role: str) -> OfficerFacts:
    """Who holds that role."""
    return STAFF[len(role) % len(STAFF)]


def typeset(
    templates: Mapping[str, bytes],
    template: LetterTemplate | BatchLetter,
    said: Mapping[str, Any],
    *,
    on: date,
    final: bool,
    replaces: str | None = None,
) -> TypstDocument:
    """The letter as this office sets it: as a draft, or numbered, dated and signed, without a code to check it by.

    `templates` are the SOP's own files by name, `said` is the letter's content.
    """
    files = {**house_files(), **templates}
    main = files.pop(template.template).decode()
    signed = {
        "nomor": "400.9/128/Dinsos.C/2026" if template.register else None,
        "tanggal": indonesian_date(on),
        "penandatangan": {
            "kapasitas": ["Kepala Dinas Sosial,"],
            "nama": HEAD.name,
            "pangkat": f"{HEAD.pangkat} ({HEAD.golongan})",
            "nip": HEAD.nip,
        },
    }
    context = {
        "kop": {"pemerintah": "Pemerintah Kabupaten Contoh", "instansi": "Dinas Sosial", "alamat": ["Jalan Contoh 1"]},
        "tempat": "Contoh",
        "kertas": template.page,
        **({"menggantikan": replaces} if replaces else {}),
        "isi": said,
        **(signed if final else dict.fromkeys(signed)),
    }
    return TypstDocument(main=main, context=context, date=on, files=files)
