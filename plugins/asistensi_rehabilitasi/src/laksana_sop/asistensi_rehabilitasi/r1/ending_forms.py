"""What is written down when a request ends before its last row."""

from datetime import date
from typing import Annotated

from laksana_sdk.forms import Form, InstitutionSlug, OfficerId, choice, labelled, line, prose, several
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan


class Pernyataan(Form, frozen=True, kw_only=True):
    """A declaration: the request withdrawn, or the aid declined."""

    declarant: Annotated[str, line("Nama yang menyatakan")]
    relation: Annotated[Hubungan, choice("Hubungan dengan pemohon", Hubungan)]
    declared_on: Annotated[date, labelled("Tanggal pernyataan", widget="date")]
    statement: Annotated[str, prose("Isi pernyataan dan alasannya", max_length=2000)]
    witness: Annotated[str, line("Nama saksi")] | None = None


class Kematian(Form, frozen=True, kw_only=True):
    """A death as the analyst confirms it; the certificate may follow."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    place: Annotated[str, line("Tempat meninggal")]
    informant: Annotated[str, line("Sumber keterangan")]
    relation: Annotated[Hubungan, choice("Hubungan sumber keterangan", Hubungan)]
    certificate: Annotated[str, line("Nomor surat kematian", help_text="Kosongkan bila menyusul")] | None = None
    informed: (
        Annotated[str, line("Pihak yang sudah diberi tahu", help_text="Keluarga, desa, lembaga tujuan")] | None
    ) = None


class Pencarian(Form, frozen=True, kw_only=True):
    """One attempt to meet the applicant."""

    attempted_on: Annotated[date, labelled("Tanggal", widget="date")]
    place: Annotated[str, line("Tempat yang didatangi atau nomor yang dihubungi")]
    met: Annotated[str, line("Yang ditemui dan keterangannya")]


class TidakDitemukan(Form, frozen=True, kw_only=True):
    """The attempts that met nobody."""

    attempts: Annotated[tuple[Pencarian, ...], several("Upaya menemui", at_least=2, at_most=10)]
    officers: Annotated[tuple[OfficerId, ...], several("Petugas", at_least=1, at_most=5)]
    conclusion: Annotated[str, prose("Kesimpulan", max_length=1500)]


class Kepindahan(Form, frozen=True, kw_only=True):
    """The office that goes on where the applicant lives now; the region is told with the decision itself."""

    destination: Annotated[InstitutionSlug, labelled("Dinas Sosial tujuan", widget="institution")]
    note: Annotated[str, prose("Keterangan", max_length=1500)]
