"""The closed sets that only the forms of this SOP offer, and the reasons for which a case ends early."""

from laksana_sdk.vocabulary import Labelled


class Saluran(Labelled):
    """How the village's request reached the office."""

    LOKET = "LOKET", "Diantar ke kantor"
    POS = "POS", "Surat atau paket"
    DARING = "DARING", "WhatsApp atau surat elektronik"
    TELEPON = "TELEPON", "Telepon; surat menyusul"
    PENJANGKAUAN = "PENJANGKAUAN", "Ditemukan petugas saat penjangkauan; surat menyusul"


class TempatSementara(Labelled):
    """Where the elder stays while the file runs."""

    RUMAH = "RUMAH", "Rumah atau gubuk sendiri"
    KERABAT = "KERABAT", "Rumah keluarga, kerabat, atau tetangga"
    RUMAH_SINGGAH = "RUMAH_SINGGAH", "Rumah singgah"
    RUMAH_SAKIT = "RUMAH_SAKIT", "Rumah sakit atau puskesmas"
    KANTOR_DESA = "KANTOR_DESA", "Kantor atau balai desa / kelurahan"
    TIDAK_MENETAP = "TIDAK_MENETAP", "Tidak menetap"


class Keluarga(Labelled):
    """What the tracing of the family found."""

    TIDAK_ADA = "TIDAK_ADA", "Tidak ada keluarga"
    ADA_TIDAK_MAMPU = "ADA_TIDAK_MAMPU", "Ada, tetapi tidak mampu merawat"
    ADA_MENELANTARKAN = "ADA_MENELANTARKAN", "Ada, tetapi menelantarkan atau membahayakan"
    ADA_MENOLAK = "ADA_MENOLAK", "Ada, tetapi menolak merawat"
    ADA_MAMPU = "ADA_MAMPU", "Ada dan mampu merawat"
    BELUM_DITELUSURI = "BELUM_DITELUSURI", "Belum selesai ditelusuri"


class Kesediaan(Labelled):
    """Whether the elder wants to live in a panti."""

    BERSEDIA = "BERSEDIA", "Bersedia tinggal di panti"
    MENOLAK = "MENOLAK", "Tidak bersedia tinggal di panti"
    TIDAK_DAPAT_MENYATAKAN = "TIDAK_DAPAT_MENYATAKAN", "Tidak dapat menyatakan kehendak"


class DasarUsia(Labelled):
    """What the age that the social worker states rests on."""

    KTP_KK = "KTP_KK", "KTP atau KK"
    AKTA = "AKTA", "Akta kelahiran atau surat nikah"
    KETERANGAN_DESA = "KETERANGAN_DESA", "Keterangan desa / kelurahan"
    PERKIRAAN = "PERKIRAAN", "Perkiraan petugas bersama saksi"


class Kemandirian(Labelled):
    """How far the elder looks after themselves."""

    MANDIRI = "MANDIRI", "Mandiri"
    DIBANTU = "DIBANTU", "Perlu dibantu sebagian"
    TIRAH_BARING = "TIRAH_BARING", "Tirah baring, sepenuhnya dibantu"


class Kesehatan(Labelled):
    """The state of health as far as it decides about a panti."""

    SEHAT = "SEHAT", "Sehat"
    TERKENDALI = "TERKENDALI", "Sakit menahun yang terkendali"
    PERLU_PERAWATAN = "PERLU_PERAWATAN", "Perlu perawatan medis lebih dahulu"
    MENULAR = "MENULAR", "Penyakit menular"
    GANGGUAN_JIWA = "GANGGUAN_JIWA", "Gangguan jiwa"


class Simpulan(Labelled):
    """What the social worker concludes; the Kasi decides."""

    LAYAK_PANTI = "LAYAK_PANTI", "Memenuhi kriteria, diusulkan ke panti"
    ADA_KELUARGA = "ADA_KELUARGA", "Ada keluarga yang dapat merawat"
    TIDAK_BERSEDIA = "TIDAK_BERSEDIA", "Klien tidak bersedia tinggal di panti"
    TIDAK_MEMENUHI = "TIDAK_MEMENUHI", "Tidak memenuhi kriteria lanjut usia terlantar"


class AlasanPanti(Labelled):
    """Why a panti does not take somebody in."""

    KUOTA_PENUH = "KUOTA_PENUH", "Kuota penuh"
    TIRAH_BARING = "TIRAH_BARING", "Klien tirah baring"
    MENULAR = "MENULAR", "Penyakit menular"
    GANGGUAN_JIWA = "GANGGUAN_JIWA", "Gangguan jiwa"
    BELUM_LANJUT_USIA = "BELUM_LANJUT_USIA", "Belum berusia 60 tahun"
    KELUARGA_KEBERATAN = "KELUARGA_KEBERATAN", "Keluarga berkeberatan"
    KLIEN_BERUBAH_PIKIRAN = "KLIEN_BERUBAH_PIKIRAN", "Klien tidak bersedia"
    LAINNYA = "LAINNYA", "Alasan lain"


class Pemohon(Labelled):
    """Who withdraws a request."""

    KLIEN = "KLIEN", "Klien sendiri"
    KELUARGA = "KELUARGA", "Keluarga"
    DESA = "DESA", "Desa / kelurahan"


class HasilKasus(Labelled):
    """How the case ended, for statistics."""

    TINGGAL_DI_PANTI = "TINGGAL_DI_PANTI", "Tinggal di panti"
    KELUAR_DARI_PANTI = "KELUAR_DARI_PANTI", "Keluar dari panti"
    DIRAWAT_KELUARGA = "DIRAWAT_KELUARGA", "Dirawat keluarga"
    PERAWATAN_DI_RUMAH = "PERAWATAN_DI_RUMAH", "Perawatan di rumah dengan pendampingan"
    DITERUSKAN = "DITERUSKAN", "Diteruskan ke lembaga lain"
    MENINGGAL_SEBELUM_DILAYANI = "MENINGGAL_SEBELUM_DILAYANI", "Meninggal sebelum dilayani"
    MENINGGAL_SETELAH_DILAYANI = "MENINGGAL_SETELAH_DILAYANI", "Meninggal setelah dilayani"


TOLAK = {
    "BELUM_LANJUT_USIA": "Calon klien belum berusia 60 tahun",
    "TIDAK_TERLANTAR": "Calon klien tidak terlantar: ada keluarga atau penghasilan yang mencukupi",
    "BUKAN_WARGA_WILAYAH": "Calon klien tidak berdomisili di wilayah kerja Dinas Sosial",
    "DATA_TIDAK_SESUAI": "Keterangan yang diajukan tidak sesuai dengan keadaan sebenarnya",
    "TIDAK_ADA_PENERIMA": "Tidak ada panti yang dapat menerima calon klien",
}

TERUSKAN = {
    "KESEHATAN": "Calon klien memerlukan perawatan kesehatan lebih dahulu",
    "KESEHATAN_JIWA": "Calon klien memerlukan pelayanan kesehatan jiwa",
    "ATENSI": "Calon klien memerlukan asistensi rehabilitasi sosial dari Sentra",
    "DINSOS_LAIN": "Calon klien berdomisili di wilayah kerja Dinas Sosial lain",
    "PERLINDUNGAN": "Calon klien memerlukan perlindungan hukum",
    "LEMBAGA_LAIN": "Kebutuhan calon klien merupakan kewenangan lembaga lain",
}

BATAL = {
    "PERMINTAAN_KLIEN": "Klien menarik permohonan",
    "PERMINTAAN_KELUARGA": "Keluarga menarik permohonan",
    "PERMINTAAN_DESA": "Desa / kelurahan menarik permohonan",
    "SUDAH_TERPENUHI": "Kebutuhan klien sudah terpenuhi",
}

KLIEN_MENOLAK = {
    "TIDAK_MAU_PINDAH": "Klien tidak mau meninggalkan tempat tinggalnya",
    "INGIN_BERSAMA_KELUARGA": "Klien ingin tinggal bersama keluarga",
    "TIDAK_MAU_BERANGKAT": "Klien tidak mau berangkat ke panti",
    "ALASAN_LAIN": "Klien menolak karena alasan lain",
}

MENINGGAL = {
    "KELUARGA": "Menurut kabar dari keluarga",
    "DESA": "Menurut kabar dari desa / kelurahan",
    "FASILITAS_KESEHATAN": "Menurut kabar dari rumah sakit atau puskesmas",
    "PANTI": "Menurut kabar dari panti",
    "PETUGAS": "Diketahui petugas sendiri",
}

PINDAH = {
    "IKUT_KELUARGA": "Klien pindah mengikuti keluarga",
    "DITEMUKAN_DI_WILAYAH_LAIN": "Klien ditemukan di wilayah lain",
    "KEMBALI_KE_ASAL": "Klien kembali ke daerah asal",
}

TIDAK_DITEMUKAN = {
    "TIDAK_ADA_DI_ALAMAT": "Klien tidak ada di alamat setelah dicari",
    "PERGI_TANPA_KABAR": "Klien pergi tanpa kabar",
    "ALAMAT_TIDAK_ADA": "Alamat tidak ditemukan",
}

DUPLIKAT = {
    "PERMOHONAN_SAMA": "Permohonan yang sama sudah dicatat",
    "KASUS_BERJALAN": "Klien sudah ditangani dalam kasus lain",
}
