"""Lamandau: sending stranded people home (SOP 800/13-d /Dinsos.C/1/2023).

Read this with a finger on the sheet (sheet.yaml): each block below carries out the row that it names, in the sheet's
order, or says why it is implied. To change a step change its block: who does it (`by`), what is filled in (`form`, in
forms.py), what is checked (`validators`, in validators.py), what is issued (`letters`, in letters.py) and what follows.
The way home stands in journey.py, the early ends in endings.py. Everything can be done in one sitting: only an answer
that somebody outside still owes makes a case wait.
"""

from laksana_sdk.procedure import (
    EmergencyRule,
    Exit,
    Intake,
    Outcome,
    Procedure,
    Return,
    SignedLetter,
    Step,
    Wait,
    working_days,
)
from laksana_sdk.roles import DINSOS_ASAL, KABID, KADIS, KASI, PEKSOS, PELAPOR, STAF
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status
from laksana_sop.pemulangan_orang_terlantar.r1 import choices, common_core, endings, forms, journey, letters, validators
from laksana_sop.pemulangan_orang_terlantar.r1.ending_forms import Tinjauan
from laksana_sop.pemulangan_orang_terlantar.r1.papers import BERKAS, BERKAS_AWAL, SURAT_DINSOS_ASAL, SURAT_POLRES
from laksana_sop.pemulangan_orang_terlantar.r1.parties import RUMAH_SAKIT

SHEET = Sheet.beside(__file__)

# Row 1: Petugas Dinas Sosial Menerima Laporan Terkait Orang Terlantar dan Menerima Surat Keterangan POLRES Setempat
TERIMA_LAPORAN = Intake(
    "terima_laporan",
    label="Terima laporan orang terlantar dan surat keterangan Polres",
    row=1,
    by=STAF,
    performed_by=PELAPOR,
    form=forms.Laporan,
    validators=(validators.check_laporan,),
    client=common_core.client,
    client_at="klien",
    core=common_core.at_intake,
    letters=(letters.TANDA_TERIMA,),
    then="verifikasi",
)

# Row 2: Pekerja Sosial ... melakukan verifikasi Data Kelengkapan Terlantar (Interview)
VERIFIKASI = Step(
    "verifikasi",
    label="Wawancarai klien dan periksa kelengkapan",
    row=2,
    by=PEKSOS,
    papers=BERKAS_AWAL,
    form=forms.Wawancara,
    validators=(validators.check_wawancara,),
    status=Status.RECEIVED,
    outcomes=(
        Outcome("lanjut", "Lanjut ke asesmen", then="asesmen", status=Status.VERIFIED),
        Outcome("kiriman", "Kiriman: periksa surat Dinas Sosial pengirim", then="surat_asal"),
        Outcome(
            "perlu_perawatan",
            "Perlu perawatan lebih dahulu",
            then="perawatan",
            letter=letters.SURAT_PENGANTAR_PERAWATAN,
        ),
        Outcome(
            "belum_lengkap",
            "Arahkan ke Polres: surat belum ada",
            then=Return(to=PELAPOR, within=working_days(3), asks=(SURAT_POLRES,)),
            letter=letters.KEKURANGAN_BERKAS,
        ),
    ),
)

# Equipment 2: Suket Terlantar dari Dinsos Asal/Jika Kiriman. Required here alone, so that no other case owes it.
SURAT_ASAL = Step(
    "surat_asal",
    label="Periksa surat keterangan Dinas Sosial pengirim",
    implied="the equipment list asks for the origin Dinsos's letter 'Jika Kiriman'",
    by=PEKSOS,
    papers=(SURAT_DINSOS_ASAL,),
    form=forms.SuratAsal,
    status=Status.RECEIVED,
    outcomes=(
        Outcome("ada", "Surat ada dan sesuai", then="asesmen", status=Status.VERIFIED),
        Outcome(
            "belum_ada",
            "Minta surat kepada Dinas Sosial pengirim",
            then=Return(to=DINSOS_ASAL, within=working_days(3)),
            letter=letters.PERMINTAAN_SURAT_ASAL,
        ),
    ),
)

PERAWATAN = Wait(
    "perawatan",
    label="Klien dirawat; menunggu keterangan rumah sakit",
    implied="nobody who is ill is sent on a journey; who recovers is interviewed again, who does not is forwarded",
    by=PEKSOS,
    on=RUMAH_SAKIT,
    form=forms.HasilPerawatan,
    validators=(validators.check_perawatan,),
    remind=working_days(3),
    outcomes=(
        Outcome("pulih", "Dapat melakukan perjalanan", then="verifikasi", status=Status.RECEIVED),
        Outcome("masih_dirawat", "Masih dirawat", then="perawatan"),
    ),
)

# Row 3: Kasi ... menyiapkan persyaratan administratif: identifikasi dan registrasi, assessment, Membuat Rekomendasi
ASESMEN = Step(
    "asesmen",
    label="Asesmen dan rekomendasi",
    row=3,
    by=KASI,
    form=forms.Asesmen,
    validators=(validators.check_asesmen,),
    core=common_core.at_assessment,
    letters=(letters.FORMULIR_ASESMEN,),
    status=Status.VERIFIED,
    outcomes=(
        Outcome("dipulangkan", "Direkomendasikan", then="surat_rekomendasi", status=Status.IN_PROGRESS),
        Outcome("tidak_direkomendasikan", "Tidak direkomendasikan", then="tinjauan", status=Status.IN_PROGRESS),
    ),
)

TINJAUAN = Step(
    "tinjauan",
    label="Tinjauan Kepala Dinas atas usul tidak memulangkan",
    implied="only the head rejects, on advice from below; here the case waits for that rejection or for another word",
    by=KADIS,
    form=Tinjauan,
    outcomes=(Outcome("asesmen_ulang", "Tetap dilayani: asesmen ulang", then="asesmen"),),
)

# Row 4: Konsep surat rekomendasi pendampingan / surat tugas disampaikan kepada Kepala Bidang untuk ditelaah dan diparaf
# Row 5: Kepala Dinas menandatangani. Both letters pass through both rows: drafted by KASI, initialled by KABID, signed
# by KADIS. A step names one row, so the recommendation stands for row 4 and the order for row 5.
SURAT_REKOMENDASI = SignedLetter(
    "surat_rekomendasi",
    label="Surat rekomendasi pemulangan: konsep, paraf, tanda tangan",
    row=4,
    by=KASI,
    letter=letters.SURAT_REKOMENDASI,
    then="surat_tugas",
)
SURAT_TUGAS = SignedLetter(
    "surat_tugas",
    label="Surat tugas: konsep, paraf, tanda tangan",
    row=5,
    by=KASI,
    letter=letters.SURAT_TUGAS,
    then="serahkan",
)

# Row 6: Rekomendasi diserahkan ke Kepala Seksi Pelayanan dan Rehabilitasi Sosial Tuna Sosial dan Pekerja Sosial
SERAHKAN = Step(
    "serahkan",
    label="Surat diserahkan kepada Kasi dan pekerja sosial",
    row=6,
    by=KASI,
    form=forms.PenyerahanSurat,
    validators=(validators.check_penyerahan,),
    then="rencana",
)

PROCEDURE = Procedure(
    slug="pemulangan_orang_terlantar",
    name="Pemulangan Orang Terlantar",
    service="pemulangan_orang_terlantar",
    sheet=SHEET,
    papers=BERKAS,
    steps=(
        TERIMA_LAPORAN,
        VERIFIKASI,
        SURAT_ASAL,
        PERAWATAN,
        ASESMEN,
        TINJAUAN,
        SURAT_REKOMENDASI,
        SURAT_TUGAS,
        SERAHKAN,
        *journey.STEPS,
        # Off the main path: only an early end leads here.
        *endings.STEPS,
    ),
    assigners=(KASI, KABID),
    reject=Exit(
        by=(KADIS,), reasons=choices.TOLAK, status=Status.REJECTED, after="verifikasi", through="surat_penolakan"
    ),
    forward=Exit(by=(KASI, KABID), reasons=choices.TERUSKAN, status=Status.FORWARDED, through="surat_terusan"),
    cancel=Exit(
        by=(STAF,),
        reasons=choices.BATAL,
        status=Status.CANCELLED,
        through="pembatalan",
        # Handed over on the way (estafet), or at the journey's end.
        before=("konfirmasi_provinsi", "pendampingan"),
    ),
    refused_by_client=Exit(
        by=(PEKSOS,),
        reasons=choices.KLIEN_MENOLAK,
        status=Status.REFUSED_BY_CLIENT,
        after="verifikasi",
        through="penolakan_klien",
    ),
    deceased=Exit(by=(STAF, PEKSOS), reasons=choices.MENINGGAL, status=Status.DECEASED, through="kematian"),
    moved=Exit(by=(KASI,), reasons=choices.PINDAH, status=Status.MOVED, through="pindah"),
    not_found=Exit(by=(PEKSOS,), reasons=choices.TIDAK_DITEMUKAN, status=Status.NOT_FOUND, through="tidak_ditemukan"),
    # A person in danger at night: steps may run ahead of papers, the police letter included, on the Kabid's word.
    emergency=EmergencyRule(authorised_by=(KABID,), confirmed_by=(KADIS,), within=working_days(3)),
    duplicate=Exit(by=(STAF,), reasons=choices.DUPLIKAT, status=Status.DUPLICATE),
)
