"""The legal bases that letters cite: what the sheet names and still holds, by its official title, each once (S0-6)."""

UU_LANSIA = "Undang-Undang Nomor 13 Tahun 1998 tentang Kesejahteraan Lanjut Usia"
UU_KESOS = "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"
PP_LANSIA = (
    "Peraturan Pemerintah Nomor 43 Tahun 2004 tentang Pelaksanaan Upaya Peningkatan Kesejahteraan Sosial Lanjut Usia"
)
PERMENSOS_SPM = (
    "Peraturan Menteri Sosial Nomor 9 Tahun 2018 tentang Standar Teknis Pelayanan Dasar pada Standar Pelayanan Minimal "
    "Bidang Sosial di Daerah Provinsi dan di Daerah Kabupaten/Kota"
)
# The printed number has a stray blank before "/Dinsos.C" (S0-4).
SOP = (
    "Standar Operasional Prosedur Nomor 800/13-c/Dinsos.C/2023 tentang Rekomendasi dan Pendampingan Pekerja Sosial "
    "bagi Lansia Terlantar ke Panti Jompo Palangka Raya"
)

LAWS = (UU_LANSIA, UU_KESOS, PP_LANSIA, PERMENSOS_SPM)
LEGAL_BASES = (*LAWS, SOP)
