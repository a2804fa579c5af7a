"""Words that several papers of this SOP share: who proposed, which category, what is asked for, on what ground."""

from collections.abc import Iterable
from typing import Any

from laksana_sdk import phrases
from laksana_sdk.checks import is_child
from laksana_sdk.letters import LetterFacts
from laksana_sdk.vocabulary import PPKSCategory, ServiceItem
from laksana_sop.rehabilitasi_anak_lansia.r1.choices import Pengusul
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import JawabanLembaga, RencanaRujukan, Usulan, Verifikasi

# The city lies in the western zone; its days are counted there.
ZONE = "Asia/Pontianak"
# Proposers who are a person; every other one is addressed as an institution.
PERSONS = frozenset({Pengusul.KELUARGA, Pengusul.WALI, Pengusul.RT_RW, Pengusul.PENDAMPING, Pengusul.LAINNYA})

UU_KESOS = "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"
UU_ANAK = (
    "Undang-Undang Nomor 23 Tahun 2002 tentang Perlindungan Anak sebagaimana telah beberapa kali diubah, "
    "terakhir dengan Undang-Undang Nomor 17 Tahun 2016"
)
UU_LANSIA = "Undang-Undang Nomor 13 Tahun 1998 tentang Kesejahteraan Lanjut Usia"
PP_KESOS = "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial"
PERMENSOS_SPM = (
    "Peraturan Menteri Sosial Nomor 9 Tahun 2018 tentang Standar Teknis Pelayanan Dasar pada Standar Pelayanan Minimal "
    "Bidang Sosial di Daerah Provinsi dan di Daerah Kabupaten/Kota"
)
# The number on the sheet begins with a slash (S2-2): the SOP is cited by name and day.
SOP = (
    "Standar Operasional Prosedur Rehabilitasi Sosial Anak dan Lanjut Usia Dinas Sosial Kota Palangka Raya, berlaku "
    "sejak 1 April 2017"
)


def category(facts: LetterFacts) -> PPKSCategory | None:
    """The category as verified, else as proposed."""
    verified, proposed = facts.form("verifikasi", Verifikasi), facts.form("terima_usulan", Usulan)
    chosen = verified or proposed
    return chosen.ppks_category if chosen else None


def grounds(facts: LetterFacts) -> list[str]:
    """The laws in force that a letter about this person cites."""
    child = is_child(category(facts), facts.client.birth_date, facts.today)
    return [UU_KESOS, UU_ANAK if child else UU_LANSIA, PP_KESOS, SOP]


def incoming(facts: LetterFacts) -> str | None:
    """The proposal letter by number and day."""
    form = facts.form("terima_usulan", Usulan)
    return phrases.incoming(facts, form.letter_number, form.letter_date) if form else phrases.incoming(facts)


def proposal(facts: LetterFacts) -> str:
    """The proposal as a sentence names it."""
    return phrases.request_phrase(facts, incoming(facts), called="surat usulan")


def proposer(facts: LetterFacts) -> str | None:
    """Who proposed: name and kind."""
    form = facts.form("terima_usulan", Usulan)
    if form is None or form.pengusul is Pengusul.SENDIRI:
        return facts.client.label
    return f"{form.pengusul_name} ({form.pengusul.label})" if form.pengusul_name else form.pengusul.label


def proposer_name(facts: LetterFacts) -> str | None:
    """The proposer's bare name, for a signature line; None where it is unknown."""
    form = facts.form("terima_usulan", Usulan)
    return facts.client.label if form is None or form.pengusul is Pengusul.SENDIRI else form.pengusul_name


def to_proposer(facts: LetterFacts) -> dict[str, Any]:
    """The addressee block of a letter to whoever proposed: the person, the family, the kelurahan, an institution."""
    form = facts.form("terima_usulan", Usulan)
    if form is None or form.pengusul is Pengusul.SENDIRI:
        return phrases.to_applicant(facts.client)
    name = form.pengusul_name or form.pengusul.label
    greeting = "Sdr./Sdri. " if form.pengusul in PERSONS else ""
    address = [form.pengusul_address] if form.pengusul_address else []
    return {"penerima": [f"{greeting}{name}", *address], "di": "Tempat"}


def plan(facts: LetterFacts) -> RencanaRujukan | None:
    """The referral plan as it stands."""
    return facts.form("rencana_rujukan", RencanaRujukan)


def answer(facts: LetterFacts) -> JawabanLembaga | None:
    """What the institution of the plan answered last."""
    chosen = plan(facts)
    to_sentra = chosen is not None and chosen.target.value == "SENTRA_KEMENSOS"
    return facts.form("jawaban_sentra" if to_sentra else "jawaban_panti", JawabanLembaga)


def services(asked: Iterable[ServiceItem]) -> list[str]:
    """The services in words, each once."""
    return [service.label for service in dict.fromkeys(asked)]
