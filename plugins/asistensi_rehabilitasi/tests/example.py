"""One request from the counter to its end, as forms and letter facts; persons and numbers are invented fixtures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from laksana_sdk import forms
from laksana_sdk.batches import BatchLetter
from laksana_sdk.forms import Form
from laksana_sdk.letters import (
    ClientFacts,
    DisposisiFacts,
    InstitutionFacts,
    LetterFacts,
    LetterTemplate,
    OfficerFacts,
    PaperFacts,
)
from laksana_sop.asistensi_rehabilitasi.plugin import laksana_releases
from laksana_sop.asistensi_rehabilitasi.r1 import common_core
from laksana_sop.asistensi_rehabilitasi.r1.forms import Laporan
from laksana_typeset import TypstDocument, house_files

TODAY = date(2026, 3, 12)
RELEASE = laksana_releases()[0]
PROCEDURE = RELEASE.procedure
OFFICER = "01900000-0000-7000-8000-00000000000a"
SECOND_OFFICER = "01900000-0000-7000-8000-00000000000b"

# Serials 9990 to 9999 are fixtures; no person has them.
PEMOHON: dict[str, Any] = {
    "name": "Siti Rohani",
    "nik": "1604105203519991",
    "no_kk": "1604100101159992",
    "birth_place": "Lahat",
    "birth_date": "1951-03-12",
    "sex": "FEMALE",
    "address": "Jl. Mayor Ruslan No. 12 RT 03",
    "region": "16.04.10.1003",
    "phone": "0812-3456-7890",
}
DECLARATION: dict[str, Any] = {
    "declarant": "Ahmad Fauzi",
    "relation": "KELUARGA",
    "declared_on": "2026-03-10",
    "statement": "Keluarga sudah memperoleh kursi roda dari pihak lain.",
    "witness": "Ketua RT 03",
}
RAW: dict[str, dict[str, Any]] = {
    "terima_laporan": {
        "pemohon": PEMOHON,
        "hubungan": "KELUARGA",
        "pelapor_name": "Ahmad Fauzi",
        "channel": "LOKET",
        "letter_number": None,
        "letter_date": "2026-03-02",
        "aid": "ALAT_BANTU",
        "request": "Pemohon tidak dapat berjalan sejak tahun 2024 dan memohon bantuan kursi roda.",
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "guardian_consent": "NOT_REQUIRED",
    },
    "laporkan": {
        "eligibility": "MEMENUHI",
        "considerations": "Berkas lengkap; pemohon tinggal sendiri dan terdaftar pada data terpadu.",
        "destination": "sentra_budi_perkasa",
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "spm_code": "K3",
    },
    "edukasi": {
        "given_on": "2026-03-05",
        "given_to": "Ahmad Fauzi (anak pemohon)",
        "material": "Alur permohonan, peran Sentra, jenis bantuan, dan bahwa keputusan ada pada Sentra.",
        "questions": "Keluarga menanyakan lama waktu asesmen; dijelaskan bahwa Sentra yang menetapkan.",
        "officers": [OFFICER, SECOND_OFFICER],
    },
    "rekap": {
        "destination": "sentra_budi_perkasa",
        "summary": "Pemohon membutuhkan kursi roda dan pendampingan keluarga.",
        "sheets": 7,
        "guardian_consent": "NOT_REQUIRED",
    },
    "kirim": {"courier": "PT Pos Indonesia", "parcel_number": "P2603120001"},
    "jawaban_sentra": {
        "letter_number": "55/SBP/2026",
        "letter_date": "2026-03-09",
        "assessment_on": "2026-03-12",
        "assessors": "Dewi Anggraini, S.Tr.Sos.",
    },
    "asesmen": {
        "assessed_on": "2026-03-12",
        "place": "Rumah pemohon",
        "assessors": "Dewi Anggraini, S.Tr.Sos.",
        "informants": "Pemohon, anak pemohon, dan ketua RT",
        "biological": "Kelumpuhan tungkai kanan; tekanan darah tinggi, berobat di puskesmas.",
        "psychological": "Tenang, kooperatif, sesekali merasa kesepian.",
        "social": "Tinggal sendiri; anak berkunjung setiap pekan.",
        "spiritual": "Beribadah di rumah.",
        "economy": "Rumah papan milik sendiri; bergantung pada kiriman anak.",
        "needs": "Kursi roda dan jamban yang mudah dijangkau.",
        "conclusion": "Pemohon membutuhkan dukungan aksesibilitas.",
        "recommendation": "Diberikan kursi roda dan pendampingan keluarga.",
    },
    "hasil_sentra": {"letter_number": "77/SBP/2026", "letter_date": "2026-03-12", "aid": "Kursi roda"},
    "selesaikan": {"aid": "Kursi roda", "received_on": "2026-03-12", "note": "Diserahkan di rumah pemohon."},
    "pembatalan": DECLARATION,
    "pernyataan_penolakan": DECLARATION,
    "kematian": {
        "died_on": "2026-03-11",
        "place": "RSUD Lahat",
        "informant": "Ahmad Fauzi",
        "relation": "KELUARGA",
        "informed": "Kelurahan dan Sentra Budi Perkasa",
    },
    "tidak_ditemukan": {
        "attempts": [
            {"attempted_on": "2026-03-09", "place": "Jl. Mayor Ruslan", "met": "Tetangga: rumah kosong sejak sepekan"},
            {"attempted_on": "2026-03-11", "place": "0812-3456-7890", "met": "Tidak aktif"},
        ],
        "officers": [OFFICER],
        "conclusion": "Pemohon tidak diketahui keberadaannya.",
    },
    "surat_pindah": {"destination": "dinsos_muara_enim", "note": "Pemohon mengikuti anaknya."},
}

KEPALA_DINAS = OfficerFacts(
    name="Ekman Mulyadi, S.Sos.", title="Kepala Dinas Sosial", pangkat="Pembina Tingkat I", golongan="IV/b",
    nip="196807192001121001",
)  # fmt: skip
OFFICERS = {
    OFFICER: OfficerFacts(
        name="Rina Marlina, S.Tr.Sos.", title="Pekerja Sosial Ahli Pertama", pangkat="Penata Muda", golongan="III/a",
        nip="199002122015042003",
    ),
    SECOND_OFFICER: OfficerFacts(name="Budi Santoso", title="Petugas Pelayanan"),
}  # fmt: skip
SENTRA_BUDI_PERKASA = InstitutionFacts(name="Sentra Budi Perkasa", address="Jl. Sosial No. 441", city="Palembang")

LONG_NAME = "Raden Ayu Siti Nurhaliza Tri Wahyuningsih Kusumaningrum binti Haji Muhammad Abdurrahman Wahid Suryanegara"


def filled(step: str, **changes: object) -> Form:
    """The filled form of a step, with these fields replaced."""
    kind = PROCEDURE.step(step).form
    assert kind is not None
    form, found = forms.read(kind, {**RAW[step], **changes})
    assert form is not None, found
    return form


def all_forms() -> dict[str, Form]:
    """Every form of the example by step."""
    return {step: filled(step) for step in RAW}


def papers(**statuses: str) -> tuple[PaperFacts, ...]:
    """The five papers, accepted unless a status says otherwise."""
    return tuple(
        PaperFacts(slug=paper.slug, label=paper.label, status=statuses.get(paper.slug, "ACCEPTED"))
        for paper in PROCEDURE.papers
    )


def full_facts(**changes: object) -> LetterFacts:
    """What a letter may know when everything is known."""
    known: dict[str, Any] = {
        "today": TODAY,
        "agenda_number": "0117",
        "incoming_letter_number": "03/SP/III/2026",
        "incoming_letter_date": date(2026, 3, 2),
        "received_on": date(2026, 3, 2),
        "client": client(),
        "forms": all_forms(),
        "papers": papers(pc_ktp="MISSING", foto="UNREADABLE"),
        "round": 2,
        "complete_until": date(2026, 3, 31),
        "disposisi": (
            DisposisiFacts(
                giver=KEPALA_DINAS, to=("KABID",), instructions=("Proses lebih lanjut", "Untuk diketahui"),
                note="Prioritaskan, pemohon tinggal sendiri.", given_at=datetime(2026, 3, 4, 3, 15, tzinfo=UTC),
                answers={"KABID": "CARRIED_OUT"},
            ),
        ),
        "institution": SENTRA_BUDI_PERKASA,
        "officers": OFFICERS,
        "performed_by": OFFICERS[SECOND_OFFICER],
        "numbers": {"surat_pengantar": "400.9/127/Dinsos/2026"},
        "reason": "Pemohon tidak termasuk sasaran asistensi rehabilitasi sosial. Pemohon mampu secara ekonomi.",
        **changes,
    }  # fmt: skip
    return LetterFacts(**known)


def bare_facts() -> LetterFacts:
    """What a letter may know when next to nothing is known."""
    return LetterFacts(
        today=TODAY,
        agenda_number=None,
        incoming_letter_number=None,
        incoming_letter_date=None,
        received_on=None,
        client=ClientFacts(name=None, label="TX-16.04-2026-0007"),
        forms={},
    )


def client(label: str = "Siti Rohani", **changes: object) -> ClientFacts:
    """The client as the intake form describes them, under the office's label."""
    form = filled("terima_laporan", pemohon={**PEMOHON, "name": label, **changes})
    assert isinstance(form, Laporan)
    return replace(common_core.client(form), label=label)


def document(template: LetterTemplate, facts: LetterFacts, *, final: bool) -> TypstDocument:
    """The letter as the office sets it: as a draft, or numbered, dated and signed."""
    return content_document(template, template.context(facts), final=final)


def content_document(
    template: LetterTemplate | BatchLetter, content: Mapping[str, Any], *, final: bool
) -> TypstDocument:
    """The letter that says this content, as a draft, or numbered, dated and signed."""
    signed = {
        "nomor": "400.9/128/Dinsos/2026" if template.register else None,
        "tanggal": "12 Maret 2026",
        "penandatangan": {
            "kapasitas": ["Kepala Dinas Sosial,"],
            "nama": KEPALA_DINAS.name,
            "pangkat": "Pembina Tingkat I (IV/b)",
            "nip": KEPALA_DINAS.nip,
        },
    }
    context = {
        "kop": {
            "pemerintah": "Pemerintah Kabupaten Lahat",
            "instansi": "Dinas Sosial",
            "alamat": ["Komplek Perkantoran Pemkab Lahat", "Jl. Kol. H. Barlian Bandar Jaya - Lahat"],
            "kode_pos": "31414",
        },
        "tempat": "Lahat",
        "kertas": template.page,
        "isi": content,
        **(signed if final else dict.fromkeys(signed)),
    }
    main = (RELEASE.folder / "templates" / template.template).read_text("utf-8")
    return TypstDocument(main=main, context=context, date=TODAY, files=house_files())
