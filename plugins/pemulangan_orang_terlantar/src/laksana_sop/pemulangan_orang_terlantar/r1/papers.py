"""The papers of this SOP: what the sheet's equipment asks for and when, and the proofs of spending (S1-1)."""

from laksana_sdk.procedure import Paper

# May follow: checked at row 2, required before the case is closed (row 7).
SURAT_POLRES = Paper(
    "suket_polres",
    "Surat keterangan terlantar dari Polres / Polsek",
    required=False,
    help_text="Boleh menyusul; harus ada sebelum kasus ditutup",
)
SURAT_POLRES_AKHIR = Paper("suket_polres", SURAT_POLRES.label, help_text="Harus ada sebelum kasus ditutup")
SURAT_DINSOS_ASAL = Paper("suket_dinsos_asal", "Surat keterangan terlantar dari Dinas Sosial pengirim")
SURAT_DINSOS_ASAL_AWAL = Paper(
    "suket_dinsos_asal", SURAT_DINSOS_ASAL.label, required=False, help_text="Hanya untuk klien kiriman"
)
FOTO = Paper("foto", "Foto klien", required=False, help_text="Diharapkan; tidak wajib")
IDENTITAS = Paper("identitas", "KTP, KK, atau identitas lain", required=False, help_text="Bila ada")
BUKTI_BIAYA = Paper("bukti_biaya", "Tiket, kwitansi, dan bukti biaya lain", required=False, help_text="Untuk SPJ")

BERKAS_AWAL = (SURAT_POLRES, SURAT_DINSOS_ASAL_AWAL, FOTO, IDENTITAS)
BERKAS_AKHIR = (SURAT_POLRES_AKHIR, BUKTI_BIAYA)
BERKAS = (SURAT_POLRES, SURAT_DINSOS_ASAL_AWAL, FOTO, IDENTITAS, BUKTI_BIAYA)
