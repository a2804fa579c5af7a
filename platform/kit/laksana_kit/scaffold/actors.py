"""Which role a printed actor is, by the words that offices use."""

import re
from typing import Final

from laksana_sdk import roles
from laksana_sdk.roles import Role

_WORDS: Final = (
    (r"desa|kelurahan|lurah|kecamatan|camat|rt|rw|tksk", roles.PETUGAS_DESA),
    (r"polres|polsek|polisi|kepolisian", roles.POLRES),
    (r"(?:dinas sosial|dinsos) (?:provinsi|prov)", roles.DINSOS_PROVINSI),
    (r"(?:dinas sosial|dinsos) (?:daerah )?(?:asal|tujuan)", roles.DINSOS_ASAL),
    (r"kepala dinas|kadis|kadin|kepala perangkat daerah", roles.KADIS),
    (r"sekretaris|sekdin|sekdis", roles.SEKRETARIS),
    (r"kepala bidang|kabid", roles.KABID),
    (r"kepala seksi|kasi|kasie|kepala sub ?bagian|kasubag|kasubbag", roles.KASI),
    (r"analis|sub ?koordinator|subkoordinator", roles.ANALIS),
    (r"pekerja sosial|peksos|penyuluh sosial", roles.PEKSOS),
    (r"tata usaha|tu|agendaris|umum dan kepegawaian", roles.TU),
    (r"sentra|balai", roles.SENTRA),
    (r"panti|pstw|lks|lksa|rumah singgah", roles.PANTI),
    (r"staf|staff|petugas|operator|pelaksana|resepsionis|front office|fungsional umum|jfu", roles.STAF),
    (r"pemohon|pelapor|masyarakat|keluarga|klien|warga|penerima manfaat|ahli waris", roles.PELAPOR),
)
_READ: Final = tuple((re.compile(rf"\b(?:{words})\b"), role) for words, role in _WORDS)
_RANKS: Final = (
    *(roles.KADIS, roles.SEKRETARIS, roles.KABID, roles.KASI),
    *(roles.ANALIS, roles.PEKSOS, roles.TU, roles.STAF),
)


def role_of(printed: str | None) -> Role | None:
    """The role that a printed actor names, None where no word tells."""
    words = " ".join(re.findall(r"\w+", printed.casefold())) if printed else ""
    return next((role for pattern, role in _READ if pattern.search(words)), None)


def named_first(sentence: str) -> Role | None:
    """The role of the office that an activity begins with: `Kepala Dinas memberi disposisi`."""
    start = " ".join(re.findall(r"\w+", sentence.casefold())[:3])
    found = next((role for pattern, role in _READ if pattern.match(start)), None)
    return found if found is not None and found is not roles.PELAPOR else None


def highest(some: tuple[Role, ...]) -> Role:
    """Who stands above the others; the head of the office where only outsiders and staff are named."""
    above = (role for role in _RANKS if role in some and role is not roles.STAF)
    return next(above, roles.KADIS)
