"""What a person fills in from the report to the assessment, in the order in which it is asked."""

from datetime import date
from typing import Annotated

from laksana_sdk.forms import (
    Form,
    InstitutionSlug,
    OfficerId,
    RegionCode,
    amount,
    choice,
    labelled,
    line,
    prose,
    several,
)
from laksana_sdk.vocabulary import GuardianConsent, IdentityStatus, PPKSCategory, Sex
from laksana_sop.pemulangan_orang_terlantar.r1.choices import (
    CaraPulang,
    Foto,
    HasilCek,
    Kesehatan,
    Kewarganegaraan,
    Pelapor,
    PernahDibantu,
    SebabTerlantar,
    SikapKeluarga,
    SPMPemulangan,
    SuratPolres,
)


class OrangTerlantar(Form, frozen=True, kw_only=True):
    """The stranded person. Nobody has to know a name, a number, an age or a home for help to begin."""

    name: Annotated[str, line("Nama lengkap", help_text="Kosongkan bila belum diketahui")] | None = None
    nik: (
        Annotated[str, line("NIK", help_text="16 angka; kosongkan bila tidak membawa KTP atau KK", widget="nik")] | None
    ) = None
    birth_place: Annotated[str, line("Tempat lahir", max_length=80)] | None = None
    birth_date: Annotated[date, labelled("Tanggal lahir", widget="date")] | None = None
    age: (
        Annotated[int, amount("Perkiraan usia (tahun)", at_most=120, help_text="Bila tanggal lahir tidak diketahui")]
        | None
    ) = None
    sex: Annotated[Sex, choice("Jenis kelamin", Sex)]
    citizenship: Annotated[Kewarganegaraan, choice("Kewarganegaraan", Kewarganegaraan)]
    address: Annotated[str, line("Alamat asal", help_text="Sesuai KTP atau menurut keterangannya")] | None = None
    origin: (
        Annotated[RegionCode, labelled("Wilayah asal", help_text="Cukup kabupaten/kota bila desa belum pasti")] | None
    ) = None
    phone: Annotated[str, line("Nomor telepon / WhatsApp", widget="phone", max_length=40)] | None = None
    features: Annotated[str, line("Ciri-ciri", help_text="Bila identitas belum diketahui")] | None = None


class Laporan(Form, frozen=True, kw_only=True):
    """Row 1: the report and the police letter as they came in."""

    klien: Annotated[OrangTerlantar, labelled("Orang terlantar")]
    found_on: Annotated[date, labelled("Tanggal ditemukan / datang", widget="date")]
    found_at: Annotated[str, line("Tempat ditemukan")]
    region: Annotated[RegionCode, labelled("Desa / kelurahan tempat ditemukan", help_text="Atau kecamatannya")]
    pelapor: Annotated[Pelapor, choice("Yang melaporkan", Pelapor)]
    pelapor_name: Annotated[str, line("Nama pelapor", help_text="Bila bukan orang terlantar sendiri")] | None = None
    pelapor_phone: Annotated[str, line("Nomor telepon pelapor", widget="phone", max_length=40)] | None = None
    report: Annotated[str, prose("Isi laporan", max_length=2000)]
    suket_polres: Annotated[SuratPolres, choice("Surat keterangan terlantar dari Polres / Polsek", SuratPolres)]
    police_unit: Annotated[str, line("Kantor polisi yang menerbitkan", max_length=80)] | None = None
    letter_number: Annotated[str, line("Nomor surat keterangan polisi", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat keterangan polisi", widget="date")] | None = None
    to_follow: Annotated[str, line("Alasan surat polisi menyusul")] | None = None
    passed_on: Annotated[bool, labelled("Kiriman dari Dinas Sosial lain", widget="checkbox")] = False
    sender: Annotated[str, line("Dinas Sosial pengirim")] | None = None
    sender_letter_number: Annotated[str, line("Nomor surat Dinas Sosial pengirim", max_length=80)] | None = None
    sender_letter_date: Annotated[date, labelled("Tanggal surat Dinas Sosial pengirim", widget="date")] | None = None
    guardian_consent: Annotated[
        GuardianConsent,
        choice("Persetujuan orang tua / wali", GuardianConsent, help_text="Untuk anak yang terlantar"),
    ] = GuardianConsent.NOT_REQUIRED
    guardian_name: Annotated[str, line("Nama orang tua / wali yang menyetujui")] | None = None


class Wawancara(Form, frozen=True, kw_only=True):
    """Row 2: the interview, with the check of the story and of earlier help."""

    interviewed_on: Annotated[date, labelled("Tanggal wawancara", widget="date")]
    interviewer: Annotated[OfficerId, labelled("Pekerja sosial yang mewawancarai", widget="officer")]
    identity: Annotated[IdentityStatus, choice("Status identitas", IdentityStatus)]
    cause: Annotated[SebabTerlantar, choice("Sebab terlantar", SebabTerlantar)]
    story: Annotated[str, prose("Cerita perjalanan", help_text="Asal, tujuan, dan bagaimana terlantar")]
    story_check: Annotated[HasilCek, choice("Hasil pengecekan cerita", HasilCek)]
    story_checked_with: (
        Annotated[str, line("Dicek dengan", help_text="Keluarga, desa asal, majikan, polisi")] | None
    ) = None
    repeat: Annotated[
        PernahDibantu,
        choice(
            "Bantuan sebelumnya", PernahDibantu, help_text="Dicari dengan NIK, nama, dan tanggal lahir; bukan wajah"
        ),
    ]
    repeat_note: Annotated[str, prose("Bantuan sebelumnya: kapan dan oleh siapa", max_length=1000)] | None = None
    family: Annotated[SikapKeluarga, choice("Sikap keluarga", SikapKeluarga)]
    family_name: Annotated[str, line("Nama keluarga yang dihubungi")] | None = None
    family_phone: Annotated[str, line("Nomor telepon keluarga", widget="phone", max_length=40)] | None = None
    health: Annotated[Kesehatan, choice("Keadaan kesehatan", Kesehatan)]
    health_note: Annotated[str, prose("Keterangan kesehatan", max_length=1000)] | None = None
    photo: Annotated[Foto, choice("Foto klien", Foto)]
    belongings: Annotated[str, prose("Barang bawaan", max_length=1000)] | None = None


class SuratAsal(Form, frozen=True, kw_only=True):
    """Only for a person passed on: what the letter of the sending Dinsos says."""

    note: Annotated[str, prose("Isi pokok surat Dinas Sosial pengirim", max_length=1000)]


class HasilPerawatan(Form, frozen=True, kw_only=True):
    """What the hospital says about a person who was ill."""

    hospital: Annotated[str, line("Rumah sakit / puskesmas")]
    letter_number: Annotated[str, line("Nomor surat keterangan sehat", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat keterangan sehat", widget="date")] | None = None
    note: Annotated[str, prose("Keterangan", max_length=1000)]


class Asesmen(Form, frozen=True, kw_only=True):
    """Row 3: registration, assessment and recommendation."""

    assessed_on: Annotated[date, labelled("Tanggal asesmen", widget="date")]
    biological: Annotated[str, prose("Keadaan fisik dan kesehatan", max_length=2000)]
    psychological: Annotated[str, prose("Keadaan psikologis", max_length=2000)]
    social: Annotated[str, prose("Keadaan sosial dan keluarga", max_length=2000)]
    spiritual: Annotated[str, prose("Keadaan spiritual", max_length=2000)]
    economy: Annotated[str, prose("Keadaan ekonomi dan tempat tinggal", max_length=2000)]
    needs: Annotated[str, prose("Kebutuhan klien", max_length=2000)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=2000)]
    cara: Annotated[CaraPulang, choice("Rekomendasi cara pemulangan", CaraPulang)]
    destination: Annotated[str, line("Tujuan", help_text="Kabupaten/kota dan provinsi, atau nama lembaga")]
    receiver: Annotated[str, line("Pihak yang menerima", help_text="Dinas Sosial, keluarga, atau lembaga tujuan")]
    institution: (
        Annotated[InstitutionSlug, labelled("Lembaga tujuan pada daftar kantor", widget="institution")] | None
    ) = None
    officers: Annotated[tuple[OfficerId, ...], several("Petugas untuk surat tugas", at_least=1, at_most=5)]
    starts_on: Annotated[date, labelled("Tugas mulai tanggal", widget="date")]
    ends_on: Annotated[date, labelled("Sampai tanggal", widget="date")] | None = None
    ppks_category: (
        Annotated[PPKSCategory, choice("Kategori PPKS", PPKSCategory, help_text="Hanya bila salah satunya sesuai")]
        | None
    ) = None
    spm_code: (
        Annotated[
            SPMPemulangan,
            choice("Jenis pelayanan SPM", SPMPemulangan, help_text="Hanya untuk gelandangan atau pengemis"),
        ]
        | None
    ) = None


class PenyerahanSurat(Form, frozen=True, kw_only=True):
    """Row 6: who received the signed letters."""

    received_on: Annotated[date, labelled("Tanggal diterima", widget="date")]
    officers: Annotated[tuple[OfficerId, ...], several("Pekerja sosial yang menerima", at_least=1, at_most=5)]
    note: Annotated[str, line("Catatan")] | None = None
