"""What the letters about the journey and the early ends say: facts in the words that the templates print."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk.letters import LetterFacts
from laksana_sdk.numerals import rupiah, rupiah_in_words
from laksana_sdk.phrases import Pairs, day, label, names, officers, reason, span, weekday_and_day
from laksana_sop.pemulangan_orang_terlantar.r1.contexts import identity, report_phrase
from laksana_sop.pemulangan_orang_terlantar.r1.ending_forms import Kematian, Pernyataan
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Asesmen, Laporan
from laksana_sop.pemulangan_orang_terlantar.r1.journey_forms import (
    Biaya,
    Keberangkatan,
    Konfirmasi,
    LaporanPendampingan,
    Penelusuran,
    Rencana,
    SerahTerima,
)


def kwitansi(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt for the money of the departure: the sum in figures and in words, and what it was for."""
    departure, plan = facts.form("pemberangkatan", Keberangkatan), facts.form("rencana", Rencana)
    costs = departure.costs if departure else ()
    total = sum(cost.rupiah for cost in costs)
    goal = f" ke {plan.destination}" if plan else ""
    kinds = ", ".join(dict.fromkeys(cost.kind.label.lower() for cost in costs))
    return {
        "dari": "Bendahara Pengeluaran",
        "terbilang": rupiah_in_words(total) if total else "nihil; tidak ada uang yang dibayarkan",
        "jumlah": rupiah(total),
        "untuk": f"Biaya pemulangan orang terlantar a.n. {facts.client.label}{goal}" + (f": {kinds}" if kinds else ""),
        "anggaran": plan.budget if plan else None,
        "rincian": _rows(costs),
        "penerima": _one_receiver(costs),
    }


def spj(facts: LetterFacts) -> Mapping[str, Any]:
    """The account of all money spent, with its proofs (SPJ)."""
    departure, report = facts.form("pemberangkatan", Keberangkatan), facts.form("pendampingan", LaporanPendampingan)
    plan = facts.form("rencana", Rencana)
    costs = (*(departure.costs if departure else ()), *(report.costs if report else ()))
    total = sum(cost.rupiah for cost in costs)
    planned = sum(cost.rupiah for cost in plan.costs) if plan else 0
    head: Pairs = [
        ("Klien", facts.client.label),
        ("Nomor agenda", facts.agenda_number),
        ("Tujuan", plan.destination if plan else None),
        ("Sumber anggaran", plan.budget if plan else None),
        ("Perkiraan biaya", rupiah(planned) if planned else None),
    ]
    return {
        "kepala": head,
        "rincian": _rows(costs),
        "jumlah": rupiah(total),
        "terbilang": rupiah_in_words(total) if total else None,
    }


def serah_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The berita acara of the hand-over: condition, belongings, time, both sides."""
    form = facts.form("serah_terima", SerahTerima)
    when = weekday_and_day(form.handed_on) if form else None
    return {
        "waktu": f"{when}, pukul {form.handed_at}" if form and when and form.handed_at else when,
        "tempat": form.place if form else None,
        "klien": identity(facts),
        "penerima": [
            ("Nama", form.receiver_name if form else None),
            ("Jabatan / hubungan", form.receiver_post if form else None),
            ("Lembaga / alamat", form.receiver_office if form else None),
            ("NIP / nomor identitas", form.receiver_identity if form else None),
        ],
        "keadaan": form.condition if form else None,
        "barang": form.belongings if form else None,
        "saksi": form.witness if form else None,
        "nama_penerima": form.receiver_name if form else None,
        "menolak": form.reason if form else None,
    }


def laporan_pendampingan(facts: LetterFacts) -> Mapping[str, Any]:
    """The accompaniment report: journey, times, hand-over, cost (output of row 7)."""
    form, departure = facts.form("pendampingan", LaporanPendampingan), facts.form("pemberangkatan", Keberangkatan)
    handed, plan = facts.form("serah_terima", SerahTerima), facts.form("rencana", Rencana)
    assessed = facts.form("asesmen", Asesmen)
    costs = (*(departure.costs if departure else ()), *(form.costs if form else ()))
    chosen = (plan.officers if plan else ()) or (assessed.officers if assessed else ())
    head: Pairs = [
        ("Surat tugas nomor", facts.numbers.get("surat_tugas")),
        ("Petugas", names(officers(facts, chosen))),
        ("Waktu", span(form.started_on, form.ended_on) if form else None),
        ("Cara pemulangan", label(form.cara if form else None)),
        ("Tujuan", plan.destination if plan else None),
        ("Berangkat", _departed(departure)),
        ("Serah terima", _handed(handed)),
        ("Konfirmasi penerima", _confirmed(facts)),
        ("Jumlah biaya", rupiah(sum(cost.rupiah for cost in costs)) if costs else "Tidak ada"),
    ]
    parts: Pairs = [
        ("Jalannya pendampingan", form.journey if form else None),
        ("Hasil", form.result if form else None),
        ("Tindak lanjut", form.follow_up if form else None),
    ]
    return {"kepala": head, "klien": identity(facts), "bagian": parts}


def pernyataan_pembatalan(facts: LetterFacts) -> Mapping[str, Any]:
    """The statement that the request is withdrawn."""
    return _statement(facts, "pembatalan", "membatalkan permohonan pemulangan")


def pernyataan_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The statement that the journey or the placement is refused, with a witness."""
    return _statement(facts, "penolakan_klien", "menolak pemulangan atau penempatan yang ditawarkan")


def berita_acara_kematian(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of a death."""
    form = facts.form("kematian", Kematian)
    events: Pairs = [
        ("Tanggal meninggal", weekday_and_day(form.died_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Sebab", form.cause if form else None),
        ("Nomor surat kematian", (form.certificate or "Menyusul") if form else None),
        ("Yang memberi kabar", form.informant if form else None),
        ("Yang diberi tahu", form.told if form else None),
    ]
    return {
        "pembuka": "telah meninggal dunia klien pemulangan orang terlantar sebagai berikut",
        "laporan": report_phrase(facts),
        "klien": identity(facts),
        "peristiwa": events,
        "daftar": None,
        "uraian": form.note if form else None,
    }


def berita_acara_tidak_ditemukan(facts: LetterFacts) -> Mapping[str, Any]:
    """The record that the person could not be found, with every attempt."""
    form = facts.form("tidak_ditemukan", Penelusuran) or facts.form("penelusuran", Penelusuran)
    events: Pairs = [
        ("Terakhir terlihat", weekday_and_day(form.last_seen_on if form else None)),
        ("Di", form.last_seen_at if form else None),
        ("Dilaporkan kepada", form.reported_to if form else None),
        ("Keterangan", reason(facts)),
    ]
    return {
        "pembuka": "telah dilakukan pencarian dan klien berikut tidak ditemukan",
        "laporan": report_phrase(facts),
        "klien": identity(facts),
        "peristiwa": events,
        "daftar": list(form.attempts) if form else None,
        "uraian": form.conclusion if form else None,
    }


def _statement(facts: LetterFacts, step: str, says: str) -> dict[str, Any]:
    form, report = facts.form(step, Pernyataan), facts.form("terima_laporan", Laporan)
    stated: Pairs = [
        ("Nama", form.stated_by if form else None),
        ("Hubungan dengan klien", form.relation if form else None),
    ]
    return {
        "menyatakan": stated,
        "klien": identity(facts),
        "laporan": report_phrase(facts),
        "isi": says,
        "alasan": form.reason if form else reason(facts),
        "rencana": form.plan if form else None,
        "tanggal": day(form.stated_on if form else None),
        "nama": form.stated_by if form else None,
        "saksi": form.witness if form else None,
        "tempat_ditemukan": report.found_at if report else None,
    }


def _rows(costs: tuple[Biaya, ...]) -> list[tuple[str, str, str, str]]:
    return [(cost.kind.label, cost.paid_to or "-", cost.receipt or "-", rupiah(cost.rupiah)) for cost in costs]


def _one_receiver(costs: tuple[Biaya, ...]) -> str | None:
    """Who signs for the money: the one receiver, None where several got some of it."""
    named = {cost.paid_to for cost in costs if cost.paid_to}
    return named.pop() if len(named) == 1 else None


def _departed(departure: Keberangkatan | None) -> str | None:
    if departure is None:
        return None
    when = weekday_and_day(departure.departed_on)
    parts = (when, departure.departed_at and f"pukul {departure.departed_at}", departure.place, departure.carrier)
    return ", ".join(part for part in parts if part)


def _handed(handed: SerahTerima | None) -> str | None:
    if handed is None:
        return None
    receiver = f"{handed.receiver_name} ({handed.receiver_post}, {handed.receiver_office})"
    return f"{weekday_and_day(handed.handed_on)}, di {handed.place}, kepada {receiver}"


def _confirmed(facts: LetterFacts) -> str | None:
    # A refusal may stand beside a later arrival; the arrival is what the report is about.
    waits = ("konfirmasi_dinsos", "konfirmasi_keluarga", "konfirmasi_provinsi")
    told = [form for step in waits if (form := facts.form(step, Konfirmasi)) is not None]
    for form in told:
        if form.arrived_on is not None:
            return f"{form.confirmed_by}, tiba {day(form.arrived_on)}"
    return told[-1].confirmed_by if told else None
