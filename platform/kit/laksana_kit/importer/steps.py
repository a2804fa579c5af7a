"""A step as the table prints it, and what its cells hide: its number, its branch labels, shapes that are no step."""

import re
from dataclasses import dataclass, field
from typing import Final

from laksana_kit.importer.report import Sureness
from laksana_kit.importer.times import NO_TIME
from laksana_kit.importer.values import blank_to_none
from laksana_sdk.sheet import PrintedTime

_NUMBER: Final = re.compile(r"(?P<n>\d{1,2}|[a-z](?=[.)]))\s*[.)]?\s*")
_IN_TEXT: Final = re.compile(r"(?P<n>\d{1,2})(?:\s?[.)]\s*|\s+(?=[^\W\d])|(?=[A-Z]))(?=\D)")
SHAPE: Final = re.compile(r"\W*(?:mulai|selesai|start|end|stop|finish|awal|akhir|proses|keputusan)\W*", re.IGNORECASE)
_LABELS: Final = (
    r"tidak\s*lengkap|belum\s*lengkap|tidak\s*sesuai|belum\s*sesuai|tidak\s*setuju|tidak\s*layak|tidak|tdk|"
    r"lengkap|sesuai|setuju|disetujui|ditolak|layak|ya|y|t"
)
BRANCHES: Final = re.compile(rf"(?:\W*(?:{_LABELS}))+\W*", re.IGNORECASE)
_ONE_BRANCH: Final = re.compile(_LABELS, re.IGNORECASE)
_NO: Final = r"(?:Tidak|TIDAK|Tdk|TDK|Belum|BELUM)"
_QUALITY: Final = r"(?:lengkap|sesuai|setuju|disetujui|layak|memenuhi)"
BRANCH_IN_TEXT: Final = re.compile(
    rf"(?<![\w-])(?:{_NO}\s+{_QUALITY}(?:[\s/]*(?i:{_QUALITY}|Ya))?|(?:{_NO}|Ya|YA|Y|T)(?:[\s/]*(?:{_NO}|Ya|YA|Y|T))?)"
    r"(?=\s+[A-Z\d]|\s*\n|\s*$)"
)
SHAPE_IN_TEXT: Final = re.compile(r"(?<![\w-])(?:Mulai|MULAI|Selesai|SELESAI|Start|START|End|END)(?=\s+[A-Z\d]|\s*$)")
_OPEN: Final = r"(?:dan|atau|serta|untuk|ke|dari|dengan|tentang|kepada|dalam|atas|pada|oleh|di|yang|.*[,/:&(-])"
_OPEN_END: Final = re.compile(_OPEN, re.IGNORECASE)
_LINE_LEADS_ON: Final = re.compile(rf"(?:me[a-z]{{3,}}|{_OPEN})", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Step:
    """One row of the table while it is read."""

    place: str
    no: str | None = None
    kegiatan: str = ""
    pelaksana: list[str] = field(default_factory=list)
    kelengkapan: str | None = None
    waktu: PrintedTime = NO_TIME
    output: str | None = None
    keterangan: str | None = None
    keputusan: list[str] = field(default_factory=list)
    sureness: Sureness = Sureness.CERTAIN


def number_alone(cell: str) -> str | None:
    """The number of a cell that holds nothing else: `1.` is "1"."""
    match = _NUMBER.fullmatch(cell.strip())
    return match["n"] if match else None


def number_before(text: str) -> tuple[str | None, str]:
    """The number that stands inside an activity's text or is glued to it, and the text without it."""
    match = _IN_TEXT.match(text)
    return (match["n"], text[match.end() :].strip()) if match else (None, text)


def branches_of(cell: str) -> list[str]:
    """The branch labels of a cell that holds nothing else, each by itself: `TidakYa` is two."""
    cell = cell.strip()
    if not BRANCHES.fullmatch(cell):
        return []
    return [match[0] for match in _ONE_BRANCH.finditer(cell)]


def one_line(text: str) -> str | None:
    """The cell's words with single blanks; None where it says nothing."""
    return blank_to_none(" ".join(text.split()))


def leads_on(line: str) -> bool:
    """Whether a line ends in a word that more is likely to follow: a verb, `dan`, `kepada`, a comma."""
    return bool(line) and _LINE_LEADS_ON.fullmatch(line.split()[-1]) is not None


def is_open(text: str) -> bool:
    """Whether no cell ends in the text's last word: `dan`, `kepada`, a comma."""
    return bool(text) and _OPEN_END.fullmatch(text.split()[-1]) is not None
