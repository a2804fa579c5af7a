"""What a person fills in from the plan of the journey to its report, in the order in which it is asked."""

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
from laksana_sop.pemulangan_orang_terlantar.r1.choices import Angkutan, CaraPulang, JenisBiaya

MOST_RUPIAH = 1_000_000_000
MOST_ITEMS = 12
CLOCK = "Jam, misalnya 07.30"


class Biaya(Form, frozen=True, kw_only=True):
    """One sum of money, planned or spent, in whole rupiah; its receipt is uploaded as a paper."""

    kind: Annotated[JenisBiaya, choice("Jenis biaya", JenisBiaya)]
    rupiah: Annotated[int, amount("Jumlah (rupiah)", at_least=1, at_most=MOST_RUPIAH)]
    paid_to: Annotated[str, line("Dibayarkan kepada", max_length=120)] | None = None
    receipt: Annotated[str, line("Nomor bukti", max_length=60)] | None = None


class Rencana(Form, frozen=True, kw_only=True):
    """Implied: the way home. The outcome says which of the five it is."""

    destination: Annotated[str, line("Tujuan", help_text="Alamat, kabupaten/kota, provinsi")]
    destination_region: Annotated[RegionCode, labelled("Wilayah tujuan")] | None = None
    receiver: Annotated[str, line("Pihak yang menerima")]
    receiver_phone: Annotated[str, line("Nomor telepon penerima", widget="phone", max_length=40)] | None = None
    institution: (
        Annotated[InstitutionSlug, labelled("Lembaga penerima pada daftar kantor", widget="institution")] | None
    ) = None
    transport: Annotated[Angkutan, choice("Angkutan", Angkutan)]
    route: Annotated[str, prose("Rute", help_text="Kota singgah dan ganti angkutan", max_length=1000)] | None = None
    departs_on: Annotated[date, labelled("Rencana berangkat", widget="date")]
    arrives_on: Annotated[date, labelled("Perkiraan tiba", widget="date")] | None = None
    officers: Annotated[tuple[OfficerId, ...], several("Petugas pendamping", at_most=5)] = ()
    costs: Annotated[tuple[Biaya, ...], several("Perkiraan biaya", at_most=MOST_ITEMS)] = ()
    budget: Annotated[str, line("Sumber anggaran", help_text="Kegiatan dan kode rekening bila sudah ada")] | None = None
    client_agrees: Annotated[bool, labelled("Klien menyetujui cara ini", widget="checkbox")] = False


class JawabanPenampungan(Form, frozen=True, kw_only=True):
    """What the shelter or panti answered."""

    letter_number: Annotated[str, line("Nomor surat jawaban", max_length=80)] | None = None
    letter_date: Annotated[date, labelled("Tanggal surat jawaban", widget="date")] | None = None
    contact: Annotated[str, line("Pejabat yang menjawab")] | None = None
    queue_position: Annotated[int, amount("Nomor urut daftar tunggu", at_least=1, at_most=9999)] | None = None
    queued_on: Annotated[date, labelled("Masuk daftar tunggu tanggal", widget="date")] | None = None
    reason: Annotated[str, prose("Alasan tidak menerima", max_length=1000)] | None = None


class Keberangkatan(Form, frozen=True, kw_only=True):
    """Implied: the departure, with ticket and money."""

    departed_on: Annotated[date, labelled("Tanggal", widget="date")]
    departed_at: Annotated[str, line(CLOCK, max_length=20)] | None = None
    place: Annotated[str, line("Tempat berangkat", help_text="Terminal, pelabuhan, bandara, kantor")]
    carrier: Annotated[str, line("Nama angkutan / perusahaan", max_length=120)] | None = None
    ticket: Annotated[str, line("Nomor tiket", max_length=60)] | None = None
    costs: Annotated[tuple[Biaya, ...], several("Biaya yang dibayarkan", at_most=MOST_ITEMS)] = ()
    supplies: Annotated[str, line("Bekal dan perlengkapan yang diberikan")] | None = None
    told: Annotated[str, line("Pihak tujuan yang diberi tahu")] | None = None
    reason: (
        Annotated[
            str,
            prose("Alasan", help_text="Bila belum berangkat, atau tidak ada yang dimintai konfirmasi", max_length=1000),
        ]
        | None
    ) = None


class SerahTerima(Form, frozen=True, kw_only=True):
    """Implied: the person handed over to whoever receives them."""

    handed_on: Annotated[date, labelled("Tanggal serah terima", widget="date")]
    handed_at: Annotated[str, line(CLOCK, max_length=20)] | None = None
    place: Annotated[str, line("Tempat serah terima")]
    receiver_name: Annotated[str, line("Nama penerima")]
    receiver_post: Annotated[str, line("Jabatan penerima atau hubungan keluarga")]
    receiver_office: Annotated[str, line("Lembaga / alamat penerima")]
    receiver_identity: Annotated[str, line("NIP / nomor identitas penerima", max_length=40)] | None = None
    condition: Annotated[str, prose("Keadaan klien", max_length=1000)]
    belongings: Annotated[str, prose("Barang yang diserahkan", max_length=1000)] | None = None
    witness: Annotated[str, line("Saksi")] | None = None
    reason: Annotated[str, prose("Alasan penerima menolak", max_length=1000)] | None = None


class Konfirmasi(Form, frozen=True, kw_only=True):
    """What whoever receives the person answered."""

    confirmed_by: Annotated[str, line("Yang memberi kabar", help_text="Nama, jabatan, atau hubungan keluarga")]
    channel: Annotated[str, line("Melalui", help_text="Surat, telepon, WhatsApp", max_length=80)] | None = None
    arrived_on: Annotated[date, labelled("Tanggal tiba", widget="date")] | None = None
    last_seen: Annotated[str, line("Terakhir diketahui berada di")] | None = None
    reason: Annotated[str, prose("Alasan menolak", max_length=1000)] | None = None


class Penelusuran(Form, frozen=True, kw_only=True):
    """The search for a person who is gone."""

    last_seen_on: Annotated[date, labelled("Terakhir terlihat tanggal", widget="date")]
    last_seen_at: Annotated[str, line("Terakhir terlihat di")]
    attempts: Annotated[
        tuple[Annotated[str, line("Upaya pencarian", help_text="Tanggal, tempat, siapa yang ditanya")], ...],
        several("Upaya pencarian", at_least=1, at_most=10),
    ]
    reported_to: Annotated[str, line("Dilaporkan kepada", help_text="Kepolisian, Dinas Sosial tujuan")] | None = None
    conclusion: Annotated[str, prose("Kesimpulan", max_length=1000)]


class LaporanPendampingan(Form, frozen=True, kw_only=True):
    """Row 7: the accompaniment report."""

    cara: Annotated[CaraPulang, choice("Cara pemulangan yang dilaksanakan", CaraPulang)]
    started_on: Annotated[date, labelled("Pendampingan mulai", widget="date")]
    ended_on: Annotated[date, labelled("Pendampingan selesai", widget="date")]
    journey: Annotated[str, prose("Jalannya pendampingan", max_length=3000)]
    result: Annotated[str, prose("Hasil", max_length=2000)]
    follow_up: Annotated[str, prose("Tindak lanjut", max_length=1000)] | None = None
    costs: Annotated[
        tuple[Biaya, ...],
        several(
            "Biaya lain selama pendampingan",
            at_most=MOST_ITEMS,
            help_text="Di luar keberangkatan terakhir; termasuk keberangkatan sebelumnya",
        ),
    ] = ()


class Penutupan(Form, frozen=True, kw_only=True):
    """The end: what the case is filed with."""

    note: Annotated[str, prose("Catatan penutupan", max_length=2000)]
