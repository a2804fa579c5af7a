"""The closed sets that only the forms of this SOP offer."""

from laksana_sdk.vocabulary import Labelled, SPMCode


class Pelapor(Labelled):
    """Who brings the report."""

    DIRI_SENDIRI = "DIRI_SENDIRI", "Orang terlantar sendiri"
    POLISI = "POLISI", "Kepolisian"
    WARGA = "WARGA", "Warga masyarakat"
    DESA = "DESA", "Desa / kelurahan / kecamatan"
    SATPOL_PP = "SATPOL_PP", "Satpol PP"
    RUMAH_SAKIT = "RUMAH_SAKIT", "Rumah sakit / puskesmas"
    DINSOS_LAIN = "DINSOS_LAIN", "Dinas Sosial lain"
    RELAWAN = "RELAWAN", "TKSK, PSM, Tagana, atau lembaga sosial"
    LAINNYA = "LAINNYA", "Lainnya"


class SuratPolres(Labelled):
    """Whether the police letter is there when the report is taken in (S1-1)."""

    ADA = "ADA", "Ada"
    MENYUSUL = "MENYUSUL", "Diterima menyusul"


class Kewarganegaraan(Labelled):
    """Citizenship as far as it is known; SPM services are for citizens."""

    WNI = "WNI", "Warga negara Indonesia"
    WNA = "WNA", "Warga negara asing"
    BELUM_DIKETAHUI = "BELUM_DIKETAHUI", "Belum diketahui"


class SebabTerlantar(Labelled):
    """Why the person is stranded."""

    KEHABISAN_BEKAL = "KEHABISAN_BEKAL", "Kehabisan bekal di perjalanan"
    KEHILANGAN = "KEHILANGAN", "Kecopetan, penipuan, atau kehilangan barang"
    TIDAK_DAPAT_KERJA = "TIDAK_DAPAT_KERJA", "Tidak mendapat pekerjaan atau upah tidak dibayar"
    DITINGGAL = "DITINGGAL", "Ditinggal rombongan, majikan, atau keluarga"
    TERSESAT = "TERSESAT", "Tersesat atau pikun"
    GELANDANGAN = "GELANDANGAN", "Hidup menggelandang atau mengemis"
    LAINNYA = "LAINNYA", "Sebab lain"


class HasilCek(Labelled):
    """How far the person's story held when it was checked."""

    SESUAI = "SESUAI", "Sesuai"
    BELUM_PASTI = "BELUM_PASTI", "Belum dapat dipastikan"
    TIDAK_SESUAI = "TIDAK_SESUAI", "Tidak sesuai"


class PernahDibantu(Labelled):
    """What the search for earlier help found, by NIK, name and birth date; faces are never compared."""

    TIDAK_DITEMUKAN = "TIDAK_DITEMUKAN", "Tidak ditemukan bantuan sebelumnya"
    MUNGKIN = "MUNGKIN", "Mungkin pernah; identitas belum pasti"
    PERNAH = "PERNAH", "Pernah dibantu"


class Kesehatan(Labelled):
    """Whether the person can travel; who is ill goes to a hospital first."""

    SEHAT = "SEHAT", "Sehat dan dapat melakukan perjalanan"
    PERLU_DIDAMPINGI = "PERLU_DIDAMPINGI", "Dapat melakukan perjalanan bila didampingi"
    SAKIT = "SAKIT", "Sakit atau luka"
    GANGGUAN_JIWA = "GANGGUAN_JIWA", "Diduga mengalami gangguan jiwa"


UNFIT = frozenset({Kesehatan.SAKIT, Kesehatan.GANGGUAN_JIWA})


class SikapKeluarga(Labelled):
    """What the family says."""

    MENERIMA = "MENERIMA", "Bersedia menerima"
    MENJEMPUT = "MENJEMPUT", "Bersedia menjemput"
    MENOLAK = "MENOLAK", "Menolak"
    BELUM_TERHUBUNG = "BELUM_TERHUBUNG", "Belum dapat dihubungi"
    TIDAK_ADA = "TIDAK_ADA", "Tidak ada atau tidak diketahui"


class Foto(Labelled):
    """The photo that the sheet's camera stands for; expected, never forced."""

    DIAMBIL = "DIAMBIL", "Sudah diambil"
    DITOLAK = "DITOLAK", "Klien tidak bersedia"
    BELUM = "BELUM", "Belum diambil"


class CaraPulang(Labelled):
    """The five ways home; the codes are also the outcomes of the plan, in small letters."""

    LANGSUNG = "LANGSUNG", "Dipulangkan langsung dengan tiket"
    ESTAFET = "ESTAFET", "Estafet melalui Dinas Sosial Provinsi"
    DIDAMPINGI = "DIDAMPINGI", "Didampingi petugas sampai tujuan"
    DIJEMPUT = "DIJEMPUT", "Dijemput keluarga"
    PENAMPUNGAN = "PENAMPUNGAN", "Ditempatkan di rumah singgah atau panti"


class SPMPemulangan(Labelled):
    """The only SPM service under which a person sent home may count (domain rule: gelandangan and pengemis alone)."""

    K4 = SPMCode.K4.value, SPMCode.K4.label


class Angkutan(Labelled):
    """What carries the person."""

    MOBIL_DINAS = "MOBIL_DINAS", "Kendaraan operasional"
    TRAVEL = "TRAVEL", "Travel"
    BUS = "BUS", "Bus"
    KAPAL = "KAPAL", "Kapal laut"
    PESAWAT = "PESAWAT", "Pesawat udara"
    KENDARAAN_PENJEMPUT = "KENDARAAN_PENJEMPUT", "Kendaraan penjemput"
    LAINNYA = "LAINNYA", "Lainnya"


class JenisBiaya(Labelled):
    """What the money was spent on."""

    TIKET = "TIKET", "Tiket"
    MAKAN = "MAKAN", "Makan dan minum"
    UANG_SAKU = "UANG_SAKU", "Uang saku"
    TRANSPOR_LOKAL = "TRANSPOR_LOKAL", "Transpor setempat"
    PENGINAPAN = "PENGINAPAN", "Penginapan"
    PERLENGKAPAN = "PERLENGKAPAN", "Pakaian dan perlengkapan"
    KESEHATAN = "KESEHATAN", "Obat dan pemeriksaan kesehatan"
    PETUGAS = "PETUGAS", "Perjalanan petugas pendamping"
    LAINNYA = "LAINNYA", "Lainnya"


class HasilKasus(Labelled):
    """How the case ended, for statistics."""

    TIBA_DI_TUJUAN = "TIBA_DI_TUJUAN", "Tiba di tempat tujuan"
    BERANGKAT = "BERANGKAT", "Berangkat; kedatangan tidak dikonfirmasi"
    BERSAMA_KELUARGA = "BERSAMA_KELUARGA", "Bersama keluarga"
    DI_PENAMPUNGAN = "DI_PENAMPUNGAN", "Di rumah singgah atau panti"


TOLAK = {
    "BUKAN_TERLANTAR": "Tidak termasuk orang terlantar",
    "MAMPU": "Mampu membiayai sendiri perjalanan pulangnya",
    "KETERANGAN_TIDAK_BENAR": "Keterangan yang diberikan tidak sesuai dengan keadaan sebenarnya",
    "BERULANG": "Sudah pernah dipulangkan dan tidak ada keadaan baru yang mendasarinya",
}
TERUSKAN = {
    "KESEHATAN": "Memerlukan perawatan di rumah sakit atau fasilitas kesehatan lebih dahulu",
    "DINSOS_LAIN": "Penanganannya merupakan kewenangan Dinas Sosial lain",
    "IMIGRASI": "Warga negara asing, kewenangan kantor imigrasi",
    "KEPOLISIAN": "Terkait perkara pidana atau orang yang dicari",
    "PERLINDUNGAN": "Memerlukan perlindungan perempuan dan anak atau korban perdagangan orang",
    "PEKERJA_MIGRAN": "Pekerja migran, kewenangan lembaga pelindungan pekerja migran",
    "LEMBAGA_LAIN": "Kebutuhannya merupakan kewenangan lembaga lain",
}
BATAL = {
    "PERMINTAAN_KLIEN": "Klien menarik permohonannya",
    "PERMINTAAN_KELUARGA": "Keluarga menarik permohonan",
    "PULANG_SENDIRI": "Klien pulang dengan biaya sendiri",
    "TIDAK_DILENGKAPI": "Surat keterangan tidak dilengkapi dan permohonan tidak dilanjutkan",
}
KLIEN_MENOLAK = {
    "TIDAK_MAU_PULANG": "Klien tidak bersedia pulang ke daerah asal",
    "TIDAK_MAU_DITEMPATKAN": "Klien tidak bersedia ditempatkan di rumah singgah atau panti",
    "MENOLAK_CARA": "Klien menolak cara pemulangan yang tersedia",
}
MENINGGAL = {
    "SAKIT": "Meninggal karena sakit",
    "KECELAKAAN": "Meninggal karena kecelakaan",
    "LAINNYA": "Meninggal karena sebab lain atau belum diketahui",
}
PINDAH = {
    "DITEMUKAN_DI_WILAYAH_LAIN": "Klien berada di wilayah kerja Dinas Sosial lain",
    "DITANGANI_DINSOS_LAIN": "Klien sudah ditangani Dinas Sosial lain",
}
TIDAK_DITEMUKAN = {
    "PERGI_TANPA_PAMIT": "Klien pergi tanpa pamit",
    "TIDAK_DI_TEMPAT": "Klien tidak ditemukan di tempat yang dilaporkan",
    "HILANG_DI_PERJALANAN": "Klien hilang dalam perjalanan",
}
DUPLIKAT = {"KASUS_SAMA": "Orang dan peristiwa yang sama sudah tercatat pada kasus lain"}
