"""What the people of Lahat write on each form of their SOP, ready to be changed by a test; all persons are invented."""

from typing import Any

Form = dict[str, Any]


def laporan(*, name: str | None = "SULASTRI", nik: str | None = "1604104507600001") -> Form:
    """Row 1: an old woman's request for a wheelchair, as the counter writes it down."""
    return {
        "pemohon": {
            "name": name,
            "nik": nik,
            "birth_place": "Lahat",
            "birth_date": "1960-07-05",
            "sex": "FEMALE",
            "address": "Jalan Mayor Ruslan 7",
            "region": "16.04.10",
        },
        "hubungan": "SENDIRI",
        "channel": "LOKET",
        "aid": "ALAT_BANTU",
        "request": "Memohon kursi roda karena tidak dapat berjalan sejak jatuh.",
        "ppks_category": "PENYANDANG_DISABILITAS",
        "guardian_consent": "GIVEN",
        "guardian_name": "RUSLAN",
    }


LAPORAN_PERMOHONAN: Form = {
    "eligibility": "MEMENUHI",
    "considerations": "Berkas lengkap; keadaan pemohon sesuai dengan surat permohonan.",
    "destination": "sentra_budi_perkasa",
    "ppks_category": "PENYANDANG_DISABILITAS",
    "spm_code": "K1",
}
REKAP: Form = {
    "destination": "sentra_budi_perkasa",
    "summary": "Permohonan kursi roda beserta lima persyaratan.",
    "sheets": 9,
    "guardian_consent": "GIVEN",
}
PEMBATALAN: Form = {
    "declarant": "RUSLAN",
    "relation": "KELUARGA",
    "declared_on": "2026-11-16",
    "statement": "Kebutuhan sudah terpenuhi.",
}
PENGIRIMAN: Form = {"courier": "PT Pos Indonesia", "parcel_number": "P2611160001"}


def edukasi(officer_id: str, *, on: str) -> Form:
    """Row 5: what the applicant was told, and who shall go along to the assessment."""
    return {
        "given_on": on,
        "given_to": "SULASTRI",
        "material": "Alur asistensi rehabilitasi sosial dan hak pemohon.",
        "officers": [officer_id],
    }


def jawaban_sentra(*, assessed_on: str) -> Form:
    """The Sentra sets the day of its assessment."""
    return {"letter_number": "112/SBP/XI/2026", "letter_date": assessed_on, "assessment_on": assessed_on}


def asesmen(*, on: str) -> Form:
    """Row 8: the assessment as the accompanying officer reports it."""
    words = ("biological", "psychological", "social", "spiritual", "economy", "needs", "conclusion", "recommendation")
    return {
        "assessed_on": on,
        "place": "Rumah pemohon",
        "assessors": "Petugas Sentra Budi Perkasa",
        "informants": "Pemohon dan anaknya",
        **dict.fromkeys(words, "Sesuai hasil kunjungan."),
    }


def penutupan(*, on: str) -> Form:
    """The aid that the applicant received in the end."""
    return {"aid": "Kursi roda", "received_on": on, "note": "Bantuan diterima pemohon."}
