"""The closed sets that only the forms of this SOP offer."""

from laksana_sdk.vocabulary import Labelled


class Hubungan(Labelled):
    """Who brings the request, seen from the person who needs the aid."""

    SENDIRI = "SENDIRI", "Pemohon sendiri"
    KELUARGA = "KELUARGA", "Keluarga"
    WALI = "WALI", "Wali atau pengasuh"
    PETUGAS_DESA = "PETUGAS_DESA", "Petugas desa / kelurahan"
    PENDAMPING = "PENDAMPING", "Pendamping sosial (TKSK, PSM, pendamping PKH)"
    LEMBAGA = "LEMBAGA", "Lembaga kesejahteraan sosial"
    LAINNYA = "LAINNYA", "Lainnya"


class Saluran(Labelled):
    """How the request reached the office."""

    LOKET = "LOKET", "Datang ke loket"
    POS = "POS", "Surat atau paket"
    DESA = "DESA", "Melalui desa / kelurahan"
    TELEPON = "TELEPON", "Telepon atau WhatsApp"
    DARING = "DARING", "Surat elektronik atau laman"


class JenisBantuan(Labelled):
    """The components of asistensi rehabilitasi sosial (ATENSI) for which a person can apply."""

    KEBUTUHAN_HIDUP_LAYAK = "KEBUTUHAN_HIDUP_LAYAK", "Dukungan pemenuhan hidup layak"
    PERAWATAN_SOSIAL = "PERAWATAN_SOSIAL", "Perawatan sosial dan/atau pengasuhan anak"
    DUKUNGAN_KELUARGA = "DUKUNGAN_KELUARGA", "Dukungan keluarga"
    TERAPI = "TERAPI", "Terapi fisik, psikososial, dan mental spiritual"
    PELATIHAN = "PELATIHAN", "Pelatihan vokasional"
    KEWIRAUSAHAAN = "KEWIRAUSAHAAN", "Pembinaan kewirausahaan"
    BANTUAN_SOSIAL = "BANTUAN_SOSIAL", "Bantuan dan asistensi sosial"
    ALAT_BANTU = "ALAT_BANTU", "Dukungan aksesibilitas (alat bantu)"


class Kelayakan(Labelled):
    """What the policy analyst reports about an administratively complete request."""

    MEMENUHI = "MEMENUHI", "Memenuhi syarat untuk diteruskan"
    TIDAK_MEMENUHI = "TIDAK_MEMENUHI", "Tidak memenuhi syarat"
    PERLU_ARAHAN = "PERLU_ARAHAN", "Memerlukan arahan pimpinan"


class HasilKasus(Labelled):
    """How the request ended, for statistics: the office only passes on, so the aid is the institution's."""

    BANTUAN_DIBERIKAN = "BANTUAN_DIBERIKAN", "Bantuan diberikan oleh lembaga tujuan"
    TIDAK_DIBERIKAN = "TIDAK_DIBERIKAN", "Bantuan tidak diberikan"


TOLAK = {
    "BUKAN_SASARAN": "Pemohon tidak termasuk sasaran asistensi rehabilitasi sosial",
    "BUKAN_WARGA_WILAYAH": "Pemohon tidak berdomisili di wilayah kerja Dinas Sosial",
    "DATA_TIDAK_SESUAI": "Keterangan atau dokumen yang diajukan tidak sesuai dengan keadaan sebenarnya",
    "SUDAH_MENERIMA": "Pemohon sudah menerima bantuan yang sama",
    "TUJUAN_TIDAK_ADA": "Tidak ada lembaga yang melayani jenis bantuan yang dimohon",
}

TERUSKAN = {
    "DINSOS_LAIN": "Pemohon berdomisili di wilayah kerja Dinas Sosial lain",
    "KESEHATAN": "Kebutuhan pemohon merupakan pelayanan kesehatan",
    "ADMINDUK": "Kebutuhan pemohon merupakan pelayanan administrasi kependudukan",
    "PERLINDUNGAN": "Pemohon memerlukan perlindungan hukum atau perlindungan perempuan dan anak",
    "LEMBAGA_LAIN": "Bantuan yang dimohon merupakan kewenangan lembaga lain",
}

BATAL = {
    "PERMINTAAN_PEMOHON": "Pemohon menarik permohonannya",
    "PERMINTAAN_KELUARGA": "Keluarga atau wali menarik permohonan",
    "SUDAH_TERPENUHI": "Kebutuhan pemohon sudah terpenuhi",
    "TIDAK_DILENGKAPI": "Berkas tidak dilengkapi dan pemohon tidak melanjutkan permohonan",
}

MENOLAK = {
    "TIDAK_BERSEDIA": "Pemohon tidak bersedia menerima bantuan yang ditawarkan",
    "TIDAK_BERSEDIA_DIASESMEN": "Pemohon tidak bersedia diasesmen",
    "KELUARGA_MERAWAT": "Keluarga memilih memenuhi kebutuhannya sendiri",
}

MENINGGAL = {"MENINGGAL": "Pemohon meninggal dunia"}

PINDAH = {"PINDAH_DOMISILI": "Pemohon pindah ke luar wilayah kerja Dinas Sosial"}

TIDAK_DITEMUKAN = {
    "ALAMAT_TIDAK_ADA": "Alamat pemohon tidak ditemukan",
    "TIDAK_DI_TEMPAT": "Pemohon tidak pernah berada di tempat",
    "TIDAK_DAPAT_DIHUBUNGI": "Pemohon tidak dapat dihubungi lagi",
}

DUPLIKAT = {"PERMOHONAN_SAMA": "Permohonan yang sama sudah dicatat dengan nomor agenda lain"}
