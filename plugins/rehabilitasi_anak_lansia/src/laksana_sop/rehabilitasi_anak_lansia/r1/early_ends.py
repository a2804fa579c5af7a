"""How a case ends before its last row: who may decide it, for which reasons, through which step and paper."""

from laksana_sdk.procedure import Close, Exit, SignedLetter, Step
from laksana_sdk.roles import KABID, KADIS, KASI, SEKRETARIS, STAF, TU
from laksana_sdk.states import Status
from laksana_sop.rehabilitasi_anak_lansia.r1 import choices, forms, letters, validators

SURAT_PENOLAKAN = SignedLetter(
    "surat_penolakan",
    label="Surat penolakan",
    implied="a proposal may be refused at rows 3 to 7; the proposer is then told in writing why",
    by=KASI,
    letter=letters.SURAT_PENOLAKAN,
    then=Close(status=Status.REJECTED),
)

SURAT_TERUSAN = SignedLetter(
    "surat_terusan",
    label="Surat pengantar ke yang berwenang",
    implied="anybody in the chain of rows 2 to 5 may redirect a proposal to another bidang or office",
    by=KASI,
    letter=letters.SURAT_PENGANTAR_TERUSAN,
    then=Close(status=Status.FORWARDED),
)

PEMBATALAN = Step(
    "pembatalan",
    label="Catat pernyataan pembatalan",
    implied="a withdrawn proposal says who withdrew it and why",
    by=STAF,
    form=forms.Pernyataan,
    validators=(validators.check_pernyataan,),
    letters=(letters.SURAT_PERNYATAAN_PEMBATALAN,),
    then=Close(status=Status.CANCELLED),
)

PERNYATAAN_PENOLAKAN = Step(
    "pernyataan_penolakan",
    label="Catat pernyataan penolakan rujukan",
    implied="nobody is referred against the own or the guardian's will; the refusal is declared before a witness",
    by=STAF,
    form=forms.Pernyataan,
    validators=(validators.check_pernyataan,),
    letters=(letters.SURAT_PERNYATAAN_PENOLAKAN,),
    then=Close(status=Status.REFUSED_BY_CLIENT),
)

KEMATIAN = Step(
    "kematian",
    label="Pastikan dan catat kematian",
    implied="a death that staff reports is confirmed by the section head",
    by=KASI,
    form=forms.Kematian,
    validators=(validators.check_kematian,),
    letters=(letters.BERITA_ACARA_KEMATIAN,),
    then=Close(status=Status.DECEASED),
)

TIDAK_DITEMUKAN = Step(
    "tidak_ditemukan",
    label="Catat pencarian",
    implied="a person who cannot be found was looked for, attempt by attempt",
    by=STAF,
    form=forms.TidakDitemukan,
    validators=(validators.check_pencarian,),
    letters=(letters.BERITA_ACARA_PENCARIAN,),
    then=Close(status=Status.NOT_FOUND),
)

SURAT_PINDAH = SignedLetter(
    "surat_pindah",
    label="Surat pengantar ke Dinas Sosial tempat tinggal baru",
    implied="a person who has moved, or belongs elsewhere, is passed to the office there",
    by=KASI,
    form=forms.Kepindahan,
    letter=letters.SURAT_PENGANTAR_PINDAH,
    then=Close(status=Status.MOVED),
)

STEPS = (
    SURAT_PENOLAKAN,
    SURAT_TERUSAN,
    PEMBATALAN,
    PERNYATAAN_PENOLAKAN,
    KEMATIAN,
    TIDAK_DITEMUKAN,
    SURAT_PINDAH,
)

# Anybody in the chain may answer that it cannot be processed: once it lies before the Kepala Dinas, he may refuse.
REJECT = Exit(
    by=(KADIS,), reasons=choices.TOLAK, status=Status.REJECTED, after="disposisi_kadis", through="surat_penolakan"
)
# ... and anybody in it may redirect it to another bidang or office.
FORWARD = Exit(
    by=(SEKRETARIS, KADIS, KABID, KASI), reasons=choices.TERUSKAN, status=Status.FORWARDED, through="surat_terusan"
)
# Once the person has been handed over nothing is left to cancel.
CANCEL = Exit(
    by=(TU, STAF), reasons=choices.BATAL, status=Status.CANCELLED, through="pembatalan", before=("selesaikan",)
)
REFUSED_BY_CLIENT = Exit(
    by=(STAF, KASI),
    reasons=choices.MENOLAK,
    status=Status.REFUSED_BY_CLIENT,
    after="verifikasi",
    through="pernyataan_penolakan",
)
DECEASED = Exit(by=(STAF, KASI), reasons=choices.MENINGGAL, status=Status.DECEASED, through="kematian")
MOVED = Exit(by=(KASI,), reasons=choices.PINDAH, status=Status.MOVED, through="surat_pindah")
NOT_FOUND = Exit(
    by=(STAF,),
    reasons=choices.TIDAK_DITEMUKAN,
    status=Status.NOT_FOUND,
    after="identifikasi",
    through="tidak_ditemukan",
)
DUPLICATE = Exit(by=(TU, STAF, KASI), reasons=choices.DUPLIKAT, status=Status.DUPLICATE)
