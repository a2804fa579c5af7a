"""What each letter says about its case: facts turned into the words that the templates print."""

import re
from collections.abc import Mapping
from typing import Any

from laksana_sdk.dates import local_day
from laksana_sdk.identity import mask
from laksana_sdk.letters import ClientFacts, InstitutionFacts, LetterFacts, OfficerFacts
from laksana_sdk.roles import ROLES
from laksana_sdk.vocabulary import Labelled, PPKSCategory, Sex
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan
from laksana_sop.asistensi_rehabilitasi.r1.forms import (
    Edukasi,
    JawabanSentra,
    Laporan,
    LaporanAsesmen,
    LaporanPermohonan,
    Rekap,
)
from laksana_sop.asistensi_rehabilitasi.r1.wording import day, span, weekday_and_day

Pairs = list[tuple[str, str | None]]

WIB = "Asia/Jakarta"

SEXES = {"L": "Laki-laki", "P": "Perempuan", Sex.MALE.value: "Laki-laki", Sex.FEMALE.value: "Perempuan"}
GREETINGS = {"Laki-laki": "Sdr.", "Perempuan": "Sdri."}
PAPER_STATES = {"ACCEPTED": "Ada dan sesuai", "MISSING": "Belum ada", "UNREADABLE": "Ada, tetapi tidak terbaca"}
ANSWERS = {
    "CARRIED_OUT": "Telah dilaksanakan",
    "CANNOT_BE_PROCESSED": "Tidak dapat diproses",
    "NEEDS_STUDY": "Memerlukan telaahan staf",
}
HEADED_BY_A_KEPALA = ("Sentra", "Balai", "Dinas", "Dinsos", "UPT", "Panti", "Badan", "Kantor", "Kepolisian")
REGION_CODE = re.compile(r"[\d.]+")

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
        ("Cara masuk", _label(form.channel if form else None)),
        ("Yang mengajukan", _reporter(facts)),
        ("Jenis bantuan", _label(form.aid if form else None)),
        ("Kategori PPKS", _label(form.ppks_category if form else None)),
        ("Persetujuan wali", _label(form.guardian_consent if form else None)),
    ]
    return {"laporan": pairs, "pemohon": _person(client, nik=False), "uraian": form.request if form else None}


def tanda_terima_awal(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt that is given at the counter before the papers have been checked (S3-3)."""
    return {**_receipt(facts), "papers": [paper.label for paper in facts.papers]}


def tanda_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The formal receipt of row 6, with what the check found for each paper."""
    papers = [(paper.label, PAPER_STATES.get(paper.status, "Belum diperiksa")) for paper in facts.papers]
    return {**_receipt(facts), "papers": papers}


def kekurangan_berkas(facts: LetterFacts) -> Mapping[str, Any]:
    """The notice of what is missing and until when it may be brought."""
    missing = [paper for paper in facts.papers if paper.status != "ACCEPTED"]
    return {
        "kepala": {"hal": "Pemberitahuan Kekurangan Berkas", "yth": _to_applicant(facts)},
        "permohonan": _request_phrase(facts),
        "pemohon": _person(facts.client, nik=False),
        "kurang": [(paper.label, paper.note or PAPER_STATES.get(paper.status, "Belum diperiksa")) for paper in missing],
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
        ("Hasil telaah", _label(report.eligibility if report else None)),
    ]
    entries = [
        {
            "dari": entry.giver.title,
            "nama": entry.giver.name,
            "tanggal": day(local_day(entry.given_at, zone=WIB)),
            "kepada": [ROLES[code].label if code in ROLES else code for code in entry.to],
            "petunjuk": list(entry.instructions),
            "catatan": entry.note,
            "jawaban": ANSWERS.get(entry.answer, entry.answer) if entry.answer else None,
        }
        for entry in facts.disposisi
    ]
    return {"surat": head, "pertimbangan": report.considerations if report else None, "disposisi": entries}


def catatan_edukasi(facts: LetterFacts) -> Mapping[str, Any]:
    """The note of what the applicant was told (output of row 5)."""
    form = facts.form("edukasi", Edukasi)
    pairs: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.given_on if form else None)),
        ("Diberikan kepada", form.given_to if form else None),
        ("Pemohon", facts.client.label),
        ("Nomor agenda", facts.agenda_number),
        ("Petugas diusulkan", _names(_officers(facts, form.officers if form else ()))),
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
            "yth": _to_institution(facts.institution),
        },
        "permohonan": _request_phrase(facts),
        # One page: the enclosed KTP and KK say the rest.
        "pemohon": [
            *(pair for pair in _person(facts.client) if pair[0] != "Jenis kelamin"),
            ("Kategori PPKS", _category(facts)),
            ("Jenis bantuan", _aid(form)),
        ],
        "ringkasan": recap.summary if recap else None,
        "berkas": [{"jenis": paper.label, "banyaknya": "1 berkas", "keterangan": paper.note} for paper in facts.papers],
    }


def surat_pengantar_terusan(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which a request goes to whoever is competent for it."""
    form = facts.form("terima_laporan", Laporan)
    return {
        "kepala": {
            "hal": f"Penerusan Permohonan a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": _to_institution(facts.institution),
        },
        "permohonan": _request_phrase(facts),
        "pemohon": [*_person(facts.client), ("Bantuan yang dimohon", _aid(form))],
        "alasan": _reason(facts),
        "berkas": [
            {"jenis": paper.label, "banyaknya": "1 berkas", "keterangan": paper.note}
            for paper in facts.papers
            if paper.status == "ACCEPTED"
        ],
    }


def surat_tugas(facts: LetterFacts) -> Mapping[str, Any]:
    """The order to accompany the institution's assessor (second output of row 5, dated once the date is known)."""
    answer, education = facts.form("jawaban_sentra", JawabanSentra), facts.form("edukasi", Edukasi)
    chosen = (answer.officers if answer else ()) or (education.officers if education else ())
    letter = _letter(answer.letter_number if answer else None, day(answer.letter_date) if answer else None)
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
        "petugas": [
            {"nama": officer.name, "nip": officer.nip, "pangkat": _rank(officer), "jabatan": officer.title}
            for officer in _officers(facts, chosen)
        ],
        "lembaga": institution,
        "pemohon": facts.client.label,
        "rincian": [
            ("Hari / tanggal", _when(answer)),
            ("Tempat", (answer.place if answer else None) or _address(facts.client)),
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
    person = [*_person(facts.client), ("Kategori PPKS", _category(facts))]
    return {"asesmen": head, "pemohon": person, "bagian": parts, "asesor": form.assessors if form else None}


def surat_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The refusal in writing, with its reason, its ground and where to complain."""
    form = facts.form("terima_laporan", Laporan)
    special = DASAR_KATEGORI.get(form.ppks_category) if form else None
    return {
        "kepala": {
            "hal": "Pemberitahuan Permohonan Bantuan Asistensi Rehabilitasi Sosial Tidak Dapat Diteruskan",
            "yth": _to_applicant(facts),
        },
        "permohonan": _request_phrase(facts),
        "pemohon": facts.client.label,
        "bantuan": _aid(form),
        "alasan": _reason(facts),
        "dasar": [UU_KESOS, *([special] if special else []), SOP],
    }


def _receipt(facts: LetterFacts) -> dict[str, Any]:
    pairs: Pairs = [
        ("Nomor agenda", facts.agenda_number),
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Surat permohonan", _incoming(facts)),
        ("Yang mengajukan", _reporter(facts)),
        ("Pemohon", facts.client.label),
        ("Alamat", _address(facts.client)),
    ]
    return {"permohonan": pairs, "penyerah": _handed_over_by(facts)}


def _person(client: ClientFacts, *, nik: bool = True) -> Pairs:
    """Who the case is about; what goes to the applicant or the counter needs no full NIK."""
    born = ", ".join(part for part in (client.birth_place, day(client.birth_date)) if part)
    number = client.nik if nik or client.nik is None else mask(client.nik)
    return [
        ("Nama", client.label),
        ("NIK", number),
        ("Tempat, tanggal lahir", born or None),
        ("Jenis kelamin", SEXES.get(client.sex or "")),
        ("Alamat", _address(client)),
    ]


def _address(client: ClientFacts) -> str | None:
    # A bare region code tells the reader nothing; the address itself must do then.
    village = client.village if client.village and not REGION_CODE.fullmatch(client.village) else None
    kecamatan = client.kecamatan if client.kecamatan and not REGION_CODE.fullmatch(client.kecamatan) else None
    parts = (client.address, village, f"Kecamatan {kecamatan}" if kecamatan else None)
    return ", ".join(part for part in parts if part) or None


def _letter(number: str | None, dated: str | None) -> str | None:
    if number is None and dated is None:
        return None
    return " ".join(
        part for part in (f"Nomor {number}" if number else None, f"tanggal {dated}" if dated else None) if part
    )


def _incoming(facts: LetterFacts) -> str | None:
    known = _letter(facts.incoming_letter_number, day(facts.incoming_letter_date))
    form = facts.form("terima_laporan", Laporan)
    return known or (_letter(form.letter_number, day(form.letter_date)) if form else None)


def _request_phrase(facts: LetterFacts) -> str:
    """The request as a sentence names it: `surat permohonan tanggal 1 Juni 2026 (agenda 12)`."""
    letter, agenda = _incoming(facts), facts.agenda_number
    words = "surat permohonan" if letter is None else f"surat permohonan {letter}"
    return f"{words} yang kami terima dengan nomor agenda {agenda}" if agenda else words


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


def _label(member: Labelled | None) -> str | None:
    return member.label if member is not None else None


def _to_applicant(facts: LetterFacts) -> dict[str, Any]:
    greeting = GREETINGS.get(SEXES.get(facts.client.sex or "", ""), "Sdr./Sdri.")
    lines = [f"{greeting} {facts.client.label}", *([address] if (address := _address(facts.client)) else [])]
    return {"penerima": lines, "di": "Tempat"}


def _to_institution(institution: InstitutionFacts | None) -> dict[str, Any]:
    if institution is None:
        return {"penerima": ["Pimpinan lembaga tujuan"], "di": "Tempat"}
    head = "Kepala" if institution.name.startswith(HEADED_BY_A_KEPALA) else "Pimpinan"
    address = [institution.address] if institution.address else []
    return {"penerima": [f"{head} {institution.name}", *address], "di": institution.city or "Tempat"}


def _reason(facts: LetterFacts) -> str | None:
    """The reason without its full stop, which the sentence around it brings."""
    return facts.reason.strip().rstrip(".") or None if facts.reason else None


def _officers(facts: LetterFacts, ids: tuple[str, ...]) -> list[OfficerFacts]:
    return [facts.officers[officer] for officer in ids if officer in facts.officers]


def _names(officers: list[OfficerFacts]) -> str | None:
    return "; ".join(officer.name for officer in officers) or None


def _rank(officer: OfficerFacts) -> str | None:
    return " / ".join(part for part in (officer.pangkat, officer.golongan) if part) or None


def _when(answer: JawabanSentra | None) -> str | None:
    return span(answer.assessment_on, answer.assessment_until) if answer and answer.assessment_on else None
