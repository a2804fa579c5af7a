"""What is written about two invented elders of Lamandau who are to live in a panti."""

from collections.abc import Mapping
from datetime import date, timedelta

from laksana_web.demo.under_way import Form

PANTI = "pstw_sinta_rangkang"
VILLAGE = "Desa Contoh"
CONDITIONS = "Membawa surat keterangan sehat dan obat rutin."
PHOTO: Mapping[str, str] = {"foto": "Pasfoto klien 4x6"}
NEW_REGION = "62.71.01.1001"
BROUGHT: Mapping[str, str] = {
    "surat_permohonan_desa": "Surat permohonan desa",
    "surat_kesediaan": "Surat kesediaan tinggal di panti",
    "foto": "Pasfoto klien 4x6",
    "keterangan_tanpa_keluarga": "Surat keterangan desa: tidak ada keluarga",
}
WAITS = {"name": "Ambun Contoh", "nik": "6209034107479991", "birth_date": "1947-07-01", "sex": "FEMALE"}
MOVES = {"name": "Suriani Contoh", "nik": "6271035203489993", "birth_date": "1948-03-12", "sex": "FEMALE"}
DIES = {"name": "Rahan Contoh", "nik": "6209030203409992", "birth_date": "1940-03-02", "sex": "MALE"}


def permohonan(today: date, elder: Mapping[str, str], number: str) -> Form:
    """The village asks for a place in the panti."""
    return {
        "lansia": {
            **elder,
            "no_kk": None,
            "birth_place": "Nanga Bulik",
            "address": "RT 02",
            "region": "62.09.03.2003",
            "phone": None,
        },
        "village_office": VILLAGE,
        "village_head": "Kepala Desa Contoh",
        "village_officer": "Petugas Desa Contoh",
        "village_phone": "081200000002",
        "channel": "LOKET",
        "letter_number": number,
        "letter_date": today.isoformat(),
        "condition": "Tinggal sendiri di pondok tanpa penerangan; keluarganya tidak diketahui keberadaannya.",
        "request": "Rehabilitasi dan penempatan di panti.",
        "staying": "RUMAH",
    }


def penugasan(today: date, peksos: str) -> Form:
    """The section head assigns the social worker."""
    return {"officers": [peksos], "visit_on": today.isoformat(), "instruction": "Telusuri keluarga di kecamatan."}


def asesmen(today: date, elder: Mapping[str, str]) -> Form:
    """What the social worker found in the village."""
    born_on = date.fromisoformat(elder["birth_date"])
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return {
        "assessed_on": today.isoformat(),
        "place": "Pondok klien",
        "informants": "Klien, ketua RT, dan tetangga",
        "age": age,
        "age_basis": "KTP_KK",
        "family": "TIDAK_ADA",
        "family_consent": "NO_GUARDIAN",
        "willingness": "BERSEDIA",
        "self_care": "MANDIRI",
        "health": "TERKENDALI",
        "staying": "KANTOR_DESA",
        "biological": "Tekanan darah tinggi terkendali obat; penglihatan berkurang.",
        "psychological": "Tenang dan kooperatif; merasa kesepian.",
        "social": "Hidup sendiri; dibantu makan oleh tetangga.",
        "spiritual": "Beribadah di rumah.",
        "economy": "Tidak berpenghasilan; pondok milik tetangga.",
        "needs": "Tempat tinggal, makanan, dan pemeriksaan kesehatan berkala.",
        "services": ["HEALTH_SUPPLIES"],
        "conclusion": "LAYAK_PANTI",
        "recommendation": "Diusulkan tinggal di panti.",
    }


def tinjauan() -> Form:
    """The section head's review of the assessment."""
    return {
        "ppks_category": "LANJUT_USIA_TERLANTAR",
        "spm_code": "K3",
        "considerations": "Tidak ada keluarga; klien bersedia.",
    }


def persyaratan() -> Form:
    """What the approval and the recommendation will say."""
    return {
        "agenda_checked": True,
        "identity": "DOCUMENT_SEEN",
        "destination": PANTI,
        "consent": "NO_GUARDIAN",
        "summary": "Klien hidup sendiri tanpa penghasilan, mandiri, dan bersedia tinggal di panti.",
        "health_insurance": "PBI-JK",
    }


def penyerahan(today: date, receivers: list[str]) -> Form:
    """The signed letters go down to the section head and the social worker."""
    return {"handed_on": today.isoformat(), "receivers": receivers}


def pendampingan(today: date, peksos: str) -> Form:
    """The escort as it is ordered."""
    return {
        "officers": [peksos],
        "depart_on": today.isoformat(),
        "return_on": (today + timedelta(days=1)).isoformat(),
        "vehicle": "Kendaraan dinas",
        "health_letter_number": f"13/CONTOH/{today.year}",
        "health_letter_date": today.isoformat(),
        "health_letter_from": "Puskesmas (contoh)",
    }


def keberangkatan(today: date) -> Form:
    """Row 7: the client leaves."""
    return {
        "departed_on": today.isoformat(),
        "departed_at": "06.30",
        "departed_from": "Kantor desa",
        "condition": "Sehat, sudah makan dan minum obat.",
    }


def serah_terima(today: date) -> Form:
    """The panti takes the client in."""
    return {
        "handed_on": today.isoformat(),
        "handed_at": "16.15",
        "place": "UPT PSTW Sinta Rangkang",
        "receiver_name": "Petugas Panti Contoh",
        "receiver_post": "Kepala Seksi Pelayanan",
        "condition": "Sehat, lelah setelah perjalanan.",
        "belongings": [{"name": "Tas pakaian", "count": 2, "note": "Baik"}, {"name": "KTP asli", "count": 1}],
    }


def laporan_pendampingan(today: date) -> Form:
    """The escort reported."""
    return {
        "returned_on": today.isoformat(),
        "journey": "Perjalanan lancar dengan tiga kali istirahat.",
        "follow_up": "Pemantauan setelah satu bulan.",
    }


def penutupan(today: date) -> Form:
    """How the client fares."""
    return {"followed_up_on": today.isoformat(), "note": "Klien betah menurut petugas panti."}


def kematian(today: date) -> Form:
    """The death as the section head confirmed it."""
    return {
        "died_on": today.isoformat(),
        "place": "Puskesmas (contoh)",
        "informant": "Petugas Desa Contoh",
        "cause": "Sakit",
        "family_told": False,
        "village_told": True,
        "panti_told": False,
    }


def kepindahan(today: date) -> Form:
    """Where the client lives now, and who is asked to go on."""
    return {
        "address": "Gang Contoh RT 02, Kota Palangka Raya",
        "moved_on": today.isoformat(),
        "told_by": "Petugas Desa Contoh",
        "receiver": "Dinas Sosial Kota Palangka Raya",
        "receiver_city": "Palangka Raya",
        "needs": "Tempat tinggal dan perawatan.",
    }
