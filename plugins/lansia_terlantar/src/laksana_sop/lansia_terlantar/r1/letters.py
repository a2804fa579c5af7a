"""The letters of this SOP: what each is called, who initials and signs it, which register numbers it."""

from laksana_sdk.letters import Issue, LetterTemplate, Register
from laksana_sdk.roles import KABID, KADIS, KASI, PEKSOS, PETUGAS_DESA, STAF
from laksana_sop.lansia_terlantar.r1 import contexts, other_contexts

TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda Terima Permohonan", template="tanda_terima.typ",
    signer=STAF, issue=Issue.ISSUED, register=Register.TANDA_TERIMA, context=contexts.tanda_terima,
)  # fmt: skip
# Signed by the village, not by the office: printed for a village that has asked without a letter yet.
SURAT_PERMOHONAN_DESA = LetterTemplate(
    kind="surat_permohonan_desa", title="Surat Permohonan Desa / Kelurahan", template="surat_permohonan_desa.typ",
    signer=PETUGAS_DESA, issue=Issue.ISSUED, register=None, context=contexts.surat_permohonan_desa,
)  # fmt: skip
FORMULIR_ASESMEN = LetterTemplate(
    kind="formulir_asesmen", title="Formulir Asesmen", template="formulir_asesmen.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=contexts.formulir_asesmen,
)  # fmt: skip
KEKURANGAN_BERKAS = LetterTemplate(
    kind="kekurangan_berkas", title="Pemberitahuan Kekurangan Berkas", template="kekurangan_berkas.typ",
    signer=KASI, issue=Issue.ISSUED, context=contexts.kekurangan_berkas,
)  # fmt: skip
PERSETUJUAN_TINGGAL = LetterTemplate(
    kind="persetujuan_tinggal_di_panti", title="Persetujuan Tinggal di Panti", template="persetujuan_tinggal.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.persetujuan_tinggal,
)  # fmt: skip
SURAT_REKOMENDASI = LetterTemplate(
    kind="surat_rekomendasi", title="Surat Rekomendasi", template="surat_rekomendasi.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_rekomendasi,
)  # fmt: skip
SURAT_TUGAS = LetterTemplate(
    kind="surat_tugas", title="Surat Perintah Tugas", template="surat_tugas.typ", register=Register.SURAT_TUGAS,
    signer=KADIS, paraf=(KABID,), context=contexts.surat_tugas,
)  # fmt: skip
BERITA_ACARA_SERAH_TERIMA = LetterTemplate(
    kind="berita_acara_serah_terima", title="Berita Acara Serah Terima", template="berita_acara_serah_terima.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.berita_acara_serah_terima,
)  # fmt: skip
BERITA_ACARA_PENOLAKAN = LetterTemplate(
    kind="berita_acara_penolakan_panti", title="Berita Acara Penolakan Panti",
    template="berita_acara_penolakan_panti.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.berita_acara_penolakan_panti,
)  # fmt: skip
LAPORAN_PENDAMPINGAN = LetterTemplate(
    kind="laporan_pendampingan", title="Laporan Pendampingan", template="laporan_pendampingan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=contexts.laporan_pendampingan,
)  # fmt: skip
BERITA_ACARA_MEDIASI = LetterTemplate(
    kind="berita_acara_mediasi", title="Berita Acara Mediasi Keluarga", template="berita_acara_mediasi.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=other_contexts.berita_acara_mediasi,
)  # fmt: skip
SURAT_PENOLAKAN = LetterTemplate(
    kind="surat_penolakan", title="Surat Penolakan", template="surat_penolakan.typ",
    signer=KADIS, paraf=(KABID,), context=other_contexts.surat_penolakan,
)  # fmt: skip
SURAT_PENGANTAR_TERUSAN = LetterTemplate(
    kind="surat_pengantar_terusan", title="Surat Pengantar Penerusan", template="surat_pengantar_terusan.typ",
    signer=KADIS, paraf=(KABID,), context=other_contexts.surat_pengantar_terusan,
)  # fmt: skip
SURAT_PENGANTAR_PINDAH = LetterTemplate(
    kind="surat_pengantar_pindah", title="Surat Pengantar Antar-Dinas Sosial", template="surat_pengantar_pindah.typ",
    signer=KADIS, paraf=(KABID,), context=other_contexts.surat_pengantar_pindah,
)  # fmt: skip
PERNYATAAN_PEMBATALAN = LetterTemplate(
    kind="pernyataan_pembatalan", title="Surat Pernyataan Pembatalan", template="pernyataan_pembatalan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=other_contexts.pernyataan_pembatalan,
)  # fmt: skip
PERNYATAAN_PENOLAKAN = LetterTemplate(
    kind="pernyataan_penolakan", title="Surat Pernyataan Penolakan", template="pernyataan_penolakan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=other_contexts.pernyataan_penolakan,
)  # fmt: skip
BERITA_ACARA_MENINGGAL = LetterTemplate(
    kind="berita_acara_meninggal", title="Berita Acara Meninggal Dunia", template="berita_acara_meninggal.typ",
    signer=KASI, issue=Issue.ISSUED, context=other_contexts.berita_acara_meninggal,
)  # fmt: skip
BERITA_ACARA_TIDAK_DITEMUKAN = LetterTemplate(
    kind="berita_acara_tidak_ditemukan", title="Berita Acara Klien Tidak Ditemukan",
    template="berita_acara_tidak_ditemukan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=other_contexts.berita_acara_tidak_ditemukan,
)  # fmt: skip
