"""What the letters off the way to the panti say: other plans, refusals, and the records of early ends."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk.letters import LetterFacts
from laksana_sdk.phrases import (
    Pairs,
    address,
    day,
    label,
    papers_enclosed,
    person,
    reason,
    to_institution,
    weekday_and_day,
)
from laksana_sop.lansia_terlantar.r1.contexts import category, panti, request_of, to_village
from laksana_sop.lansia_terlantar.r1.forms import Asesmen, Permohonan, SerahTerima
from laksana_sop.lansia_terlantar.r1.legal_bases import SOP, UU_KESOS, UU_LANSIA
from laksana_sop.lansia_terlantar.r1.other_forms import (
    Kematian,
    Kepindahan,
    Mediasi,
    Pembatalan,
    PernyataanKlien,
    RencanaLain,
    TidakDitemukan,
)


def berita_acara_mediasi(facts: LetterFacts) -> Mapping[str, Any]:
    """What the family and the office agreed, or why they did not."""
    form = facts.form("mediasi", Mediasi)
    head: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.held_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Klien", facts.client.label),
        ("Wakil keluarga", f"{form.family_name} ({form.family_relation})" if form else None),
        ("Yang hadir", form.present if form else None),
    ]
    return {
        "mediasi": head,
        "pembicaraan": form.talk if form else None,
        "kesepakatan": form.agreement if form else None,
        "alasan": form.reason if form else None,
        "keluarga": form.family_name if form else None,
    }


def surat_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The refusal in writing to the village that asked: reason, ground, and where to complain."""
    return {
        "kepala": {"hal": "Pemberitahuan Permohonan Tidak Dapat Dipenuhi", "yth": to_village(facts)},
        "permohonan": request_of(facts),
        "klien": facts.client.label,
        "alasan": reason(facts),
        "dasar": [UU_LANSIA, UU_KESOS, SOP],
    }


def surat_pengantar_terusan(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter to whoever is competent, or who gives the service that fits instead of a panti."""
    plan, assessed = facts.form("rencana_lain", RencanaLain), facts.form("asesmen", Asesmen)
    # The exit's own reason goes before the plan that an earlier turn of the case left behind.
    why = reason(facts) or (plan.considerations.strip().rstrip(".") if plan else None)
    return {
        "kepala": {
            "hal": f"Penerusan Pelayanan Lanjut Usia a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": to_institution(facts.institution),
        },
        "permohonan": request_of(facts),
        "klien": [*person(facts.client), ("Kategori PPKS", category(facts))],
        "alasan": why,
        "rencana": plan.plan if plan else None,
        "asesmen": weekday_and_day(assessed.assessed_on if assessed else None),
        "berkas": papers_enclosed(facts, accepted_only=True),
    }


def surat_pengantar_pindah(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which the client goes over to the Dinas Sosial of the new place."""
    form, assessed = facts.form("catat_pindah", Kepindahan), facts.form("asesmen", Asesmen)
    receiver = f"Kepala {form.receiver}" if form and form.receiver else "Kepala Dinas Sosial tujuan"
    return {
        "kepala": {
            "hal": f"Pelimpahan Pelayanan Lanjut Usia a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": {"penerima": [receiver], "di": (form.receiver_city if form else None) or "Tempat"},
        },
        "permohonan": request_of(facts),
        "klien": [*person(facts.client), ("Kategori PPKS", category(facts))],
        "alasan": reason(facts),
        "pindah": [
            ("Alamat baru", form.address if form else None),
            ("Diketahui tanggal", day(form.moved_on if form else None)),
            ("Sumber kabar", form.told_by if form else None),
        ],
        "kebutuhan": form.needs if form else None,
        "asesmen": weekday_and_day(assessed.assessed_on if assessed else None),
        "berkas": papers_enclosed(facts, accepted_only=True),
    }


def pernyataan_pembatalan(facts: LetterFacts) -> Mapping[str, Any]:
    """The statement of whoever withdraws the request."""
    form = facts.form("catat_pembatalan", Pembatalan)
    return {
        "yang_menyatakan": [
            ("Nama", form.name if form else None),
            ("Selaku", form.stated_by.label if form else None),
            ("Hubungan / jabatan", form.relation if form else None),
        ],
        "nama": form.name if form else None,
        "permohonan": request_of(facts),
        "klien": facts.client.label,
        "alasan": reason(facts),
        "pernyataan": form.statement if form else None,
        "hari": weekday_and_day(form.stated_on if form else None),
    }


def pernyataan_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The client's own statement that they do not want to live in the panti, before a witness."""
    form = facts.form("pernyataan_klien", PernyataanKlien)
    return {
        "yang_menyatakan": person(facts.client, nik=False),
        "nama": facts.client.label,
        "alasan": reason(facts),
        "pernyataan": form.statement if form else None,
        "hari": weekday_and_day(form.stated_on if form else None),
        "tempat": form.place if form else None,
        "saksi": [
            ("Nama", form.witness_name if form else None),
            ("Hubungan / jabatan", form.witness_post if form else None),
        ],
        "saksi_nama": form.witness_name if form else None,
        "dibacakan": form is not None and form.read_aloud,
    }


def berita_acara_meninggal(facts: LetterFacts) -> Mapping[str, Any]:
    """The record of a death, confirmed by the Kasi; the certificate may follow."""
    form, handed = facts.form("konfirmasi_meninggal", Kematian), facts.form("serah_terima", SerahTerima)
    told = (
        ("keluarga", form.family_told if form else False),
        ("desa / kelurahan", form.village_told if form else False),
        ("panti", form.panti_told if form else False),
    )
    return {
        "klien": person(facts.client),
        "kematian": [
            ("Hari, tanggal", weekday_and_day(form.died_on if form else None)),
            ("Tempat", form.place if form else None),
            ("Sebab", form.cause if form else None),
            ("Pemberi kabar", form.informant if form else None),
            ("Surat kematian", _certificate(form)),
            ("Sudah diberi tahu", ", ".join(who for who, done in told if done) or None),
            ("Pemulasaraan", form.burial if form else None),
        ],
        "panti": panti(facts) if handed else None,
        "agenda": facts.agenda_number,
    }


def berita_acara_tidak_ditemukan(facts: LetterFacts) -> Mapping[str, Any]:
    """The attempts to find the client, none of which succeeded."""
    form, intake = facts.form("catat_tidak_ditemukan", TidakDitemukan), facts.form("terima_permohonan", Permohonan)
    return {
        "klien": [("Nama", facts.client.label), ("Alamat", address(facts.client))],
        "permohonan": request_of(facts),
        "desa": intake.village_office if intake else None,
        "alasan": reason(facts),
        "upaya": [
            {"tanggal": day(attempt.tried_on), "tempat": attempt.place, "hasil": attempt.result}
            for attempt in (form.attempts if form else ())
        ],
        "tempat_semula": label(intake.staying) if intake else None,
        "saksi": form.witness if form else None,
    }


def _certificate(form: Kematian | None) -> str | None:
    if form is None:
        return None
    return f"Nomor {form.certificate_number}" if form.certificate_number else "menyusul"
