"""What each letter to others says about its case: facts turned into the words that the templates print."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk import phrases
from laksana_sdk.letters import LetterFacts
from laksana_sdk.phrases import Pairs, day, weekday_and_day
from laksana_sop.rehabilitasi_anak_lansia.r1 import wording
from laksana_sop.rehabilitasi_anak_lansia.r1.choices import Bentuk
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import (
    Kepindahan,
    LaporanPerlindungan,
    Pertimbangan,
    Verifikasi,
)


def tanda_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt that the registry gives for the proposal."""
    pairs: Pairs = [
        ("Nomor agenda", facts.agenda_number),
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Surat usulan", wording.incoming(facts)),
        ("Yang mengusulkan", wording.proposer(facts)),
        ("Calon penerima manfaat", facts.client.label),
    ]
    return {
        "usulan": pairs,
        "papers": [paper.label for paper in facts.papers],
        "penyerah": wording.proposer_name(facts),
    }


def lembar_disposisi(facts: LetterFacts) -> Mapping[str, Any]:
    """The routing slip: blank at the registry (S2-10), then with the Sekretaris's view and each instruction in turn."""
    view = facts.form("pertimbangan", Pertimbangan)
    head: Pairs = [
        ("Surat dari", wording.proposer(facts)),
        ("Nomor / tanggal surat", wording.incoming(facts)),
        ("Diterima tanggal", day(facts.received_on)),
        ("Nomor agenda", facts.agenda_number),
        ("Sifat", "Biasa"),
        ("Hal", f"Usulan penerima manfaat rehabilitasi sosial a.n. {facts.client.label}"),
    ]
    entries = phrases.routing_entries(facts, zone=wording.ZONE)
    return {
        "surat": head,
        "saran": phrases.label(view.advice if view else None),
        "pertimbangan": view.considerations if view else None,
        "disposisi": entries,
        # Kepala Dinas and Kepala Bidang: a box to write in for each who has not yet.
        "kosong": max(0, 2 - len(entries)),
    }


def kekurangan_berkas(facts: LetterFacts) -> Mapping[str, Any]:
    """The notice of what is missing and until when it may be brought."""
    return {
        "kepala": {"hal": "Pemberitahuan Kekurangan Persyaratan", "yth": wording.to_proposer(facts)},
        "usulan": wording.proposal(facts),
        "calon": phrases.person(facts.client, nik=False),
        "kurang": phrases.papers_missing(facts),
        "putaran": facts.round,
        "batas": weekday_and_day(facts.complete_until),
    }


def surat_perlindungan(facts: LetterFacts) -> Mapping[str, Any]:
    """The report of suspected violence to those who protect; confidential, and it accuses nobody."""
    form, verified = facts.form("surat_perlindungan", LaporanPerlindungan), facts.form("verifikasi", Verifikasi)
    return {
        "kepala": {
            "hal": "Laporan Dugaan Kekerasan, Penelantaran, atau Eksploitasi",
            "sifat": "Rahasia",
            "yth": phrases.to_institution(facts.institution),
        },
        "calon": phrases.person(facts.client),
        "pengasuh": phrases.label(verified.care if verified else None),
        "ringkasan": form.summary if form else None,
        "tempat_aman": form.safe_place if form else None,
    }


def rencana_rujukan(facts: LetterFacts) -> Mapping[str, Any]:
    """The plan that the section head lays before the head (output of row 6)."""
    plan = wording.plan(facts)
    pairs: Pairs = [
        ("Sasaran rujukan", phrases.label(plan.target if plan else None)),
        ("Lembaga tujuan", facts.institution.name if facts.institution else None),
        ("Bentuk layanan", phrases.label(plan.care if plan else None)),
        ("Alamat lembaga", facts.institution.address if facts.institution else None),
        ("Rujukan anggaran", plan.budget if plan else None),
        ("Persetujuan orang tua / wali", phrases.label(plan.guardian_consent if plan else None)),
    ]
    parts: Pairs = [
        ("Kebutuhan", plan.needs if plan else None),
        ("Tujuan rehabilitasi sosial", plan.goal if plan else None),
        ("Alasan memilih lembaga tujuan", plan.reason if plan else None),
    ]
    return {
        "calon": [*phrases.person(facts.client), ("Kategori PPKS", phrases.label(wording.category(facts)))],
        "rujukan": pairs,
        "layanan": wording.services(plan.services if plan else ()),
        "bagian": parts,
        "dasar": [*wording.grounds(facts), wording.PERMENSOS_SPM],
    }


def surat_pengantar(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter of the plan to the institution (row 7); its signature approves the plan (S2-6)."""
    plan, verified = wording.plan(facts), facts.form("verifikasi", Verifikasi)
    # One page: the enclosed plan and papers say the rest.
    person: Pairs = [
        *(pair for pair in phrases.person(facts.client) if pair[0] != "Jenis kelamin"),
        ("Kategori PPKS", phrases.label(wording.category(facts))),
        ("Yang merawat saat ini", phrases.label(verified.care if verified else None)),
        ("Kesediaan", phrases.label(verified.willingness if verified else None)),
    ]
    own = [{"jenis": "Rencana rujukan", "banyaknya": "1 berkas", "keterangan": None}]
    return {
        "kepala": {
            "hal": f"Pengantar Rujukan Rehabilitasi Sosial a.n. {facts.client.label}",
            "lampiran": f"1 (satu) berkas, {plan.enclosures} lembar" if plan else "1 (satu) berkas",
            "yth": phrases.to_institution(facts.institution),
        },
        "calon": person,
        "keadaan": verified.evaluation if verified else None,
        "layanan": wording.services(plan.services if plan else ()),
        "berkas": [*own, *phrases.papers_enclosed(facts, accepted_only=True)],
    }


def penetapan_rujukan(facts: LetterFacts) -> Mapping[str, Any]:
    """The decision who is referred where (output of row 7), on the ground of the institution's answer."""
    plan, answer = wording.plan(facts), wording.answer(facts)
    institution = facts.institution.name if facts.institution else "lembaga tujuan"
    letter = phrases.letter_named(answer.letter_number, answer.letter_date) if answer else None
    reply = f"Surat {institution} {letter} tentang penerimaan rujukan" if letter else None
    pairs: Pairs = [
        ("Lembaga tujuan", institution),
        ("Bentuk layanan", phrases.label(plan.care if plan else None)),
        ("Tanggal penerimaan", weekday_and_day(answer.admission_on if answer else None)),
        ("Syarat penerimaan", answer.conditions if answer else None),
    ]
    return {
        "dasar": [*wording.grounds(facts), *([reply] if reply else [])],
        "calon": [*phrases.person(facts.client), ("Kategori PPKS", phrases.label(wording.category(facts)))],
        "rujukan": pairs,
        "layanan": wording.services(plan.services if plan else ()),
    }


def surat_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The refusal in writing, with its reason, its ground and where to complain."""
    return {
        "kepala": {"hal": "Pemberitahuan Usulan Tidak Dapat Dikabulkan", "yth": wording.to_proposer(facts)},
        "usulan": wording.proposal(facts),
        "calon": facts.client.label,
        "alasan": phrases.reason(facts),
        "dasar": wording.grounds(facts),
    }


def surat_pengantar_terusan(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which a proposal goes to whoever is competent for it."""
    return {
        "kepala": {
            "hal": f"Penerusan Usulan a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": phrases.to_institution(facts.institution),
        },
        "usulan": wording.proposal(facts),
        "calon": [*phrases.person(facts.client), ("Kategori PPKS", phrases.label(wording.category(facts)))],
        "alasan": phrases.reason(facts),
        "berkas": phrases.papers_enclosed(facts, accepted_only=True),
    }


def surat_pengantar_pindah(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter to the Dinas Sosial where the person lives now."""
    form = facts.form("surat_pindah", Kepindahan)
    told = (phrases.reason(facts), form.note.strip().rstrip(".") if form else None)
    said = surat_pengantar_terusan(facts)
    return {
        **said,
        "kepala": {**said["kepala"], "hal": f"Pengantar Pelayanan Lanjutan a.n. {facts.client.label}"},
        "alasan": ". ".join(part for part in told if part) or None,
    }


def inside_panti(facts: LetterFacts) -> bool:
    """Whether the person goes to live in a panti: the province then owns the person for SPM."""
    plan = wording.plan(facts)
    return plan is not None and plan.care is Bentuk.DALAM_PANTI
