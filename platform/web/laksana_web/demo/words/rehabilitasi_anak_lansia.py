"""What is written about an invented elder whom Lamandau hands over to Palangka Raya."""

from collections.abc import Mapping
from datetime import date

from laksana_web.demo.under_way import Form

PANTI = "pstw_sinta_rangkang"
FROM = "lamandau"
SENDER = "Dinas Sosial Kabupaten Lamandau"
# The photograph comes with the hand-over.
HANDED = ("foto",)
BROUGHT: Mapping[str, str] = {
    "surat_usulan": "Surat pengantar Dinas Sosial Kabupaten Lamandau",
    "keterangan_kelurahan": "Surat keterangan kelurahan",
}


def usulan(today: date, person: Form) -> Form:
    """The proposal, begun from the person whom the envelope names; she lives in the city now."""
    return {
        "calon": {**person, "address": "Gang Contoh RT 02", "region": "62.71.01.1001"},
        "pengusul": "DINSOS_LAIN",
        "pengusul_name": SENDER,
        "channel": "DARING",
        "letter_number": f"31/CONTOH/{today.year}",
        "letter_date": today.isoformat(),
        "request": "Lanjut usia tanpa penghasilan pindah ke Palangka Raya; diusulkan perawatan di panti.",
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "guardian_consent": "NOT_REQUIRED",
    }


def pertimbangan() -> Form:
    """The Sekretaris's view."""
    return {"advice": "DIPROSES", "considerations": "Sesuai tugas Bidang Rehabilitasi Sosial."}


def verifikasi(today: date, staf: str) -> Form:
    """What Kasi and staff verified."""
    return {
        "verified_on": today.isoformat(),
        "officers": [staf],
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "spm_code": "K3",
        "condition": "Dapat berjalan dengan tongkat; makan bergantung pada tetangga.",
        "care": "TETANGGA",
        "family": "Tidak ada keluarga yang ditemukan setelah ditelusuri melalui RT dan kelurahan.",
        "willingness": "BERSEDIA",
        "violence": "TIDAK_ADA",
        "evaluation": "Memenuhi persyaratan sebagai penerima manfaat lanjut usia terlantar.",
    }


def rencana() -> Form:
    """The referral plan."""
    return {
        "target": "PANTI_PROVINSI",
        "destination": PANTI,
        "care": "DALAM_PANTI",
        "services": ["FOOD", "HEALTH_SUPPLIES"],
        "needs": "Tempat tinggal dengan perawatan sehari-hari dan obat rutin.",
        "goal": "Hidup layak dan terawat pada masa tua.",
        "reason": "Panti lanjut usia milik provinsi di Kota Palangka Raya, dekat dengan lingkungan asal.",
        "enclosures": 4,
        "guardian_consent": "NOT_REQUIRED",
    }


def pengiriman() -> Form:
    """How the plan travels."""
    return {"courier": "Diantar staf", "note": "Diterima petugas tata usaha panti."}


def koordinasi(today: date) -> Form:
    """The talk with the panti."""
    return {
        "coordinated_on": today.isoformat(),
        "how": "KUNJUNGAN",
        "contact": "Kepala Seksi Pelayanan",
        "result": "Berkas diterima; tempat tersedia.",
    }


def jawaban(today: date) -> Form:
    """The panti accepts."""
    return {
        "letter_number": f"32/CONTOH/{today.year}",
        "letter_date": today.isoformat(),
        "admission_on": today.isoformat(),
    }


def penyaluran(today: date, staf: str) -> Form:
    """The delivery, with its proof."""
    return {
        "handed_over_on": today.isoformat(),
        "place": "UPT PSTW Sinta Rangkang",
        "officers": [staf],
        "receiver": "Petugas Panti Contoh",
        "receiver_post": "Kepala Seksi Pelayanan",
        "services": ["REFERRAL", "FOOD"],
        "condition": "Sehat, dapat berjalan dengan tongkat.",
        "belongings": "Satu tas pakaian, obat rutin.",
    }


def penutupan() -> Form:
    """The entry in the book of beneficiaries."""
    return {"summary": "Diterima di panti.", "follow_up": "Dikunjungi setelah tiga bulan."}
