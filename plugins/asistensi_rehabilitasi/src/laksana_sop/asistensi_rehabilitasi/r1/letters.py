"""The letters of this SOP: what each is called, who initials and signs it, which register numbers it."""

from laksana_sdk.batches import BatchLetter
from laksana_sdk.letters import Issue, LetterTemplate, Register
from laksana_sdk.roles import ANALIS, KABID, KADIS, STAF
from laksana_sop.asistensi_rehabilitasi.r1 import contexts, ending_contexts

CATATAN_LAPORAN = LetterTemplate(
    kind="catatan_laporan", title="Catatan Hasil Laporan", template="catatan_laporan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=contexts.catatan_laporan,
)  # fmt: skip
TANDA_TERIMA_AWAL = LetterTemplate(
    kind="tanda_terima_awal", title="Bukti Penerimaan Permohonan", template="tanda_terima_awal.typ",
    signer=STAF, issue=Issue.ISSUED, register=Register.TANDA_TERIMA, context=contexts.tanda_terima_awal,
)  # fmt: skip
KEKURANGAN_BERKAS = LetterTemplate(
    kind="kekurangan_berkas", title="Pemberitahuan Kekurangan Berkas", template="kekurangan_berkas.typ",
    signer=STAF, issue=Issue.ISSUED, context=contexts.kekurangan_berkas,
)  # fmt: skip
LEMBAR_DISPOSISI = LetterTemplate(
    kind="lembar_disposisi", title="Lembar Disposisi", template="lembar_disposisi.typ",
    signer=KADIS, issue=Issue.ISSUED, register=None, context=contexts.lembar_disposisi,
)  # fmt: skip
CATATAN_EDUKASI = LetterTemplate(
    kind="catatan_edukasi", title="Catatan Edukasi", template="catatan_edukasi.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=contexts.catatan_edukasi,
)  # fmt: skip
TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda Terima Berkas Permohonan", template="tanda_terima.typ",
    signer=STAF, issue=Issue.ISSUED, register=Register.TANDA_TERIMA, context=contexts.tanda_terima,
)  # fmt: skip
SURAT_PENGANTAR = LetterTemplate(
    kind="surat_pengantar", title="Surat Pengantar", template="surat_pengantar.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_pengantar,
)  # fmt: skip
REKAP_USULAN = BatchLetter(
    kind="rekap_usulan", title="Rekap Usulan", template="rekap_usulan.typ", by=(STAF, ANALIS), at=("kirim",),
    signer=KADIS, paraf=(KABID,), context=contexts.rekap_usulan,
)  # fmt: skip
SURAT_TUGAS = LetterTemplate(
    kind="surat_tugas", title="Surat Perintah Tugas", template="surat_tugas.typ", register=Register.SURAT_TUGAS,
    signer=KADIS, paraf=(KABID,), context=contexts.surat_tugas,
)  # fmt: skip
FORMULIR_ASESMEN = LetterTemplate(
    kind="formulir_asesmen", title="Formulir Asesmen", template="formulir_asesmen.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=contexts.formulir_asesmen,
)  # fmt: skip
SURAT_PENOLAKAN = LetterTemplate(
    kind="surat_penolakan", title="Surat Penolakan", template="surat_penolakan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_penolakan,
)  # fmt: skip
SURAT_PENGANTAR_TERUSAN = LetterTemplate(
    kind="surat_pengantar_terusan", title="Surat Pengantar Penerusan", template="surat_pengantar_terusan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_pengantar_terusan,
)  # fmt: skip
SURAT_PENGANTAR_PINDAH = LetterTemplate(
    kind="surat_pengantar_pindah", title="Surat Pengantar Antar-Dinas Sosial", template="surat_pengantar_terusan.typ",
    signer=KADIS, paraf=(KABID,), context=ending_contexts.surat_pengantar_pindah,
)  # fmt: skip
SURAT_PERNYATAAN_PEMBATALAN = LetterTemplate(
    kind="surat_pernyataan_pembatalan", title="Surat Pernyataan Pembatalan", template="surat_pernyataan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=ending_contexts.pernyataan_pembatalan,
)  # fmt: skip
SURAT_PERNYATAAN_PENOLAKAN = LetterTemplate(
    kind="surat_pernyataan_penolakan", title="Surat Pernyataan Menolak Asistensi", template="surat_pernyataan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=ending_contexts.pernyataan_penolakan,
)  # fmt: skip
BERITA_ACARA_KEMATIAN = LetterTemplate(
    kind="berita_acara_kematian", title="Berita Acara Kematian", template="berita_acara_kematian.typ",
    signer=ANALIS, issue=Issue.ISSUED, context=ending_contexts.berita_acara_kematian,
)  # fmt: skip
BERITA_ACARA_PENCARIAN = LetterTemplate(
    kind="berita_acara_pencarian", title="Berita Acara Pencarian", template="berita_acara_pencarian.typ",
    signer=STAF, issue=Issue.ISSUED, context=ending_contexts.berita_acara_pencarian,
)  # fmt: skip
