"""What each record of an act says: studies, evaluations, assessments, handovers, declarations, deaths, searches."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk import phrases
from laksana_sdk.letters import LetterFacts
from laksana_sdk.phrases import Pairs, day, weekday_and_day
from laksana_sop.rehabilitasi_anak_lansia.r1 import contexts, wording
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import (
    Asesmen,
    Kematian,
    Pernyataan,
    SerahTerima,
    TelaahanStaf,
    TidakDitemukan,
    Verifikasi,
)


def telaahan_staf(facts: LetterFacts) -> Mapping[str, Any]:
    """The staff study to the Kepala Dinas, in the parts that the rules for official letters name."""
    form = facts.form("telaah_staf", TelaahanStaf)
    head: Pairs = [
        ("Kepada", "Kepala Dinas Sosial melalui Sekretaris"),
        ("Hal", f"Telaahan atas usulan penerima manfaat a.n. {facts.client.label}"),
        ("Nomor agenda", facts.agenda_number),
    ]
    parts: Pairs = [
        ("Persoalan", form.issue if form else None),
        ("Praanggapan", form.assumptions if form else None),
        ("Fakta yang memengaruhi", form.facts if form else None),
        ("Analisis", form.analysis if form else None),
        ("Kesimpulan", form.conclusion if form else None),
        ("Saran tindak", phrases.label(form.advice if form else None)),
    ]
    return {"kepala_telaah": head, "bagian": parts}


def hasil_evaluasi(facts: LetterFacts) -> Mapping[str, Any]:
    """What section head and staff found (output of row 5)."""
    form = facts.form("verifikasi", Verifikasi)
    head: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.verified_on if form else None)),
        ("Staf yang ikut", phrases.names(phrases.officers(facts, form.officers if form else ()))),
        ("Nomor agenda", facts.agenda_number),
    ]
    person: Pairs = [
        *phrases.person(facts.client),
        ("Kategori PPKS", phrases.label(wording.category(facts))),
        ("Jenis pelayanan SPM", phrases.label(form.spm_code if form else None)),
    ]
    parts: Pairs = [
        ("Keadaan", form.condition if form else None),
        ("Yang mengasuh / merawat", phrases.label(form.care if form else None)),
        ("Upaya pengasuhan atau perawatan oleh keluarga", form.family if form else None),
        ("Kesediaan yang bersangkutan", phrases.label(form.willingness if form else None)),
        *([("Kepentingan terbaik bagi anak", form.child_interest)] if form and form.child_interest else []),
        *([("Pendapat anak", form.child_view)] if form and form.child_view else []),
        ("Dugaan kekerasan, penelantaran, atau eksploitasi", phrases.label(form.violence if form else None)),
        *([("Dilaporkan kepada", _reported(form))] if form and form.protection_agency else []),
        ("Hasil evaluasi", form.evaluation if form else None),
    ]
    return {"verifikasi": head, "calon": person, "papers": phrases.papers_checked(facts), "bagian": parts}


def formulir_asesmen(facts: LetterFacts) -> Mapping[str, Any]:
    """The biopsychosocial-spiritual assessment of a visit."""
    form = facts.form("kunjungan", Asesmen)
    head: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.assessed_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Petugas", phrases.names(phrases.officers(facts, form.officers if form else ()))),
        ("Yang ditemui", form.informants if form else None),
    ]
    parts: Pairs = [
        ("Keadaan fisik dan kesehatan", form.biological if form else None),
        ("Keadaan psikologis", form.psychological if form else None),
        ("Keadaan sosial dan keluarga", form.social if form else None),
        ("Keadaan spiritual", form.spiritual if form else None),
        ("Keadaan ekonomi dan tempat tinggal", form.economy if form else None),
        ("Kebutuhan", form.needs if form else None),
        ("Kesimpulan", form.conclusion if form else None),
        ("Rekomendasi", form.recommendation if form else None),
    ]
    return {"asesmen": head, "calon": phrases.person(facts.client), "bagian": parts}


def berita_acara_serah_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of the delivery (row 8), signed by both sides; from then on the receiver answers for the person."""
    form = facts.form("penyaluran", SerahTerima)
    receiver: Pairs = [
        ("Nama", form.receiver if form else None),
        ("Jabatan", form.receiver_post if form else None),
        ("Lembaga", facts.institution.name if facts.institution else None),
    ]
    return {
        "hari": weekday_and_day(form.handed_over_on if form else None),
        "tempat": form.place if form else None,
        "petugas": phrases.officer_rows(facts, form.officers if form else ()),
        "penerima": receiver,
        "calon": phrases.person(facts.client),
        "dasar": facts.numbers.get("penetapan_rujukan"),
        "pengantar": facts.numbers.get("surat_pengantar"),
        "layanan": wording.services(form.services if form else ()),
        "keadaan": form.condition if form else None,
        "barang": form.belongings if form else None,
        "belum": form.outstanding if form else None,
        "provinsi": contexts.inside_panti(facts),
    }


def pernyataan_pembatalan(facts: LetterFacts) -> Mapping[str, Any]:
    """The declaration that a proposal is withdrawn."""
    return _declaration(facts, "pembatalan", "menarik kembali usulan penerima manfaat rehabilitasi sosial")


def pernyataan_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The declaration that a referral is declined."""
    return _declaration(facts, "pernyataan_penolakan", "menolak rujukan rehabilitasi sosial")


def berita_acara_kematian(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of a death as the section head confirmed it."""
    form = facts.form("kematian", Kematian)
    pairs: Pairs = [
        ("Meninggal pada", weekday_and_day(form.died_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Sumber keterangan", f"{form.informant} ({form.relation.label})" if form else None),
        ("Nomor surat kematian", (form.certificate or "menyusul") if form else None),
        ("Pihak yang sudah diberi tahu", form.informed if form else None),
    ]
    return {"calon": phrases.person(facts.client), "kematian": pairs, "usulan": wording.proposal(facts)}


def berita_acara_pencarian(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of a search that found nobody."""
    form = facts.form("tidak_ditemukan", TidakDitemukan)
    attempts = form.attempts if form else ()
    return {
        "calon": phrases.person(facts.client, nik=False),
        "usulan": wording.proposal(facts),
        "upaya": [(day(attempt.attempted_on), attempt.place, attempt.met) for attempt in attempts],
        "petugas": phrases.names(phrases.officers(facts, form.officers if form else ())),
        "kesimpulan": form.conclusion if form else None,
    }


def _declaration(facts: LetterFacts, step: str, act: str) -> Mapping[str, Any]:
    form = facts.form(step, Pernyataan)
    declarant: Pairs = [
        ("Nama", form.declarant if form else None),
        ("Hubungan", phrases.label(form.relation if form else None)),
        ("Tanggal pernyataan", weekday_and_day(form.declared_on if form else None)),
    ]
    return {
        "judul": "Surat Pernyataan",
        "pernyataan": declarant,
        "perbuatan": act,
        "calon": phrases.person(facts.client, nik=False),
        "usulan": wording.proposal(facts),
        "isi_pernyataan": form.statement if form else None,
        "nama": form.declarant if form else None,
        "saksi": form.witness if form else None,
    }


def _reported(form: Verifikasi) -> str | None:
    reported = day(form.protection_reported_on)
    return f"{form.protection_agency}, {reported}" if reported else form.protection_agency
