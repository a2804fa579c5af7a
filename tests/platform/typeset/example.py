"""An example letter of Lahat's office, as draft and as final."""

from datetime import date
from pathlib import Path
from typing import Any

from laksana_typeset import TypstDocument, house_files

TEMPLATE = (Path(__file__).parent / "letters" / "surat_pengantar.typ").read_text("utf-8")
SIGNED_ON = date(2024, 6, 4)
NUMBER = "400.9/127/Dinsos/VI/2024"


def context(**changes: object) -> dict[str, Any]:
    """The draft's context, with these keys replaced."""
    return {
        "kop": {
            "pemerintah": "Pemerintah Kabupaten Lahat",
            "instansi": "Dinas Sosial",
            "alamat": ["Komplek Perkantoran Pemkab Lahat", "Jl. Kol. H. Barlian Bandar Jaya - Lahat"],
            "kode_pos": "31414",
        },
        "nomor": None,
        "tanggal": None,
        "tempat": "Lahat",
        "penandatangan": None,
        "sifat": "Biasa",
        "lampiran": "1 (satu) berkas",
        "hal": "Pengantar Permohonan Bantuan Asistensi Rehabilitasi Sosial",
        "yth": {"penerima": ["Kepala Sentra Budi Perkasa", "Kementerian Sosial Republik Indonesia"], "di": "Palembang"},
        "tembusan": ["Bupati Lahat (sebagai laporan)", "Kepala Dinas Sosial Provinsi Sumatera Selatan"],
        "isi": {
            "nama": "Siti Rohani",
            "lahir": "Lahat, 12 Maret 1951",
            "alamat": "Desa Tanjung Payang, Kecamatan Lahat Selatan",
            "layanan": "Rehabilitasi sosial lanjut usia",
            "berkas": [
                {"jenis": "Surat permohonan dari pemohon", "banyaknya": "1 lembar", "keterangan": "Asli"},
                {"jenis": "Fotokopi Kartu Keluarga", "banyaknya": "1 lembar"},
                {"jenis": "Fotokopi KTP", "banyaknya": "1 lembar"},
                {"jenis": "Surat pengantar / SKTM dari desa", "banyaknya": "1 lembar", "keterangan": "Asli"},
                {"jenis": "Foto yang bersangkutan", "banyaknya": "2 lembar", "keterangan": "Ukuran 4 x 6"},
            ],
        },
        **changes,
    }


SIGNED: dict[str, Any] = {
    "nomor": NUMBER,
    "tanggal": "4 Juni 2024",
    "penandatangan": {
        "kapasitas": ["Plh. Kepala Dinas Sosial,"],
        "nama": "Rahmawati, S.Sos., M.Si.",
        "pangkat": "Pembina Tingkat I (IV/b)",
        "nip": "197812112006042006",
    },
}


def letter(main: str = TEMPLATE, /, **changes: object) -> TypstDocument:
    """The example letter: a draft, or with `**SIGNED` the final."""
    return TypstDocument(main=main, context=context(**changes), date=SIGNED_ON, files=house_files())
