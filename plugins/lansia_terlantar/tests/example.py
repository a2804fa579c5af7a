"""One elder from the village's letter to the panti, as forms and letter facts; persons and numbers are invented."""

from dataclasses import replace
from datetime import date
from typing import Any

from laksana_sdk import forms
from laksana_sdk.forms import Form
from laksana_sdk.letters import ClientFacts, InstitutionFacts, LetterFacts, LetterTemplate, OfficerFacts, PaperFacts
from laksana_sop.lansia_terlantar.plugin import laksana_releases
from laksana_sop.lansia_terlantar.r1 import common_core
from laksana_sop.lansia_terlantar.r1.forms import Permohonan
from laksana_typeset import TypstDocument, house_files

TODAY = date(2026, 3, 12)
RELEASE = laksana_releases()[0]
PROCEDURE = RELEASE.procedure
PEKSOS_ID = "01900000-0000-7000-8000-00000000000a"
KASI_ID = "01900000-0000-7000-8000-00000000000b"
NIK = "6209034107479991"

# Serials 9990 to 9999 are fixtures; no person has them.
LANSIA: dict[str, Any] = {
    "name": "Dina Uyai",
    "nik": NIK,
    "no_kk": "6209030101159992",
    "birth_place": "Nanga Bulik",
    "birth_date": "1947-07-01",
    "sex": "FEMALE",
    "address": "RT 02",
    "region": "62.09.03.2003",
    "phone": None,
}
BARANG = [
    {"name": "Tas pakaian", "count": 2, "note": "Baik"},
    {"name": "KTP asli", "count": 1},
    {"name": "Obat tekanan darah", "count": 1, "note": "Untuk 14 hari"},
]
RAW: dict[str, dict[str, Any]] = {
    "terima_permohonan": {
        "lansia": LANSIA,
        "village_office": "Desa Bunut",
        "village_head": "Yansen Tunjang",
        "village_officer": "Rudi Handep",
        "village_phone": "0812-3456-7890",
        "channel": "LOKET",
        "letter_number": "140/21/DS-BNT/II/2026",
        "letter_date": "2026-02-16",
        "condition": "Tinggal sendiri di pondok tanpa penerangan; anak-anaknya tidak diketahui keberadaannya.",
        "request": "Rehabilitasi dan penempatan di panti.",
        "staying": "RUMAH",
    },
    "penugasan": {"officers": [PEKSOS_ID], "visit_on": "2026-03-12", "instruction": "Telusuri keluarga di kecamatan."},
    "asesmen": {
        "assessed_on": "2026-02-20",
        "place": "Pondok klien, Desa Bunut",
        "informants": "Klien, ketua RT, dan tetangga",
        "age": 78,
        "age_basis": "KTP_KK",
        "family": "TIDAK_ADA",
        "family_consent": "NO_GUARDIAN",
        "willingness": "BERSEDIA",
        "self_care": "MANDIRI",
        "health": "TERKENDALI",
        "staying": "KANTOR_DESA",
        "biological": "Tekanan darah tinggi terkendali obat; penglihatan berkurang.",
        "psychological": "Tenang dan kooperatif; merasa kesepian.",
        "social": "Hidup sendiri sejak 2015; dibantu makan oleh tetangga.",
        "spiritual": "Beribadah di rumah.",
        "economy": "Tidak berpenghasilan; pondok milik tetangga.",
        "needs": "Tempat tinggal, makanan, dan pemeriksaan kesehatan berkala.",
        "services": ["HEALTH_SUPPLIES"],
        "conclusion": "LAYAK_PANTI",
        "recommendation": "Diusulkan tinggal di panti.",
    },
    "tinjau_asesmen": {
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "spm_code": "K3",
        "considerations": "Tidak ada keluarga; klien bersedia.",
    },
    "siapkan_administrasi": {
        "agenda_checked": True,
        "identity": "DOCUMENT_SEEN",
        "destination": "pstw_sinta_rangkang",
        "consent": "NO_GUARDIAN",
        "summary": "Klien hidup sendiri tanpa penghasilan, mandiri, dan bersedia tinggal di panti.",
        "health_insurance": "PBI-JK",
    },
    "telaah_kabid": {"note": "Berkas sesuai."},
    "serahkan_rekomendasi": {"handed_on": "2026-03-04", "receivers": [KASI_ID, PEKSOS_ID]},
    "kirim_rekomendasi": {"parcel_number": "P2603040001"},
    "jawaban_panti": {
        "letter_number": "463/55/PSTW/2026",
        "letter_date": "2026-03-09",
        "admitted_on": "2026-03-12",
    },
    "lengkapi_panti": {"papers": "Hasil rontgen paru", "sent_on": "2026-03-10", "carried_by": "Surat elektronik"},
    "siapkan_pendampingan": {
        "officers": [PEKSOS_ID],
        "depart_on": "2026-03-12",
        "return_on": "2026-03-13",
        "vehicle": "Minibus KH 1234 XX",
        "driver": "Joko Mendawai",
        "health_letter_number": "440/87/PKM/2026",
        "health_letter_date": "2026-03-10",
        "health_letter_from": "Puskesmas Bulik",
        "budget": "DPA Dinas Sosial Tahun 2026",
    },
    "kirim_klien": {
        "departed_on": "2026-03-12",
        "departed_at": "06.30",
        "departed_from": "Kantor Desa Bunut",
        "condition": "Sehat, sudah makan dan minum obat.",
        "companions": "Ketua RT",
    },
    "serah_terima": {
        "handed_on": "2026-03-12",
        "handed_at": "16.15",
        "place": "UPT PSTW Sinta Rangkang",
        "receiver_name": "Meri Kapuas",
        "receiver_post": "Kepala Seksi Pelayanan",
        "condition": "Sehat, lelah setelah perjalanan.",
        "belongings": BARANG,
        "witness": "Perawat panti",
    },
    "laporan_pendampingan": {
        "returned_on": "2026-03-12",
        "journey": "Perjalanan lancar dengan tiga kali istirahat.",
        "cost": 1500000,
        "follow_up": "Pemantauan setelah satu bulan.",
    },
    "selesaikan": {"followed_up_on": "2026-03-12", "note": "Klien betah."},
    "rencana_lain": {
        "considerations": "Anak klien ditemukan di kecamatan lain.",
        "plan": "Mempertemukan klien dengan anaknya.",
        "carer": "Bapak Uyai (anak)",
    },
    "mediasi": {
        "held_on": "2026-03-10",
        "place": "Kantor Desa Bunut",
        "present": "Klien, anak klien, kepala desa, dan pekerja sosial",
        "family_name": "Tino Uyai",
        "family_relation": "Anak",
        "talk": "Anak menyatakan belum mengetahui keadaan ibunya.",
        "agreement": "Klien tinggal bersama anaknya mulai 11 Maret 2026.",
    },
    "selesaikan_luar_panti": {
        "carer": "Tino Uyai (anak)",
        "since": "2026-03-11",
        "support": "Paket sembako dan kunjungan pekerja sosial.",
        "services": ["FOOD", "REUNIFICATION"],
        "note": "Dipantau dua bulan sekali.",
    },
    "bawa_kembali": {
        "returned_on": "2026-03-12",
        "returned_at": "23.40",
        "brought_to": "RUMAH_SINGGAH",
        "place": "Rumah singgah Nanga Bulik",
        "receiver": "Petugas rumah singgah",
        "condition": "Lelah, tidak ada keluhan.",
        "journey": "Klien ditenangkan selama perjalanan pulang.",
        "cost": 1250000,
    },
    "catat_pembatalan": {
        "stated_by": "DESA",
        "name": "Yansen Tunjang",
        "relation": "Kepala Desa Bunut",
        "stated_on": "2026-03-11",
        "statement": "Klien sudah dirawat kerabatnya di desa.",
    },
    "pernyataan_klien": {
        "stated_on": "2026-03-11",
        "place": "Kantor Desa Bunut",
        "statement": "Saya ingin tetap tinggal di pondok saya.",
        "witness_name": "Rudi Handep",
        "witness_post": "Petugas Desa Bunut",
        "read_aloud": True,
    },
    "konfirmasi_meninggal": {
        "died_on": "2026-03-11",
        "place": "RSUD Lamandau",
        "informant": "Rudi Handep, petugas desa",
        "cause": "Sakit jantung",
        "family_told": True,
        "village_told": True,
        "panti_told": True,
    },
    "catat_pindah": {
        "address": "Kelurahan Panarung",
        "moved_on": "2026-03-10",
        "told_by": "Petugas Desa Bunut",
        "receiver": "Dinas Sosial Kota Palangka Raya",
        "receiver_city": "Palangka Raya",
        "needs": "Tempat tinggal dan perawatan.",
    },
    "catat_tidak_ditemukan": {
        "attempts": [
            {"tried_on": "2026-03-02", "place": "Pondok klien", "result": "Kosong"},
            {"tried_on": "2026-03-05", "place": "Pasar Nanga Bulik", "result": "Tidak terlihat"},
            {"tried_on": "2026-03-09", "place": "Rumah kerabat di Desa Guci", "result": "Tidak pernah datang"},
        ],
        "witness": "Rudi Handep",
    },
}

KEPALA_DINAS = OfficerFacts(
    name="Surya Ladang Mahardika, S.STP., M.A.P", title="Kepala Dinas Sosial", pangkat="Pembina Tingkat I",
    golongan="IV/b", nip="197205191993111990",
)  # fmt: skip
OFFICERS = {
    PEKSOS_ID: OfficerFacts(
        name="Wati Sahabu Rahayu, S.Tr.Sos", title="Pekerja Sosial", pangkat="Penata Muda Tingkat I",
        golongan="III/b", nip="199204272019032996",
    ),
    KASI_ID: OfficerFacts(
        name="Maria Bulan Anggraini, S.Sos",
        title="Kepala Seksi Pelayanan dan Rehabilitasi Sosial Anak dan Lanjut Usia",
    ),
}  # fmt: skip
PSTW = InstitutionFacts(
    name="UPT PSTW Sinta Rangkang", address="Kel. Banturung, Kec. Bukit Batu, Kota Palangka Raya", city="Palangka Raya"
)
LONG_NAME = "Raden Ayu Siti Nurhaliza Tri Wahyuningsih Kusumaningrum binti Haji Muhammad Abdurrahman Wahid Suryanegara"


def filled(step: str, **changes: object) -> Form:
    """The filled form of a step, with these fields replaced."""
    kind = PROCEDURE.step(step).form
    assert kind is not None
    form, found = forms.read(kind, {**RAW[step], **changes})
    assert form is not None, found
    return form


def all_forms(*without: str) -> dict[str, Form]:
    """Every form of the example by step, but for those steps."""
    return {step: filled(step) for step in RAW if step not in without}


def papers(**statuses: str) -> tuple[PaperFacts, ...]:
    """The papers of row 3, accepted unless a status says otherwise."""
    return tuple(
        PaperFacts(slug=paper.slug, label=paper.label, status=statuses.get(paper.slug, "ACCEPTED"))
        for paper in PROCEDURE.papers
    )


def full_facts(**changes: object) -> LetterFacts:
    """What a letter may know when everything is known."""
    known: dict[str, Any] = {
        "today": TODAY,
        "agenda_number": "117/2026",
        "incoming_letter_number": "140/21/DS-BNT/II/2026",
        "incoming_letter_date": date(2026, 2, 16),
        "received_on": date(2026, 2, 17),
        "client": client(),
        "forms": all_forms(),
        "papers": papers(foto="MISSING", surat_sehat="UNREADABLE", kk="MISSING"),
        "round": 2,
        "complete_until": date(2026, 3, 31),
        "institution": PSTW,
        "officers": OFFICERS,
        "performed_by": OFFICERS[PEKSOS_ID],
        "numbers": {
            "persetujuan_tinggal_di_panti": "400.9/127/Dinsos.C/2026",
            "surat_rekomendasi": "400.9/128/Dinsos.C/2026",
            "surat_tugas": "100.3.5/31/Dinsos.C/2026",
        },
        "reason": "Calon klien tidak terlantar. Anak klien mampu merawat.",
        **changes,
    }
    return LetterFacts(**known)


def bare_facts() -> LetterFacts:
    """What a letter may know when next to nothing is known."""
    return LetterFacts(
        today=TODAY,
        agenda_number=None,
        incoming_letter_number=None,
        incoming_letter_date=None,
        received_on=None,
        client=ClientFacts(name=None, label="TX-62.09-2026-0007"),
        forms={},
    )


def client(label: str = "Dina Uyai", **changes: object) -> ClientFacts:
    """The client as the intake form describes them, under the office's label."""
    form = filled("terima_permohonan", lansia={**LANSIA, "name": label, **changes})
    assert isinstance(form, Permohonan)
    return replace(common_core.client(form), label=label, village="Bunut", kecamatan="Bulik")


def document(template: LetterTemplate, facts: LetterFacts, *, final: bool) -> TypstDocument:
    """The letter as the office sets it: as a draft, or numbered, dated and signed."""
    signed = {
        "nomor": "400.9/128/Dinsos.C/2026" if template.register else None,
        "tanggal": "12 Maret 2026",
        "penandatangan": {
            "kapasitas": ["Kepala Dinas Sosial,"],
            "nama": KEPALA_DINAS.name,
            "pangkat": "Pembina Tingkat I (IV/b)",
            "nip": KEPALA_DINAS.nip,
        },
    }
    context = {
        "kop": {"pemerintah": "Pemerintah Kabupaten Lamandau", "instansi": "Dinas Sosial", "alamat": ["Nanga Bulik"]},
        "tempat": "Nanga Bulik",
        "kertas": template.page,
        "isi": template.context(facts),
        **(signed if final else dict.fromkeys(signed)),
    }
    folder = RELEASE.folder / "templates"
    shared = {"bagian.typ": (folder / "bagian.typ").read_bytes()}
    main = (folder / template.template).read_text("utf-8")
    return TypstDocument(main=main, context=context, date=TODAY, files={**house_files(), **shared})
