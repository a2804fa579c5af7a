"""One thing that a new release changes, said in Indonesian, under the heading where an office looks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from laksana_sdk.roles import Role


class Section(StrEnum):
    """What a change is about, in reading order."""

    SHEET = "Lembar SOP"
    LAW = "Dasar hukum"
    STEPS = "Langkah"
    WHO = "Pelaksana"
    TIMES = "Waktu"
    PAPERS = "Berkas"
    FIELDS = "Isian"
    CHECKS = "Pemeriksaan isian"
    WAYS = "Hasil dan arah"
    WAITS = "Menunggu pihak luar"
    ENDS = "Akhir lebih awal"
    LETTERS = "Surat"
    AUTHORITY = "Kewenangan"
    ROLES = "Peran yang harus ada di kantor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: its heading, its sentence, and the step that it is about, by slug."""

    section: Section
    sentence: str
    step: str | None = None


def quoted(texts: Iterable[str]) -> str:
    """The texts between quotes, one after the other."""
    return ", ".join(f"“{text}”" for text in texts)


def named(roles: Iterable[Role]) -> str:
    """The roles as people say them."""
    return ", ".join(role.label for role in roles) or "tidak ada"
