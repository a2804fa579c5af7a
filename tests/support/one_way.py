"""The ways of a template's conditions that no letter of a case goes, by SOP, each with its reason.

A letter about which next to nothing is known goes them: so the SOP's own tests set them, and so does this.
"""

from collections.abc import Mapping
from typing import Final

ASKED: Final = "the form asks for it, and no letter is made without the form"
READ_OUT: Final = "a statement that was not read out to the client is not accepted"
TREATED: Final = "who needs treatment first is described in a note"
REASONED: Final = "no case ends early without a reason"
LIMITED: Final = "a file that is sent back has a last day"
LISTED: Final = "the SOP has papers, and the receipt lists all of them"
SIGNED_BEFORE: Final = "the letter that it refers to is signed first, and made anew where it is withdrawn"
NAMED_SO_FAR: Final = "no case that was played came there without it, though the form may leave it out"

ONE_WAY: Final[Mapping[str, Mapping[str, str]]] = {
    "rehabilitasi_anak_lansia": {
        "berita_acara_pencarian.typ: if isi.petugas == none": ASKED,
        "berita_acara_pencarian.typ: unless isi.kesimpulan != none": ASKED,
        "berita_acara_serah_terima.typ: if isi.hari == none": ASKED,
        "berita_acara_serah_terima.typ: if isi.tempat == none": ASKED,
        "berita_acara_serah_terima.typ: if isi.layanan.len() == 0": ASKED,
        "formulir_asesmen.typ: if uraian == none": ASKED,
        "hasil_evaluasi.typ: if uraian == none": ASKED,
        "kekurangan_berkas.typ: unless isi.batas != none": LIMITED,
        "rencana_rujukan.typ: if isi.layanan.len() == 0": ASKED,
        "rencana_rujukan.typ: if uraian == none": ASKED,
        "surat_pengantar_terusan.typ: unless isi.alasan != none": REASONED,
        "surat_penolakan.typ: if isi.alasan == none": REASONED,
        "surat_perlindungan.typ: if isi.ringkasan == none": ASKED,
        "surat_pernyataan.typ: if isi.isi_pernyataan == none": ASKED,
        "tanda_terima.typ: unless isi.papers.len() > 0": LISTED,
    },
    "lansia_terlantar": {
        "berita_acara_penolakan_panti.typ: if isi.hari == none": ASKED,
        "berita_acara_penolakan_panti.typ: if isi.pukul == none": ASKED,
        "berita_acara_penolakan_panti.typ: if isi.tempat == none": ASKED,
        "berita_acara_penolakan_panti.typ: if isi.alasan == none": ASKED,
        "berita_acara_serah_terima.typ: if isi.hari == none": ASKED,
        "berita_acara_serah_terima.typ: if isi.pukul == none": ASKED,
        "berita_acara_serah_terima.typ: if isi.tempat == none": ASKED,
        "berita_acara_serah_terima.typ: unless isi.rekomendasi != none": SIGNED_BEFORE,
        "berita_acara_tidak_ditemukan.typ: unless isi.desa != none": ASKED,
        "berita_acara_tidak_ditemukan.typ: unless isi.alasan != none": REASONED,
        "kekurangan_berkas.typ: unless isi.batas != none": LIMITED,
        "pernyataan_pembatalan.typ: unless isi.alasan != none": REASONED,
        "pernyataan_pembatalan.typ: if isi.hari == none": ASKED,
        "pernyataan_penolakan.typ: unless isi.alasan != none": REASONED,
        "pernyataan_penolakan.typ: if isi.hari == none": ASKED,
        "pernyataan_penolakan.typ: if isi.tempat == none": ASKED,
        "pernyataan_penolakan.typ: unless isi.dibacakan": READ_OUT,
        "surat_pengantar_pindah.typ: unless isi.alasan != none": REASONED,
        "surat_penolakan.typ: if isi.alasan == none": REASONED,
        "surat_permohonan_desa.typ: if isi.desa == none": ASKED,
        "surat_permohonan_desa.typ: if isi.narahubung == none": ASKED,
        "surat_permohonan_desa.typ: if isi.kepala_desa == none": NAMED_SO_FAR,
        "surat_rekomendasi.typ: unless isi.desa != none": ASKED,
        "surat_rekomendasi.typ: unless isi.persetujuan != none": SIGNED_BEFORE,
        "tanda_terima.typ: unless isi.papers.len() > 0": LISTED,
    },
    "pemulangan_orang_terlantar": {
        "kekurangan_berkas.typ: unless isi.batas != none": LIMITED,
        "pernyataan.typ: if isi.alasan == none": ASKED,
        "pernyataan.typ: unless isi.tanggal != none": ASKED,
        "serah_terima.typ: if isi.waktu == none": ASKED,
        "serah_terima.typ: if isi.tempat == none": ASKED,
        "serah_terima.typ: if isi.keadaan == none": ASKED,
        "surat_pengantar_perawatan.typ: unless isi.keadaan != none": ASKED,
        "surat_pengantar_perawatan.typ: unless isi.keterangan != none": TREATED,
        "surat_penolakan.typ: if isi.alasan == none": REASONED,
        "surat_terusan.typ: unless isi.alasan != none": REASONED,
    },
    "asistensi_rehabilitasi": {
        "berita_acara_pencarian.typ: if isi.petugas == none": ASKED,
        "berita_acara_pencarian.typ: unless isi.kesimpulan != none": ASKED,
        "catatan_edukasi.typ: if isi.materi == none": ASKED,
        "catatan_laporan.typ: if isi.uraian == none": ASKED,
        "formulir_asesmen.typ: if uraian == none": ASKED,
        "kekurangan_berkas.typ: unless isi.batas != none": LIMITED,
        "surat_pengantar_terusan.typ: unless isi.alasan != none": REASONED,
        "surat_penolakan.typ: unless isi.bantuan != none": ASKED,
        "surat_penolakan.typ: if isi.alasan == none": REASONED,
        "surat_pernyataan.typ: if isi.isi_pernyataan == none": ASKED,
        "tanda_terima_awal.typ: unless isi.papers.len() > 0": LISTED,
    },
}
