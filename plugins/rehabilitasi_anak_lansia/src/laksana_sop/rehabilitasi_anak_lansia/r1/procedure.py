"""Palangka Raya: social rehabilitation of children and elders (SOP /Rehsos /03/2017).

Read this with a finger on the sheet (sheet.yaml): each block below carries out the row that it names, in the sheet's
order, or says why it is implied. To change a step change its block: who does it (`by`), what is filled in (`form`, in
forms.py), what is checked (`validators`, in validators.py), what is issued (`letters`, in letters.py) and what follows.
How a case ends before its last row stands in early_ends.py.
The sheet warns that a stage left out misses the aim: no block leads past a row, only back or to an end.
"""

from laksana_sdk.procedure import (
    Close,
    Dispatch,
    Disposisi,
    EmergencyRule,
    Finish,
    Intake,
    Outcome,
    Paper,
    Procedure,
    Return,
    SignedLetter,
    Step,
    Wait,
    working_days,
)
from laksana_sdk.roles import KABID, KADIS, KASI, PANTI, PELAPOR, SEKRETARIS, SENTRA, STAF, TU
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import SpmOwner
from laksana_sop.rehabilitasi_anak_lansia.r1 import common_core, early_ends, forms, letters, replies, validators

SHEET = Sheet.beside(__file__)

# Rows 1 and 5: the sheet asks for "surat pengantar" and "persyaratan penerima manfaat" and lists none of the latter.
# Only what the office cannot work without is required: no child or elder waits for an identity card.
PERSYARATAN = (
    Paper("surat_usulan", "Surat usulan atau surat pengantar"),
    Paper("keterangan_kelurahan", "Surat keterangan kelurahan", help_text="Tidak mampu atau terlantar"),
    Paper("identitas", "KTP, KK, KIA, atau akta kelahiran", required=False, help_text="Bila belum punya: menyusul"),
    Paper("persetujuan", "Persetujuan orang tua / wali, atau pernyataan bersedia", required=False),
    Paper("keterangan_sehat", "Surat keterangan sehat", required=False, help_text="Biasanya diminta panti"),
    Paper("foto", "Foto calon penerima manfaat", required=False),
)

DILENGKAPI = Return(to=PELAPOR, within=working_days(14))

# Row 1: Menerima, mencatat dan mengagendakan surat usulan penerima manfaat
TERIMA_USULAN = Intake(
    "terima_usulan",
    label="Terima dan agendakan surat usulan",
    row=1,
    by=TU,
    performed_by=PELAPOR,
    form=forms.Usulan,
    validators=(validators.check_usulan,),
    client=common_core.client,
    client_at="calon",
    core=common_core.at_intake,
    # S2-10: the output "Disposisi" is the slip that is still blank.
    letters=(letters.TANDA_TERIMA, letters.LEMBAR_DISPOSISI),
    then="pertimbangan",
)

# Row 2: Menelaah dan memberikan pertimbangan
PERTIMBANGAN = Step(
    "pertimbangan",
    label="Telaah usulan dan beri pertimbangan",
    row=2,
    by=SEKRETARIS,
    form=forms.Pertimbangan,
    outcomes=(
        Outcome("diajukan", "Diajukan kepada Kepala Dinas", then="disposisi_kadis", letter=letters.LEMBAR_DISPOSISI),
        Outcome("perlu_telaah", "Perlu telaahan staf lebih dahulu", then="telaah_staf"),
    ),
)

# Row 3: Menelaah dan memberikan disposisi kepada Kabid
DISPOSISI_KADIS = Disposisi(
    "disposisi_kadis",
    label="Disposisi Kepala Dinas",
    row=3,
    by=KADIS,
    to=(KABID, SEKRETARIS),
    returns=DILENGKAPI,
    returns_letter=letters.KEKURANGAN_BERKAS,
    letters=(letters.LEMBAR_DISPOSISI,),
    then="disposisi_kabid",
)

# Row 4: Menelaah dan memberikan disposisi kepada Kasi
DISPOSISI_KABID = Disposisi(
    "disposisi_kabid",
    label="Disposisi Kepala Bidang",
    row=4,
    by=KABID,
    to=(KASI, STAF),
    returns=DILENGKAPI,
    returns_letter=letters.KEKURANGAN_BERKAS,
    letters=(letters.LEMBAR_DISPOSISI,),
    then="identifikasi",
)

# Row 5: Melakukan identifikasi ... terhadap data calon penerima manfaat (its first act: who, and which papers)
IDENTIFIKASI = Step(
    "identifikasi",
    label="Identifikasi dan periksa persyaratan",
    row=5,
    by=KASI,
    papers=PERSYARATAN,
    outcomes=(
        Outcome("lengkap", "Lengkap", then="verifikasi"),
        Outcome("belum_lengkap", "Belum lengkap", then=DILENGKAPI, letter=letters.KEKURANGAN_BERKAS),
    ),
)

# Row 5: ... dan verifikasi bersama staf (its second act: whether it is so, and whether the person is eligible)
VERIFIKASI = Step(
    "verifikasi",
    label="Verifikasi bersama staf",
    row=5,
    by=KASI,
    form=forms.Verifikasi,
    validators=(validators.check_verifikasi,),
    core=common_core.at_verification,
    letters=(letters.HASIL_EVALUASI,),
    outcomes=(
        Outcome("layak", "Layak dirujuk", then="rencana_rujukan", status=Status.VERIFIED, spm_owner=SpmOwner.KABUPATEN),
        Outcome("perlu_kunjungan", "Perlu kunjungan dan asesmen", then="kunjungan"),
        Outcome("dugaan_kekerasan", "Ada dugaan kekerasan, dilaporkan dahulu", then="surat_perlindungan"),
        Outcome("tidak_layak", "Tidak layak, diajukan dengan telaahan staf", then="telaah_staf"),
        Outcome("perlu_telaah", "Perlu arahan, diajukan dengan telaahan staf", then="telaah_staf"),
    ),
)

KUNJUNGAN = Step(
    "kunjungan",
    label="Kunjungi dan asesmen",
    implied="row 5 verifies data about a person; what the papers do not show is seen on a visit",
    by=STAF,
    form=forms.Asesmen,
    validators=(validators.check_asesmen,),
    letters=(letters.FORMULIR_ASESMEN,),
    then="verifikasi",
)

TELAAH_STAF = Step(
    "telaah_staf",
    label="Susun telaahan staf",
    implied="whoever is asked may want a study first; it goes up the same chain: Sekretaris, then Kepala Dinas",
    by=KASI,
    form=forms.TelaahanStaf,
    letters=(letters.TELAAHAN_STAF,),
    then="pertimbangan",
)

SURAT_PERLINDUNGAN = SignedLetter(
    "surat_perlindungan",
    label="Laporan dugaan kekerasan ke UPTD PPA / kepolisian",
    implied="a child or elder who may be a victim is reported to those who protect, whatever becomes of the referral",
    by=KASI,
    form=forms.LaporanPerlindungan,
    letter=letters.SURAT_PERLINDUNGAN,
    then="kirim_perlindungan",
)

KIRIM_PERLINDUNGAN = Dispatch(
    "kirim_perlindungan",
    label="Kirim laporan dugaan kekerasan",
    implied="the report leaves the office with proof; the verification then goes on beside it",
    by=TU,
    letter=letters.SURAT_PERLINDUNGAN,
    form=forms.Pengiriman,
    then="verifikasi",
)

# Row 6: Menyusun rujukan rehabilitasi sosial anak dan lanjut usia
RENCANA_RUJUKAN = Step(
    "rencana_rujukan",
    label="Susun rencana rujukan",
    row=6,
    by=KASI,
    form=forms.RencanaRujukan,
    validators=(validators.check_rencana,),
    core=common_core.at_plan,
    letters=(letters.RENCANA_RUJUKAN,),
    then="surat_pengantar",
)

SURAT_PENGANTAR = SignedLetter(
    "surat_pengantar",
    label="Pengesahan rencana rujukan dan surat pengantarnya",
    implied="S2-6: a surat pengantar leaves the office in rows 7 and 8, so the head approves the plan by signing it",
    by=KASI,
    letter=letters.SURAT_PENGANTAR,
    then="kirim",
)

KIRIM = Dispatch(
    "kirim",
    label="Kirim rencana rujukan ke lembaga tujuan",
    implied="row 7 needs plan and surat pengantar at the institution; the registry sends them",
    by=TU,
    letter=letters.SURAT_PENGANTAR,
    form=forms.Pengiriman,
    then="koordinasi",
)

# Row 7: Melakukan koordinasi dengan panti rehabilitasi anak dan lanjut usia / Kementerian Sosial
KOORDINASI = Step(
    "koordinasi",
    label="Koordinasi dengan lembaga tujuan",
    row=7,
    by=KABID,
    form=forms.Koordinasi,
    validators=(validators.check_koordinasi,),
    # S2-7: the sheet's "panti / Kementerian Sosial" as a choice, which the plan has made.
    outcomes=(
        Outcome("menunggu_panti", "Menunggu jawaban panti atau LKS", then="jawaban_panti"),
        Outcome("menunggu_sentra", "Menunggu jawaban Sentra Kementerian Sosial", then="jawaban_sentra"),
    ),
)


def _answers(wait: str) -> tuple[Outcome, ...]:
    """What an institution may answer; in its queue the person waits on, and the next answer comes to the same place."""
    return (
        Outcome("diterima", "Diterima", then="penetapan"),
        Outcome("daftar_tunggu", "Masuk daftar tunggu", then=wait),
        Outcome("layanan_lain", "Layanan lain yang ditawarkan, rencana disusun ulang", then="rencana_rujukan"),
        Outcome("ditolak", "Ditolak, rencana disusun ulang", then="rencana_rujukan"),
    )


JAWABAN_PANTI = Wait(
    "jawaban_panti",
    label="Menunggu jawaban panti atau LKS",
    implied="row 7 ends in a penetapan, which needs the institution's answer; the panti keeps a queue",
    by=KASI,
    on=PANTI,
    form=forms.JawabanLembaga,
    validators=(validators.check_jawaban,),
    remind=working_days(14),
    referral=common_core.answer_of,
    replies=replies.REPLIES,
    outcomes=_answers("jawaban_panti"),
)

JAWABAN_SENTRA = Wait(
    "jawaban_sentra",
    label="Menunggu jawaban Sentra Kementerian Sosial",
    implied="row 7 ends in a penetapan, which needs the answer of the ministry's Sentra",
    by=KASI,
    on=SENTRA,
    form=forms.JawabanLembaga,
    validators=(validators.check_jawaban,),
    remind=working_days(14),
    referral=common_core.answer_of,
    replies=replies.REPLIES,
    outcomes=_answers("jawaban_sentra"),
)

# Row 7, output: Penetapan rujukan penerima manfaat
PENETAPAN = SignedLetter(
    "penetapan",
    label="Penetapan rujukan penerima manfaat",
    row=7,
    by=KASI,
    letter=letters.PENETAPAN_RUJUKAN,
    then="penyaluran",
)

# Row 8: Menyalurkan / memberikan pelayanan kepada penerima manfaat
PENYALURAN = Step(
    "penyaluran",
    label="Salurkan dan serah terimakan penerima manfaat",
    row=8,
    by=KASI,
    form=forms.SerahTerima,
    validators=(validators.check_serah_terima,),
    services=common_core.served,
    status=Status.HANDED_OVER,
    outcomes=(
        # From here on the province owns the person for SPM (PP 2/2018 art. 10: inside a panti).
        Outcome(
            "diterima_panti", "Diterima di dalam panti", then="selesaikan", letter=letters.BERITA_ACARA_SERAH_TERIMA,
            status=Status.HANDED_OVER, spm_owner=SpmOwner.PROVINCE,
        ),
        Outcome(
            "diterima_luar_panti", "Diterima, dilayani di luar panti", then="selesaikan",
            letter=letters.BERITA_ACARA_SERAH_TERIMA, status=Status.HANDED_OVER,
        ),
        Outcome(
            "diterima_sebagian", "Diterima sebagian, sisanya menyusul", then="penyaluran",
            letter=letters.BERITA_ACARA_SERAH_TERIMA,
        ),
        Outcome("ditolak_penerima", "Ditolak penerima di tempat, rencana disusun ulang", then="rencana_rujukan"),
        Outcome("berubah_pikiran", "Yang bersangkutan berubah pikiran, rencana disusun ulang", then="rencana_rujukan"),
    ),
)  # fmt: skip

SELESAIKAN = Finish(
    "selesaikan",
    label="Catat dalam buku data dan tutup",
    implied="the sheet keeps a book of beneficiaries; the office says there how the service ended",
    by=KABID,
    form=forms.Penutupan,
    outcomes=(
        Outcome("dalam_panti", "Dilayani di dalam panti", then=Close(), core=common_core.INSIDE),
        Outcome("luar_panti", "Dilayani di luar panti", then=Close(), core=common_core.OUTSIDE),
    ),
)

PROCEDURE = Procedure(
    slug="rehabilitasi_anak_lansia",
    name="Rehabilitasi Sosial Anak dan Lanjut Usia",
    service="rehabilitasi_anak_lansia",
    sheet=SHEET,
    papers=PERSYARATAN,
    steps=(
        TERIMA_USULAN,
        PERTIMBANGAN,
        DISPOSISI_KADIS,
        DISPOSISI_KABID,
        IDENTIFIKASI,
        VERIFIKASI,
        KUNJUNGAN,
        TELAAH_STAF,
        # The addressee of a letter is what the last form in this order names: the plan's stands after this one's.
        SURAT_PERLINDUNGAN,
        KIRIM_PERLINDUNGAN,
        RENCANA_RUJUKAN,
        SURAT_PENGANTAR,
        KIRIM,
        KOORDINASI,
        JAWABAN_PANTI,
        JAWABAN_SENTRA,
        PENETAPAN,
        PENYALURAN,
        SELESAIKAN,
        # Off the main path: only an early end leads here.
        *early_ends.STEPS,
    ),
    assigners=(KASI, KABID, KADIS),
    reject=early_ends.REJECT,
    forward=early_ends.FORWARD,
    cancel=early_ends.CANCEL,
    refused_by_client=early_ends.REFUSED_BY_CLIENT,
    deceased=early_ends.DECEASED,
    moved=early_ends.MOVED,
    not_found=early_ends.NOT_FOUND,
    duplicate=early_ends.DUPLICATE,
    emergency=EmergencyRule(authorised_by=(KABID,), confirmed_by=(KADIS,), within=working_days(3)),
)
