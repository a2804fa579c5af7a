"""What a person fills in at each step, in the order in which it is asked."""

from datetime import date
from typing import Annotated

from laksana_sdk.clients import ClientForm
from laksana_sdk.forms import (
    Form,
    InstitutionSlug,
    OfficerId,
    amount,
    choice,
    labelled,
    line,
    prose,
    several,
)
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory, SPMCode
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan, JenisBantuan, Kelayakan, Saluran


class Laporan(Form, frozen=True, kw_only=True):
    """Row 1: the request as it came in."""

    pemohon: Annotated[ClientForm, labelled("Pemohon / calon penerima bantuan")]
    hubungan: Annotated[Hubungan, choice("Yang mengajukan", Hubungan)]
    pelapor_name: Annotated[str, line("Nama pelapor", help_text="Bila bukan pemohon sendiri")] | None = None
    channel: Annotated[Saluran, choice("Cara permohonan masuk", Saluran)]
    letter_number: Annotated[str, line("Nomor surat permohonan", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat permohonan", widget="date")] | None = None
    aid: Annotated[JenisBantuan, choice("Jenis bantuan yang dimohon", JenisBantuan)]
    request: Annotated[str, prose("Isi permohonan", help_text="Keadaan dan bantuan yang diminta", max_length=2000)]
    ppks_category: Annotated[PPKSCategory, choice("Kategori PPKS", PPKSCategory)]
    guardian_consent: Annotated[
        GuardianConsent,
        choice("Persetujuan orang tua / wali", GuardianConsent, help_text="Untuk anak dan penyandang disabilitas"),
    ]
    guardian_name: Annotated[str, line("Nama orang tua / wali yang menyetujui")] | None = None


class LaporanPermohonan(Form, frozen=True, kw_only=True):
    """Row 3: what the policy analyst reports upward before the disposisi."""

    eligibility: Annotated[Kelayakan, choice("Hasil telaah", Kelayakan)]
    considerations: Annotated[str, prose("Pertimbangan", max_length=2000)]
    destination: Annotated[InstitutionSlug, labelled("Usul lembaga tujuan", widget="institution")] | None = None
    ppks_category: Annotated[PPKSCategory, choice("Kategori PPKS hasil telaah", PPKSCategory)]
    spm_code: (
        Annotated[SPMCode, choice("Jenis pelayanan SPM", SPMCode, help_text="Hanya bila pemohon terlantar")] | None
    ) = None


class Edukasi(Form, frozen=True, kw_only=True):
    """Row 5: what the applicant was told, and who shall accompany the assessor."""

    given_on: Annotated[date, labelled("Tanggal edukasi", widget="date")]
    given_to: Annotated[str, line("Diberikan kepada", help_text="Nama pemohon, keluarga, atau wali yang hadir")]
    material: Annotated[str, prose("Pokok-pokok yang dijelaskan", max_length=2000)]
    questions: Annotated[str, prose("Pertanyaan dan tanggapan", max_length=2000)] | None = None
    officers: Annotated[
        tuple[OfficerId, ...],
        several("Petugas yang diusulkan untuk surat perintah tugas", at_least=1, at_most=5),
    ]


class Rekap(Form, frozen=True, kw_only=True):
    """Row 7: the file as it is passed on."""

    destination: Annotated[InstitutionSlug, labelled("Lembaga tujuan", widget="institution")]
    summary: Annotated[str, prose("Ringkasan berkas", max_length=2000)]
    sheets: Annotated[int, amount("Jumlah lembar berkas", at_least=1, at_most=500)]
    guardian_consent: Annotated[
        GuardianConsent, choice("Persetujuan orang tua / wali saat berkas diteruskan", GuardianConsent)
    ]


class Pengiriman(Form, frozen=True, kw_only=True):
    """The dispatch: how the file travels, with the courier's own number."""

    courier: Annotated[str, line("Pengirim / jasa kurir", max_length=80)]
    parcel_number: Annotated[str, line("Nomor resi", max_length=60)] | None = None
    note: Annotated[str, line("Catatan pengiriman")] | None = None


class JawabanSentra(Form, frozen=True, kw_only=True):
    """What the institution answered to the file: a date for its assessment, or a refusal."""

    letter_number: Annotated[str, line("Nomor surat jawaban", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat jawaban", widget="date")] | None = None
    assessment_on: Annotated[date, labelled("Tanggal asesmen", widget="date")] | None = None
    assessment_until: Annotated[date, labelled("Sampai tanggal", widget="date")] | None = None
    place: Annotated[str, line("Tempat asesmen", help_text="Kosongkan bila di tempat tinggal pemohon")] | None = None
    assessors: Annotated[str, line("Nama petugas asesmen")] | None = None
    officers: Annotated[
        tuple[OfficerId, ...],
        several("Petugas pendamping", at_most=5, help_text="Isi bila berbeda dari usulan saat edukasi"),
    ] = ()
    reason: Annotated[str, prose("Alasan penolakan", max_length=2000)] | None = None


class LaporanAsesmen(Form, frozen=True, kw_only=True):
    """Row 8: the biopsychosocial-spiritual assessment as the accompanying officer reports it."""

    assessed_on: Annotated[date, labelled("Tanggal asesmen", widget="date")]
    place: Annotated[str, line("Tempat asesmen")]
    assessors: Annotated[str, line("Petugas asesmen dari lembaga tujuan")]
    informants: Annotated[str, line("Yang ditemui", help_text="Pemohon, keluarga, wali, perangkat desa")]
    biological: Annotated[str, prose("Keadaan fisik dan kesehatan", max_length=2000)]
    psychological: Annotated[str, prose("Keadaan psikologis", max_length=2000)]
    social: Annotated[str, prose("Keadaan sosial dan keluarga", max_length=2000)]
    spiritual: Annotated[str, prose("Keadaan spiritual", max_length=2000)]
    economy: Annotated[str, prose("Keadaan ekonomi dan tempat tinggal", max_length=2000)]
    needs: Annotated[str, prose("Kebutuhan pemohon", max_length=2000)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=2000)]
    recommendation: Annotated[str, prose("Rekomendasi", max_length=2000)]


class HasilSentra(Form, frozen=True, kw_only=True):
    """What the institution decided about this applicant after its assessment."""

    letter_number: Annotated[str, line("Nomor surat hasil", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat hasil", widget="date")] | None = None
    aid: Annotated[str, line("Bantuan yang ditetapkan lembaga tujuan")] | None = None
    reason: Annotated[str, prose("Alasan tidak layak", max_length=2000)] | None = None


class Penutupan(Form, frozen=True, kw_only=True):
    """The end: what the applicant received in fact."""

    aid: Annotated[str, line("Bantuan yang diterima")] | None = None
    received_on: Annotated[date, labelled("Tanggal diterima", widget="date")] | None = None
    value: Annotated[int, amount("Nilai bantuan (rupiah)", help_text="Bila diketahui")] | None = None
    note: Annotated[str, prose("Catatan penutupan", max_length=2000)]
