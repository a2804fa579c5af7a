"""What is written about an invented man who is stranded at a terminal of Lamandau at night."""

from datetime import date

from laksana_web.demo.under_way import Form

REPORTER = "Petugas Terminal Contoh"
POLICE_LETTER = {"suket_polres": "Surat keterangan terlantar dari Polsek"}
PHOTO = {"foto": "Foto klien"}
RECEIPTS = {"bukti_biaya": "Tiket dan kwitansi"}
DANGER = "Klien kehujanan dan lemah di terminal pada malam hari; bus terakhir segera berangkat."


def laporan(today: date) -> Form:
    """The report; the police letter follows."""
    return {
        "klien": {
            "name": "Tarno Contoh",
            "nik": "3509101208879993",
            "birth_place": "Jember",
            "birth_date": "1987-08-12",
            "sex": "MALE",
            "citizenship": "WNI",
            "address": "Dusun Contoh, Kabupaten Jember, Jawa Timur",
            "origin": "35.09",
        },
        "found_on": today.isoformat(),
        "found_at": "Terminal Nanga Bulik",
        "region": "62.09.03.1005",
        "pelapor": "WARGA",
        "pelapor_name": REPORTER,
        "report": "Klien tidur di terminal sejak dua hari; kehabisan uang setelah upahnya tidak dibayar.",
        "suket_polres": "MENYUSUL",
        "to_follow": "Polsek tutup pada malam hari.",
    }


def wawancara(today: date, peksos: str) -> Form:
    """The interview in the same sitting."""
    return {
        "interviewed_on": today.isoformat(),
        "interviewer": peksos,
        "identity": "DOCUMENT_SEEN",
        "cause": "TIDAK_DAPAT_KERJA",
        "story": "Bekerja di kebun; upah tidak dibayar.",
        "story_check": "SESUAI",
        "story_checked_with": "Istri klien lewat telepon",
        "repeat": "TIDAK_DITEMUKAN",
        "family": "MENERIMA",
        "family_name": "Istri klien (contoh)",
        "family_phone": "081200000003",
        "health": "PERLU_DIDAMPINGI",
        "photo": "DIAMBIL",
        "belongings": "Satu tas pakaian",
    }


def asesmen(today: date, peksos: str) -> Form:
    """Why and how he is taken home."""
    return {
        "assessed_on": today.isoformat(),
        "biological": "Lemah; kurang makan beberapa hari.",
        "psychological": "Tenang, kooperatif.",
        "social": "Istri dan anaknya bersedia menerima.",
        "spiritual": "Beribadah teratur.",
        "economy": "Tidak memiliki uang.",
        "needs": "Makan, tiket, dan pendampingan sampai Dinas Sosial Provinsi.",
        "conclusion": "Klien terlantar karena kehabisan bekal dan layak dipulangkan ke daerah asalnya.",
        "cara": "DIDAMPINGI",
        "destination": "Kabupaten Jember, Jawa Timur",
        "receiver": "Dinas Sosial Provinsi Kalimantan Tengah",
        "institution": "dinsos_kalimantan_tengah",
        "officers": [peksos],
        "starts_on": today.isoformat(),
        "ends_on": today.isoformat(),
    }


def penyerahan(today: date, peksos: str) -> Form:
    """Row 6."""
    return {"received_on": today.isoformat(), "officers": [peksos]}


def rencana(today: date, peksos: str) -> Form:
    """The way home: with an officer."""
    return {
        "destination": "Kabupaten Jember, Jawa Timur",
        "destination_region": "35.09",
        "receiver": "Dinas Sosial Provinsi Kalimantan Tengah",
        "institution": "dinsos_kalimantan_tengah",
        "transport": "BUS",
        "departs_on": today.isoformat(),
        "arrives_on": today.isoformat(),
        "officers": [peksos],
        "costs": [{"kind": "TIKET", "rupiah": 300000}],
        "budget": "Kegiatan rehabilitasi sosial dasar",
        "client_agrees": True,
    }


def keberangkatan(today: date) -> Form:
    """The departure, with ticket."""
    return {
        "departed_on": today.isoformat(),
        "departed_at": "20.30",
        "place": "Terminal Nanga Bulik",
        "ticket": "CONTOH-990",
        "costs": [{"kind": "TIKET", "rupiah": 300000, "paid_to": "Loket terminal (contoh)", "receipt": "C-01"}],
        "supplies": "Makanan dan air minum",
    }


def serah_terima(today: date) -> Form:
    """Who receives him."""
    return {
        "handed_on": today.isoformat(),
        "place": "Kantor Dinas Sosial Provinsi Kalimantan Tengah",
        "receiver_name": "Petugas Provinsi Contoh",
        "receiver_post": "Staf Rehabilitasi Sosial",
        "receiver_office": "Dinas Sosial Provinsi Kalimantan Tengah",
        "condition": "Sehat",
        "belongings": "Satu tas pakaian",
    }


def pendampingan(today: date) -> Form:
    """The accompaniment reported."""
    return {
        "cara": "DIDAMPINGI",
        "started_on": today.isoformat(),
        "ended_on": today.isoformat(),
        "journey": "Klien diantar dengan bus malam.",
        "result": "Klien diterima Dinas Sosial Provinsi dan dihubungkan dengan keluarganya.",
    }


def penutupan() -> Form:
    """The end."""
    return {"note": "Klien diterima penerima akhir."}
