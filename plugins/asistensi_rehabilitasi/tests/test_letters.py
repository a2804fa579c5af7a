"""What the letters say, and that each can be set as draft and as final, with much or with nothing known."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from plugins.asistensi_rehabilitasi.tests.example import (
    LONG_NAME,
    PROCEDURE,
    RELEASE,
    SECOND_OFFICER,
    SENTRA_BUDI_PERKASA,
    TODAY,
    all_forms,
    bare_facts,
    client,
    content_document,
    document,
    filled,
    full_facts,
    papers,
)

from laksana_sdk.batches import BatchFacts
from laksana_sdk.letters import LetterTemplate
from laksana_sop.asistensi_rehabilitasi.r1 import contexts, letters
from laksana_typeset import Typesetter

TEMPLATES = PROCEDURE.templates()
FACTS = {
    "everything known": full_facts(),
    "a long name": full_facts(client=client(LONG_NAME, address="Jl. " + "Panjang Sekali " * 12)),
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

    assert files == {template.template for template in TEMPLATES} | {letters.REKAP_USULAN.template}


@pytest.mark.parametrize("count", [1, 2, 40])
def test_the_recap_is_set_for_few_and_for_many_applicants(typesetter: Typesetter, count: int) -> None:
    facts = BatchFacts(today=TODAY, institution=SENTRA_BUDI_PERKASA, cases=tuple(FACTS.values()) * count)

    for final in (False, True):
        pdf = typesetter.compile(content_document(letters.REKAP_USULAN, contexts.rekap_usulan(facts), final=final))

        assert pdf.startswith(b"%PDF")


def test_the_recap_lists_each_applicant_with_category_request_and_destination_and_no_identity_number() -> None:
    facts = BatchFacts(today=TODAY, institution=SENTRA_BUDI_PERKASA, cases=(full_facts(), bare_facts()))

    said = contexts.rekap_usulan(facts)

    assert said["tujuan"] == "Sentra Budi Perkasa"
    assert said["kepala"]["lampiran"] == "2 (dua) berkas"
    first, second = said["pemohon"]
    assert first["nama"].startswith("Siti Rohani, Jl. Mayor Ruslan No. 12 RT 03")
    assert (first["kategori"], first["bantuan"]) == ("Lanjut usia terlantar", "Dukungan aksesibilitas (alat bantu)")
    assert first["agenda"] == "0117"
    assert second == {"nama": "TX-16.04-2026-0007", "kategori": None, "bantuan": None, "agenda": None}
    assert "1604105203519991" not in json.dumps(said)


def test_the_notice_names_the_missing_papers_and_the_last_day() -> None:
    facts = full_facts(papers=papers(pc_ktp="MISSING", foto="UNREADABLE"))

    said = letters.KEKURANGAN_BERKAS.context(facts)

    assert said["kurang"] == [
        ("Fotokopi Kartu Tanda Penduduk (KTP)", "Belum ada"),
        ("Foto pemohon", "Ada, tetapi tidak terbaca"),
    ]
    assert said["batas"] == "Selasa, 31 Maret 2026"


def test_what_goes_to_the_applicant_hides_the_identity_number() -> None:
    for template in (letters.KEKURANGAN_BERKAS, letters.TANDA_TERIMA, letters.SURAT_PENOLAKAN, letters.SURAT_TUGAS):
        assert "1604105203519991" not in json.dumps(template.context(full_facts()))


def test_the_order_names_the_proposed_officers_unless_the_answer_names_others() -> None:
    proposed = letters.SURAT_TUGAS.context(full_facts())
    answer = filled("jawaban_sentra", officers=[SECOND_OFFICER])

    changed = letters.SURAT_TUGAS.context(full_facts(forms={**all_forms(), "jawaban_sentra": answer}))

    assert [officer["nama"] for officer in proposed["petugas"]] == ["Rina Marlina, S.Tr.Sos.", "Budi Santoso"]
    assert [officer["nama"] for officer in changed["petugas"]] == ["Budi Santoso"]


def test_the_order_says_the_span_of_an_assessment_of_several_days() -> None:
    answer = filled("jawaban_sentra", assessment_until="2026-03-14")

    said = letters.SURAT_TUGAS.context(full_facts(forms={**all_forms(), "jawaban_sentra": answer}))

    assert said["rincian"][0] == ("Hari / tanggal", "12 Maret 2026 sampai dengan 14 Maret 2026")


def test_the_refusal_gives_the_reason_and_the_ground_of_the_applicants_category() -> None:
    said = letters.SURAT_PENOLAKAN.context(full_facts(reason="Pemohon sudah menerima bantuan yang sama."))

    assert said["alasan"] == "Pemohon sudah menerima bantuan yang sama"
    assert said["dasar"][1] == "Undang-Undang Nomor 13 Tahun 1998 tentang Kesejahteraan Lanjut Usia"
    assert said["kepala"]["yth"] == {"penerima": ["Sdri. Siti Rohani", "Jl. Mayor Ruslan No. 12 RT 03"], "di": "Tempat"}


@pytest.mark.parametrize(
    "kind", ["surat_penolakan", "kekurangan_berkas", "tanda_terima", "tanda_terima_awal", "surat_pernyataan"]
)
def test_what_the_applicant_gets_says_that_it_is_free_and_where_to_complain(kind: str) -> None:
    text = (RELEASE.folder / "templates" / f"{kind}.typ").read_text("utf-8")

    assert "gratis" in text
    assert "SP4N-LAPOR!" in text


def test_the_routing_slip_prints_words_for_roles_ticks_and_answers() -> None:
    said = letters.LEMBAR_DISPOSISI.context(full_facts())

    assert said["disposisi"][0]["kepada"] == ["Kepala Bidang"]
    assert said["disposisi"][0]["petunjuk"] == ["Proses lebih lanjut", "Untuk diketahui"]
    assert said["disposisi"][0]["jawaban"] == "Telah dilaksanakan"


def test_a_receiver_that_no_kepala_heads_is_addressed_to_its_pimpinan() -> None:
    facts = full_facts()
    assert facts.institution is not None

    said = letters.SURAT_PENGANTAR_TERUSAN.context(
        replace(facts, institution=replace(facts.institution, name="Baznas Kabupaten Lahat", city=None))
    )

    assert said["kepala"]["yth"]["penerima"][0] == "Pimpinan Baznas Kabupaten Lahat"
    assert said["kepala"]["yth"]["di"] == "Tempat"


def test_a_move_is_explained_to_the_office_that_goes_on() -> None:
    said = letters.SURAT_PENGANTAR_PINDAH.context(full_facts(reason="Pemohon pindah domisili."))

    assert said["kepala"]["hal"] == "Pengantar Pelayanan Lanjutan a.n. Siti Rohani"
    assert said["alasan"] == "Pemohon pindah domisili. Pemohon mengikuti anaknya"


def test_a_search_lists_each_attempt_and_a_death_waits_for_its_certificate() -> None:
    search = letters.BERITA_ACARA_PENCARIAN.context(full_facts())
    death = letters.BERITA_ACARA_KEMATIAN.context(full_facts())

    assert search["upaya"][1] == ("11 Maret 2026", "0812-3456-7890", "Tidak aktif")
    assert death["kematian"][2:4] == [
        ("Sumber keterangan", "Ahmad Fauzi (Keluarga)"),
        ("Nomor surat kematian", "menyusul"),
    ]
