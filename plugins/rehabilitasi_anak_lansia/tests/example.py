"""One proposal from registry to handover, as forms and letter facts; persons and numbers are invented fixtures."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from laksana_sdk import forms
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
from laksana_sop.rehabilitasi_anak_lansia.plugin import laksana_releases
from laksana_sop.rehabilitasi_anak_lansia.r1 import common_core
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import Usulan
from laksana_typeset import TypstDocument, house_files

TODAY = date(2026, 3, 12)
RELEASE = laksana_releases()[0]
PROCEDURE = RELEASE.procedure
OFFICER = "01900000-0000-7000-8000-00000000000a"
SECOND_OFFICER = "01900000-0000-7000-8000-00000000000b"

# Serials 9990 to 9999 are fixtures; no person has them.
ELDER: dict[str, Any] = {
    "name": "Suriansyah",
    "nik": "6271031203489991",
    "no_kk": None,
    "birth_place": "Palangka Raya",
    "birth_date": "1948-03-12",
    "sex": "MALE",
    "address": "Jl. Kalimantan Gang Sayur No. 4 RT 02",
    "region": "62.71.01.1001",
    "phone": None,
}
CHILD: dict[str, Any] = {
    **ELDER, "name": "Melati", "nik": None, "birth_date": "2016-05-01", "sex": "FEMALE",
}  # fmt: skip
DECLARATION = {
    "declarant": "Rahmawati",
    "relation": "KELUARGA",
    "declared_on": "2026-03-10",
    "statement": "Keluarga merawat sendiri di rumah karena ada anak yang pulang.",
    "witness": "Ketua RT 02",
}
RAW: dict[str, dict[str, Any]] = {
    "terima_usulan": {
        "calon": ELDER,
        "pengusul": "KELURAHAN",
        "pengusul_name": "Lurah Pahandut",
        "pengusul_address": "Jl. Dr. Murjani, Palangka Raya",
        "channel": "KELURAHAN",
        "letter_number": "460/12/KL-PHD/2026",
        "letter_date": "2026-03-02",
        "request": "Lanjut usia hidup sendiri tanpa penghasilan; kelurahan mengusulkan perawatan di panti.",
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "guardian_consent": "NOT_REQUIRED",
    },
    "pertimbangan": {"advice": "DIPROSES", "considerations": "Sesuai tugas Bidang Rehabilitasi Sosial."},
    "telaah_staf": {
        "issue": "Calon penerima manfaat masih mempunyai anak di Kasongan.",
        "assumptions": None,
        "facts": "Anak menyatakan sanggup merawat bila biaya obat ditanggung.",
        "analysis": "Perawatan keluarga lebih baik daripada panti selama biaya obat terjamin.",
        "conclusion": "Rujukan ke panti belum diperlukan.",
        "advice": "DITOLAK",
    },
    "verifikasi": {
        "verified_on": "2026-03-05",
        "officers": [OFFICER],
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "spm_code": "K3",
        "condition": "Dapat berjalan dengan tongkat; makan bergantung pada tetangga.",
        "care": "TETANGGA",
        "family": "Tidak ada keluarga yang ditemukan setelah ditelusuri melalui RT dan kelurahan.",
        "willingness": "BERSEDIA",
        "violence": "TIDAK_ADA",
        "evaluation": "Memenuhi persyaratan sebagai penerima manfaat lanjut usia terlantar.",
    },
    "kunjungan": {
        "assessed_on": "2026-03-05",
        "place": "Tempat tinggal yang bersangkutan",
        "officers": [OFFICER, SECOND_OFFICER],
        "informants": "Yang bersangkutan dan ketua RT",
        "biological": "Tekanan darah tinggi, penglihatan menurun.",
        "psychological": "Tenang, sesekali lupa.",
        "social": "Hidup sendiri sejak istri meninggal.",
        "spiritual": "Beribadah di musala.",
        "economy": "Tidak berpenghasilan; menumpang di bedeng milik tetangga.",
        "needs": "Tempat tinggal, perawatan, permakanan, obat rutin.",
        "conclusion": "Tidak mampu hidup mandiri tanpa pendamping.",
        "recommendation": "Dirujuk ke panti lanjut usia.",
    },
    "surat_perlindungan": {
        "agency": "uptd_ppa_palangka_raya",
        "summary": "Ditemukan bekas luka dan keterangan bahwa uang bantuan diambil orang lain.",
        "safe_place": "Rumah singgah",
    },
    "kirim_perlindungan": {"courier": "Diantar staf"},
    "rencana_rujukan": {
        "target": "PANTI_PROVINSI",
        "destination": "pstw_sinta_rangkang",
        "care": "DALAM_PANTI",
        "services": ["FOOD", "HEALTH_SUPPLIES", "CIVIL_DOCUMENTS"],
        "needs": "Tempat tinggal dengan perawatan sehari-hari dan obat rutin.",
        "goal": "Hidup layak dan terawat pada masa tua.",
        "reason": "Panti lanjut usia milik provinsi di Kota Palangka Raya, dekat dengan lingkungan asal.",
        "budget": "1.06.04.2.01",
        "enclosures": 9,
        "guardian_consent": "NOT_REQUIRED",
    },
    "kirim": {"courier": "Diantar staf", "note": "Diterima petugas tata usaha panti."},
    "koordinasi": {
        "coordinated_on": "2026-03-09",
        "how": "KUNJUNGAN",
        "contact": "Kepala Seksi Pelayanan",
        "result": "Berkas diterima; tempat tersedia bulan ini.",
    },
    "jawaban_panti": {
        "letter_number": "400.9/31/PSTW/2026",
        "letter_date": "2026-03-10",
        "admission_on": "2026-03-12",
        "conditions": "Membawa obat rutin dan surat keterangan sehat.",
    },
    "jawaban_sentra": {"letter_number": "55/S/2026", "letter_date": "2026-03-10", "admission_on": "2026-03-12"},
    "penyaluran": {
        "handed_over_on": "2026-03-12",
        "place": "UPT PSTW Sinta Rangkang",
        "officers": [OFFICER, SECOND_OFFICER],
        "receiver": "Yuliana Sangalang, S.Sos.",
        "receiver_post": "Kepala Seksi Pelayanan",
        "services": ["REFERRAL", "FOOD"],
        "condition": "Sehat, dapat berjalan dengan tongkat.",
        "belongings": "Satu tas pakaian, obat rutin, fotokopi KTP.",
    },
    "selesaikan": {"summary": "Diterima di panti pada 12 Maret 2026.", "follow_up": "Dikunjungi setelah tiga bulan."},
    "pembatalan": DECLARATION,
    "pernyataan_penolakan": DECLARATION,
    "kematian": {
        "died_on": "2026-03-11",
        "place": "RSUD dr. Doris Sylvanus",
        "informant": "Ketua RT 02",
        "relation": "LAINNYA",
        "informed": "Kelurahan dan panti",
    },
    "tidak_ditemukan": {
        "attempts": [
            {"attempted_on": "2026-03-09", "place": "Gang Sayur", "met": "Tetangga: sudah sepekan tidak terlihat"},
            {"attempted_on": "2026-03-11", "place": "Pasar Besar", "met": "Pedagang: tidak mengenal"},
        ],
        "officers": [OFFICER],
        "conclusion": "Keberadaannya tidak diketahui.",
    },
    "surat_pindah": {
        "destination": "dinsos_katingan",
        "note": "Tinggal bersama anak di Kasongan.",
    },
}

KEPALA_DINAS = OfficerFacts(
    name="Ratih Isen Mulang, S.H., M.Si.", title="Kepala Dinas Sosial", pangkat="Pembina Utama Muda", golongan="IV/c",
    nip="197103031996032990",
)  # fmt: skip
KEPALA_BIDANG = OfficerFacts(name="Rudi Garantung Wibowo, S.Sos.", title="Kepala Bidang Rehabilitasi Sosial")
OFFICERS = {
    OFFICER: OfficerFacts(
        name="Yoga Ramin Aditya, S.Tr.Sos.", title="Pekerja Sosial", pangkat="Penata Muda Tingkat I", golongan="III/b",
        nip="199306112020121995",
    ),
    SECOND_OFFICER: OfficerFacts(name="Tari Lunuk Melati", title="Staf Bidang Rehabilitasi Sosial"),
}  # fmt: skip
PSTW = InstitutionFacts(name="UPT PSTW Sinta Rangkang", address="Kel. Banturung, Kec. Bukit Batu", city="Palangka Raya")
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
    """The papers, accepted unless a status says otherwise."""
    return tuple(
        PaperFacts(slug=paper.slug, label=paper.label, status=statuses.get(paper.slug, "ACCEPTED"))
        for paper in PROCEDURE.papers
    )


def full_facts(**changes: object) -> LetterFacts:
    """What a letter may know when everything is known."""
    at = datetime(2026, 3, 4, 3, 15, tzinfo=UTC)
    known: dict[str, Any] = {
        "today": TODAY,
        "agenda_number": "0117",
        "incoming_letter_number": None,
        "incoming_letter_date": None,
        "received_on": date(2026, 3, 2),
        "client": client(),
        "forms": all_forms(),
        "papers": papers(foto="MISSING"),
        "round": 2,
        "complete_until": date(2026, 3, 31),
        "disposisi": (
            DisposisiFacts(
                giver=KEPALA_DINAS, to=("KABID", "SEKRETARIS"), instructions=("Proses lebih lanjut",),
                note="Periksa dahulu apakah ada keluarga.", given_at=at, answers={"KABID": "CARRIED_OUT"},
            ),
            DisposisiFacts(
                giver=KEPALA_BIDANG, to=("KASI",), instructions=("Koordinasi / konfirmasi",), note=None, given_at=at,
            ),
        ),
        "institution": PSTW,
        "officers": OFFICERS,
        "performed_by": OFFICERS[SECOND_OFFICER],
        "numbers": {"surat_pengantar": "400.9/127/Rehsos/2026", "penetapan_rujukan": "400.9/131/Rehsos/2026"},
        "reason": "Keluarga ada dan mampu merawat. Anak di Kasongan menyatakan sanggup.",
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
        client=ClientFacts(name=None, label="TX-62.71-2026-0007"),
        forms={},
    )


def client(label: str = "Suriansyah", **changes: object) -> ClientFacts:
    """The person as the intake form describes one, under the office's label."""
    form = filled("terima_usulan", calon={**ELDER, "name": label, **changes})
    assert isinstance(form, Usulan)
    return replace(common_core.client(form), label=label, village="Kelurahan Pahandut", kecamatan="Pahandut")


def document(template: LetterTemplate, facts: LetterFacts, *, final: bool) -> TypstDocument:
    """The letter as the office sets it: as a draft, or numbered, dated and signed."""
    signed = {
        "nomor": "400.9/128/Rehsos/2026" if template.register else None,
        "tanggal": "12 Maret 2026",
        "penandatangan": {
            "kapasitas": ["Kepala Dinas Sosial,"],
            "nama": KEPALA_DINAS.name,
            "pangkat": "Pembina Utama Muda (IV/c)",
            "nip": KEPALA_DINAS.nip,
        },
    }
    context = {
        "kop": {"pemerintah": "Pemerintah Kota Palangka Raya", "instansi": "Dinas Sosial", "alamat": []},
        "tempat": "Palangka Raya",
        "kertas": template.page,
        "isi": template.context(facts),
        **(signed if final else dict.fromkeys(signed)),
    }
    main = (RELEASE.folder / "templates" / template.template).read_text("utf-8")
    return TypstDocument(main=main, context=context, date=TODAY, files=house_files())
