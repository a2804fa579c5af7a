"""The closed sets that only the forms of this SOP offer."""

from laksana_sdk.vocabulary import Labelled


class Pengusul(Labelled):
    """Who proposes the beneficiary."""

    SENDIRI = "SENDIRI", "Calon penerima manfaat sendiri"
    KELUARGA = "KELUARGA", "Keluarga"
    WALI = "WALI", "Wali atau pengasuh"
    KELURAHAN = "KELURAHAN", "Kelurahan"
    RT_RW = "RT_RW", "Ketua RT / RW"
    LKS = "LKS", "Lembaga kesejahteraan sosial"
    PENDAMPING = "PENDAMPING", "Pendamping sosial (TKSK, PSM, Sakti Peksos)"
    RUMAH_SAKIT = "RUMAH_SAKIT", "Rumah sakit atau puskesmas"
    KEPOLISIAN = "KEPOLISIAN", "Kepolisian"
    DINSOS_LAIN = "DINSOS_LAIN", "Dinas Sosial lain"
    LAINNYA = "LAINNYA", "Lainnya"


class Saluran(Labelled):
    """How the proposal reached the office."""

    LOKET = "LOKET", "Diantar ke kantor"
    POS = "POS", "Surat atau paket"
    KELURAHAN = "KELURAHAN", "Melalui kelurahan"
    TELEPON = "TELEPON", "Telepon atau WhatsApp"
    DARING = "DARING", "Surat elektronik atau laman"


class Saran(Labelled):
    """What the Sekretaris advises the Kepala Dinas."""

    DIPROSES = "DIPROSES", "Dapat diproses"
    TIDAK_DAPAT_DIPROSES = "TIDAK_DAPAT_DIPROSES", "Tidak dapat diproses"
    BIDANG_LAIN = "BIDANG_LAIN", "Dialihkan ke bidang atau instansi lain"


class HasilTelaah(Labelled):
    """What a staff study advises."""

    DILANJUTKAN = "DILANJUTKAN", "Usulan dapat dilanjutkan"
    DITOLAK = "DITOLAK", "Usulan disarankan ditolak"
    DITERUSKAN = "DITERUSKAN", "Usulan disarankan diteruskan ke pihak lain"


class Pengasuhan(Labelled):
    """Who cares for the person now."""

    ORANG_TUA = "ORANG_TUA", "Orang tua"
    KELUARGA = "KELUARGA", "Keluarga lain"
    WALI = "WALI", "Wali atau pengasuh pengganti"
    LEMBAGA = "LEMBAGA", "Panti atau lembaga"
    TETANGGA = "TETANGGA", "Tetangga atau warga"
    TIDAK_ADA = "TIDAK_ADA", "Tidak ada yang merawat"


class Kesediaan(Labelled):
    """Whether the person agrees to the service; a panti takes in no elder who does not want to come."""

    BERSEDIA = "BERSEDIA", "Bersedia"
    TIDAK_BERSEDIA = "TIDAK_BERSEDIA", "Tidak bersedia"
    BELUM_DITANYA = "BELUM_DITANYA", "Belum ditanya"
    TIDAK_DAPAT_MENYATAKAN = "TIDAK_DAPAT_MENYATAKAN", "Tidak dapat menyatakan (anak kecil, demensia)"


class Kekerasan(Labelled):
    """Whether violence, neglect by a carer or exploitation is suspected."""

    TIDAK_ADA = "TIDAK_ADA", "Tidak ada dugaan"
    DIDUGA = "DIDUGA", "Ada dugaan"
    TERBUKTI = "TERBUKTI", "Sudah ditangani UPTD PPA atau kepolisian"


class Sasaran(Labelled):
    """Where a referral goes: the sheet's "panti / Kementerian Sosial" as an explicit choice (S2-7)."""

    PANTI_PROVINSI = "PANTI_PROVINSI", "Panti pemerintah provinsi"
    LKS = "LKS", "Lembaga kesejahteraan sosial (LKS / LKSA)"
    SENTRA_KEMENSOS = "SENTRA_KEMENSOS", "Sentra Kementerian Sosial"


class Bentuk(Labelled):
    """Where the service is given; inside a panti the province owns the person for SPM (PP 2/2018)."""

    DALAM_PANTI = "DALAM_PANTI", "Di dalam panti (tinggal di lembaga)"
    LUAR_PANTI = "LUAR_PANTI", "Di luar panti (keluarga atau masyarakat)"


class Cara(Labelled):
    """How the office spoke with the institution."""

    KUNJUNGAN = "KUNJUNGAN", "Datang langsung"
    TELEPON = "TELEPON", "Telepon atau WhatsApp"
    SURAT = "SURAT", "Surat"
    RAPAT = "RAPAT", "Rapat atau pembahasan kasus"


class Hubungan(Labelled):
    """What somebody who declares or informs is to the person."""

    SENDIRI = "SENDIRI", "Yang bersangkutan sendiri"
    KELUARGA = "KELUARGA", "Keluarga"
    WALI = "WALI", "Wali atau pengasuh"
    PENGUSUL = "PENGUSUL", "Pengusul"
    LAINNYA = "LAINNYA", "Lainnya"


class HasilKasus(Labelled):
    """How the service ended, for statistics: inside a panti the province owns the person, outside the city does."""

    DALAM_PANTI = "DALAM_PANTI", "Dilayani di dalam panti"
    LUAR_PANTI = "LUAR_PANTI", "Dilayani di luar panti"


TOLAK = {
    "BUKAN_SASARAN": "Calon penerima manfaat bukan anak atau lanjut usia yang memerlukan rehabilitasi sosial",
    "KELUARGA_MAMPU": "Keluarga ada dan mampu merawat",
    "DATA_TIDAK_SESUAI": "Keterangan atau dokumen usulan tidak sesuai dengan keadaan sebenarnya",
    "SUDAH_DILAYANI": "Calon penerima manfaat sudah dilayani lembaga lain",
    "LEMBAGA_TIDAK_TERSEDIA": "Tidak ada lembaga yang dapat menerima",
}

TERUSKAN = {
    "DINSOS_LAIN": "Calon penerima manfaat berdomisili di wilayah kerja Dinas Sosial lain",
    "BIDANG_LAIN": "Usulan merupakan tugas bidang lain",
    "PERLINDUNGAN": "Penanganan diambil alih UPTD PPA atau kepolisian",
    "KESEHATAN": "Kebutuhan utamanya merupakan pelayanan kesehatan",
    "ADMINDUK": "Kebutuhan utamanya merupakan pelayanan administrasi kependudukan",
    "LEMBAGA_LAIN": "Usulan merupakan kewenangan lembaga lain",
}

BATAL = {
    "PERMINTAAN_PENGUSUL": "Pengusul menarik usulannya",
    "PERMINTAAN_KELUARGA": "Keluarga atau wali menarik usulan",
    "SUDAH_TERPENUHI": "Kebutuhan sudah terpenuhi",
    "TIDAK_DILENGKAPI": "Persyaratan tidak dilengkapi dan usulan tidak dilanjutkan",
}

MENOLAK = {
    "TIDAK_BERSEDIA": "Yang bersangkutan tidak bersedia dirujuk",
    "KELUARGA_TIDAK_SETUJU": "Orang tua, wali, atau keluarga tidak menyetujui rujukan",
    "KELUARGA_MERAWAT": "Keluarga memilih merawat sendiri",
}

MENINGGAL = {"MENINGGAL": "Calon penerima manfaat meninggal dunia"}

PINDAH = {
    "PINDAH_DOMISILI": "Calon penerima manfaat pindah ke luar kota",
    "DITEMUKAN_DI_LUAR": "Calon penerima manfaat ditemukan di wilayah kerja Dinas Sosial lain",
}

TIDAK_DITEMUKAN = {
    "ALAMAT_TIDAK_ADA": "Alamat tidak ditemukan",
    "TIDAK_DI_TEMPAT": "Calon penerima manfaat tidak pernah berada di tempat",
    "MELARIKAN_DIRI": "Calon penerima manfaat meninggalkan tempat dan tidak diketahui keberadaannya",
}

DUPLIKAT = {"KASUS_SAMA": "Usulan yang sama sudah dicatat dengan nomor agenda lain"}
