"""What the letters say, and that each can be set as draft and as final, with much or with nothing known."""

import json
from collections.abc import Iterator

import pytest
from plugins.pemulangan_orang_terlantar.tests.example import (
    LONG_NAME,
    PROCEDURE,
    RELEASE,
    all_forms,
    bare_facts,
    client,
    document,
    filled,
    full_facts,
    papers,
    unknown_facts,
)

from laksana_sdk.letters import LetterTemplate
from laksana_sop.pemulangan_orang_terlantar.r1 import letters
from laksana_typeset import Typesetter

TEMPLATES = PROCEDURE.templates()
FACTS = {
    "everything known": full_facts(),
    "a long name": full_facts(client=client(LONG_NAME, address="Jl. " + "Panjang Sekali " * 12)),
    "a person whom nobody knows": unknown_facts(),
    "next to nothing known": bare_facts(),
}


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(processes=1) as running:
        yield running


@pytest.mark.parametrize("known", FACTS)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind)
def test_every_letter_is_set_as_draft_and_as_final(
    typesetter: Typesetter, template: LetterTemplate, known: str
) -> None:
    for final in (False, True):
        pdf = typesetter.compile(document(template, FACTS[known], final=final))

        assert pdf.startswith(b"%PDF")


def test_every_template_file_belongs_to_a_letter() -> None:
    files = {path.name for path in (RELEASE.folder / "templates").iterdir()}

    assert files == {template.template for template in TEMPLATES}


def test_the_receipt_for_the_money_says_the_sum_in_words() -> None:
    said = letters.KWITANSI.context(full_facts())

    assert said["jumlah"] == "Rp600.000,00"
    assert said["terbilang"] == "enam ratus ribu rupiah"
    assert said["untuk"].endswith("a.n. Slamet Riyanto ke Kabupaten Jember, Jawa Timur: tiket, uang saku")
    assert said["penerima"] is None


def test_a_departure_without_money_says_so_instead_of_inventing_a_sum() -> None:
    departure = filled("pemberangkatan", costs=[])

    said = letters.KWITANSI.context(full_facts(forms={**all_forms(), "pemberangkatan": departure}))

    assert (said["jumlah"], said["rincian"]) == ("Rp0,00", [])
    assert said["terbilang"] == "nihil; tidak ada uang yang dibayarkan"


def test_the_account_adds_the_departure_and_the_journey_with_their_proofs() -> None:
    said = letters.SPJ.context(full_facts())

    assert said["jumlah"] == "Rp675.500,00"
    assert said["terbilang"] == "enam ratus tujuh puluh lima ribu lima ratus rupiah"
    assert said["rincian"][-1] == ("Perjalanan petugas pendamping", "SPBU Kumai", "B-77", "Rp75.500,00")


def test_the_order_names_officers_goal_and_days() -> None:
    said = letters.SURAT_TUGAS.context(full_facts())

    assert [officer["nama"] for officer in said["petugas"]] == ["WATI SAHABU RAHAYU, S.Tr.Sos", "JOKO MENDAWAI PERDANA"]
    assert said["rincian"][-1] == ("Waktu", "12 Maret 2026 sampai dengan 13 Maret 2026")
    assert said["dasar"][-1] == (
        "Surat Keterangan Terlantar dari Polres Lamandau Nomor SKT/12/III/2026 tanggal 11 Maret 2026"
    )


def test_a_letter_that_follows_is_not_cited_as_a_basis() -> None:
    report = filled("terima_laporan", suket_polres="MENYUSUL", to_follow="Malam hari")

    said = letters.SURAT_REKOMENDASI.context(full_facts(forms={**all_forms(), "terima_laporan": report}))

    assert not [basis for basis in said["dasar"] if "Surat Keterangan" in basis]


def test_superseded_and_off_topic_laws_are_not_cited() -> None:
    cited = json.dumps([template.context(full_facts()) for template in TEMPLATES])

    assert "1998" not in cited
    assert "Disabilitas" not in cited


def test_a_receiver_outside_the_register_is_addressed_as_the_assessment_names_it() -> None:
    said = letters.SURAT_REKOMENDASI.context(full_facts())

    assert said["kepala"]["yth"] == {"penerima": ["Kepala Dinas Sosial Kabupaten Jember"], "di": "Tempat"}


def test_the_sending_office_is_asked_for_its_own_letter_alone() -> None:
    report = filled("terima_laporan", passed_on=True, sender="Dinas Sosial Kabupaten Ketapang")
    facts = full_facts(forms={**all_forms(), "terima_laporan": report})

    said = letters.PERMINTAAN_SURAT_ASAL.context(facts)

    assert said["kepala"]["yth"]["penerima"] == ["Kepala Dinas Sosial Kabupaten Ketapang"]
    assert said["kurang"] == [("Surat keterangan terlantar dari Dinas Sosial pengirim", "Belum ada")]


def test_who_was_not_passed_on_is_not_asked_for_a_senders_letter() -> None:
    said = letters.KEKURANGAN_BERKAS.context(full_facts(papers=papers(suket_polres="MISSING", foto="MISSING")))

    assert said["kurang"] == [("Surat keterangan terlantar dari Polres / Polsek", "Belum ada")]


def test_an_unknown_person_is_printed_by_label_age_and_features() -> None:
    said = dict(letters.BERITA_ACARA_SERAH_TERIMA.context(unknown_facts())["klien"])

    assert said["Nama"] == 'TX-6209-2026-0007 "Mr. X"'
    assert said["Perkiraan usia"] == "sekitar 40 tahun"
    assert said["Ciri-ciri"] == "Rambut beruban, bekas luka di dahi, tidak dapat berbicara"


def test_the_report_prefers_the_word_of_whoever_saw_the_person_arrive() -> None:
    refused = filled("konfirmasi_dinsos", arrived_on=None, reason="Tidak dikenal")

    said = letters.LAPORAN_PENDAMPINGAN.context(full_facts(forms={**all_forms(), "konfirmasi_dinsos": refused}))

    assert dict(said["kepala"])["Konfirmasi penerima"] == "Sri Wahyuni (istri), tiba 12 Maret 2026"


@pytest.mark.parametrize("kind", ["kekurangan_berkas", "surat_penolakan", "tanda_terima"])
def test_what_the_person_or_reporter_gets_hides_the_number_is_free_and_says_where_to_complain(kind: str) -> None:
    template = PROCEDURE.template(kind)

    text = (RELEASE.folder / "templates" / template.template).read_text("utf-8")

    assert "3509101208879993" not in json.dumps(template.context(full_facts()))
    assert "gratis" in text
    assert "SP4N-LAPOR!" in text
