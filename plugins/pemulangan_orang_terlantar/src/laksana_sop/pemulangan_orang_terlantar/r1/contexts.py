"""What the letters about the person say, from the receipt to the order: facts in the words that the templates print."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk.letters import InstitutionFacts, LetterFacts
from laksana_sdk.phrases import (
    PAPER_STATES,
    UNCHECKED,
    Pairs,
    day,
    label,
    letter_named,
    officer_rows,
    officers,
    papers_enclosed,
    person,
    reason,
    span,
    to_applicant,
    to_institution,
    weekday_and_day,
)
from laksana_sop.pemulangan_orang_terlantar.r1.choices import Pelapor, SuratPolres
from laksana_sop.pemulangan_orang_terlantar.r1.ending_forms import Kepindahan
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Asesmen, Laporan, Wawancara

UU_KESOS = "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"
UU_PELAYANAN = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"
PP_KESOS = "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial"
SOP = "Standar Operasional Prosedur Nomor 800/13-d/Dinsos.C/1/2023 tentang Pemulangan Orang Terlantar"


def tanda_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt for whoever brings the report: number, date, and which letters are there."""
    form = facts.form("terima_laporan", Laporan)
    pairs: Pairs = [
        ("Nomor agenda", facts.agenda_number),
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Orang terlantar", facts.client.label),
        ("Ditemukan di", form.found_at if form else None),
        ("Yang melaporkan", reporter(facts)),
        ("Surat Polres", police_letter(form)),
        *([("Surat Dinsos pengirim", sent)] if (sent := sender_letter(form)) else []),
    ]
    return {"laporan": pairs, "penyerah": _handed_over_by(facts)}


def kekurangan_berkas(facts: LetterFacts) -> Mapping[str, Any]:
    """The notice to the reporter: the police letter is missing, and the sending Dinsos's where there is one."""
    form = facts.form("terima_laporan", Laporan)
    wanted = {"suket_polres", *(("suket_dinsos_asal",) if form and form.passed_on else ())}
    return _asked_for(facts, "Pemberitahuan Kekurangan Berkas", _to_reporter(facts), wanted)


def permintaan_surat_asal(facts: LetterFacts) -> Mapping[str, Any]:
    """The request to the Dinsos that passed the person on, for its letter."""
    form = facts.form("terima_laporan", Laporan)
    sender = form.sender if form and form.sender else "Dinas Sosial pengirim"
    to = {"penerima": [f"Kepala {sender}"], "di": "Tempat"}
    return _asked_for(facts, "Permintaan Surat Keterangan Orang Terlantar", to, {"suket_dinsos_asal"})


def permintaan_surat_polres(facts: LetterFacts) -> Mapping[str, Any]:
    """The request to the police for the letter that was accepted as to follow."""
    form = facts.form("terima_laporan", Laporan)
    police = form.police_unit if form and form.police_unit else "Kepolisian Resor"
    to = {"penerima": [f"Kepala {police}"], "di": "Tempat"}
    return _asked_for(facts, "Permintaan Surat Keterangan Orang Terlantar", to, {"suket_polres"})


def _asked_for(facts: LetterFacts, hal: str, yth: Mapping[str, Any], wanted: set[str]) -> dict[str, Any]:
    missing = [paper for paper in facts.papers if paper.slug in wanted and paper.status != "ACCEPTED"]
    return {
        "kepala": {"hal": hal, "yth": yth},
        "laporan": report_phrase(facts),
        "klien": person(facts.client, nik=False),
        "kurang": [(paper.label, paper.note or PAPER_STATES.get(paper.status, UNCHECKED)) for paper in missing],
        "putaran": facts.round,
        "batas": weekday_and_day(facts.complete_until),
    }


def surat_pengantar_perawatan(facts: LetterFacts) -> Mapping[str, Any]:
    """The letter with which a person who is ill is brought to a hospital before any journey."""
    interview = facts.form("verifikasi", Wawancara)
    return {
        "kepala": {
            "hal": f"Pengantar Pemeriksaan dan Perawatan a.n. {facts.client.label}",
            "sifat": "Segera",
            "yth": {"penerima": ["Pimpinan rumah sakit / puskesmas"], "di": "Tempat"},
        },
        "laporan": report_phrase(facts),
        "klien": identity(facts),
        "keadaan": label(interview.health if interview else None),
        "keterangan": interview.health_note if interview else None,
    }


def formulir_asesmen(facts: LetterFacts) -> Mapping[str, Any]:
    """The biopsychosocial-spiritual assessment with the interview that it rests on (rows 2 and 3)."""
    form, interview = facts.form("asesmen", Asesmen), facts.form("verifikasi", Wawancara)
    head: Pairs = [
        ("Tanggal wawancara", weekday_and_day(interview.interviewed_on if interview else None)),
        ("Tanggal asesmen", weekday_and_day(form.assessed_on if form else None)),
        ("Status identitas", label(interview.identity if interview else None)),
        ("Sebab terlantar", label(interview.cause if interview else None)),
        ("Pengecekan cerita", _checked(interview)),
        ("Bantuan sebelumnya", _helped(interview)),
        ("Keluarga", _family(interview)),
        ("Keadaan kesehatan", label(interview.health if interview else None)),
    ]
    parts: Pairs = [
        ("Cerita perjalanan", interview.story if interview else None),
        ("Keadaan fisik dan kesehatan", form.biological if form else None),
        ("Keadaan psikologis", form.psychological if form else None),
        ("Keadaan sosial dan keluarga", form.social if form else None),
        ("Keadaan spiritual", form.spiritual if form else None),
        ("Keadaan ekonomi dan tempat tinggal", form.economy if form else None),
        ("Kebutuhan", form.needs if form else None),
        ("Kesimpulan", form.conclusion if form else None),
        ("Rekomendasi", _recommended(form)),
    ]
    interviewer = officers(facts, (interview.interviewer,)) if interview else []
    return {
        "asesmen": head,
        "klien": [*identity(facts), ("Kategori PPKS", label(form.ppks_category if form else None))],
        "bagian": parts,
        "peksos": interviewer[0].name if interviewer else None,
    }


def surat_rekomendasi(facts: LetterFacts) -> Mapping[str, Any]:
    """The recommendation to send the person home (rows 4 and 5)."""
    form, interview = facts.form("asesmen", Asesmen), facts.form("verifikasi", Wawancara)
    named = facts.institution if form and form.institution else None
    return {
        "kepala": {
            "hal": f"Rekomendasi Pemulangan Orang Terlantar a.n. {facts.client.label}",
            "yth": to_receiver(named, form.receiver if form else None),
        },
        "dasar": [UU_KESOS, PP_KESOS, SOP, *_letters_as_basis(facts)],
        "klien": [*identity(facts), ("Sebab terlantar", label(interview.cause if interview else None))],
        "kesimpulan": form.conclusion if form else None,
        "cara": label(form.cara if form else None),
        "tujuan": form.destination if form else None,
    }


def surat_tugas(facts: LetterFacts) -> Mapping[str, Any]:
    """The order to accompany the person (rows 4 and 5)."""
    form = facts.form("asesmen", Asesmen)
    return {
        "dasar": [UU_KESOS, PP_KESOS, SOP, *_letters_as_basis(facts)],
        "petugas": officer_rows(facts, form.officers if form else ()),
        "klien": facts.client.label,
        "rincian": [
            ("Cara pemulangan", label(form.cara if form else None)),
            ("Tujuan", form.destination if form else None),
            ("Diserahkan kepada", form.receiver if form else None),
            ("Waktu", span(form.starts_on, form.ends_on) if form else None),
        ],
    }


def surat_penolakan(facts: LetterFacts) -> Mapping[str, Any]:
    """The refusal in writing, with its reason, its ground and where to complain."""
    return {
        "kepala": {
            "hal": "Pemberitahuan Permohonan Pemulangan Tidak Dapat Dilayani",
            "yth": to_applicant(facts.client),
        },
        "laporan": report_phrase(facts),
        "klien": facts.client.label,
        "alasan": reason(facts),
        "dasar": [UU_KESOS, UU_PELAYANAN, SOP],
    }


def surat_terusan(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter with which the person's case goes to whoever is competent, a hospital included."""
    return {
        "kepala": {
            "hal": f"Penerusan Penanganan Orang Terlantar a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": to_institution(facts.institution),
        },
        "laporan": report_phrase(facts),
        "klien": identity(facts),
        "alasan": reason(facts),
        "berkas": papers_enclosed(facts, accepted_only=True),
    }


def surat_antar_dinsos(facts: LetterFacts) -> Mapping[str, Any]:
    """The covering letter to the Dinsos of the place where the person is now."""
    form = facts.form("pindah", Kepindahan)
    named = facts.institution if form and form.institution else None
    found = f"Sejak {day(form.found_on)} klien diketahui berada di wilayah kerja Saudara. {form.note}" if form else None
    return {
        "kepala": {
            "hal": f"Pelimpahan Penanganan Orang Terlantar a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": to_receiver(named, form.office if form else None),
        },
        "laporan": report_phrase(facts),
        "klien": identity(facts),
        "alasan": found.strip().rstrip(".") if found else reason(facts),
        "berkas": papers_enclosed(facts, accepted_only=True),
    }


def identity(facts: LetterFacts) -> Pairs:
    """The person as an office prints them: what is not known of an unknown one stays open, the features stand in."""
    form = facts.form("terima_laporan", Laporan)
    known = form.klien if form else None
    guessed = f"sekitar {known.age} tahun" if known and known.age is not None and known.birth_date is None else None
    pairs: Pairs = [("Alamat asal" if title == "Alamat" else title, value) for title, value in person(facts.client)]
    extra: Pairs = [
        ("Perkiraan usia", guessed),
        ("Kewarganegaraan", label(known.citizenship if known else None)),
        ("Ciri-ciri", known.features if known else None),
    ]
    return [*pairs, *((title, value) for title, value in extra if value)]


def reporter(facts: LetterFacts) -> str | None:
    """Who reported, by name and kind."""
    form = facts.form("terima_laporan", Laporan)
    if form is None or form.pelapor is Pelapor.DIRI_SENDIRI:
        return facts.client.label
    return f"{form.pelapor_name} ({form.pelapor.label})" if form.pelapor_name else form.pelapor.label


def police_letter(form: Laporan | None) -> str | None:
    """The police letter by unit, number and date, or that it will follow."""
    if form is None:
        return None
    if form.suket_polres is SuratPolres.MENYUSUL:
        return SuratPolres.MENYUSUL.label
    named = letter_named(form.letter_number, form.letter_date)
    return " ".join(part for part in (form.police_unit, named) if part) or SuratPolres.ADA.label


def sender_letter(form: Laporan | None) -> str | None:
    """The letter of the Dinsos that passed the person on; None for a person who was not."""
    if form is None or not form.passed_on:
        return None
    named = letter_named(form.sender_letter_number, form.sender_letter_date)
    return " ".join(part for part in (form.sender, named) if part) or None


def report_phrase(facts: LetterFacts) -> str:
    """The report as a sentence names it: `laporan orang terlantar yang kami terima dengan nomor agenda 12`."""
    number, received = facts.agenda_number, day(facts.received_on)
    words = "laporan orang terlantar yang kami terima"
    words = f"{words} tanggal {received}" if received else words
    return f"{words} dengan nomor agenda {number}" if number else words


def to_receiver(institution: InstitutionFacts | None, named: str | None) -> dict[str, Any]:
    """The addressee: an institution of the office's register, else whoever the form names."""
    if institution is not None or named is None:
        return to_institution(institution)
    return {"penerima": [named], "di": "Tempat"}


def _to_reporter(facts: LetterFacts) -> dict[str, Any]:
    form = facts.form("terima_laporan", Laporan)
    if form is None or form.pelapor is Pelapor.DIRI_SENDIRI:
        return to_applicant(facts.client)
    return {"penerima": [form.pelapor_name or form.pelapor.label], "di": "Tempat"}


def _handed_over_by(facts: LetterFacts) -> str | None:
    form = facts.form("terima_laporan", Laporan)
    if form is None or form.pelapor is Pelapor.DIRI_SENDIRI:
        return facts.client.label
    return form.pelapor_name


def _letters_as_basis(facts: LetterFacts) -> list[str]:
    form = facts.form("terima_laporan", Laporan)
    found: list[str] = []
    if form is not None and form.suket_polres is SuratPolres.ADA:
        found.append(f"Surat Keterangan Terlantar dari {police_letter(form)}")
    if (sent := sender_letter(form)) is not None:
        found.append(f"Surat keterangan terlantar dari {sent}")
    return found


def _checked(interview: Wawancara | None) -> str | None:
    if interview is None:
        return None
    source = interview.story_checked_with
    return f"{interview.story_check.label} ({source})" if source else interview.story_check.label


def _helped(interview: Wawancara | None) -> str | None:
    if interview is None:
        return None
    return ". ".join(part for part in (interview.repeat.label, interview.repeat_note) if part)


def _family(interview: Wawancara | None) -> str | None:
    if interview is None:
        return None
    named = interview.family_name
    return f"{interview.family.label} ({named})" if named else interview.family.label


def _recommended(form: Asesmen | None) -> str | None:
    if form is None:
        return None
    when = span(form.starts_on, form.ends_on)
    return f"{form.cara.label}; tujuan {form.destination}; diterima oleh {form.receiver}; pelaksanaan {when}"
