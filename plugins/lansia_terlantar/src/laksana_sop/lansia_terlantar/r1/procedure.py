"""Lamandau: recommending and escorting neglected elders to a panti (SOP 800/13-c /Dinsos.C/2023).

Read this with a finger on the sheet (sheet.yaml): each block below carries out the row that it names, in the sheet's
order, or says why it is implied. To change a step change its block: who does it (`by`), what is filled in (`form`, in
forms.py), what is checked (`validators`, in validators.py), what is issued (`letters`, in letters.py) and what follows.
What lies off the way to the panti, other plans and early ends, stands in detours.py in the same manner.
"""

from laksana_sdk.procedure import (
    Close,
    Dispatch,
    EmergencyRule,
    Exit,
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
from laksana_sdk.roles import KABID, KADIS, KASI, PANTI, PEKSOS, PETUGAS_DESA, STAF, TU
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import SpmOwner
from laksana_sop.lansia_terlantar.r1 import choices, common_core, detours, forms, letters, replies, validators

SHEET = Sheet.beside(__file__)

# Row 3 names no paper (S0-14); what a panti asks for is required only where nothing can replace it.
BERKAS = (
    Paper("surat_permohonan_desa", "Surat permohonan desa / kelurahan"),
    Paper("surat_kesediaan", "Surat kesediaan klien tinggal di panti", help_text="Boleh cap jempol, disaksikan"),
    Paper("foto", "Pasfoto klien 4x6"),
    Paper("ktp", "Fotokopi KTP klien", required=False, help_text="Klien tanpa identitas tetap dilayani"),
    Paper("kk", "Fotokopi Kartu Keluarga (KK)", required=False),
    Paper("persetujuan_keluarga", "Surat persetujuan keluarga / wali", required=False),
    Paper("keterangan_tanpa_keluarga", "Surat keterangan desa: tidak ada keluarga", required=False),
    Paper("sktm", "Surat keterangan tidak mampu (SKTM)", required=False),
    Paper("surat_sehat", "Surat keterangan sehat", required=False, help_text="Boleh menyusul sampai keberangkatan"),
    Paper("jaminan_kesehatan", "Kartu jaminan kesehatan (PBI-JK)", required=False),
)

# Row 1: Petugas Desa/Kelurahan membuat surat permohonan kepada Dinas Sosial tentang permintaan rehabilitasi
TERIMA_PERMOHONAN = Intake(
    "terima_permohonan",
    label="Terima permohonan desa / kelurahan",
    row=1,
    by=STAF,
    performed_by=PETUGAS_DESA,
    form=forms.Permohonan,
    validators=(validators.check_permohonan,),
    client=common_core.client,
    client_at="lansia",
    core=common_core.at_intake,
    letters=(letters.TANDA_TERIMA,),
    then="penugasan",
)

# Row 2: ... menugaskan Pekerja Sosial atau Tenaga Kerja Sosial Profesional ... (first act, S0-15)
PENUGASAN = Step(
    "penugasan",
    label="Tugaskan pekerja sosial",
    row=2,
    by=KASI,
    form=forms.Penugasan,
    validators=(validators.check_penugasan,),
    status=Status.RECEIVED,
    outcomes=(
        Outcome("ditugaskan", "Ditugaskan", then="asesmen"),
        Outcome(
            "surat_menyusul", "Ditugaskan; surat desa menyusul", then="asesmen", letter=letters.SURAT_PERMOHONAN_DESA
        ),
    ),
)

# Row 2: ... untuk melakukan verifikasi lapangan dan asesmen (second act, S0-15)
ASESMEN = Step(
    "asesmen",
    label="Verifikasi lapangan dan asesmen",
    row=2,
    by=PEKSOS,
    form=forms.Asesmen,
    validators=(validators.check_asesmen,),
    core=common_core.at_assessment,
    services=common_core.served_at_visit,
    letters=(letters.FORMULIR_ASESMEN,),
    then="tinjau_asesmen",
)

# Row 3: Kasi ... penelusuran dan penelaahan masalah (assessment): the one assessment is reviewed (S0-9)
TINJAU_ASESMEN = Step(
    "tinjau_asesmen",
    label="Telaah hasil asesmen",
    row=3,
    by=KASI,
    form=forms.TinjauanAsesmen,
    validators=(validators.check_tinjauan,),
    core=common_core.at_review,
    spm_owner=SpmOwner.KABUPATEN,
    outcomes=(
        Outcome("ke_panti", "Diajukan ke panti", then="siapkan_administrasi"),
        Outcome("luar_panti", "Dicarikan rencana di luar panti", then="rencana_lain"),
        Outcome("asesmen_ulang", "Asesmen diulang", then="asesmen"),
    ),
)

# Row 3: Kasi ... menyiapkan persyaratan administratif meliputi : identifikasi dan registrasi
SIAPKAN_ADMINISTRASI = Step(
    "siapkan_administrasi",
    label="Siapkan persyaratan administratif dan isi kedua naskah",
    row=3,
    by=KASI,
    form=forms.PersyaratanAdministratif,
    validators=(validators.check_persyaratan,),
    core=common_core.at_registration,
    papers=BERKAS,
    outcomes=(
        Outcome("lengkap", "Lengkap", then="telaah_kabid", status=Status.VERIFIED),
        Outcome(
            "belum_lengkap",
            "Belum lengkap",
            then=Return(to=PETUGAS_DESA, within=working_days(14)),
            letter=letters.KEKURANGAN_BERKAS,
        ),
    ),
)

# Row 4: Kepala Bidang menelaah ... (his paraf follows on the two drafts, S0-10)
TELAAH_KABID = Step(
    "telaah_kabid",
    label="Telaah Kepala Bidang",
    row=4,
    by=KABID,
    form=forms.Telaah,
    validators=(validators.check_telaah,),
    status=Status.VERIFIED,
    outcomes=(
        Outcome("layak_paraf", "Naskah dapat disusun dan diparaf", then="persetujuan_tinggal"),
        Outcome("perbaiki", "Kembalikan ke Kasi", then="siapkan_administrasi"),
        Outcome("asesmen_ulang", "Asesmen diulang", then="asesmen"),
    ),
)

# Row 5: Kepala Dinas menandatangani Persetujuan Klien Tinggal di Panti
PERSETUJUAN_TINGGAL = SignedLetter(
    "persetujuan_tinggal",
    label="Persetujuan klien tinggal di panti",
    row=5,
    by=KASI,
    letter=letters.PERSETUJUAN_TINGGAL,
    then="surat_rekomendasi",
)

# Row 5: the recommendation that row 6 hands down is signed with it (S0-10)
SURAT_REKOMENDASI = SignedLetter(
    "surat_rekomendasi",
    label="Surat rekomendasi ke panti",
    row=5,
    by=KASI,
    letter=letters.SURAT_REKOMENDASI,
    then="serahkan_rekomendasi",
)

# Row 6: Rekomendasi diserahkan ke Kepala Seksi ... dan Pekerja Sosial (from the Kadis, by the hand of his TU)
SERAHKAN_REKOMENDASI = Step(
    "serahkan_rekomendasi",
    label="Serahkan rekomendasi kepada Kasi dan pekerja sosial",
    row=6,
    by=TU,
    form=forms.PenyerahanRekomendasi,
    validators=(validators.check_penyerahan,),
    then="kirim_rekomendasi",
)

KIRIM_REKOMENDASI = Dispatch(
    "kirim_rekomendasi",
    label="Kirim rekomendasi ke panti",
    implied="the panti can only answer (S0-13) what it has received",
    by=STAF,
    letter=letters.SURAT_REKOMENDASI,
    form=forms.Pengiriman,
    then="jawaban_panti",
)

JAWABAN_PANTI = Wait(
    "jawaban_panti",
    label="Menunggu jawaban panti",
    implied="no row has the panti accept, yet it may refuse or put the client on its waiting list (S0-13)",
    by=KASI,
    on=PANTI,
    form=forms.JawabanPanti,
    validators=(validators.check_jawaban_panti,),
    remind=working_days(10),
    referral=common_core.answer_of_panti,
    replies=replies.REPLIES,
    outcomes=(
        Outcome("diterima", "Diterima panti", then="siapkan_pendampingan"),
        Outcome("daftar_tunggu", "Masuk daftar tunggu", then="jawaban_panti"),
        Outcome("berkas_kurang", "Panti meminta berkas", then="lengkapi_panti"),
        Outcome("tidak_diterima", "Tidak diterima panti", then="rencana_lain"),
    ),
)

LENGKAPI_PANTI = Step(
    "lengkapi_panti",
    label="Sampaikan berkas yang diminta panti",
    implied="a panti that asks for more papers waits for them (S0-13)",
    by=KASI,
    form=forms.TambahanBerkas,
    validators=(validators.check_tambahan,),
    then="jawaban_panti",
)

SIAPKAN_PENDAMPINGAN = Step(
    "siapkan_pendampingan",
    label="Siapkan pendampingan ke panti",
    implied="the title promises an escort; it needs people, a vehicle and a health letter before row 7",
    by=KASI,
    form=forms.RencanaPendampingan,
    validators=(validators.check_rencana_pendampingan,),
    then="surat_tugas",
)

SURAT_TUGAS = SignedLetter(
    "surat_tugas",
    label="Surat perintah tugas pendampingan",
    implied="officers who leave the kabupaten need an order signed by the head",
    by=KASI,
    letter=letters.SURAT_TUGAS,
    then="kirim_klien",
)

# Row 7: Klien dikirim ke panti Jompo Palangka Raya
KIRIM_KLIEN = Step(
    "kirim_klien",
    label="Berangkatkan klien ke panti",
    row=7,
    by=PEKSOS,
    form=forms.Keberangkatan,
    validators=(validators.check_keberangkatan,),
    outcomes=(
        Outcome("berangkat", "Berangkat", then="serah_terima"),
        Outcome("tertunda", "Keberangkatan ditunda", then="siapkan_pendampingan"),
        Outcome("klien_menolak", "Klien menolak berangkat", then="rencana_lain"),
    ),
)

SERAH_TERIMA = Step(
    "serah_terima",
    label="Serah terima klien di panti",
    implied="the output that row 7 prints is the letter of row 6; what ends the escort is a berita acara (S0-10)",
    by=PEKSOS,
    form=forms.SerahTerima,
    validators=(validators.check_serah_terima,),
    services=common_core.served_at_handover,
    status=Status.HANDED_OVER,
    outcomes=(
        Outcome(
            "diserahkan",
            "Diterima panti",
            then="laporan_pendampingan",
            status=Status.HANDED_OVER,
            letter=letters.BERITA_ACARA_SERAH_TERIMA,
            core=common_core.ADMITTED,
            spm_owner=SpmOwner.PROVINCE,
        ),
        Outcome(
            "ditolak_di_pintu",
            "Ditolak saat tiba di panti",
            then="bawa_kembali",
            status=Status.IN_PROGRESS,
            letter=letters.BERITA_ACARA_PENOLAKAN,
        ),
    ),
)

LAPORAN_PENDAMPINGAN = Step(
    "laporan_pendampingan",
    label="Laporan pendampingan",
    implied="whoever travelled under an order reports the journey and its cost",
    by=PEKSOS,
    form=forms.LaporanPendampingan,
    validators=(validators.check_laporan,),
    letters=(letters.LAPORAN_PENDAMPINGAN,),
    status=Status.HANDED_OVER,
    then="selesaikan",
)

SELESAIKAN = Finish(
    "selesaikan",
    label="Tutup kasus setelah pemantauan",
    implied="the sheet ends with the journey; the office files the case once it knows how the client fares",
    by=KABID,
    form=forms.Penutupan,
    validators=(validators.check_penutupan,),
    outcomes=(
        Outcome("tinggal_di_panti", "Tinggal di panti", then=Close(), core=common_core.IN_PANTI),
        Outcome("diambil_keluarga", "Diambil keluarga", then=Close(), core=common_core.WITH_FAMILY),
        Outcome("keluar_dari_panti", "Keluar dari panti", then=Close(), core=common_core.LEFT_PANTI),
    ),
)

PROCEDURE = Procedure(
    slug="lansia_terlantar",
    name="Rekomendasi dan Pendampingan Pekerja Sosial bagi Lansia Terlantar ke Panti Jompo Palangka Raya",
    service="lansia_terlantar",
    sheet=SHEET,
    papers=BERKAS,
    steps=(
        TERIMA_PERMOHONAN,
        PENUGASAN,
        ASESMEN,
        TINJAU_ASESMEN,
        SIAPKAN_ADMINISTRASI,
        TELAAH_KABID,
        PERSETUJUAN_TINGGAL,
        SURAT_REKOMENDASI,
        SERAHKAN_REKOMENDASI,
        KIRIM_REKOMENDASI,
        JAWABAN_PANTI,
        LENGKAPI_PANTI,
        SIAPKAN_PENDAMPINGAN,
        SURAT_TUGAS,
        KIRIM_KLIEN,
        SERAH_TERIMA,
        LAPORAN_PENDAMPINGAN,
        SELESAIKAN,
        *detours.STEPS,
    ),
    assigners=(KASI, KABID, KADIS),
    reject=Exit(
        by=(KADIS,), reasons=choices.TOLAK, status=Status.REJECTED, after="tinjau_asesmen", through="surat_penolakan"
    ),
    forward=Exit(by=(KASI, KABID), reasons=choices.TERUSKAN, status=Status.FORWARDED, through="surat_terusan"),
    cancel=Exit(
        by=(STAF,),
        reasons=choices.BATAL,
        status=Status.CANCELLED,
        through="catat_pembatalan",
        # Handed over to the panti: from there on only the panti lets a client go.
        before=("laporan_pendampingan",),
    ),
    refused_by_client=Exit(
        by=(PEKSOS,),
        reasons=choices.KLIEN_MENOLAK,
        status=Status.REFUSED_BY_CLIENT,
        after="tinjau_asesmen",
        through="pernyataan_klien",
    ),
    deceased=Exit(by=(STAF, PEKSOS), reasons=choices.MENINGGAL, status=Status.DECEASED, through="konfirmasi_meninggal"),
    moved=Exit(by=(KASI,), reasons=choices.PINDAH, status=Status.MOVED, through="catat_pindah"),
    not_found=Exit(
        by=(PEKSOS,),
        reasons=choices.TIDAK_DITEMUKAN,
        status=Status.NOT_FOUND,
        after="asesmen",
        through="catat_tidak_ditemukan",
    ),
    duplicate=Exit(by=(STAF,), reasons=choices.DUPLIKAT, status=Status.DUPLICATE),
    emergency=EmergencyRule(authorised_by=(KABID,), confirmed_by=(KADIS,), within=working_days(3)),
)
