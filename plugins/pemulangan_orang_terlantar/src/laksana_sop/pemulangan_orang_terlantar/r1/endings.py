"""The early ends: what is written down, by whom, before a case ends otherwise than at home."""

from laksana_sdk.procedure import AnyNode, Close, SignedLetter, Step
from laksana_sdk.roles import KASI, PEKSOS, STAF
from laksana_sdk.states import Status
from laksana_sop.pemulangan_orang_terlantar.r1 import ending_forms, journey_forms, journey_validators, letters

SURAT_PENOLAKAN = SignedLetter(
    "surat_penolakan",
    label="Surat penolakan",
    implied="whoever is refused is told in writing why, and where to complain",
    by=KASI,
    letter=letters.SURAT_PENOLAKAN,
    then=Close(status=Status.REJECTED),
)
SURAT_TERUSAN = SignedLetter(
    "surat_terusan",
    label="Surat pengantar ke instansi yang berwenang",
    implied="a person goes to a hospital or another office with a letter; the person need not wait for it",
    by=KASI,
    letter=letters.SURAT_TERUSAN,
    then=Close(status=Status.FORWARDED),
)
PEMBATALAN = Step(
    "pembatalan",
    label="Catat pernyataan pembatalan",
    implied="a request is withdrawn by a statement of the client or the family",
    by=STAF,
    form=ending_forms.Pernyataan,
    validators=(journey_validators.check_pernyataan,),
    letters=(letters.PERNYATAAN_PEMBATALAN,),
    then=Close(status=Status.CANCELLED),
)
PENOLAKAN_KLIEN = Step(
    "penolakan_klien",
    label="Catat penolakan klien",
    implied="nobody is sent home against their will; the refusal is stated before a witness",
    by=PEKSOS,
    form=ending_forms.Pernyataan,
    validators=(journey_validators.check_pernyataan,),
    letters=(letters.PERNYATAAN_PENOLAKAN,),
    then=Close(status=Status.REFUSED_BY_CLIENT),
)
KEMATIAN = Step(
    "kematian",
    label="Pastikan dan catat kematian klien",
    implied="a death is reported by whoever hears of it and confirmed by KASI; the burial is another SOP",
    by=KASI,
    form=ending_forms.Kematian,
    validators=(journey_validators.check_kematian,),
    letters=(letters.BERITA_ACARA_KEMATIAN,),
    then=Close(status=Status.DECEASED),
)
PINDAH = Step(
    "pindah",
    label="Catat keberadaan klien di wilayah lain",
    implied="a person who is elsewhere now belongs to the office there",
    by=KASI,
    form=ending_forms.Kepindahan,
    validators=(journey_validators.check_kepindahan,),
    then="surat_antar_dinsos",
)
SURAT_ANTAR_DINSOS = SignedLetter(
    "surat_antar_dinsos",
    label="Surat pengantar antar-Dinas Sosial",
    implied="the office there takes over with a letter of this one",
    by=KASI,
    letter=letters.SURAT_ANTAR_DINSOS,
    then=Close(status=Status.MOVED),
)
TIDAK_DITEMUKAN = Step(
    "tidak_ditemukan",
    label="Catat pencarian klien yang pergi",
    implied="a case is given up only after the attempts to find the person are written down",
    by=PEKSOS,
    form=journey_forms.Penelusuran,
    validators=(journey_validators.check_penelusuran,),
    letters=(letters.BERITA_ACARA_TIDAK_DITEMUKAN,),
    then=Close(status=Status.NOT_FOUND),
)
STEPS: tuple[AnyNode, ...] = (
    SURAT_PENOLAKAN,
    SURAT_TERUSAN,
    PEMBATALAN,
    PENOLAKAN_KLIEN,
    KEMATIAN,
    PINDAH,
    SURAT_ANTAR_DINSOS,
    TIDAK_DITEMUKAN,
)
