"""What the letters say, and that each can be set as draft and as final, with much or with nothing known."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from plugins.rehabilitasi_anak_lansia.tests.example import (
    CHILD,
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
)

from laksana_sdk.letters import LetterTemplate
from laksana_sop.rehabilitasi_anak_lansia.r1 import letters, wording
from laksana_typeset import Typesetter

TEMPLATES = PROCEDURE.templates()
FACTS = {
    "everything known": full_facts(),
    "a long name": full_facts(client=client(LONG_NAME, address="Jl. " + "Panjang Sekali " * 12)),
    "next to nothing known": bare_facts(),
}
TO_THE_PROPOSER = ("kekurangan_berkas", "surat_penolakan", "tanda_terima")


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


def test_the_slip_of_the_registry_is_blank_and_fills_with_each_level() -> None:
    blank = letters.LEMBAR_DISPOSISI.context(full_facts(forms={}, disposisi=()))
    filled_in = letters.LEMBAR_DISPOSISI.context(full_facts())

    assert (blank["saran"], blank["disposisi"], blank["kosong"]) == (None, [], 2)
    assert (filled_in["saran"], filled_in["kosong"]) == ("Dapat diproses", 0)
    assert [entry["kepada"] for entry in filled_in["disposisi"]] == [["Kepala Bidang", "Sekretaris"], ["Kepala Seksi"]]


def test_the_slip_shows_the_answer_of_each_receiver_of_a_fork_and_who_has_not_answered() -> None:
    fork, single = full_facts().disposisi
    both = replace(fork, answers={"SEKRETARIS": "NEEDS_STUDY", "KABID": "CARRIED_OUT"})
    alone = replace(single, answers={"KASI": "CARRIED_OUT"})

    said = letters.LEMBAR_DISPOSISI.context(full_facts(disposisi=(fork, both, single, alone)))

    assert [entry["jawaban"] for entry in said["disposisi"]] == [
        "Kepala Bidang: telah dilaksanakan; Sekretaris: belum ada jawaban",
        "Kepala Bidang: telah dilaksanakan; Sekretaris: memerlukan telaahan staf",
        None,
        "Telah dilaksanakan",
    ]


@pytest.mark.parametrize("kind", TO_THE_PROPOSER)
def test_what_goes_to_the_proposer_hides_the_identity_number_is_free_and_says_where_to_complain(kind: str) -> None:
    template = PROCEDURE.template(kind)
    text = (RELEASE.folder / "templates" / template.template).read_text("utf-8")

    assert "6271031203489991" not in json.dumps(template.context(full_facts()))
    assert "gratis" in text
    assert "SP4N-LAPOR!" in text


def test_a_letter_goes_to_whoever_proposed_not_to_the_child() -> None:
    proposed = filled("terima_usulan", calon=CHILD, ppks_category="ANAK_TERLANTAR", pengusul="KELUARGA",
                      pengusul_name="Rahmawati", guardian_consent="PENDING")  # fmt: skip

    said = letters.KEKURANGAN_BERKAS.context(full_facts(forms={"terima_usulan": proposed}))

    assert said["kepala"]["yth"]["penerima"] == ["Sdr./Sdri. Rahmawati", "Jl. Dr. Murjani, Palangka Raya"]


def test_an_institution_that_proposed_is_addressed_by_its_name() -> None:
    said = letters.SURAT_PENOLAKAN.context(full_facts())

    assert said["kepala"]["yth"]["penerima"][0] == "Lurah Pahandut"
    assert said["alasan"] == "Keluarga ada dan mampu merawat. Anak di Kasongan menyatakan sanggup"


def test_the_ground_of_a_letter_is_the_elders_law_or_the_childs() -> None:
    child = full_facts(client=client("Melati", birth_date="2016-05-01", nik=None, sex="FEMALE"))

    assert letters.SURAT_PENOLAKAN.context(full_facts())["dasar"][1] == wording.UU_LANSIA
    assert letters.SURAT_PENOLAKAN.context(child)["dasar"][1] == wording.UU_ANAK


def test_the_penetapan_names_the_answer_it_rests_on() -> None:
    said = letters.PENETAPAN_RUJUKAN.context(full_facts())

    assert said["dasar"][-1] == (
        "Surat UPT PSTW Sinta Rangkang Nomor 400.9/31/PSTW/2026 tanggal 10 Maret 2026 tentang penerimaan rujukan"
    )
    assert ("Tanggal penerimaan", "Kamis, 12 Maret 2026") in said["rujukan"]


def test_the_penetapan_takes_the_sentras_answer_where_the_plan_names_the_sentra() -> None:
    plan = filled("rencana_rujukan", target="SENTRA_KEMENSOS")

    said = letters.PENETAPAN_RUJUKAN.context(full_facts(forms={**all_forms(), "rencana_rujukan": plan}))

    assert "Nomor 55/S/2026" in said["dasar"][-1]


def test_the_handover_names_both_sides_and_says_whose_the_person_is_from_now_on() -> None:
    said = letters.BERITA_ACARA_SERAH_TERIMA.context(full_facts())
    outside = filled("rencana_rujukan", care="LUAR_PANTI")

    assert [officer["nama"] for officer in said["petugas"]] == ["Yoga Ramin Aditya, S.Tr.Sos.", "Tari Lunuk Melati"]
    assert said["penerima"][0] == ("Nama", "Yuliana Sangalang, S.Sos.")
    assert (said["dasar"], said["provinsi"]) == ("400.9/131/Rehsos/2026", True)
    assert not letters.BERITA_ACARA_SERAH_TERIMA.context(full_facts(forms={**all_forms(), "rencana_rujukan": outside}))[
        "provinsi"
    ]


def test_a_report_of_violence_is_confidential() -> None:
    said = letters.SURAT_PERLINDUNGAN.context(full_facts())

    assert said["kepala"]["sifat"] == "Rahasia"


def test_the_notice_names_what_is_missing_and_the_last_day() -> None:
    said = letters.KEKURANGAN_BERKAS.context(full_facts(papers=papers(keterangan_kelurahan="UNREADABLE")))

    assert said["kurang"] == [
        ("Surat keterangan kelurahan", "Ada, tetapi tidak terbaca"),
    ]
    assert said["batas"] == "Selasa, 31 Maret 2026"
