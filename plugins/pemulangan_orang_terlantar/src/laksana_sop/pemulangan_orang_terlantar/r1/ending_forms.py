"""What a person fills in when a case ends early."""

from datetime import date
from typing import Annotated

from laksana_sdk.forms import Form, InstitutionSlug, labelled, line, prose


class Tinjauan(Form, frozen=True, kw_only=True):
    """The head's answer to a proposal not to send somebody home; a rejection itself is the early end "reject"."""

    note: Annotated[str, prose("Pertimbangan Kepala Dinas", max_length=2000)]


class Pernyataan(Form, frozen=True, kw_only=True):
    """A statement of the client or the family: the case is cancelled, or the journey is refused."""

    stated_on: Annotated[date, labelled("Tanggal pernyataan", widget="date")]
    stated_by: Annotated[str, line("Nama yang menyatakan")]
    relation: Annotated[str, line("Hubungan dengan klien", help_text="Klien sendiri, keluarga, wali", max_length=80)]
    reason: Annotated[str, prose("Alasan", max_length=2000)]
    plan: Annotated[str, prose("Rencana klien selanjutnya", max_length=1000)] | None = None
    witness: Annotated[str, line("Saksi")] | None = None


class Kematian(Form, frozen=True, kw_only=True):
    """A death, as it was reported; the certificate may follow."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    place: Annotated[str, line("Tempat meninggal")]
    cause: Annotated[str, line("Sebab meninggal", help_text="Bila diketahui")] | None = None
    certificate: (
        Annotated[str, line("Nomor surat / akta kematian", help_text="Boleh menyusul", max_length=80)] | None
    ) = None
    informant: Annotated[str, line("Yang memberi kabar")]
    told: Annotated[str, line("Yang sudah diberi tahu", help_text="Keluarga, desa, Dinas Sosial tujuan, polisi")]
    note: Annotated[str, prose("Penanganan jenazah", max_length=1000)] | None = None


class Kepindahan(Form, frozen=True, kw_only=True):
    """Who takes over; where the person is now is told with the decision itself."""

    found_on: Annotated[date, labelled("Diketahui berada di sana tanggal", widget="date")]
    institution: (
        Annotated[InstitutionSlug, labelled("Dinas Sosial setempat pada daftar kantor", widget="institution")] | None
    ) = None
    office: Annotated[str, line("Dinas Sosial setempat")]
    note: Annotated[str, prose("Keterangan", max_length=2000)]
