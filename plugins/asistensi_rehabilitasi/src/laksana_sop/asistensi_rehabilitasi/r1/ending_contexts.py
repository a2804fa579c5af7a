"""What the papers about an early end say: declarations, a death, attempts that met nobody, a move."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk import phrases
from laksana_sdk.letters import LetterFacts
from laksana_sdk.phrases import Pairs, day, weekday_and_day
from laksana_sop.asistensi_rehabilitasi.r1 import contexts
from laksana_sop.asistensi_rehabilitasi.r1.ending_forms import Kematian, Kepindahan, Pernyataan, TidakDitemukan


def pernyataan_pembatalan(facts: LetterFacts) -> Mapping[str, Any]:
    """The declaration that a request is withdrawn."""
    return _declaration(facts, "pembatalan", "menarik kembali permohonan bantuan asistensi rehabilitasi sosial")


def pernyataan_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The declaration that the aid is declined."""
    return _declaration(facts, "pernyataan_penolakan", "menolak bantuan asistensi rehabilitasi sosial")


def berita_acara_kematian(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of a death as the analyst confirmed it."""
    form = facts.form("kematian", Kematian)
    pairs: Pairs = [
        ("Meninggal pada", weekday_and_day(form.died_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Sumber keterangan", f"{form.informant} ({form.relation.label})" if form else None),
        ("Nomor surat kematian", (form.certificate or "menyusul") if form else None),
        ("Pihak yang sudah diberi tahu", form.informed if form else None),
    ]
    return {
        "permohonan": contexts.request_phrase(facts),
        "pemohon": phrases.person(facts.client),
        "kematian": pairs,
    }


def berita_acara_pencarian(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of attempts that met nobody."""
    form = facts.form("tidak_ditemukan", TidakDitemukan)
    attempts = form.attempts if form else ()
    return {
        "permohonan": contexts.request_phrase(facts),
        "pemohon": phrases.person(facts.client, nik=False),
        "upaya": [(day(attempt.attempted_on), attempt.place, attempt.met) for attempt in attempts],
        "petugas": phrases.names(phrases.officers(facts, form.officers if form else ())),
        "kesimpulan": form.conclusion if form else None,
    }


def surat_pengantar_pindah(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter to the Dinas Sosial where the applicant lives now."""
    form = facts.form("surat_pindah", Kepindahan)
    told = (phrases.reason(facts), form.note.strip().rstrip(".") if form else None)
    said = contexts.surat_pengantar_terusan(facts)
    return {
        **said,
        "kepala": {**said["kepala"], "hal": f"Pengantar Pelayanan Lanjutan a.n. {facts.client.label}"},
        "alasan": ". ".join(part for part in told if part) or None,
    }


def _declaration(facts: LetterFacts, step: str, act: str) -> Mapping[str, Any]:
    form = facts.form(step, Pernyataan)
    declarant: Pairs = [
        ("Nama", form.declarant if form else None),
        ("Hubungan dengan pemohon", phrases.label(form.relation if form else None)),
        ("Tanggal pernyataan", weekday_and_day(form.declared_on if form else None)),
    ]
    return {
        "pernyataan": declarant,
        "perbuatan": act,
        "permohonan": contexts.request_phrase(facts),
        "pemohon": phrases.person(facts.client, nik=False),
        "isi_pernyataan": form.statement if form else None,
        "nama": form.declarant if form else None,
        "saksi": form.witness if form else None,
    }
