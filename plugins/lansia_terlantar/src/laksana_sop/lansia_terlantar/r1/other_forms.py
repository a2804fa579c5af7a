"""What a person fills in off the way to the panti: other plans, the way back, and early ends."""

from datetime import date
from typing import Annotated

from laksana_sdk.forms import Form, InstitutionSlug, amount, choice, labelled, line, prose, several
from laksana_sop.lansia_terlantar.r1.choices import Pemohon, TempatSementara
from laksana_sop.lansia_terlantar.r1.forms import Jam, Layanan


class RencanaLain(Form, frozen=True, kw_only=True):
    """What is done for an elder whom family can care for, who does not want to go, or whom the panti refused."""

    considerations: Annotated[str, prose("Pertimbangan", max_length=2000)]
    plan: Annotated[str, prose("Rencana pelayanan", max_length=2000)]
    carer: Annotated[str, line("Keluarga atau pengasuh", help_text="Nama dan hubungan")] | None = None
    institution: (
        Annotated[
            InstitutionSlug,
            labelled("Diteruskan kepada", widget="institution", help_text="Sentra (ATENSI) atau lembaga lain"),
        ]
        | None
    ) = None


class Mediasi(Form, frozen=True, kw_only=True):
    """The talk with the family."""

    held_on: Annotated[date, labelled("Tanggal mediasi", widget="date")]
    place: Annotated[str, line("Tempat mediasi")]
    present: Annotated[str, prose("Yang hadir", max_length=1000)]
    family_name: Annotated[str, line("Wakil keluarga", max_length=120)]
    family_relation: Annotated[str, line("Hubungan dengan klien", max_length=80)]
    talk: Annotated[str, prose("Jalannya pembicaraan", max_length=2000)]
    agreement: Annotated[str, prose("Kesepakatan", max_length=2000)] | None = None
    reason: Annotated[str, prose("Alasan tidak sepakat", max_length=1000)] | None = None


class PenutupanLuarPanti(Form, frozen=True, kw_only=True):
    """The end of a case that found its answer outside a panti."""

    carer: Annotated[str, line("Yang merawat", help_text="Nama dan hubungan")]
    since: Annotated[date, labelled("Sejak tanggal", widget="date")]
    support: Annotated[str, prose("Bantuan dan pendampingan yang diberikan", max_length=2000)]
    services: Layanan = ()
    note: Annotated[str, prose("Catatan penutupan", max_length=2000)]


class Kepulangan(Form, frozen=True, kw_only=True):
    """The client brought back from the panti's gate."""

    returned_on: Annotated[date, labelled("Tanggal tiba kembali", widget="date")]
    returned_at: Annotated[Jam, labelled("Jam tiba kembali (WIB)")]
    brought_to: Annotated[TempatSementara, choice("Klien dibawa ke", TempatSementara)]
    place: Annotated[str, line("Nama dan alamat tempat")]
    receiver: Annotated[str, line("Diterima oleh", max_length=120)]
    condition: Annotated[str, prose("Keadaan klien", max_length=1000)]
    journey: Annotated[str, prose("Jalannya pendampingan", max_length=2000)]
    cost: Annotated[int, amount("Biaya perjalanan (rupiah)")] | None = None


class Pembatalan(Form, frozen=True, kw_only=True):
    """Who withdraws the request, and their statement."""

    stated_by: Annotated[Pemohon, choice("Yang menarik permohonan", Pemohon)]
    name: Annotated[str, line("Nama yang menyatakan", max_length=120)]
    relation: Annotated[str, line("Hubungan atau jabatan", max_length=120)]
    stated_on: Annotated[date, labelled("Tanggal pernyataan", widget="date")]
    statement: Annotated[str, prose("Isi pernyataan", max_length=1500)]


class PernyataanKlien(Form, frozen=True, kw_only=True):
    """The client's own refusal, before a witness."""

    stated_on: Annotated[date, labelled("Tanggal pernyataan", widget="date")]
    place: Annotated[str, line("Tempat pernyataan")]
    statement: Annotated[str, prose("Isi pernyataan", max_length=1500)]
    witness_name: Annotated[str, line("Nama saksi", max_length=120)]
    witness_post: Annotated[str, line("Hubungan atau jabatan saksi", max_length=120)]
    read_aloud: Annotated[bool, labelled("Isi pernyataan sudah dibacakan dan dipahami klien", widget="checkbox")] = (
        False
    )


class Kematian(Form, frozen=True, kw_only=True):
    """A death as the Kasi confirms it; the certificate may follow."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    place: Annotated[str, line("Tempat meninggal")]
    informant: Annotated[str, line("Pemberi kabar", help_text="Nama dan hubungan atau jabatan")]
    certificate_number: (
        Annotated[str, line("Nomor surat kematian", help_text="Boleh menyusul", max_length=80)] | None
    ) = None
    cause: Annotated[str, line("Sebab meninggal bila diketahui")] | None = None
    family_told: Annotated[bool, labelled("Keluarga sudah diberi tahu", widget="checkbox")] = False
    village_told: Annotated[bool, labelled("Desa / kelurahan sudah diberi tahu", widget="checkbox")] = False
    panti_told: Annotated[bool, labelled("Panti sudah diberi tahu", widget="checkbox")] = False
    burial: Annotated[str, prose("Pemulasaraan dan pemakaman", max_length=1000)] | None = None


class Kepindahan(Form, frozen=True, kw_only=True):
    """Where the client has moved, or was found; the region itself is told with the decision."""

    address: Annotated[str, line("Alamat baru")] | None = None
    moved_on: Annotated[date, labelled("Diketahui pada tanggal", widget="date")]
    told_by: Annotated[str, line("Sumber kabar")]
    receiver: Annotated[str, line("Dinas Sosial tujuan", help_text="Bila akan disurati", max_length=120)] | None = None
    receiver_city: Annotated[str, line("Kedudukan Dinas Sosial tujuan", max_length=80)] | None = None
    needs: Annotated[str, prose("Pelayanan yang masih diperlukan", max_length=1500)]


class Upaya(Form, frozen=True, kw_only=True):
    """One attempt to find the client."""

    tried_on: Annotated[date, labelled("Tanggal", widget="date")]
    place: Annotated[str, line("Tempat yang didatangi atau dihubungi")]
    result: Annotated[str, line("Hasil")]


class TidakDitemukan(Form, frozen=True, kw_only=True):
    """The attempts to find the client, none of which succeeded."""

    attempts: Annotated[tuple[Upaya, ...], several("Upaya pencarian", at_least=1, at_most=20)]
    witness: Annotated[str, line("Saksi dari desa / kelurahan", max_length=120)]
