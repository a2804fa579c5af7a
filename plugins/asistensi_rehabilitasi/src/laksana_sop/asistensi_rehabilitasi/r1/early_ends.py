"""How a request ends before its last row: who may decide it, for which reasons, through which step and paper."""

from laksana_sdk.procedure import Close, Exit, SignedLetter, Step
from laksana_sdk.roles import ANALIS, KABID, KADIS, STAF
from laksana_sdk.states import Status
from laksana_sop.asistensi_rehabilitasi.r1 import choices, ending_forms, ending_validators, letters

SURAT_PENOLAKAN = SignedLetter(
    "surat_penolakan",
    label="Surat penolakan",
    implied="row 4's condition may fail; the applicant is then told in writing why",
    by=ANALIS,
    letter=letters.SURAT_PENOLAKAN,
    then=Close(status=Status.REJECTED),
)

SURAT_TERUSAN = SignedLetter(
    "surat_terusan",
    label="Surat pengantar ke instansi yang berwenang",
    implied="the warning: the office only facilitates, the competent party decides",
    by=ANALIS,
    letter=letters.SURAT_PENGANTAR_TERUSAN,
    then=Close(status=Status.FORWARDED),
)

PEMBATALAN = Step(
    "pembatalan",
    label="Catat pernyataan pembatalan",
    implied="a request that is withdrawn says who withdrew it and why",
    by=STAF,
    form=ending_forms.Pernyataan,
    validators=(ending_validators.check_pernyataan,),
    letters=(letters.SURAT_PERNYATAAN_PEMBATALAN,),
    then=Close(status=Status.CANCELLED),
)

PERNYATAAN_PENOLAKAN = Step(
    "pernyataan_penolakan",
    label="Catat pernyataan menolak asistensi",
    implied="what row 5 explains a person may decline; the refusal is declared, not guessed",
    by=STAF,
    form=ending_forms.Pernyataan,
    validators=(ending_validators.check_pernyataan,),
    letters=(letters.SURAT_PERNYATAAN_PENOLAKAN,),
    then=Close(status=Status.REFUSED_BY_CLIENT),
)

KEMATIAN = Step(
    "kematian",
    label="Pastikan dan catat kematian pemohon",
    implied="a death that the counter hears of is confirmed by the analyst, who stands where others have a Kasi",
    by=ANALIS,
    form=ending_forms.Kematian,
    validators=(ending_validators.check_kematian,),
    letters=(letters.BERITA_ACARA_KEMATIAN,),
    then=Close(status=Status.DECEASED),
)

TIDAK_DITEMUKAN = Step(
    "tidak_ditemukan",
    label="Catat upaya menemui pemohon",
    implied="an applicant whom no assessor meets was looked for, attempt by attempt",
    by=STAF,
    form=ending_forms.TidakDitemukan,
    validators=(ending_validators.check_pencarian,),
    letters=(letters.BERITA_ACARA_PENCARIAN,),
    then=Close(status=Status.NOT_FOUND),
)

SURAT_PINDAH = SignedLetter(
    "surat_pindah",
    label="Surat pengantar ke Dinas Sosial tempat tinggal baru",
    implied="an applicant who has moved is passed to the office there",
    by=ANALIS,
    form=ending_forms.Kepindahan,
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

REJECT = Exit(by=(KADIS,), reasons=choices.TOLAK, status=Status.REJECTED, after="laporkan", through="surat_penolakan")
FORWARD = Exit(by=(KABID,), reasons=choices.TERUSKAN, status=Status.FORWARDED, through="surat_terusan")
# Once the institution has decided, the case says whether aid was given: there is nothing left to withdraw.
CANCEL = Exit(by=(STAF,), reasons=choices.BATAL, status=Status.CANCELLED, through="pembatalan", before=("selesaikan",))
# Row 5 explains the aid; before that nobody knows what is declined.
REFUSED_BY_CLIENT = Exit(
    by=(STAF,),
    reasons=choices.MENOLAK,
    status=Status.REFUSED_BY_CLIENT,
    after="edukasi",
    through="pernyataan_penolakan",
)
DECEASED = Exit(by=(STAF, ANALIS), reasons=choices.MENINGGAL, status=Status.DECEASED, through="kematian")
MOVED = Exit(by=(ANALIS, KABID), reasons=choices.PINDAH, status=Status.MOVED, through="surat_pindah")
NOT_FOUND = Exit(
    by=(STAF,),
    reasons=choices.TIDAK_DITEMUKAN,
    status=Status.NOT_FOUND,
    after="edukasi",
    through="tidak_ditemukan",
)
DUPLICATE = Exit(by=(STAF, ANALIS), reasons=choices.DUPLIKAT, status=Status.DUPLICATE)
