"""What a person fills in at each step, in the order in which it is asked."""

from datetime import date
from typing import Annotated

from laksana_sdk.clients import ClientForm
from laksana_sdk.forms import Form, amount, labelled, line, prose


class Permohonan(Form, frozen=True, kw_only=True):
    """Row 1: who needs the chair, and for how long."""

    pemohon: Annotated[ClientForm, labelled("Pemohon")]
    weeks: Annotated[int, amount("Lama pinjam (minggu)", at_least=1, at_most=52)]


class Telaah(Form, frozen=True, kw_only=True):
    """Row 3: what the need is."""

    need: Annotated[str, prose("Kebutuhan pemohon", max_length=2000)]


class Kunjungan(Form, frozen=True, kw_only=True):
    """Row 4: what was seen at home."""

    visited_on: Annotated[date, labelled("Tanggal kunjungan", widget="date")]
    findings: Annotated[str, prose("Hasil kunjungan", max_length=2000)]


class Penyerahan(Form, frozen=True, kw_only=True):
    """Row 6: when which chair was handed over, and to whom."""

    handed_on: Annotated[date, labelled("Tanggal penyerahan", widget="date")]
    receiver: Annotated[str, line("Penerima")]
    chair_number: Annotated[str, line("Nomor kursi roda", max_length=40)]
