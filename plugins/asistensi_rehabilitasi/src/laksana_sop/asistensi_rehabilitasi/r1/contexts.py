"""What each letter says about its case: facts turned into the words that the templates print."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk import phrases
from laksana_sdk.batches import BatchFacts
from laksana_sdk.letters import LetterFacts
from laksana_sdk.numerals import counted
from laksana_sdk.phrases import Pairs, day, span, weekday_and_day
from laksana_sdk.vocabulary import PPKSCategory
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan
from laksana_sop.asistensi_rehabilitasi.r1.forms import (
    Edukasi,
    JawabanSentra,
    Laporan,
    LaporanAsesmen,
    LaporanPermohonan,
    Rekap,
)

WIB = "Asia/Jakarta"

UU_KESOS = "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"
UU_PEKSOS = "Undang-Undang Nomor 14 Tahun 2019 tentang Pekerja Sosial"
PERBUP = (
    "Peraturan Bupati Lahat Nomor 24 Tahun 2022 tentang Organisasi dan Tata Kerja di Lingkungan Dinas Sosial "
    "Kabupaten Lahat"
)
SOP = (
    "Standar Operasional Prosedur Nomor 462/013.a/KEP/2024 tentang Pelayanan Rehabilitasi Sosial untuk Memfasilitasi "
    "Bantuan Asistensi Rehabilitasi Sosial"
)
DASAR_KATEGORI = {
    PPKSCategory.LANJUT_USIA_TERLANTAR: "Undang-Undang Nomor 13 Tahun 1998 tentang Kesejahteraan Lanjut Usia",
    PPKSCategory.PENYANDANG_DISABILITAS: "Undang-Undang Nomor 8 Tahun 2016 tentang Penyandang Disabilitas",
    PPKSCategory.ANAK_DENGAN_KEDISABILITASAN: "Undang-Undang Nomor 8 Tahun 2016 tentang Penyandang Disabilitas",
}


def catatan_laporan(facts: LetterFacts) -> Mapping[str, Any]:
    """The note of the request as it came in (output of row 1)."""
    form = facts.form("terima_laporan", Laporan)
    client = facts.client
    pairs: Pairs = [
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Nomor agenda", facts.agenda_number),
        ("Surat permohonan", _incoming(facts)),
        ("Cara masuk", phrases.label(form.channel if form else None)),
        ("Yang mengajukan", _reporter(facts)),
        ("Jenis bantuan", phrases.label(form.aid if form else None)),
        ("Kategori PPKS", phrases.label(form.ppks_category if form else None)),
        ("Persetujuan wali", phrases.label(form.guardian_consent if form else None)),
    ]
    return {"laporan": pairs, "pemohon": phrases.person(client, nik=False), "uraian": form.request if form else None}


def tanda_terima_awal(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt that is given at the counter before the papers have been checked (S3-3)."""
    return {**_receipt(facts), "papers": [paper.label for paper in facts.papers]}


def tanda_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The formal receipt of row 6, with what the check found for each paper."""
    return {**_receipt(facts), "papers": phrases.papers_checked(facts)}


def kekurangan_berkas(facts: LetterFacts) -> Mapping[str, Any]:
    """The notice of what is missing and until when it may be brought."""
    return {
        "kepala": {"hal": "Pemberitahuan Kekurangan Berkas", "yth": phrases.to_applicant(facts.client)},
        "permohonan": request_phrase(facts),
        "pemohon": phrases.person(facts.client, nik=False),
        "kurang": phrases.papers_missing(facts),
        "putaran": facts.round,
        "batas": weekday_and_day(facts.complete_until),
    }


def lembar_disposisi(facts: LetterFacts) -> Mapping[str, Any]:
    """The routing slip: the incoming letter, what the analyst reports, and each instruction in turn."""
    report = facts.form("laporkan", LaporanPermohonan)
    head: Pairs = [
        ("Surat dari", _reporter(facts)),
        ("Nomor / tanggal surat", _incoming(facts)),
        ("Diterima tanggal", day(facts.received_on)),
        ("Nomor agenda", facts.agenda_number),
        ("Sifat", "Biasa"),
        ("Hal", f"Permohonan bantuan asistensi rehabilitasi sosial a.n. {facts.client.label}"),
        ("Hasil telaah", phrases.label(report.eligibility if report else None)),
    ]
    return {
        "surat": head,
        "pertimbangan": report.considerations if report else None,
        "disposisi": phrases.routing_entries(facts, zone=WIB),
    }


def catatan_edukasi(facts: LetterFacts) -> Mapping[str, Any]:
    """The note of what the applicant was told (output of row 5)."""
    form = facts.form("edukasi", Edukasi)
    pairs: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.given_on if form else None)),
        ("Diberikan kepada", form.given_to if form else None),
        ("Pemohon", facts.client.label),
        ("Nomor agenda", facts.agenda_number),
        ("Petugas diusulkan", phrases.names(phrases.officers(facts, form.officers if form else ()))),
    ]
    return {
        "edukasi": pairs,
        "materi": form.material if form else None,
        "tanya_jawab": form.questions if form else None,
        "penerima": form.given_to if form else None,
    }


def surat_pengantar(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which the file goes to the institution (implied by row 7)."""
    form, recap = facts.form("terima_laporan", Laporan), facts.form("rekap", Rekap)
    return {
        "kepala": {
            "hal": f"Pengantar Permohonan Bantuan Asistensi Rehabilitasi Sosial a.n. {facts.client.label}",
            "lampiran": f"1 (satu) berkas, {recap.sheets} lembar" if recap else "1 (satu) berkas",
            "yth": phrases.to_institution(facts.institution),
        },
        "permohonan": request_phrase(facts),
        # One page: the enclosed KTP and KK say the rest.
        "pemohon": [
            *(pair for pair in phrases.person(facts.client) if pair[0] != "Jenis kelamin"),
            ("Kategori PPKS", _category(facts)),
            ("Jenis bantuan", _aid(form)),
        ],
        "ringkasan": recap.summary if recap else None,
        "berkas": phrases.papers_enclosed(facts),
    }


def rekap_usulan(facts: BatchFacts) -> Mapping[str, Any]:
    """The recap of proposals: one covering letter over the files of several applicants to one institution (row 7)."""
    count = len(facts.cases)
    return {
        "kepala": {
            "hal": "Rekapitulasi Usulan Bantuan Asistensi Rehabilitasi Sosial",
            "lampiran": counted(count, "berkas"),
            "yth": phrases.to_institution(facts.institution),
        },
        "tujuan": facts.institution.name,
        "jumlah": counted(count, "pemohon"),
        "pemohon": [_proposed(case) for case in facts.cases],
    }


def _proposed(facts: LetterFacts) -> dict[str, str | None]:
    # No NIK here: the enclosed KTP and KK say it, and every applicant's line is read for all the others.
    parts = (facts.client.label, phrases.address(facts.client))
    return {
        "nama": ", ".join(part for part in parts if part),
        "kategori": _category(facts),
        "bantuan": _aid(facts.form("terima_laporan", Laporan)),
        "agenda": facts.agenda_number,
    }


def surat_pengantar_terusan(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which a request goes to whoever is competent for it."""
    form = facts.form("terima_laporan", Laporan)
    return {
        "kepala": {
            "hal": f"Penerusan Permohonan a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": phrases.to_institution(facts.institution),
        },
        "permohonan": request_phrase(facts),
        "pemohon": [*phrases.person(facts.client), ("Bantuan yang dimohon", _aid(form))],
        "alasan": phrases.reason(facts),
        "berkas": phrases.papers_enclosed(facts, accepted_only=True),
    }


def surat_tugas(facts: LetterFacts) -> Mapping[str, Any]:
    """The order to accompany the institution's assessor (second output of row 5, dated once the date is known)."""
    answer, education = facts.form("jawaban_sentra", JawabanSentra), facts.form("edukasi", Edukasi)
    chosen = (answer.officers if answer else ()) or (education.officers if education else ())
    letter = phrases.letter_named(answer.letter_number, answer.letter_date) if answer else None
    institution = facts.institution.name if facts.institution else "lembaga tujuan"
    basis = [
        UU_KESOS,
        UU_PEKSOS,
        PERBUP,
        SOP,
        *([f"Surat {institution} {letter} perihal jadwal asesmen"] if letter else []),
    ]
    return {
        "dasar": basis,
        "petugas": phrases.officer_rows(facts, chosen),
        "lembaga": institution,
        "pemohon": facts.client.label,
        "rincian": [
            ("Hari / tanggal", _when(answer)),
            ("Tempat", (answer.place if answer else None) or phrases.address(facts.client)),
            ("Petugas asesmen", answer.assessors if answer else None),
        ],
    }


def formulir_asesmen(facts: LetterFacts) -> Mapping[str, Any]:
    """The biopsychosocial-spiritual assessment (output of row 8)."""
    form = facts.form("asesmen", LaporanAsesmen)
    institution = facts.institution.name if facts.institution else None
    head: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.assessed_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Lembaga", institution),
        ("Petugas asesmen", form.assessors if form else None),
        ("Yang ditemui", form.informants if form else None),
    ]
    parts: Pairs = [
        ("Keadaan fisik dan kesehatan", form.biological if form else None),
        ("Keadaan psikologis", form.psychological if form else None),
        ("Keadaan sosial dan keluarga", form.social if form else None),
        ("Keadaan spiritual", form.spiritual if form else None),
        ("Keadaan ekonomi dan tempat tinggal", form.economy if form else None),
        ("Kebutuhan", form.needs if form else None),
        ("Kesimpulan", form.conclusion if form else None),
        ("Rekomendasi", form.recommendation if form else None),
    ]
    person = [*phrases.person(facts.client), ("Kategori PPKS", _category(facts))]
    return {"asesmen": head, "pemohon": person, "bagian": parts, "asesor": form.assessors if form else None}


def surat_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The refusal in writing, with its reason, its ground and where to complain."""
    form = facts.form("terima_laporan", Laporan)
    special = DASAR_KATEGORI.get(form.ppks_category) if form else None
    return {
        "kepala": {
            "hal": "Pemberitahuan Permohonan Bantuan Asistensi Rehabilitasi Sosial Tidak Dapat Diteruskan",
            "yth": phrases.to_applicant(facts.client),
        },
        "permohonan": request_phrase(facts),
        "pemohon": facts.client.label,
        "bantuan": _aid(form),
        "alasan": phrases.reason(facts),
        "dasar": [UU_KESOS, *([special] if special else []), SOP],
    }


def request_phrase(facts: LetterFacts) -> str:
    """The request as a sentence names it."""
    return phrases.request_phrase(facts, _incoming(facts))


def _receipt(facts: LetterFacts) -> dict[str, Any]:
    pairs: Pairs = [
        ("Nomor agenda", facts.agenda_number),
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Surat permohonan", _incoming(facts)),
        ("Yang mengajukan", _reporter(facts)),
        ("Pemohon", facts.client.label),
        ("Alamat", phrases.address(facts.client)),
    ]
    return {"permohonan": pairs, "penyerah": _handed_over_by(facts)}


def _incoming(facts: LetterFacts) -> str | None:
    form = facts.form("terima_laporan", Laporan)
    return phrases.incoming(facts, form.letter_number, form.letter_date) if form else phrases.incoming(facts)


def _reporter(facts: LetterFacts) -> str | None:
    form = facts.form("terima_laporan", Laporan)
    if form is None or form.hubungan is Hubungan.SENDIRI:
        return facts.client.label
    return f"{form.pelapor_name} ({form.hubungan.label})" if form.pelapor_name else form.hubungan.label


def _handed_over_by(facts: LetterFacts) -> str | None:
    form = facts.form("terima_laporan", Laporan)
    if form is None or form.hubungan is Hubungan.SENDIRI:
        return facts.client.label
    return form.pelapor_name


def _category(facts: LetterFacts) -> str | None:
    report, form = facts.form("laporkan", LaporanPermohonan), facts.form("terima_laporan", Laporan)
    chosen = report or form
    return chosen.ppks_category.label if chosen else None


def _aid(form: Laporan | None) -> str | None:
    return form.aid.label if form else None


def _when(answer: JawabanSentra | None) -> str | None:
    return span(answer.assessment_on, answer.assessment_until) if answer and answer.assessment_on else None
