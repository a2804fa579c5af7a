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
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory, ServiceItem, SPMCode
from laksana_sop.rehabilitasi_anak_lansia.r1.choices import (
    Bentuk,
    Cara,
    HasilTelaah,
    Hubungan,
    Kekerasan,
    Kesediaan,
    Pengasuhan,
    Pengusul,
    Saluran,
    Saran,
    Sasaran,
)


class Usulan(Form, frozen=True, kw_only=True):
    """Row 1: the proposal as the registry enters it."""

    calon: Annotated[ClientForm, labelled("Calon penerima manfaat")]
    pengusul: Annotated[Pengusul, choice("Yang mengusulkan", Pengusul)]
    pengusul_name: Annotated[str, line("Nama pengusul", help_text="Orang atau lembaga pengusul")] | None = None
    pengusul_address: Annotated[str, line("Alamat pengusul")] | None = None
    channel: Annotated[Saluran, choice("Cara usulan masuk", Saluran)]
    letter_number: Annotated[str, line("Nomor surat usulan", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat usulan", widget="date")] | None = None
    request: Annotated[str, prose("Isi usulan", help_text="Keadaan dan pelayanan yang diminta", max_length=2000)]
    ppks_category: Annotated[PPKSCategory, choice("Kategori PPKS menurut usulan", PPKSCategory)]
    guardian_consent: Annotated[
        GuardianConsent,
        choice("Persetujuan orang tua / wali", GuardianConsent, help_text="Untuk anak dan penyandang disabilitas"),
    ]
    guardian_name: Annotated[str, line("Nama orang tua / wali yang menyetujui")] | None = None


class Pertimbangan(Form, frozen=True, kw_only=True):
    """Row 2: what the Sekretaris lays before the Kepala Dinas."""

    advice: Annotated[Saran, choice("Saran kepada Kepala Dinas", Saran)]
    considerations: Annotated[str, prose("Pertimbangan", max_length=2000)]


class TelaahanStaf(Form, frozen=True, kw_only=True):
    """A staff study, in the parts that the rules for official letters name."""

    issue: Annotated[str, prose("Persoalan", max_length=1500)]
    assumptions: Annotated[str, prose("Praanggapan", max_length=1500)] | None = None
    facts: Annotated[str, prose("Fakta yang memengaruhi", max_length=2000)]
    analysis: Annotated[str, prose("Analisis", max_length=2000)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=1500)]
    advice: Annotated[HasilTelaah, choice("Saran tindak", HasilTelaah)]


class Verifikasi(Form, frozen=True, kw_only=True):
    """Row 5: what section head and staff found about the person."""

    verified_on: Annotated[date, labelled("Tanggal verifikasi", widget="date")]
    officers: Annotated[tuple[OfficerId, ...], several("Staf yang ikut memverifikasi", at_least=1, at_most=5)]
    ppks_category: Annotated[PPKSCategory, choice("Kategori PPKS hasil verifikasi", PPKSCategory)]
    spm_code: Annotated[SPMCode, choice("Jenis pelayanan SPM", SPMCode, help_text="Hanya bila terlantar")] | None = None
    condition: Annotated[str, prose("Keadaan calon penerima manfaat", max_length=2000)]
    care: Annotated[Pengasuhan, choice("Yang mengasuh / merawat saat ini", Pengasuhan)]
    family: Annotated[
        str, prose("Upaya pengasuhan atau perawatan oleh keluarga", help_text="Panti adalah pilihan terakhir")
    ]
    willingness: Annotated[Kesediaan, choice("Kesediaan yang bersangkutan", Kesediaan)]
    child_interest: (
        Annotated[str, prose("Kepentingan terbaik bagi anak", help_text="Wajib untuk anak", max_length=2000)] | None
    ) = None
    child_view: Annotated[str, prose("Pendapat anak", max_length=1000)] | None = None
    violence: Annotated[Kekerasan, choice("Dugaan kekerasan, penelantaran, atau eksploitasi", Kekerasan)]
    protection_agency: (
        Annotated[str, line("Dilaporkan kepada", help_text="UPTD PPA atau kepolisian, dan nomor laporannya")] | None
    ) = None
    protection_reported_on: Annotated[date, labelled("Tanggal dilaporkan", widget="date")] | None = None
    evaluation: Annotated[str, prose("Hasil evaluasi", max_length=2000)]


class LaporanPerlindungan(Form, frozen=True, kw_only=True):
    """What the report to UPTD PPA or the police says, beside the person."""

    agency: Annotated[InstitutionSlug, labelled("UPTD PPA / kepolisian", widget="institution")]
    summary: Annotated[str, prose("Ringkasan dugaan", help_text="Seperlunya, tanpa menuduh", max_length=1500)]
    safe_place: Annotated[str, line("Tempat aman sementara")] | None = None


class Pengiriman(Form, frozen=True, kw_only=True):
    """The dispatch: how the letter travels, with the courier's own number."""

    courier: Annotated[str, line("Pengirim / jasa kurir", max_length=80)]
    parcel_number: Annotated[str, line("Nomor resi", max_length=60)] | None = None
    note: Annotated[str, line("Catatan pengiriman")] | None = None


class Asesmen(Form, frozen=True, kw_only=True):
    """The visit that a verification may ask for: the biopsychosocial-spiritual assessment."""

    assessed_on: Annotated[date, labelled("Tanggal kunjungan", widget="date")]
    place: Annotated[str, line("Tempat kunjungan")]
    officers: Annotated[tuple[OfficerId, ...], several("Petugas asesmen", at_least=1, at_most=5)]
    informants: Annotated[str, line("Yang ditemui", help_text="Yang bersangkutan, keluarga, wali, ketua RT")]
    biological: Annotated[str, prose("Keadaan fisik dan kesehatan", max_length=2000)]
    psychological: Annotated[str, prose("Keadaan psikologis", max_length=2000)]
    social: Annotated[str, prose("Keadaan sosial dan keluarga", max_length=2000)]
    spiritual: Annotated[str, prose("Keadaan spiritual", max_length=2000)]
    economy: Annotated[str, prose("Keadaan ekonomi dan tempat tinggal", max_length=2000)]
    needs: Annotated[str, prose("Kebutuhan", max_length=2000)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=2000)]
    recommendation: Annotated[str, prose("Rekomendasi", max_length=2000)]


class RencanaRujukan(Form, frozen=True, kw_only=True):
    """Row 6: the plan: what the person needs, where the referral goes and what it costs whom."""

    target: Annotated[Sasaran, choice("Sasaran rujukan", Sasaran)]
    destination: Annotated[InstitutionSlug, labelled("Lembaga tujuan", widget="institution")]
    care: Annotated[Bentuk, choice("Bentuk layanan", Bentuk)]
    services: Annotated[
        tuple[Annotated[ServiceItem, choice("Layanan", ServiceItem)], ...],
        several("Layanan yang diminta", at_least=1, at_most=13),
    ]
    needs: Annotated[str, prose("Kebutuhan", max_length=2000)]
    goal: Annotated[str, prose("Tujuan rehabilitasi sosial", max_length=1500)]
    reason: Annotated[str, prose("Alasan memilih lembaga tujuan", max_length=1500)]
    budget: Annotated[str, line("Rujukan anggaran", help_text="Kode kegiatan pada DPA, bila ada")] | None = None
    enclosures: Annotated[int, amount("Jumlah lembar lampiran", at_least=1, at_most=500)]
    guardian_consent: Annotated[GuardianConsent, choice("Persetujuan orang tua / wali saat dirujuk", GuardianConsent)]


class Koordinasi(Form, frozen=True, kw_only=True):
    """Row 7: what was spoken with the institution."""

    coordinated_on: Annotated[date, labelled("Tanggal koordinasi", widget="date")]
    how: Annotated[Cara, choice("Cara koordinasi", Cara)]
    contact: Annotated[str, line("Nama dan jabatan yang dihubungi")]
    result: Annotated[str, prose("Hasil koordinasi", max_length=2000)]


class JawabanLembaga(Form, frozen=True, kw_only=True):
    """What the institution answered: a place and a date, a position in its queue, a refusal, another service."""

    letter_number: Annotated[str, line("Nomor surat jawaban", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat jawaban", widget="date")] | None = None
    admission_on: Annotated[date, labelled("Tanggal penerimaan", widget="date")] | None = None
    conditions: Annotated[str, prose("Syarat penerimaan", max_length=1500)] | None = None
    queue_position: Annotated[int, amount("Urutan dalam daftar tunggu", at_least=1, at_most=9999)] | None = None
    queued_on: Annotated[date, labelled("Masuk daftar tunggu tanggal", widget="date")] | None = None
    other_service: Annotated[str, line("Layanan lain yang ditawarkan")] | None = None
    reason: Annotated[str, prose("Alasan", help_text="Bila ditolak", max_length=2000)] | None = None


class SerahTerima(Form, frozen=True, kw_only=True):
    """Row 8: the delivery, as both sides sign it."""

    handed_over_on: Annotated[date, labelled("Tanggal serah terima", widget="date")]
    place: Annotated[str, line("Tempat serah terima")]
    officers: Annotated[tuple[OfficerId, ...], several("Petugas yang menyerahkan", at_least=1, at_most=5)]
    receiver: Annotated[str, line("Nama penerima")]
    receiver_post: Annotated[str, line("Jabatan / hubungan penerima")]
    services: Annotated[
        tuple[Annotated[ServiceItem, choice("Layanan", ServiceItem)], ...],
        several("Layanan yang diberikan", at_most=13),
    ] = ()
    condition: Annotated[str, prose("Keadaan penerima manfaat saat diserahkan", max_length=2000)]
    belongings: Annotated[str, prose("Barang bawaan dan dokumen", max_length=2000)] | None = None
    outstanding: Annotated[str, prose("Yang belum diberikan, atau sebab tidak terlaksana", max_length=2000)] | None = (
        None
    )


class Penutupan(Form, frozen=True, kw_only=True):
    """The end: what is entered in the book of beneficiaries, and who looks after the person next."""

    summary: Annotated[str, prose("Ringkasan untuk buku data penerima manfaat", max_length=2000)]
    follow_up: Annotated[str, prose("Rencana pemantauan", max_length=1500)] | None = None


class Pernyataan(Form, frozen=True, kw_only=True):
    """A declaration: the proposal withdrawn, or the referral declined."""

    declarant: Annotated[str, line("Nama yang menyatakan")]
    relation: Annotated[Hubungan, choice("Hubungan dengan calon penerima manfaat", Hubungan)]
    declared_on: Annotated[date, labelled("Tanggal pernyataan", widget="date")]
    statement: Annotated[str, prose("Isi pernyataan dan alasannya", max_length=2000)]
    witness: Annotated[str, line("Nama saksi")] | None = None


class Kematian(Form, frozen=True, kw_only=True):
    """A death as the section head confirms it; the certificate may follow."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    place: Annotated[str, line("Tempat meninggal")]
    informant: Annotated[str, line("Sumber keterangan")]
    relation: Annotated[Hubungan, choice("Hubungan sumber keterangan", Hubungan)]
    certificate: Annotated[str, line("Nomor surat kematian", help_text="Kosongkan bila menyusul")] | None = None
    informed: Annotated[str, line("Pihak yang sudah diberi tahu")] | None = None


class Pencarian(Form, frozen=True, kw_only=True):
    """One attempt to find the person."""

    attempted_on: Annotated[date, labelled("Tanggal", widget="date")]
    place: Annotated[str, line("Tempat yang didatangi")]
    met: Annotated[str, line("Yang ditemui dan keterangannya")]


class TidakDitemukan(Form, frozen=True, kw_only=True):
    """The search that found nobody, attempt by attempt."""

    attempts: Annotated[tuple[Pencarian, ...], several("Upaya pencarian", at_least=2, at_most=10)]
    officers: Annotated[tuple[OfficerId, ...], several("Petugas pencarian", at_least=1, at_most=5)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=1500)]


class Kepindahan(Form, frozen=True, kw_only=True):
    """The office that goes on where the person lives now; the region is told with the decision itself."""

    destination: Annotated[InstitutionSlug, labelled("Dinas Sosial tujuan", widget="institution")]
    note: Annotated[str, prose("Keterangan", max_length=1500)]
