"""The letters of this SOP: what each is called, who initials and signs it, which register numbers it."""

from laksana_sdk.letters import Issue, LetterTemplate, Register
from laksana_sdk.roles import KABID, KADIS, KASI, SEKRETARIS, STAF, TU
from laksana_sop.rehabilitasi_anak_lansia.r1 import contexts, records

# S2-6: what refers a person passes the Sekretaris too; every other letter carries the bidang's paraf.
REFERRAL_PARAF = (KABID, SEKRETARIS)

TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda Terima Surat Usulan", template="tanda_terima.typ",
    signer=TU, issue=Issue.ISSUED, register=Register.TANDA_TERIMA, context=contexts.tanda_terima,
)  # fmt: skip
LEMBAR_DISPOSISI = LetterTemplate(
    kind="lembar_disposisi", title="Lembar Disposisi", template="lembar_disposisi.typ",
    signer=KADIS, issue=Issue.ISSUED, register=None, context=contexts.lembar_disposisi,
)  # fmt: skip
TELAAHAN_STAF = LetterTemplate(
    kind="telaahan_staf", title="Telaahan Staf", template="telaahan_staf.typ",
    signer=KASI, issue=Issue.ISSUED, register=None, context=records.telaahan_staf,
)  # fmt: skip
KEKURANGAN_BERKAS = LetterTemplate(
    kind="kekurangan_berkas", title="Pemberitahuan Kekurangan Persyaratan", template="kekurangan_berkas.typ",
    signer=KASI, issue=Issue.ISSUED, context=contexts.kekurangan_berkas,
)  # fmt: skip
HASIL_EVALUASI = LetterTemplate(
    kind="hasil_evaluasi", title="Hasil Evaluasi Calon Penerima Manfaat", template="hasil_evaluasi.typ",
    signer=KASI, issue=Issue.ISSUED, register=None, context=records.hasil_evaluasi,
)  # fmt: skip
FORMULIR_ASESMEN = LetterTemplate(
    kind="formulir_asesmen", title="Formulir Asesmen", template="formulir_asesmen.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=records.formulir_asesmen,
)  # fmt: skip
SURAT_PERLINDUNGAN = LetterTemplate(
    kind="surat_perlindungan", title="Laporan Dugaan Kekerasan", template="surat_perlindungan.typ",
    signer=KADIS, paraf=(KABID,), context=contexts.surat_perlindungan,
)  # fmt: skip
RENCANA_RUJUKAN = LetterTemplate(
    kind="rencana_rujukan", title="Rencana Rujukan", template="rencana_rujukan.typ",
    signer=KASI, issue=Issue.ISSUED, register=None, context=contexts.rencana_rujukan,
)  # fmt: skip
SURAT_PENGANTAR = LetterTemplate(
    kind="surat_pengantar", title="Surat Pengantar Rujukan", template="surat_pengantar.typ",
    signer=KADIS, paraf=REFERRAL_PARAF, context=contexts.surat_pengantar,
)  # fmt: skip
PENETAPAN_RUJUKAN = LetterTemplate(
    kind="penetapan_rujukan", title="Penetapan Rujukan Penerima Manfaat", template="penetapan_rujukan.typ",
    signer=KADIS, paraf=REFERRAL_PARAF, context=contexts.penetapan_rujukan,
)  # fmt: skip
BERITA_ACARA_SERAH_TERIMA = LetterTemplate(
    kind="berita_acara_serah_terima", title="Berita Acara Serah Terima", template="berita_acara_serah_terima.typ",
    signer=KASI, issue=Issue.ISSUED, context=records.berita_acara_serah_terima,
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
    signer=KADIS, paraf=(KABID,), context=contexts.surat_pengantar_pindah,
)  # fmt: skip
SURAT_PERNYATAAN_PEMBATALAN = LetterTemplate(
    kind="surat_pernyataan_pembatalan", title="Surat Pernyataan Pembatalan", template="surat_pernyataan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=records.pernyataan_pembatalan,
)  # fmt: skip
SURAT_PERNYATAAN_PENOLAKAN = LetterTemplate(
    kind="surat_pernyataan_penolakan", title="Surat Pernyataan Penolakan Rujukan", template="surat_pernyataan.typ",
    signer=STAF, issue=Issue.ISSUED, register=None, context=records.pernyataan_penolakan,
)  # fmt: skip
BERITA_ACARA_KEMATIAN = LetterTemplate(
    kind="berita_acara_kematian", title="Berita Acara Kematian", template="berita_acara_kematian.typ",
    signer=KASI, issue=Issue.ISSUED, context=records.berita_acara_kematian,
)  # fmt: skip
BERITA_ACARA_PENCARIAN = LetterTemplate(
    kind="berita_acara_pencarian", title="Berita Acara Pencarian", template="berita_acara_pencarian.typ",
    signer=STAF, issue=Issue.ISSUED, context=records.berita_acara_pencarian,
)  # fmt: skip
