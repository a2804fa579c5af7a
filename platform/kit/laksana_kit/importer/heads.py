"""The head of a table that has lost its cells: names of columns close together, on each page, or in two parts."""

import re
from typing import Final

from laksana_kit.importer.marks import step_marks
from laksana_kit.importer.times import Unit, times_in, unit_of_head
from laksana_kit.importer.vocabulary import SUBJECT, VERB, begins_activity
from laksana_kit.importer.wording import Column, labels_in

_WORDS: Final = re.compile(
    r"(?<![\w/])(?:(?P<kegiatan>(?:Urutan\s+|Uraian\s+)?(?:Kegiatan|Aktivitas|Aktifitas)|Uraian\s+Prosedur|Tahapan)"
    r"|(?P<pelaksana>(?<!kualifikasi\s)Pelaksana)|(?P<group>Mutu\s*Baku)"
    r"|(?P<kelengkapan>Kelengka\s?pan|Persyaratan|(?<!dan\s)Perlengkapan|Persy/Klp)|(?P<waktu>Waktu)"
    r"|(?P<output>[O0]ut\s?put|Autput|Ouput|Keluaran|Hasil)|(?P<keterangan>Ket(?:erangan)?))(?![^\W\d_])",
    re.IGNORECASE,
)
_NAMES: Final = (
    r"(?:Uraian|Urutan|Kegiatan|Aktivitas|Aktifitas|Tahapan|Pelaksana|Mutu|Baku|Kelengkapan|Persyaratan|Perlengkapan"
    r"|Waktu|Output|Keluaran|Hasil|Keterangan|Ket|No)"
)
_NAME: Final = re.compile(_NAMES, re.IGNORECASE)
_GLUED: Final = re.compile(rf"\b{_NAMES}{{2,}}\b", re.IGNORECASE)
_COLUMN_NUMBER: Final = re.compile(r"[\s.(]*(?P<n>\d{1,2})\)?(?=\s)")
_FIRST_NUMBER: Final = re.compile(r"(?:^|\s)(?:1\s?[.)]?\s+|\d{1,2}\s?[.)]\s*)[A-Z]")
# What is left of a head on a further page, where the activities stand between its two parts.
_HALF: Final = re.compile(
    r"(?:(?<=\s)\d{1,3}\s+)?\b(?:No|NO)\.?\s+(?:Uraian\s+|URAIAN\s+)?(?:Kegiatan|KEGIATAN|Aktivitas|AKTIVITAS)(?=\s)"
)
_NO_BEFORE: Final = re.compile(r"(?:(?:^|\s)\d{1,3}\s+)?\bNo(?:mor)?\.?\s*$", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[A-Za-z).;])(?<!\d[.)])\s+(?=[A-Z])")
_BEHIND_LIST: Final = re.compile(r"\s(?:keterangan\s*:|legenda|standar[dt]?\s+op|no\.?$|no\s+uraian).*$", re.IGNORECASE)
_FEWEST_LISTED: Final = 3
_CERTAIN: Final = 2
_ENDED: Final = re.compile(r"(?:\b[a-z]{3,}|[a-z)]{4,}|[A-Z]{3,})[.;]$")
_MOST_GAP: Final = 160
# `Persyaratan/ Kelengkapan` is one column.
_SAME_COLUMN: Final = 15
# `Pelaksana 1`, `Pelaksana 2` ...
_MOST_ACTORS: Final = 9
_LONGEST_BLOCK: Final = 3_000


def unglued_names(cell: str) -> str:
    """The cell with the names of columns apart that the file has glued together: `KEGIATANPELAKSANAWAKTU`."""
    return _GLUED.sub(lambda found: " ".join(_NAME.findall(found[0])), cell)


def find_head(text: str) -> tuple[int, int] | None:
    """From the first to the last of at least three names of columns, each once and near the next."""
    words = [match for match in _WORDS.finditer(text) if not match[0][0].islower()]
    for first, word in enumerate(words):
        if word.lastgroup == Column.KETERANGAN.value:
            continue
        seen: dict[str, int] = {}
        end = word.start()
        for follower in words[first:]:
            name = follower.lastgroup or ""
            between = text[end : follower.start()]
            most = _MOST_ACTORS if name == Column.PELAKSANA.value else 1
            most += name == Column.KELENGKAPAN.value and len(between) <= _SAME_COLUMN
            again = seen.get(name, 0) >= most
            if len(between) > _MOST_GAP or again or _begins(between):
                break
            seen[name], end = seen.get(name, 0) + 1, follower.end()
        quality = {"group", Column.WAKTU.value, Column.OUTPUT.value} & set(seen)
        if len(seen) >= 3 and quality:
            return word.start(), _behind_numbers(text, end)
    return None


def without_heads(text: str) -> str:
    """The text with blanks where a page's head names the columns again."""
    place = 0
    while (found := find_head(text[place:])) is not None:
        start, end = place + found[0], place + found[1]
        names = {match.lastgroup for match in _WORDS.finditer(text, start, end)}
        if len(names & {"group", Column.PELAKSANA.value, Column.WAKTU.value, Column.OUTPUT.value}) >= 3:
            before = _NO_BEFORE.search(text[max(0, start - 12) : start])
            start -= len(before[0]) if before else 0
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
        place = end
    return _HALF.sub(lambda half: re.sub(r"[^\n]", " ", half[0]), text)


def activities_before(text: str, start: int) -> tuple[int, str] | None:
    """The activities between the name of their column and the rest of the head: where they begin, one on each line."""
    named = [match for match in _WORDS.finditer(text, 0, start) if match.lastgroup == Column.KEGIATAN.value]
    if not named or named[-1][0][0].islower():
        return None
    block = text[named[-1].end() : start].strip()
    if len(block) > _LONGEST_BLOCK or times_in(block) or labels_in(block) or not begins_activity(block.lstrip("1. )")):
        return None
    before = _NO_BEFORE.search(text[: named[-1].start()])
    return (before.start() if before else named[-1].start()), _one_a_line(block)


def listed_before(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Numbered activities above the whole head, as many as times behind it: where they begin, one on each line."""
    times = len(times_in(text[end:]))
    marks = step_marks(text[:start]) if times >= _FEWEST_LISTED else []
    if not marks or len(marks) != times or marks[0].number != "1" or any(mark.weight < _CERTAIN for mark in marks):
        return None
    ends = [*(mark.start for mark in marks[1:]), start]
    lines = [" ".join(text[mark.start : after].split()) for mark, after in zip(marks, ends, strict=True)]
    lines[-1] = _BEHIND_LIST.sub("", lines[-1])
    block = " ".join(lines)
    return None if times_in(block) or labels_in(block) else (marks[0].start, "\n".join(lines))


def _one_a_line(block: str) -> str:
    def ends(gap: re.Match[str]) -> bool:
        return _ENDED.search(block[max(0, gap.start() - 8) : gap.start()]) is not None

    sentences = any(map(ends, _SENTENCE.finditer(block)))
    return _SENTENCE.sub(
        lambda gap: "\n" if (ends(gap) if sentences else VERB.match(block, gap.end())) else gap[0], block
    )


def unit_in(head: str) -> Unit | None:
    """The unit that the head gives to bare numbers: `WAKTU (menit)`."""
    over = re.search(r"waktu\s*\(?\s*(menit|jam|hari)\b", head, re.IGNORECASE)
    floating = over or re.search(r"\(\s*(menit|jam|hari)\s*\)", head, re.IGNORECASE)
    return unit_of_head(floating[1]) if floating else None


def _behind_numbers(text: str, end: int) -> int:
    """The end of the head's names, or of the numbers of the columns behind them: `1 2 3 4`."""
    place, counted = end, 0
    while (found := _COLUMN_NUMBER.match(text, place)) and int(found["n"]) == counted + 1:
        place, counted = found.end(), counted + 1
    return place if counted > 3 else end


def _begins(between: str) -> bool:
    """Whether the first activity stands between two names."""
    words = between.strip()
    return (
        _FIRST_NUMBER.search(between) is not None
        or any(pattern.match(words) for pattern in (VERB, SUBJECT))
        or bool(times_in(between))
    )
