"""Off the way to the panti: other plans for the elder, the way back from the gate, and every early end."""

from laksana_sdk.procedure import AnyNode, Close, Finish, Outcome, SignedLetter, Step
from laksana_sdk.roles import KABID, KASI, PEKSOS, STAF
from laksana_sdk.states import Status
from laksana_sop.lansia_terlantar.r1 import common_core, letters, other_forms, other_validators

# The review before it checks the panti's criteria: every plan that comes back to the panti goes through it again.
RENCANA_LAIN = Step(
    "rencana_lain",
    label="Tetapkan rencana lain",
    implied="a family that can care, an unwilling client or a panti that refuses leaves row 3 without its panti",
    by=KASI,
    form=other_forms.RencanaLain,
    validators=(other_validators.check_rencana_lain,),
    outcomes=(
        Outcome("mediasi", "Mediasi keluarga", then="mediasi"),
        Outcome("perawatan_di_rumah", "Perawatan di rumah dengan pendampingan", then="selesaikan_luar_panti"),
        Outcome(
            "diteruskan",
            "Diteruskan ke lembaga lain (misalnya ATENSI)",
            then="surat_terusan",
            core=common_core.FORWARDED,
        ),
        Outcome("ajukan_ke_panti", "Diajukan (lagi) ke panti", then="tinjau_asesmen"),
    ),
)

MEDIASI = Step(
    "mediasi",
    label="Mediasi keluarga",
    implied="before an elder leaves for a panti the family that could care is asked to",
    by=PEKSOS,
    form=other_forms.Mediasi,
    validators=(other_validators.check_mediasi,),
    services=common_core.served_at_mediation,
    letters=(letters.BERITA_ACARA_MEDIASI,),
    outcomes=(
        Outcome("sepakat", "Keluarga sepakat merawat", then="selesaikan_luar_panti"),
        Outcome("tidak_sepakat", "Tidak tercapai kesepakatan", then="rencana_lain"),
    ),
)

SELESAIKAN_LUAR_PANTI = Finish(
    "selesaikan_luar_panti",
    label="Tutup kasus: dilayani di luar panti",
    implied="an elder who is cared for at home needs no panti, and the case ends without rows 4 to 7",
    by=KABID,
    form=other_forms.PenutupanLuarPanti,
    validators=(other_validators.check_penutupan_luar_panti,),
    services=common_core.served_outside,
    outcomes=(
        Outcome("dirawat_keluarga", "Dirawat keluarga", then=Close(), core=common_core.WITH_FAMILY),
        Outcome("perawatan_di_rumah", "Perawatan di rumah", then=Close(), core=common_core.AT_HOME),
    ),
)

BAWA_KEMBALI = Step(
    "bawa_kembali",
    label="Bawa klien kembali",
    implied="a client refused at the gate is never left there; the escort brings them to a safe place and reports",
    by=PEKSOS,
    form=other_forms.Kepulangan,
    validators=(other_validators.check_kepulangan,),
    letters=(letters.LAPORAN_PENDAMPINGAN,),
    then="rencana_lain",
)

SURAT_PENOLAKAN = SignedLetter(
    "surat_penolakan",
    label="Surat penolakan",
    implied="a village whose request is rejected is told in writing why",
    by=KASI,
    letter=letters.SURAT_PENOLAKAN,
    then=Close(status=Status.REJECTED),
)

SURAT_TERUSAN = SignedLetter(
    "surat_terusan",
    label="Surat pengantar ke lembaga yang berwenang",
    implied="what is another's to do goes there with a covering letter",
    by=KASI,
    letter=letters.SURAT_PENGANTAR_TERUSAN,
    then=Close(status=Status.FORWARDED),
)

CATAT_PEMBATALAN = Step(
    "catat_pembatalan",
    label="Catat pernyataan pembatalan",
    implied="a request is withdrawn by a statement of whoever may withdraw it",
    by=STAF,
    form=other_forms.Pembatalan,
    validators=(other_validators.check_pembatalan,),
    letters=(letters.PERNYATAAN_PEMBATALAN,),
    then=Close(status=Status.CANCELLED),
)

PERNYATAAN_KLIEN = Step(
    "pernyataan_klien",
    label="Catat pernyataan penolakan klien",
    implied="nobody lives in a panti against their will; the refusal is stated before a witness",
    by=PEKSOS,
    form=other_forms.PernyataanKlien,
    validators=(other_validators.check_pernyataan,),
    letters=(letters.PERNYATAAN_PENOLAKAN,),
    then=Close(status=Status.REFUSED_BY_CLIENT),
)

KONFIRMASI_MENINGGAL = Step(
    "konfirmasi_meninggal",
    label="Pastikan kabar klien meninggal",
    implied="whoever hears of a death records it, the Kasi confirms it before the case ends",
    by=KASI,
    form=other_forms.Kematian,
    validators=(other_validators.check_kematian,),
    letters=(letters.BERITA_ACARA_MENINGGAL,),
    outcomes=(
        Outcome(
            "belum_dilayani",
            "Meninggal sebelum dilayani",
            then=Close(status=Status.DECEASED),
            core=common_core.DIED_UNSERVED,
        ),
        Outcome(
            "sudah_dilayani",
            "Meninggal setelah dilayani",
            then=Close(status=Status.DECEASED),
            core=common_core.DIED_SERVED,
        ),
    ),
)

CATAT_PINDAH = Step(
    "catat_pindah",
    label="Catat kepindahan klien",
    implied="a client who has moved is offered to the office of the new place, or the case is closed",
    by=KASI,
    form=other_forms.Kepindahan,
    validators=(other_validators.check_kepindahan,),
    outcomes=(
        Outcome("dengan_surat", "Dengan surat pengantar", then="surat_pindah"),
        Outcome("tanpa_surat", "Ditutup tanpa surat", then=Close(status=Status.MOVED)),
    ),
)

SURAT_PINDAH = SignedLetter(
    "surat_pindah",
    label="Surat pengantar antar-Dinas Sosial",
    implied="one Dinas Sosial hands a client over to another in writing",
    by=KASI,
    letter=letters.SURAT_PENGANTAR_PINDAH,
    then=Close(status=Status.MOVED),
)

CATAT_TIDAK_DITEMUKAN = Step(
    "catat_tidak_ditemukan",
    label="Catat upaya pencarian klien",
    implied="a case ends as not found only with the attempts that were made",
    by=PEKSOS,
    form=other_forms.TidakDitemukan,
    validators=(other_validators.check_tidak_ditemukan,),
    letters=(letters.BERITA_ACARA_TIDAK_DITEMUKAN,),
    then=Close(status=Status.NOT_FOUND),
)

STEPS: tuple[AnyNode, ...] = (
    RENCANA_LAIN,
    MEDIASI,
    SELESAIKAN_LUAR_PANTI,
    BAWA_KEMBALI,
    SURAT_PENOLAKAN,
    SURAT_TERUSAN,
    CATAT_PEMBATALAN,
    PERNYATAAN_KLIEN,
    KONFIRMASI_MENINGGAL,
    CATAT_PINDAH,
    SURAT_PINDAH,
    CATAT_TIDAK_DITEMUKAN,
)
