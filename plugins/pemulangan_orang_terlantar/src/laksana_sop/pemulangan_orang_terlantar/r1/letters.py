"""The letters of this SOP: what each is called, who initials and signs it, which register numbers it."""

from laksana_sdk.letters import Issue, LetterTemplate, Register
from laksana_sdk.roles import KABID, KADIS, KASI, PEKSOS, STAF
from laksana_sop.pemulangan_orang_terlantar.r1 import contexts, journey_contexts

TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda Terima Laporan", template="tanda_terima.typ",
    signer=STAF, issue=Issue.ISSUED, register=Register.TANDA_TERIMA, context=contexts.tanda_terima,
)  # fmt: skip
KEKURANGAN_BERKAS = LetterTemplate(
    kind="kekurangan_berkas", title="Pemberitahuan Kekurangan Berkas", template="kekurangan_berkas.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.kekurangan_berkas,
)  # fmt: skip
PERMINTAAN_SURAT_ASAL = LetterTemplate(
    kind="permintaan_surat_asal", title="Permintaan Surat kepada Dinsos Pengirim", template="kekurangan_berkas.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.permintaan_surat_asal,
)  # fmt: skip
PERMINTAAN_SURAT_POLRES = LetterTemplate(
    kind="permintaan_surat_polres", title="Permintaan Surat kepada Polres", template="kekurangan_berkas.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.permintaan_surat_polres,
)  # fmt: skip
SURAT_PENGANTAR_PERAWATAN = LetterTemplate(
    kind="surat_pengantar_perawatan", title="Surat Pengantar Perawatan", template="surat_pengantar_perawatan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=contexts.surat_pengantar_perawatan,
)  # fmt: skip
FORMULIR_ASESMEN = LetterTemplate(
    kind="formulir_asesmen", title="Formulir Asesmen", template="formulir_asesmen.typ",
    signer=KASI, issue=Issue.ISSUED, register=None, context=contexts.formulir_asesmen,
)  # fmt: skip
SURAT_REKOMENDASI = LetterTemplate(
    kind="surat_rekomendasi_pemulangan", title="Surat Rekomendasi Pemulangan", template="surat_rekomendasi.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_rekomendasi,
)  # fmt: skip
SURAT_TUGAS = LetterTemplate(
    kind="surat_tugas", title="Surat Tugas", template="surat_tugas.typ", register=Register.SURAT_TUGAS,
    signer=KADIS, paraf=(KABID,), context=contexts.surat_tugas,
)  # fmt: skip
KWITANSI = LetterTemplate(
    kind="kwitansi", title="Kwitansi", template="kwitansi.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=journey_contexts.kwitansi,
)  # fmt: skip
BERITA_ACARA_SERAH_TERIMA = LetterTemplate(
    kind="berita_acara_serah_terima", title="Berita Acara Serah Terima", template="serah_terima.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=journey_contexts.serah_terima,
)  # fmt: skip
LAPORAN_PENDAMPINGAN = LetterTemplate(
    kind="laporan_pendampingan", title="Laporan Pendampingan", template="laporan_pendampingan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=journey_contexts.laporan_pendampingan,
)  # fmt: skip
SPJ = LetterTemplate(
    kind="spj", title="Rincian Pengeluaran (SPJ)", template="spj.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=journey_contexts.spj,
)  # fmt: skip
SURAT_PENOLAKAN = LetterTemplate(
    kind="surat_penolakan", title="Surat Penolakan", template="surat_penolakan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_penolakan,
)  # fmt: skip
SURAT_TERUSAN = LetterTemplate(
    kind="surat_pengantar_terusan", title="Surat Pengantar Penerusan", template="surat_terusan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_terusan,
)  # fmt: skip
SURAT_ANTAR_DINSOS = LetterTemplate(
    kind="surat_pengantar_antar_dinsos", title="Surat Pengantar Antar-Dinas Sosial", template="surat_terusan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_antar_dinsos,
)  # fmt: skip
PERNYATAAN_PEMBATALAN = LetterTemplate(
    kind="pernyataan_pembatalan", title="Surat Pernyataan Pembatalan", template="pernyataan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=journey_contexts.pernyataan_pembatalan,
)  # fmt: skip
PERNYATAAN_PENOLAKAN = LetterTemplate(
    kind="pernyataan_penolakan", title="Surat Pernyataan Penolakan", template="pernyataan.typ",
    signer=PEKSOS, issue=Issue.ISSUED, register=None, context=journey_contexts.pernyataan_penolakan,
)  # fmt: skip
BERITA_ACARA_KEMATIAN = LetterTemplate(
    kind="berita_acara_kematian", title="Berita Acara Klien Meninggal Dunia", template="berita_acara.typ",
    signer=KASI, issue=Issue.ISSUED, context=journey_contexts.berita_acara_kematian,
)  # fmt: skip
BERITA_ACARA_TIDAK_DITEMUKAN = LetterTemplate(
    kind="berita_acara_tidak_ditemukan", title="Berita Acara Klien Tidak Ditemukan", template="berita_acara.typ",
    signer=PEKSOS, issue=Issue.ISSUED, context=journey_contexts.berita_acara_tidak_ditemukan,
)  # fmt: skip
