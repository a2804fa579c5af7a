"""Lahat: passing on requests for social-rehabilitation assistance (SOP 462/013.a/KEP/2024).

Read this with a finger on the sheet (sheet.yaml): each block below carries out the row that it names, in the sheet's
order, or says why it is implied. To change a step change its block: who does it (`by`), what is filled in (`form`, in
forms.py), what is checked (`validators`, in validators.py), what is issued (`letters`, in letters.py) and what follows.
How a request ends before its last row stands in early_ends.py.
The office passes requests on and never grants them, so no label says "approved".
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
from laksana_sdk.roles import ANALIS, KABID, KADIS, PELAPOR, SENTRA, STAF
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status
from laksana_sop.asistensi_rehabilitasi.r1 import common_core, early_ends, forms, letters, validators

SHEET = Sheet.beside(__file__)

# Row 2, column Kelengkapan. "PC" is the sheet's photocopy; a photo or scan does too; the officer notes the original.
BERKAS_PEMOHON = (
    Paper("surat_permohonan", "Surat permohonan dari pemohon"),
    Paper("pc_kk", "Fotokopi Kartu Keluarga (KK)"),
    Paper("pc_ktp", "Fotokopi Kartu Tanda Penduduk (KTP)", help_text="Untuk anak: KTP orang tua atau wali"),
    Paper("pengantar_sktm", "Surat pengantar / SKTM dari kelurahan atau desa"),
    Paper("foto", "Foto pemohon"),
)

DILENGKAPI = Return(to=PELAPOR, within=working_days(14))

# Row 1: Laporan masuk melalui surat permohonan untuk mendapatkan bantuan asistensi Rehsos
TERIMA_LAPORAN = Intake(
    "terima_laporan",
    label="Terima laporan / surat permohonan",
    row=1,
    by=STAF,
    performed_by=PELAPOR,
    form=forms.Laporan,
    validators=(validators.check_laporan,),
    client=common_core.client,
    client_at="pemohon",
    core=common_core.at_intake,
    letters=(letters.CATATAN_LAPORAN, letters.TANDA_TERIMA_AWAL),
    then="periksa_berkas",
)

# Row 2: Cek persyaratan administrasi pemohon
PERIKSA_BERKAS = Step(
    "periksa_berkas",
    label="Periksa persyaratan administrasi",
    row=2,
    by=STAF,
    papers=BERKAS_PEMOHON,
    status=Status.RECEIVED,
    outcomes=(
        Outcome("lengkap", "Lengkap", then="laporkan", status=Status.VERIFIED),
        Outcome("belum_lengkap", "Belum lengkap", then=DILENGKAPI, letter=letters.KEKURANGAN_BERKAS),
    ),
)

# Row 3: Melakukan pelaporan dan koordinasi terhadap surat permohonan masuk
LAPORKAN = Step(
    "laporkan",
    label="Laporkan dan koordinasikan permohonan",
    row=3,
    by=ANALIS,
    form=forms.LaporanPermohonan,
    validators=(validators.check_laporan_permohonan,),
    core=common_core.at_report,
    status=Status.VERIFIED,
    then="disposisi",
)

# Row 4: Memberikan disposisi jika sudah sesuai dengan persyaratan administrasi
DISPOSISI = Disposisi(
    "disposisi",
    label="Disposisi Kepala Dinas",
    row=4,
    by=KADIS,
    to=(KABID,),
    returns=DILENGKAPI,
    returns_letter=letters.KEKURANGAN_BERKAS,
    letters=(letters.LEMBAR_DISPOSISI,),
    then="edukasi",
)

# Row 5: Memberikan edukasi tentang asistensi Rehsos pada pemohon (its SPT is signed below, once the date is known)
EDUKASI = Step(
    "edukasi",
    label="Edukasi pemohon tentang asistensi rehabilitasi sosial",
    row=5,
    by=STAF,
    form=forms.Edukasi,
    validators=(validators.check_edukasi,),
    letters=(letters.CATATAN_EDUKASI,),
    then="tanda_terima",
)

# Row 6: Memberikan dokumen tanda terima surat permohonan kepada pemohon
TANDA_TERIMA = Step(
    "tanda_terima",
    label="Serahkan tanda terima kepada pemohon",
    row=6,
    by=STAF,
    letters=(letters.TANDA_TERIMA,),
    then="rekap",
)

# Row 7: Dokumen pemohon asistensi direkap untuk kemudian akan diteruskan ke pihak terkait
REKAP = Step(
    "rekap",
    label="Rekap berkas untuk diteruskan",
    row=7,
    by=STAF,
    form=forms.Rekap,
    validators=(validators.check_rekap,),
    core=common_core.at_recap,
    then="surat_pengantar",
)

SURAT_PENGANTAR = SignedLetter(
    "surat_pengantar",
    label="Surat pengantar ke lembaga tujuan",
    implied="row 7 passes the file on; a file leaves the office with a covering letter that the head signs",
    by=ANALIS,
    letter=letters.SURAT_PENGANTAR,
    then="kirim",
)

KIRIM = Dispatch(
    "kirim",
    label="Kirim berkas ke lembaga tujuan",
    implied="row 7's remark: the documents may be sent by parcel",
    by=STAF,
    letter=letters.SURAT_PENGANTAR,
    form=forms.Pengiriman,
    then="jawaban_sentra",
)

JAWABAN_SENTRA = Wait(
    "jawaban_sentra",
    label="Permohonan diteruskan; menunggu jawaban lembaga tujuan",
    implied="row 8's remark: the addressee sets the time of outreach and assessment",
    by=STAF,
    on=SENTRA,
    form=forms.JawabanSentra,
    validators=(validators.check_jawaban_sentra,),
    remind=working_days(14),
    outcomes=(
        Outcome("dijadwalkan", "Asesmen dijadwalkan", then="surat_tugas"),
        Outcome("ditolak", "Usulan tidak dapat diterima lembaga tujuan", then="selesaikan"),
    ),
)

# Row 5, second output "dokumen SPT": without the date that the addressee sets, the order cannot be dated nor signed.
SURAT_TUGAS = SignedLetter(
    "surat_tugas",
    label="Surat perintah tugas pendampingan asesmen",
    row=5,
    by=ANALIS,
    letter=letters.SURAT_TUGAS,
    then="asesmen",
)

# Row 8: Melakukan pendampingan petugas asesmen ke pemohon / klien
ASESMEN = Step(
    "asesmen",
    label="Dampingi petugas asesmen dan buat laporan",
    row=8,
    by=STAF,
    form=forms.LaporanAsesmen,
    validators=(validators.check_asesmen,),
    letters=(letters.FORMULIR_ASESMEN,),
    then="hasil_sentra",
)

HASIL_SENTRA = Wait(
    "hasil_sentra",
    label="Asesmen selesai; menunggu keputusan lembaga tujuan",
    implied="the addressee decides about each applicant after its assessment",
    by=STAF,
    on=SENTRA,
    form=forms.HasilSentra,
    validators=(validators.check_hasil_sentra,),
    remind=working_days(14),
    outcomes=(
        Outcome("layak", "Layak menurut lembaga tujuan", then="selesaikan"),
        Outcome("tidak_layak", "Tidak layak menurut lembaga tujuan", then="selesaikan"),
    ),
)

SELESAIKAN = Finish(
    "selesaikan",
    label="Tutup permohonan",
    implied="the sheet ends with the assessment; the office must know whether aid was given before it files the case",
    by=KABID,
    form=forms.Penutupan,
    validators=(validators.check_penutupan,),
    outcomes=(
        Outcome("bantuan_diberikan", "Bantuan diberikan", then=Close(), core=common_core.GIVEN),
        Outcome("tidak_diberikan", "Bantuan tidak diberikan", then=Close(), core=common_core.NOT_GIVEN),
    ),
)

PROCEDURE = Procedure(
    slug="asistensi_rehabilitasi",
    name="Pelayanan Rehabilitasi Sosial untuk Memfasilitasi Bantuan Asistensi Rehabilitasi Sosial",
    service="asistensi_rehabilitasi",
    sheet=SHEET,
    papers=BERKAS_PEMOHON,
    # Row 7: files to one institution may leave together, under one recap instead of a covering letter each.
    batch=letters.REKAP_USULAN,
    steps=(
        TERIMA_LAPORAN,
        PERIKSA_BERKAS,
        LAPORKAN,
        DISPOSISI,
        EDUKASI,
        TANDA_TERIMA,
        REKAP,
        SURAT_PENGANTAR,
        KIRIM,
        JAWABAN_SENTRA,
        SURAT_TUGAS,
        ASESMEN,
        HASIL_SENTRA,
        SELESAIKAN,
        # Off the main path: only an early end leads here.
        *early_ends.STEPS,
    ),
    assigners=(KABID, ANALIS, KADIS),
    reject=early_ends.REJECT,
    forward=early_ends.FORWARD,
    cancel=early_ends.CANCEL,
    refused_by_client=early_ends.REFUSED_BY_CLIENT,
    deceased=early_ends.DECEASED,
    moved=early_ends.MOVED,
    not_found=early_ends.NOT_FOUND,
    duplicate=early_ends.DUPLICATE,
    # A person in danger: what an institution can send at once does not wait for a photocopy.
    emergency=EmergencyRule(authorised_by=(KABID,), confirmed_by=(KADIS,), within=working_days(3)),
)
