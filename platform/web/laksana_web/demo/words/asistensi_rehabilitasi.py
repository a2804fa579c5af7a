"""What is written about invented people of Lahat: a child who needs a wheelchair, two elders in one recap."""

from collections.abc import Mapping
from datetime import date

from laksana_web.demo.under_way import Form

Person = Mapping[str, str]

SENTRA = "sentra_budi_perkasa"
REPORTER = "Sri Wahyuningsih"
BROUGHT = {"surat_permohonan": "Surat permohonan", "pc_kk": "Kartu Keluarga", "foto": "Foto pemohon"}
MISSING = {"pc_ktp": "KTP orang tua", "pengantar_sktm": "Surat pengantar / SKTM"}
FIRST: Person = {"name": "Marlina Contoh", "nik": "1604105203519991", "birth_date": "1951-03-12", "sex": "FEMALE"}
SECOND: Person = {"name": "Zainal Contoh", "nik": "1604100107489992", "birth_date": "1948-07-01", "sex": "MALE"}
SHOWN = {"surat_permohonan": "Surat permohonan"}
ON_PAPER = ("pc_kk", "pc_ktp", "pengantar_sktm", "foto")
FORGOTTEN = "Fotokopi KTP orang tua dan surat pengantar / SKTM belum ada. Mohon dilengkapi."
REVISION = "Sebutkan jumlah lampiran dan jenis alat bantu yang dimohon."


def laporan(today: date) -> Form:
    """The request at the counter; nobody has this identity number, name or address."""
    return {
        "pemohon": {
            "name": "Nurul Aisyah Contoh",
            "nik": "1604106308140991",
            "birth_place": "Lahat",
            "birth_date": "2014-08-23",
            "sex": "FEMALE",
            "address": "Jalan Contoh RT 01 RW 02",
            "region": "16.04.10.1037",
            "phone": "081200000001",
        },
        "hubungan": "KELUARGA",
        "pelapor_name": REPORTER,
        "channel": "LOKET",
        "letter_number": f"01/CONTOH/{today.year}",
        "letter_date": today.isoformat(),
        "aid": "ALAT_BANTU",
        "request": "Pemohon tidak dapat berjalan sejak lahir dan memohon kursi roda agar dapat bersekolah.",
        "ppks_category": "ANAK_DENGAN_KEDISABILITASAN",
        "guardian_consent": "GIVEN",
        "guardian_name": REPORTER,
    }


def laporan_permohonan() -> Form:
    """What the policy analyst reports upward."""
    return {
        "eligibility": "MEMENUHI",
        "considerations": "Berkas lengkap, keluarga tidak mampu, kebutuhan kursi roda jelas.",
        "destination": SENTRA,
        "ppks_category": "ANAK_DENGAN_KEDISABILITASAN",
    }


def edukasi(today: date, officer_id: str) -> Form:
    """What the family was told."""
    return {
        "given_on": today.isoformat(),
        "given_to": REPORTER,
        "material": "Tahap asistensi rehabilitasi sosial, wewenang Sentra, dan bahwa pelayanan tidak dipungut biaya.",
        "officers": [officer_id],
    }


def rekap() -> Form:
    """The file as it is passed on."""
    return {
        "destination": SENTRA,
        "summary": "Permohonan kursi roda anak, lima berkas lengkap.",
        "sheets": 7,
        "guardian_consent": "GIVEN",
    }


def pengiriman() -> Form:
    """How the file travels."""
    return {"courier": "Pos Indonesia", "parcel_number": "CONTOH0001"}


def jawaban(today: date) -> Form:
    """The Sentra sets the date of its assessment."""
    return {
        "letter_number": f"02/CONTOH/{today.year}",
        "letter_date": today.isoformat(),
        "assessment_on": today.isoformat(),
        "assessors": "Tim asesmen Sentra (contoh)",
    }


def asesmen(today: date) -> Form:
    """The assessment as the accompanying officer reports it."""
    return {
        "assessed_on": today.isoformat(),
        "place": "Tempat tinggal pemohon",
        "assessors": "Tim asesmen Sentra (contoh)",
        "informants": "Pemohon dan ibu",
        "biological": "Kedua tungkai tidak berfungsi, kesehatan umum baik.",
        "psychological": "Ceria, ingin bersekolah.",
        "social": "Diasuh ibu, didukung tetangga.",
        "spiritual": "Rutin mengaji di rumah.",
        "economy": "Ibu buruh harian, rumah kontrakan.",
        "needs": "Kursi roda anak dan latihan pemakaiannya.",
        "conclusion": "Membutuhkan alat bantu mobilitas.",
        "recommendation": "Kursi roda anak diberikan oleh Sentra.",
    }


def hasil(today: date) -> Form:
    """What the Sentra decided."""
    return {"letter_number": f"03/CONTOH/{today.year}", "letter_date": today.isoformat(), "aid": "Kursi roda anak"}


def penutupan(today: date) -> Form:
    """What the child received."""
    return {"aid": "Kursi roda anak", "received_on": today.isoformat(), "note": "Diserahkan kepada keluarga."}


def usulan(today: date, person: Person) -> Form:
    """An elder's own request."""
    return {
        "pemohon": {**person, "birth_place": "Lahat", "address": "Jalan Contoh RT 03", "region": "16.04.10.1037"},
        "hubungan": "SENDIRI",
        "channel": "LOKET",
        "letter_date": today.isoformat(),
        "aid": "ALAT_BANTU",
        "request": "Pemohon tidak dapat berjalan jauh dan memohon alat bantu.",
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "guardian_consent": "NOT_REQUIRED",
    }


def laporan_lansia() -> Form:
    """What the policy analyst reports upward about an elder."""
    return {**laporan_permohonan(), "ppks_category": "LANJUT_USIA_TERLANTAR", "spm_code": "K3"}


def rekap_lansia() -> Form:
    """An elder's file as it is passed on."""
    return {**rekap(), "summary": "Permohonan alat bantu lanjut usia.", "guardian_consent": "NOT_REQUIRED"}


def penolakan(today: date) -> Form:
    """The Sentra does not take the file."""
    return {
        "letter_number": f"04/CONTOH/{today.year}",
        "letter_date": today.isoformat(),
        "reason": "Kuota alat bantu triwulan ini sudah habis.",
    }


def penutupan_ditolak() -> Form:
    """Nothing was given."""
    return {"note": "Sentra tidak dapat menerima usulan; pemohon diberi tahu."}
