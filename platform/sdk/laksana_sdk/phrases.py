"""Facts in the words that letters print: days, persons, addressees, officers, papers, disposisi; None where unknown."""

import re
from datetime import date
from typing import Any

from laksana_sdk.dates import indonesian_date, indonesian_day_and_date, local_day
from laksana_sdk.identity import mask
from laksana_sdk.letters import ClientFacts, DisposisiFacts, InstitutionFacts, LetterFacts, OfficerFacts
from laksana_sdk.roles import ROLES
from laksana_sdk.vocabulary import Labelled, Sex

Pairs = list[tuple[str, str | None]]
"""Labels with their values, as `details` of the house style sets them."""

SEXES = {"L": "Laki-laki", "P": "Perempuan", Sex.MALE.value: "Laki-laki", Sex.FEMALE.value: "Perempuan"}
GREETINGS = {"Laki-laki": "Sdr.", "Perempuan": "Sdri."}
PAPER_STATES = {"ACCEPTED": "Ada dan sesuai", "MISSING": "Belum ada", "UNREADABLE": "Ada, tetapi tidak terbaca"}
UNCHECKED = "Belum diperiksa"
UNANSWERED = "Belum ada jawaban"
ANSWERS = {
    "CARRIED_OUT": "Telah dilaksanakan",
    "CANNOT_BE_PROCESSED": "Tidak dapat diproses",
    "NEEDS_STUDY": "Memerlukan telaahan staf",
}
HEADED_BY_A_KEPALA = ("Sentra", "Balai", "Dinas", "Dinsos", "UPT", "Panti", "Badan", "Kantor", "Kepolisian")
REGION_CODE = re.compile(r"[\d.]+")


def day(when: date | None) -> str | None:
    """The day as `5 Januari 2023`, None for none."""
    return None if when is None else indonesian_date(when)


def weekday_and_day(when: date | None) -> str | None:
    """The day as `Kamis, 5 Januari 2023`, None for none."""
    return None if when is None else indonesian_day_and_date(when)


def span(first: date | None, last: date | None) -> str | None:
    """From one day to another: `5 Januari 2023 sampai dengan 7 Januari 2023`, or the one day with its weekday."""
    if last is None or last == first:
        return weekday_and_day(first)
    return f"{day(first) or '...'} sampai dengan {day(last)}"


def label(member: Labelled | None) -> str | None:
    """The words of a choice, None for none."""
    return member.label if member is not None else None


def person(client: ClientFacts, *, nik: bool = True) -> Pairs:
    """Who the case is about; what goes to the applicant or the counter needs no full NIK (`nik=False` masks it)."""
    born = ", ".join(part for part in (client.birth_place, day(client.birth_date)) if part)
    number = client.nik if nik or client.nik is None else mask(client.nik)
    return [
        ("Nama", client.label),
        ("NIK", number),
        ("Tempat, tanggal lahir", born or None),
        ("Jenis kelamin", SEXES.get(client.sex or "")),
        ("Alamat", address(client)),
    ]


def address(client: ClientFacts) -> str | None:
    """Street, village and kecamatan in one line. A bare region code tells the reader nothing and is left out."""
    village = client.village if client.village and not REGION_CODE.fullmatch(client.village) else None
    kecamatan = client.kecamatan if client.kecamatan and not REGION_CODE.fullmatch(client.kecamatan) else None
    parts = (client.address, village, f"Kecamatan {kecamatan}" if kecamatan else None)
    return ", ".join(part for part in parts if part) or None


def letter_named(number: str | None, dated: date | None) -> str | None:
    """A letter by what is known of it: `Nomor 03/SP/2026 tanggal 2 Maret 2026`."""
    parts = (f"Nomor {number}" if number else None, f"tanggal {day(dated)}" if dated else None)
    return " ".join(part for part in parts if part) or None


def incoming(facts: LetterFacts, number: str | None = None, dated: date | None = None) -> str | None:
    """The letter that came in, as the agenda names it, else as the intake form does (`number`, `dated`)."""
    known = letter_named(facts.incoming_letter_number, facts.incoming_letter_date)
    return known or letter_named(number, dated)


def request_phrase(facts: LetterFacts, letter: str | None, *, called: str = "surat permohonan") -> str:
    """The request as a sentence names it: `surat permohonan tanggal 1 Juni 2026 yang kami terima ... agenda 12`."""
    words = called if letter is None else f"{called} {letter}"
    agenda = facts.agenda_number
    return f"{words} yang kami terima dengan nomor agenda {agenda}" if agenda else words


def to_applicant(client: ClientFacts) -> dict[str, Any]:
    """The addressee block (`yth`) of a letter to the person of the case."""
    greeting = GREETINGS.get(SEXES.get(client.sex or "", ""), "Sdr./Sdri.")
    lines = [f"{greeting} {client.label}", *([place] if (place := address(client)) else [])]
    return {"penerima": lines, "di": "Tempat"}


def to_institution(institution: InstitutionFacts | None) -> dict[str, Any]:
    """The addressee block (`yth`) of a letter to an institution: its Kepala, or its Pimpinan where none heads it."""
    if institution is None:
        return {"penerima": ["Pimpinan lembaga tujuan"], "di": "Tempat"}
    head = "Kepala" if institution.name.startswith(HEADED_BY_A_KEPALA) else "Pimpinan"
    place = [institution.address] if institution.address else []
    return {"penerima": [f"{head} {institution.name}", *place], "di": institution.city or "Tempat"}


def reason(facts: LetterFacts) -> str | None:
    """The reason without its full stop, which the sentence around it brings."""
    return facts.reason.strip().rstrip(".") or None if facts.reason else None


def officers(facts: LetterFacts, ids: tuple[str, ...]) -> list[OfficerFacts]:
    """The named officers that the office knows, in that order."""
    return [facts.officers[officer] for officer in ids if officer in facts.officers]


def officer_rows(facts: LetterFacts, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """The named officers as the table of a surat tugas prints them."""
    return [
        {"nama": officer.name, "nip": officer.nip, "pangkat": rank(officer), "jabatan": officer.title}
        for officer in officers(facts, ids)
    ]


def names(named: list[OfficerFacts]) -> str | None:
    """The officers' names in one line, None for nobody."""
    return "; ".join(officer.name for officer in named) or None


def rank(officer: OfficerFacts) -> str | None:
    """Rank and grade: `Penata Muda / III/a`."""
    return " / ".join(part for part in (officer.pangkat, officer.golongan) if part) or None


def papers_checked(facts: LetterFacts) -> list[tuple[str, str]]:
    """Every required paper with what the last check found."""
    return [(paper.label, PAPER_STATES.get(paper.status, UNCHECKED)) for paper in facts.papers]


def papers_missing(facts: LetterFacts) -> list[tuple[str, str]]:
    """The papers that no check has accepted, each with the officer's note or what the check found."""
    missing = (paper for paper in facts.papers if paper.status != "ACCEPTED")
    return [(paper.label, paper.note or PAPER_STATES.get(paper.status, UNCHECKED)) for paper in missing]


def papers_enclosed(facts: LetterFacts, *, accepted_only: bool = False) -> list[dict[str, Any]]:
    """The papers as the table of a surat pengantar prints them."""
    return [
        {"jenis": paper.label, "banyaknya": "1 berkas", "keterangan": paper.note}
        for paper in facts.papers
        if paper.status == "ACCEPTED" or not accepted_only
    ]


def _answered(entry: DisposisiFacts) -> str | None:
    """The answers in words: of several receivers each by name, also who has not answered yet; None without any."""
    told = {code: ANSWERS.get(answer, answer) for code, answer in entry.answers.items()}
    if len(entry.to) == 1 or not told:
        return next(iter(told.values()), None)
    return "; ".join(f"{_role(code)}: {told.get(code, UNANSWERED).lower()}" for code in entry.to)


def _role(code: str) -> str:
    return ROLES[code].label if code in ROLES else code


def routing_entries(facts: LetterFacts, *, zone: str) -> list[dict[str, Any]]:
    """The entries of the lembar disposisi, oldest first, dated in the office's zone (`Asia/Jakarta`)."""
    return [
        {
            "dari": entry.giver.title,
            "nama": entry.giver.name,
            "tanggal": day(local_day(entry.given_at, zone=zone)),
            "kepada": [_role(code) for code in entry.to],
            "petunjuk": list(entry.instructions),
            "catatan": entry.note,
            "jawaban": _answered(entry),
        }
        for entry in facts.disposisi
    ]
