"""What a person fills in on the way to the panti, in the order in which it is asked."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from laksana_sdk.clients import ClientForm
from laksana_sdk.forms import Form, InstitutionSlug, OfficerId, amount, choice, labelled, line, prose, several
from laksana_sdk.vocabulary import GuardianConsent, IdentityStatus, PPKSCategory, ServiceItem, SPMCode
from laksana_sop.lansia_terlantar.r1.choices import (
    AlasanPanti,
    DasarUsia,
    Keluarga,
    Kemandirian,
    Kesediaan,
    Kesehatan,
    Saluran,
    Simpulan,
    TempatSementara,
)

Jam = Annotated[str, labelled("Jam (WIB), misalnya 07.30"), Meta(pattern=r"^([01][0-9]|2[0-3])[.][0-5][0-9]$")]
"""A time of day as letters print it."""

Layanan = Annotated[
    tuple[Annotated[ServiceItem, choice("Layanan", ServiceItem)], ...],
    several("Layanan SPM yang sudah diberikan", at_most=len(ServiceItem), help_text="Hanya yang benar diberikan"),
]
"""What was delivered to the client: the evidence of SPM."""


class Permohonan(Form, frozen=True, kw_only=True):
    """Row 1: the village's request as it came in."""

    lansia: Annotated[ClientForm, labelled("Lanjut usia yang dimohonkan")]
    village_office: Annotated[str, line("Desa / kelurahan yang bermohon", max_length=120)]
    village_head: Annotated[str, line("Nama Kepala Desa / Lurah", max_length=120)] | None = None
    village_officer: Annotated[str, line("Petugas desa / kelurahan yang dapat dihubungi", max_length=120)]
    village_phone: Annotated[str, line("Telepon petugas desa", widget="phone", max_length=40)] | None = None
    channel: Annotated[Saluran, choice("Cara permohonan masuk", Saluran)]
    letter_number: (
        Annotated[str, line("Nomor surat permohonan", help_text="Kosongkan bila surat menyusul", max_length=80)] | None
    ) = None
    letter_date: Annotated[date, labelled("Tanggal surat permohonan", widget="date")] | None = None
    condition: Annotated[str, prose("Keadaan lanjut usia", max_length=2000)]
    request: Annotated[str, prose("Yang dimohonkan", max_length=1000)]
    staying: Annotated[TempatSementara, choice("Sekarang berada di", TempatSementara)]
    urgent: Annotated[str, prose("Keadaan mendesak", help_text="Isi bila perlu tempat aman segera", max_length=500)] | (
        None
    ) = None


class Penugasan(Form, frozen=True, kw_only=True):
    """Row 2, first act: who visits and assesses, and when."""

    officers: Annotated[tuple[OfficerId, ...], several("Pekerja sosial yang ditugaskan", at_least=1, at_most=5)]
    visit_on: Annotated[date, labelled("Rencana tanggal kunjungan", widget="date")]
    instruction: Annotated[str, prose("Petunjuk penugasan", max_length=1000)] | None = None


class Asesmen(Form, frozen=True, kw_only=True):
    """Row 2, second act: the field verification and biopsychosocial-spiritual assessment."""

    assessed_on: Annotated[date, labelled("Tanggal asesmen", widget="date")]
    place: Annotated[str, line("Tempat asesmen")]
    informants: Annotated[str, line("Yang ditemui", help_text="Klien, keluarga, tetangga, perangkat desa")]
    age: Annotated[int, amount("Usia hasil verifikasi (tahun)", at_least=0, at_most=130)]
    age_basis: Annotated[DasarUsia, choice("Dasar usia", DasarUsia)]
    family: Annotated[Keluarga, choice("Hasil penelusuran keluarga", Keluarga)]
    family_name: Annotated[str, line("Nama keluarga terdekat")] | None = None
    family_relation: Annotated[str, line("Hubungan keluarga", max_length=80)] | None = None
    family_phone: Annotated[str, line("Telepon keluarga", widget="phone", max_length=40)] | None = None
    family_consent: Annotated[
        GuardianConsent,
        choice("Persetujuan keluarga / wali", GuardianConsent, help_text="Persetujuan tinggal di panti"),
    ]
    willingness: Annotated[Kesediaan, choice("Kehendak klien", Kesediaan)]
    self_care: Annotated[Kemandirian, choice("Kemandirian", Kemandirian)]
    health: Annotated[Kesehatan, choice("Kesehatan", Kesehatan)]
    staying: Annotated[TempatSementara, choice("Tempat klien selama proses", TempatSementara)]
    biological: Annotated[str, prose("Keadaan fisik dan kesehatan", max_length=2000)]
    psychological: Annotated[str, prose("Keadaan psikologis", max_length=2000)]
    social: Annotated[str, prose("Keadaan sosial dan keluarga", max_length=2000)]
    spiritual: Annotated[str, prose("Keadaan spiritual", max_length=2000)]
    economy: Annotated[str, prose("Keadaan ekonomi dan tempat tinggal", max_length=2000)]
    needs: Annotated[str, prose("Kebutuhan klien", max_length=2000)]
    services: Layanan = ()
    conclusion: Annotated[Simpulan, choice("Kesimpulan", Simpulan)]
    recommendation: Annotated[str, prose("Rekomendasi", max_length=2000)]


class TinjauanAsesmen(Form, frozen=True, kw_only=True):
    """Row 3, first part: what the Kasi makes of the assessment, with the codes of the statistics."""

    ppks_category: Annotated[PPKSCategory, choice("Kategori PPKS", PPKSCategory)]
    spm_code: (
        Annotated[SPMCode, choice("Jenis pelayanan SPM", SPMCode, help_text="K3 untuk lanjut usia terlantar")] | None
    ) = None
    considerations: Annotated[str, prose("Hasil telaah", max_length=2000)]


class PersyaratanAdministratif(Form, frozen=True, kw_only=True):
    """Row 3, second part: registration confirmed, and what the two documents will say."""

    agenda_checked: Annotated[bool, labelled("Sudah dicocokkan dengan Buku Agenda Surat Masuk", widget="checkbox")] = (
        False
    )
    identity: Annotated[IdentityStatus, choice("Identitas klien", IdentityStatus)]
    destination: Annotated[InstitutionSlug, labelled("Panti tujuan", widget="institution")]
    consent: Annotated[GuardianConsent, choice("Persetujuan keluarga / wali saat diajukan", GuardianConsent)]
    consent_name: Annotated[str, line("Nama keluarga / wali yang menyetujui")] | None = None
    consent_relation: Annotated[str, line("Hubungan dengan klien", max_length=80)] | None = None
    summary: Annotated[str, prose("Ringkasan keadaan klien untuk panti", max_length=1500)]
    health_insurance: Annotated[str, line("Jaminan kesehatan", help_text="Misalnya PBI-JK", max_length=80)] | None = (
        None
    )


class Telaah(Form, frozen=True, kw_only=True):
    """Row 4: what the Kabid found in the file; a return says why."""

    note: Annotated[str, prose("Catatan telaah", max_length=1000)] | None = None


class PenyerahanRekomendasi(Form, frozen=True, kw_only=True):
    """Row 6: who received the signed documents, and when."""

    handed_on: Annotated[date, labelled("Tanggal diserahkan", widget="date")]
    receivers: Annotated[
        tuple[OfficerId, ...], several("Penerima: Kepala Seksi dan Pekerja Sosial", at_least=1, at_most=5)
    ]


class Pengiriman(Form, frozen=True, kw_only=True):
    """The dispatch: how the recommendation travels to the panti."""

    parcel_number: Annotated[str, line("Nomor resi", max_length=60)] | None = None
    note: Annotated[str, line("Catatan pengiriman")] | None = None


class JawabanPanti(Form, frozen=True, kw_only=True):
    """What the panti answered: a place, a place in the queue, a refusal, or a wish for more papers."""

    letter_number: Annotated[str, line("Nomor surat jawaban", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat jawaban", widget="date")] | None = None
    admitted_on: Annotated[date, labelled("Tanggal klien dapat masuk", widget="date")] | None = None
    conditions: Annotated[str, prose("Syarat dari panti", max_length=1000)] | None = None
    queued_on: Annotated[date, labelled("Masuk daftar tunggu sejak", widget="date")] | None = None
    queue_position: Annotated[int, amount("Nomor urut daftar tunggu", at_least=1, at_most=9999)] | None = None
    papers_wanted: Annotated[str, prose("Berkas yang diminta panti", max_length=1000)] | None = None
    reason: Annotated[AlasanPanti, choice("Alasan tidak diterima", AlasanPanti)] | None = None
    reason_told: Annotated[str, prose("Penjelasan alasan", max_length=1000)] | None = None


class TambahanBerkas(Form, frozen=True, kw_only=True):
    """The further papers as they went to the panti."""

    papers: Annotated[str, prose("Berkas yang disampaikan", max_length=1000)]
    sent_on: Annotated[date, labelled("Tanggal disampaikan", widget="date")]
    carried_by: Annotated[str, line("Disampaikan melalui", max_length=80)]


class RencanaPendampingan(Form, frozen=True, kw_only=True):
    """The escort as it is ordered: who, when, with which vehicle, and the health letter."""

    officers: Annotated[tuple[OfficerId, ...], several("Petugas pendamping", at_least=1, at_most=5)]
    depart_on: Annotated[date, labelled("Tanggal berangkat", widget="date")]
    return_on: Annotated[date, labelled("Tanggal kembali", widget="date")]
    vehicle: Annotated[str, line("Kendaraan", help_text="Jenis dan nomor polisi", max_length=120)]
    driver: Annotated[str, line("Pengemudi", max_length=120)] | None = None
    health_letter_number: Annotated[str, line("Nomor surat keterangan sehat", max_length=80)] | None = None
    health_letter_date: Annotated[date, labelled("Tanggal surat keterangan sehat", widget="date")]
    health_letter_from: Annotated[str, line("Fasilitas kesehatan", max_length=120)]
    budget: Annotated[str, line("Pembebanan biaya", help_text="DPA dan kode kegiatan", max_length=200)] | None = None


class Keberangkatan(Form, frozen=True, kw_only=True):
    """Row 7: the client leaves for the panti."""

    departed_on: Annotated[date, labelled("Tanggal berangkat", widget="date")]
    departed_at: Annotated[Jam, labelled("Jam berangkat (WIB)")]
    departed_from: Annotated[str, line("Berangkat dari")]
    condition: Annotated[str, prose("Keadaan klien saat berangkat", max_length=1000)]
    companions: Annotated[str, line("Yang ikut mengantar", help_text="Keluarga, perangkat desa")] | None = None
    reason: Annotated[str, prose("Alasan tidak jadi berangkat", max_length=1000)] | None = None


class Barang(Form, frozen=True, kw_only=True):
    """One thing that goes over with the client."""

    name: Annotated[str, line("Barang / dokumen", max_length=120)]
    count: Annotated[int, amount("Banyaknya", at_least=1, at_most=999)]
    note: Annotated[str, line("Keadaan", max_length=120)] | None = None


class SerahTerima(Form, frozen=True, kw_only=True):
    """The hand-over at the panti: when, to whom, in what condition, with what; or why the panti refused."""

    handed_on: Annotated[date, labelled("Tanggal serah terima", widget="date")]
    handed_at: Annotated[Jam, labelled("Jam serah terima (WIB)")]
    place: Annotated[str, line("Tempat serah terima")]
    receiver_name: Annotated[str, line("Nama petugas panti", max_length=120)]
    receiver_post: Annotated[str, line("Jabatan petugas panti", max_length=120)]
    condition: Annotated[str, prose("Keadaan klien saat diserahkan", max_length=1000)]
    belongings: Annotated[tuple[Barang, ...], several("Barang dan dokumen milik klien", at_most=30)] = ()
    witness: Annotated[str, line("Saksi", max_length=120)] | None = None
    reason: Annotated[AlasanPanti, choice("Alasan ditolak panti", AlasanPanti)] | None = None
    reason_told: Annotated[str, prose("Penjelasan penolakan", max_length=1000)] | None = None


class LaporanPendampingan(Form, frozen=True, kw_only=True):
    """The escort reported: the journey, the return, what it cost."""

    returned_on: Annotated[date, labelled("Tanggal petugas kembali", widget="date")]
    journey: Annotated[str, prose("Jalannya pendampingan", max_length=2000)]
    cost: Annotated[int, amount("Biaya perjalanan (rupiah)")] | None = None
    follow_up: Annotated[str, prose("Saran tindak lanjut", max_length=1000)] | None = None


class Penutupan(Form, frozen=True, kw_only=True):
    """The end: how the client fares in the panti."""

    followed_up_on: Annotated[date, labelled("Tanggal pemantauan terakhir", widget="date")] | None = None
    note: Annotated[str, prose("Catatan penutupan", max_length=2000)]
