from pathlib import Path

import pytest

import laksana_sop.asistensi_rehabilitasi
from laksana_sdk.reading import Certainty, LawStatus, Reading, Symbol
from laksana_sdk.sheet import PrintedTime, Sheet, SheetRow, TimeBasis, TimeKind
from laksana_sop.asistensi_rehabilitasi.r1.procedure import PROCEDURE

RELEASE = Path(next(iter(laksana_sop.asistensi_rehabilitasi.__path__))) / "r1"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet.beside(RELEASE / "procedure.py")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading.beside(RELEASE / "procedure.py")


def minutes(count: int, printed: str) -> PrintedTime:
    return PrintedTime(printed=printed, iso=f"PT{count}M", kind=TimeKind.EXACT, basis=TimeBasis.OFFICE_TIME)


def row(
    no: str,
    kegiatan: str,
    kelengkapan: str,
    waktu: PrintedTime,
    output: str,
    *,
    keterangan: str | None = None,
    keputusan: tuple[str, ...] = (),
) -> SheetRow:
    return SheetRow(
        no=no,
        kegiatan=kegiatan,
        pelaksana=(),
        kelengkapan=kelengkapan,
        waktu=waktu,
        output=output,
        keterangan=keterangan,
        keputusan=keputusan,
    )


NO_TIME = PrintedTime(printed=None, iso=None, kind=TimeKind.NONE, basis=TimeBasis.UNKNOWN)

# The sheet prints "Undang - Undang" with an en dash; here a hyphen stands for it.
LAWS = tuple(
    law.replace(" - ", " \u2013 ")
    for law in (
        "Undang - Undang Nomor 13 Tahun 1998 Tentang Kesejahteraan Lanjut Usia",
        (
            "Undang - undang Nomor 23 Tahun 2014 Tentang Pemerintahan Daerah sebagaimana telah dicabut sebagian dengan "
            "Undang - undang Nomor 1 Tahun 2022 tentang hubungan keuangan antara Pemerintah Pusat dan Pemerintah Daerah"
        ),
        "Undang - undang Nomor 8 Tahun 2016 Tentang Penyandang Disabilitas",
        (
            "Undang - undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial sebagaimana telah diubah dengan Undang - "
            "Undang Nomor 14 tahun 2019 Tentang Pekerja Sosial"
        ),
        (
            "Peraturan Pemerintah RI Nomor 43 Tahun 1998, tentang upaya peningkatan kesejahteraan Sosial Penyandang "
            "Disabilitas"
        ),
        (
            "Permensos Nomor 11 Tahun 2019 , perubahan atas Permensos Nomor 5 tahun 2019 tentang pengelolaan data "
            "terpadu kesejahteraan sosial"
        ),
        (
            "Peraturan Bupati Lahat nomor 24 Tahun 2022 tentang Organisasi dan tata kerja di Lingkungan Dinas Sosial "
            "Kabupaten Lahat"
        ),
    )
)
QUALIFICATIONS = (
    "Memiliki pengetahuan tentang pemenuhan kebutuhan dasar penyandang masalah kesejahteraan sosial",
    "Memiliki kemampuan dan pemahaman untuk melakukan koordinasi dengan instansi terkait",
    "Memiliki kemampuan komunikasi efektif",
    "Memahami dan melaksanakan pelayanan rehabilitasi sosial yang baik",
    "Memiliki kemampuan penyusunan laporan",
)
EQUIPMENT = ("Form administrasi", "Sarana komunikasi", "Sarana dokumentasi", "Sarana Transportasi", "ATK")
WARNINGS = (
    "Tarif / biaya : Gratis",
    (
        "Dinas Sosial Kabupaten Lahat hanya memfasilitasi usulan / asistensi untuk diteruskan ke yang berkompeten "
        "(Mis : Sentra Abiyoso Cimahi, Sentra Budi Perkasa, Dinsos Prov. Dan lainnya)"
    ),
)
LINKED = (
    "Prosedur pelayanan Rehabilitasi sosial untuk memfasilitasi permohonan bantuan / proposal pada bidang rehabilitasi "
    "sosial"
)


def test_the_sheet_is_what_lahat_signed(sheet: Sheet) -> None:
    assert sheet == Sheet(
        nomor_sop="462/013.a/KEP/2024",
        nama_sop="PELAYANAN REHABILITASI SOSIAL UNTUK MEMFASILITASI BANTUAN ASISTENSI REHABILITASI SOSIAL",
        judul=f"SOP {LINKED}",
        unit=None,
        tanggal_pembuatan="2024-06-04",
        tanggal_revisi=None,
        tanggal_efektif="2024-06-06",
        disahkan_oleh="KEPALA DINAS SOSIAL KABUPATEN LAHAT  EKMAN MULYADI, S.Sos NIP : 196807192001121001",
        dasar_hukum=(" ".join(LAWS),),
        kualifikasi_pelaksana=(" ".join(QUALIFICATIONS),),
        keterkaitan=(LINKED,),
        peralatan=(" ".join(EQUIPMENT),),
        peringatan=(" ".join(WARNINGS),),
        pencatatan_pendataan=("Disimpan sebagai dkumen arsip internal , baik manual maupun digitalisasi",),
        kolom_pelaksana=(
            "PELAPOR",
            "PETUGAS PELAYANAN / STAF DI BIDANG REHSOS",
            None,
            "ANALIS KEBIJAKAN BIDANG REHSOS",
            "KEPALA BIDANG REHSOS",
            "KEPALA DINAS SOSIAL",
        ),
        langkah=(
            row(
                "1",
                "Laporan masuk melalui surat permohonan untuk mendapatkan bantuan asistensi Rehsos",
                "Sarana komunikasi",
                minutes(10, "10 Menit"),
                "Catatan hasil laporan",
            ),
            row(
                "2",
                "Cek persyaratan administrasi pemohon",
                "Form administrasi berupa 1. Surat permohonan dari pemohon 2. PC KK 3. PC KTP 4. Pengantar / SKTM dari "
                "kel/desa 5. Foto ybs",
                minutes(15, "15 Menit"),
                "Kelengkapan persyaratan administrasi pemohon",
                keputusan=("Belum lengkap",),
            ),
            row(
                "3",
                "Melakukan pelaporan dan koordinasi terhadap surat permohonan masuk",
                "1. Sarana komunikasi 2. Dokumen",
                minutes(15, "15 Menit"),
                "Laporan dan Disposisi surat permohonan",
            ),
            row(
                "4",
                "Memberikan disposisi jika sudah sesuai dengan persyaratan administrasi",
                "1. ATK 2. Dokumen",
                minutes(5, "5 menit"),
                "Catatan dan Disposisi surat permohonan",
            ),
            row(
                "5",
                "Memberikan edukasi tentang asistensi Rehsos pada pemohon",
                "1. Sarana komunikasi 2. ATK 3. Dokumen",
                minutes(10, "10 Menit"),
                "Catatan dan dokumen SPT",
            ),
            row(
                "6",
                "Memberikan dokumen tanda terima surat permohonan kepada pemohon",
                "Dokumen",
                minutes(2, "2 Menit"),
                "Tanda terima surat / dokumen",
            ),
            row(
                "7",
                "Dokumen pemohon asistensi direkap untuk kemudian akan diteruskan ke pihak terkait. (sentra abiyoso, "
                "sentra BP, Dinas Sosial Prov Sumsel, atau pihak lainnya sesuai dengan permohonan isi surat)",
                "1. Sarana komunikasi, 2. ATK 3. Dokumen 4. Dokumentasi",
                NO_TIME,
                "Dokumen laporan hasil",
                keterangan="Dokumen atensi dapat dikirimkan / diteruskan via paket (lama waktu tergantung pihak "
                "pengiriman)",
            ),
            row(
                "8",
                "Melakukan pendampingan petugas asisemen ke Pemohon/klien",
                "1. Sarana komunikasi 2. Sarana Transportasi 3. ATK 4. Laporan hasil Asesmen 5. dokumentasi",
                NO_TIME,
                "Catatan laporan Hasil asesmen",
                keterangan="Untuk penjangkauan dan asesmen , waktu ditentukan oleh pihak yang dituju.",
            ),
        ),
    )


def test_the_office_promises_57_minutes_and_leaves_rows_7_and_8_to_others(sheet: Sheet) -> None:
    total = sheet.total_printed()

    assert total.office_time == "PT57M"
    assert list(total.by_basis) == [TimeBasis.OFFICE_TIME]
    assert total.rows_without_time == (7, 8)


def test_no_kop_is_kept_of_the_sheet() -> None:
    text = (RELEASE / "sheet.yaml").read_text("utf-8")

    assert "HAMMOHAMMO" not in text
    assert "Barlian" not in text


def test_the_run_together_lists_are_taken_apart_in_the_reading(reading: Reading) -> None:
    assert reading.items("dasar_hukum") == LAWS
    assert reading.items("kualifikasi_pelaksana") == QUALIFICATIONS
    assert reading.items("peralatan") == EQUIPMENT
    assert reading.items("peringatan") == WARNINGS
    assert reading.items("keterkaitan") == (LINKED,)
    assert reading.items("kelengkapan", row=2) == (
        "Surat permohonan dari pemohon",
        "PC KK",
        "PC KTP",
        "Pengantar / SKTM dari kel/desa",
        "Foto ybs",
    )
    assert reading.items("kelengkapan", row=1) == ("Sarana komunikasi",)
    assert reading.items("kelengkapan", row=8)[3:] == ("Laporan hasil Asesmen", "dokumentasi")


def test_each_row_has_its_inferred_roles_and_a_reason(reading: Reading) -> None:
    def codes(number: int) -> tuple[list[str], list[str], Symbol]:
        found = reading.rows[number - 1]
        return [role.code for role in found.does], [role.code for role in found.supports], found.symbol

    assert [codes(number) for number in range(1, 9)] == [
        (["PELAPOR"], ["STAF"], Symbol.START),
        (["STAF"], ["PELAPOR"], Symbol.DECISION),
        (["ANALIS"], ["STAF", "KABID"], Symbol.PROCESS),
        (["KADIS"], ["KABID"], Symbol.DECISION),
        (["STAF"], ["ANALIS", "PELAPOR"], Symbol.PROCESS),
        (["STAF"], ["PELAPOR"], Symbol.PROCESS),
        (["STAF"], ["ANALIS", "SENTRA", "DINSOS_PROVINSI"], Symbol.PROCESS),
        (["STAF"], ["SENTRA", "PELAPOR"], Symbol.END),
    ]
    assert all(len(found.reason) > 20 for found in reading.rows)


def test_six_columns_stand_for_five_roles_the_unnamed_one_for_staf(reading: Reading) -> None:
    assert [column.role.code for column in reading.columns] == ["PELAPOR", "STAF", "STAF", "ANALIS", "KABID", "KADIS"]
    assert reading.columns[2].printed is None
    assert "S3-2" in reading.columns[2].reason


def test_all_fifteen_oddities_are_answered_with_a_place(reading: Reading) -> None:
    assert [anomaly.id for anomaly in reading.anomalies] == [f"S3-{number}" for number in range(1, 16)]
    slugs = {node.slug for node in PROCEDURE.steps}
    assert {step for anomaly in reading.anomalies for step in anomaly.steps} <= slugs
    assert {anomaly.id for anomaly in reading.anomalies if not anomaly.steps} == {"S3-6", "S3-9"}


def test_every_cited_law_has_a_canonical_name_and_a_status(reading: Reading) -> None:
    cited = [[(law.ref, law.status) for law in basis.refs] for basis in reading.laws]

    assert cited == [
        [("UU 13/1998", LawStatus.IN_FORCE)],
        [("UU 23/2014", LawStatus.PARTLY_REPLACED), ("UU 1/2022", LawStatus.IN_FORCE)],
        [("UU 8/2016", LawStatus.IN_FORCE)],
        [("UU 11/2009", LawStatus.PARTLY_REPLACED), ("UU 14/2019", LawStatus.IN_FORCE)],
        [("PP 43/1998", LawStatus.SUPERSEDED)],
        [("Permensos 11/2019", LawStatus.SUPERSEDED), ("Permensos 5/2019", LawStatus.SUPERSEDED)],
        [("Perbup Lahat 24/2022", LawStatus.UNKNOWN)],
    ]
    superseded = [law for basis in reading.laws for law in basis.refs if law.status is LawStatus.SUPERSEDED]
    assert [law.replaced_by for law in superseded] == ["PP 52/2019", "Permensos 3/2021", "Permensos 3/2021"]
    assert reading.laws[6].refs[0].certainty is Certainty.LOW


def test_misprints_stay_in_the_sheet_and_are_corrected_beside_it(sheet: Sheet, reading: Reading) -> None:
    assert {(fix.printed, fix.read) for fix in reading.corrections} == {("asisemen", "asesmen"), ("dkumen", "dokumen")}
    assert "asisemen" in sheet.row(8).kegiatan
    assert "dkumen" in sheet.pencatatan_pendataan[0]


def test_what_is_branched_is_said_in_the_sheets_own_words(reading: Reading) -> None:
    assert [(branch.row, branch.printed) for branch in reading.branches] == [
        (2, "Belum lengkap"),
        (4, "jika sudah sesuai dengan persyaratan administrasi"),
    ]
