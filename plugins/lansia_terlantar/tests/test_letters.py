"""What the letters say, and that each can be set as draft and as final, with much or with nothing known."""

import json
from collections.abc import Iterator

import pytest
from plugins.lansia_terlantar.tests.example import (
    LONG_NAME,
    NIK,
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
from laksana_sop.lansia_terlantar.r1 import letters
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


def test_every_template_file_belongs_to_a_letter_or_is_shared() -> None:
    files = {path.name for path in (RELEASE.folder / "templates").iterdir()}

    assert files == {template.template for template in TEMPLATES} | {"bagian.typ"}


def test_letters_cite_each_law_once_and_none_that_no_longer_holds() -> None:
    said = letters.PERSETUJUAN_TINGGAL.context(full_facts())["dasar"]

    assert len(said) == len(set(said)) == 5
    assert not [law for law in said if "Tahun 1965" in law or "Nomor 1 Tahun 1998" in law or "Rencana Aksi" in law]
    assert "Nomor 800/13-c/Dinsos.C/2023" in said[-1]
    assert letters.SURAT_REKOMENDASI.context(full_facts())["dasar"] == said[:-1]


def test_the_recommendation_goes_to_the_panti_and_names_the_approval() -> None:
    said = letters.SURAT_REKOMENDASI.context(full_facts())

    assert said["kepala"]["yth"] == {
        "penerima": ["Kepala UPT PSTW Sinta Rangkang", "Kel. Banturung, Kec. Bukit Batu, Kota Palangka Raya"],
        "di": "Palangka Raya",
    }
    assert said["persetujuan"] == "400.9/127/Dinsos.C/2026"
    assert ("Usia", "78 tahun") in said["klien"]
    assert "Pasfoto klien 4x6" not in [paper["jenis"] for paper in said["berkas"]]


def test_the_approval_says_whose_consent_it_rests_on() -> None:
    alone = letters.PERSETUJUAN_TINGGAL.context(full_facts())
    file = filled("siapkan_administrasi", consent="GIVEN", consent_name="Tino Uyai", consent_relation="anak")

    given = letters.PERSETUJUAN_TINGGAL.context(full_facts(forms={**all_forms(), "siapkan_administrasi": file}))

    assert alone["keluarga"] == "tidak ada keluarga atau wali yang diketahui"
    assert given["keluarga"] == "diberikan oleh Tino Uyai (anak)"
    assert alone["kesediaan"] == "Bersedia tinggal di panti"


def test_the_order_rests_on_the_pantis_answer_and_names_the_vehicle_and_the_health_letter() -> None:
    said = letters.SURAT_TUGAS.context(full_facts())

    assert said["dasar"][-1] == (
        "Surat UPT PSTW Sinta Rangkang Nomor 463/55/PSTW/2026 tanggal 9 Maret 2026 tentang penerimaan klien"
    )
    details = dict(said["rincian"])
    assert details["Hari / tanggal"] == "12 Maret 2026 sampai dengan 13 Maret 2026"
    assert details["Surat keterangan sehat"] == "Puskesmas Bulik, Nomor 440/87/PKM/2026 tanggal 10 Maret 2026"
    assert details["Kendaraan"] == "Minibus KH 1234 XX"


def test_the_hand_over_names_condition_belongings_and_receiver_and_hides_the_identity_number() -> None:
    said = letters.BERITA_ACARA_SERAH_TERIMA.context(full_facts())

    assert said["barang"][0] == {"nama": "Tas pakaian", "banyaknya": "2", "keterangan": "Baik"}
    assert said["penerima"][:2] == [("Nama", "Meri Kapuas"), ("Jabatan", "Kepala Seksi Pelayanan")]
    assert said["keadaan"] == "Sehat, lelah setelah perjalanan."
    assert (said["hari"], said["pukul"]) == ("Kamis, 12 Maret 2026", "16.15")
    assert NIK not in json.dumps(said)


def test_the_escorts_report_tells_a_hand_over_or_a_return() -> None:
    handed = letters.LAPORAN_PENDAMPINGAN.context(full_facts(forms=all_forms("bawa_kembali")))
    refused = filled("serah_terima", reason="MENULAR", reason_told="Batuk berdarah.")
    forms = {**all_forms("laporan_pendampingan"), "serah_terima": refused}

    returned = letters.LAPORAN_PENDAMPINGAN.context(full_facts(forms=forms))

    assert dict(handed["bagian"])["Hasil"] == "Klien diserahterimakan kepada Meri Kapuas, Kepala Seksi Pelayanan"
    assert dict(handed["pendampingan"])["Biaya perjalanan"] == "Rp1.500.000,00"
    assert dict(returned["bagian"])["Hasil"] == (
        "Klien tidak diterima panti (Penyakit menular; Batuk berdarah) dan dibawa kembali ke "
        "Rumah singgah Nanga Bulik, diterima oleh Petugas rumah singgah"
    )


def test_what_the_village_gets_hides_the_identity_number() -> None:
    for template in (letters.KEKURANGAN_BERKAS, letters.TANDA_TERIMA, letters.SURAT_PENOLAKAN, letters.SURAT_TUGAS):
        assert NIK not in json.dumps(template.context(full_facts()))


def test_the_notice_goes_to_the_village_and_names_what_is_missing_and_the_last_day() -> None:
    said = letters.KEKURANGAN_BERKAS.context(full_facts(papers=papers(surat_permohonan_desa="MISSING")))

    assert said["kepala"]["yth"]["penerima"] == ["Kepala Desa Bunut"]
    assert said["kurang"] == [("Surat permohonan desa / kelurahan", "Belum ada")]
    assert said["batas"] == "Selasa, 31 Maret 2026"


def test_the_receipt_says_that_a_letter_is_still_to_come() -> None:
    intake = filled("terima_permohonan", letter_number=None, letter_date=None)
    facts = full_facts(
        forms={"terima_permohonan": intake}, incoming_letter_number=None, incoming_letter_date=None, papers=()
    )

    assert letters.TANDA_TERIMA.context(facts)["menyusul"] is True
    assert letters.TANDA_TERIMA.context(full_facts())["menyusul"] is False


def test_a_forwarding_gives_the_exits_reason_before_an_earlier_plans() -> None:
    decided = letters.SURAT_PENGANTAR_TERUSAN.context(full_facts())
    planned = letters.SURAT_PENGANTAR_TERUSAN.context(full_facts(reason=None))

    assert decided["alasan"] == "Calon klien tidak terlantar. Anak klien mampu merawat"
    assert planned["alasan"] == "Anak klien ditemukan di kecamatan lain"


def test_a_death_record_says_when_its_certificate_follows_and_who_was_told() -> None:
    said = dict(letters.BERITA_ACARA_MENINGGAL.context(full_facts())["kematian"])

    assert said["Surat kematian"] == "menyusul"
    assert said["Sudah diberi tahu"] == "keluarga, desa / kelurahan, panti"


@pytest.mark.parametrize("kind", ["surat_penolakan", "kekurangan_berkas", "tanda_terima"])
def test_what_the_village_gets_says_that_it_is_free_and_where_to_complain(kind: str) -> None:
    text = (RELEASE.folder / "templates" / f"{kind}.typ").read_text("utf-8")

    assert "gratis" in text
    assert "SP4N-LAPOR!" in text
