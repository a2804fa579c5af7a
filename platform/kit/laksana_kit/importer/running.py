"""One step in running text: its activity, what stands before its time, its time, and what stands behind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.steps import BRANCH_IN_TEXT, SHAPE, Step, branches_of, leads_on, one_line
from laksana_kit.importer.times import Unit, read_time, times_in
from laksana_kit.importer.vocabulary import NAMED, VERB, is_thing, post_behind

_SENTENCE_TIME: Final = re.compile(
    r"(?:selama|dalam|dalam\s+waktu|setelah|sebelum|tiap|setiap|lewat|minimal|usia|umur|berlaku)\s*$", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"(?:[\u00b1+~]\s*/?\s*-?|kurang\s+lebih|maks(?:imal|imum)?\.?|paling\s+lama|paling\s+lambat|min(?:imal)?\.?)\s*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*\(\s*(?:hari|minggu|tahap|per)\b[^)]{0,20}\)|\s*(?:/|\bper\b)\s*(?-i:[a-z])\w+", re.IGNORECASE
)
_BARE: Final = re.compile(r"(?<![\w./,:-])\d{1,3}(?:\s*-\s*\d{1,3})?(?=\s+[A-Z]|\s*\n|\s*$)")
_BARE_NO: Final = re.compile(r"(?:nomor|no|tahun|thn|pasal|form|model|tipe|lampiran)\.?\s*$", re.IGNORECASE)
_CUT: Final = re.compile(r"(?P<before>\S+)\s+(?=(?:1\s?[.)]\s*|a\s?[.)]\s*|[-\u2022]\s+)?(?P<word>[A-Z][A-Za-z]+))")
# The same thing is needed and made: `Data Pegawai 10 Data Pegawai`, one in each cell.
_TWICE: Final = re.compile(r"(?:^|\s)(?P<thing>[A-Z][^\n]{3,80}?)(?:\s+(?:telah|yang)\s[^\n\d]*)?\s+(?P<time>\d{1,3}\s+)?(?P=thing)(?:\s+(?:telah|yang)\s[^\n]*)?\s*$")
# "Mengarsipkan salinan surat | Salinan surat": what the activity handles is named again in the next cell.
_SAID_AGAIN: Final = re.compile(r"\s(?P<said>[a-z]\w+(?:\s\w+){0,4}?)\s+(?P<thing>(?=[A-Z])(?i:(?P=said)))\s*$")
# Where nothing but an actor stands between the activity and its time.
_ACTOR_BEHIND: Final = re.compile(rf"\s+sda\.?\s*$|(?<=[a-z)]\.)\s+(?={NAMED.pattern})[\w./]+(?:\s+[\w./]+){{0,3}}\s*$")
# What such a short name is followed by is the rest of a paper's name: `SOP Surat Masuk`.
_NAMES_OF_PAPERS: Final = frozenset({"SOP", "SK", "SPT", "ND", "BA", "RI", "PT"})
# Such a name with small letters behind it belongs to the sentence: `terduga TBC di masyarakat`.
_SHORT_NAME_INSIDE: Final = re.compile(
    r"[A-Z][A-Z/.-]{1,12}\s+(?:di|dan|dalam|yang|ke|dari|untuk|pada|oleh|dengan|kepada|atau)\b"
)
# Words that no thing's name has: behind them the sentence goes on.
_SENTENCE_GOES_ON: Final = re.compile(r"\b(?:kepada|agar|supaya|(?:dan|serta|lalu|kemudian|untuk)\s+(?:me|di)[a-z]{4,})\b")
_SHAPE_BEHIND: Final = re.compile(r"[,\s]+(?:Selesai|SELESAI|Mulai|MULAI)\W*$")
# Papers and tools that short names stand for; other short names end a sentence as well as they begin a cell.
_PAPERS: Final = frozenset(
    "SK KTP KK SPT ATK TOR DPA RKA KAK SPPD SPD LPJ BAP BA SKTM DTKS PC FC LHP ND NPHD RAB SPM SPP SPJ KIP KIS STNK SIM SOP"
    " KTA IMB CPCL PKPT KKA DUK RKAKL".split()
)
_ITEM: Final = re.compile(r"[a-z\d]{1,2}[.)]")
# Names that end a sentence; behind `Kepala Bidang` the name goes on.
_LAST_NAME: Final = re.compile(r"(?:Bupati|Gubernur|Walikota|Camat|Lurah|Desa|Kadis|Kota|Kabupaten|Panti|Pemohon|Klien|Dinas|Sosial)")
SHAPE_INSIDE: Final = re.compile(r"(?<=[\w).])\s+(?:Mulai|Selesai|MULAI|SELESAI)\s+(?=[A-Z])")
_AGAIN: Final = frozenset({"KEMBALI", "ULANG"})
_JOINING: Final = re.compile(r"(?:DAN|ATAU|SERTA|KEPADA|KE|DARI|DENGAN|UNTUK|OLEH|PADA|DALAM|TENTANG|BERSAMA|YANG|DI)\s")
_DEED_IN_CAPITALS: Final = re.compile(r"(?:\bME[A-Z]{4,}|\s(?:BERSAMA|KEPADA|UNTUK|DAN\s+ME[A-Z]+)\s)")
_SHORT_FORM: Final = re.compile(r"[A-Z][a-z]{1,4}\.")
_LEADS_ON: Final = re.compile(
    r"(?:me[a-z]{3,}|dan|atau|serta|untuk|ke|dari|dengan|tentang|berupa|kepada|dalam|atas|pada|oleh|terhadap|di"
    r"|melalui|sesuai|berdasarkan|per|yang|hasil|isi|sebagai|tanpa|bersama|lalu|kemudian|cek|input|konsep|draf|draft"
    r"|surat|berkas|aplikasi|nomor|bahwa|maka|bila|jika|apabila|adalah|bagi|antara|.*[,/:&(-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSays:
    """What a table's head says about the rows below: the unit of bare times, and whether rows name their own actor."""

    unit: Unit | None
    names_actors: bool


def time_spans(text: str, unit: Unit | None) -> list[tuple[int, int]]:
    """Where a cell's times stand, not a sentence's ("dalam 3 hari"); bare numbers where the head has the unit."""
    spans: list[tuple[int, int]] = []
    for span in times_in(text):
        before = text[max(0, span.start - 30) : span.start]
        if _SENTENCE_TIME.search(before) and not re.search(r"minimal\s*$", before, re.IGNORECASE):
            continue
        about = _ABOUT.search(before)
        behind = _BEHIND.match(text, span.end)
        start, end = span.start - len(about[0]) if about else span.start, behind.end() if behind else span.end
        if spans and _one_cell(text[spans[-1][1] : start]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if spans or unit is None:
        return [_with_company(text, start, end) for start, end in spans]
    bare = [match.span() for match in _BARE.finditer(text) if not _BARE_NO.search(text[: match.start()])]
    alone = [(start, end) for start, end in bare if _is_line(text, start, end)]
    return alone if len(alone) == 1 else bare


def _one_cell(between: str) -> bool:
    """Whether two times are one cell's: a dash, "s/d", or "7 hari dengan bupati; 2 hari"."""
    return (
        re.fullmatch(
            r"\s*(?:-|\u2013|s/d|sampai|dan|,|;|/)\s*|\s+(?:dengan|untuk|bagi)\s+[^.\n\d]{2,30}[;,]\s*", between
        )
        is not None
    )


def _with_company(text: str, start: int, end: int) -> tuple[int, int]:
    """A cell of alternatives keeps the words of its last one: `2 hari dengan Kadin`."""
    company = re.match(r"\s+(?:dengan|untuk|bagi)\s+[A-Z]?[a-z]+", text[end:]) if ";" in text[start:end] else None
    return start, end + (company.end() if company else 0)


def _is_line(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def read_segment(segment: str, *, no: str | None, place: str, head: HeadSays, report: Report, at: int) -> Step:
    """The step that a piece of text holds; with two times or more none is taken."""
    unit = head.unit
    step = Step(place=place, no=no, sureness=Sureness.LIKELY)
    text = _without_branches(segment, step)
    if _read_twice(text, step, unit):
        return step
    spans = time_spans(text, unit)
    if len(spans) > 1:
        report.doubt("import.several_times", f"langkah[{at}].waktu", times=len(spans))
        spans = _only(spans, text)
    if len(spans) == 1:
        start, end = spans[0]
        step.waktu = read_time(text[start:end], unit=unit)
        output, remark = remark_apart(" ".join(_lines(text[end:])))
        step.output, step.keterangan = one_line(output), one_line(remark)
        text = text[:start]
    elif floating := _floating(text):
        step.waktu = read_time(floating)
        text = re.sub(r"(?m)^\s*(?:\d{1,3}|menit|jam|hari)\s*$", "", text, flags=re.IGNORECASE)
    _activity_and_things(text, step, head)
    return step


def _activity_and_things(text: str, step: Step, head: HeadSays) -> None:
    post = post_behind(text) if head.names_actors else None
    if post:
        step.pelaksana = [text[post[0] : post[1]].strip()]
        activity, things = text[: post[0]], text[post[1] :]
    else:
        activity, things = split_activity(text)
        activity = _ACTOR_BEHIND.sub("", activity)
    step.kegiatan, step.kelengkapan = _SHAPE_BEHIND.sub("", one_line(activity) or ""), one_line(things)


def remark_apart(text: str) -> tuple[str, str]:
    """What is made, and the sentence behind it that says what follows if: `Bila ... maka`."""
    found = re.search(r"(?:^|(?<=\s))(?:Bila|Jika|Apabila|Kalau)\s", text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _read_twice(text: str, step: Step, unit: Unit | None) -> bool:
    """Whether the lines end in a thing that two cells name, before and behind the time; then the step is read."""
    found = [(line, _TWICE.search(line)) for line in _lines(text)]
    things = [match["thing"] for _, match in found if match]
    spans = time_spans(text, unit)
    if not things or len(spans) > 1 or len(found) < 2:
        return False
    activity: list[str] = []
    for line, match in found:
        before = line[: match.start()].strip() if match else line.strip()
        begun = bool(activity) and len(activity) < len(found) and any(taken for _, taken in found[: len(activity)])
        if not before or time_spans(before, unit) or (match is None and begun and not before[0].islower()):
            break
        activity.append(before)
    if not activity:
        return False
    step.kegiatan = " ".join(activity)
    step.kelengkapan = step.output = one_line(" ".join(things))
    if spans:
        step.waktu = read_time(text[spans[0][0] : spans[0][1]], unit=unit)
    return True


def share_things(steps: Sequence[Step]) -> None:
    """An activity that ends in what another step needs or makes gives it up as what it needs itself."""
    for step in steps:
        if step.kelengkapan or not step.waktu.printed:
            continue
        things = {thing for other in steps if other is not step for thing in (other.kelengkapan, other.output) if thing}
        ends = [thing for thing in things if step.kegiatan.endswith(f" {thing}") and thing[0].isupper()]
        if step.kegiatan in ends:
            continue
        if ends:
            step.kelengkapan = max(ends, key=len)
            step.kegiatan = step.kegiatan.removesuffix(step.kelengkapan).strip()


def _only(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    alone = [(start, end) for start, end in spans if _is_line(text, start, end)]
    return alone if len(alone) == 1 else spans[:1]


def _floating(text: str) -> str | None:
    """A number on a line and its unit on another, at most two lines away."""
    found = re.search(r"(?:^|\n)\s*(\d{1,3})\s*\n(?:[^\n]*\n){0,2}\s*(menit|jam|hari)\s*(?:\n|$)", text, re.IGNORECASE)
    return f"{found[1]} {found[2]}" if found else None


def _without_branches(segment: str, step: Step) -> str:
    # In one line of words the label stands in a cell of its own.
    apart = "" if "\n" in segment else "\n"

    def taken(found: re.Match[str]) -> str:
        step.keputusan += branches_of(found[0])
        return apart

    return BRANCH_IN_TEXT.sub(taken, segment)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not SHAPE.fullmatch(line)]


def split_activity(text: str) -> tuple[str, str]:
    """The activity and what it needs, cut where a line or a thing's name begins behind a word in small letters."""
    lines = _lines(text)
    if len(lines) > 1:
        taken = 1
        while taken < len(lines) and _is_next(lines[taken].strip(), lines[taken - 1]):
            taken += 1
        activity, rest = " ".join(lines[:taken]), " ".join(lines[taken:])
    else:
        activity, rest = " ".join(lines), ""
    if said_again := _SAID_AGAIN.search(activity):
        return activity[: said_again.start("thing")].strip(), f"{said_again['thing']} {rest}"
    if shape := SHAPE_INSIDE.search(activity):
        return activity[: shape.start()], f"{activity[shape.end() :]} {rest}"
    if activity.isupper():
        return _cut_in_capitals(activity, rest)
    plain = sum(letter.isupper() for letter in activity) * 3 < len(activity)
    for match in _CUT.finditer(activity):
        word = match["before"]
        if _SHORT_FORM.fullmatch(word) or _ITEM.fullmatch(word) or _LEADS_ON.fullmatch(word):
            continue
        ends = (word[0].islower() or word[-1] in ").;") and not NAMED.match(match["word"]) and not _goes_on(activity, match)
        if ends or _listed(activity, match) or (plain and _code_before(word, match["word"])):
            return activity[: match.end("before")], f"{activity[match.end() :]} {rest}"
    return activity, rest


def _cut_in_capitals(activity: str, rest: str) -> tuple[str, str]:
    """Where capitals say nothing, the next cell begins with a thing that no word of the sentence leads to."""
    words = activity.split()
    for at in range(len(words) - 1, 1, -1):
        behind = " ".join(words[at:])
        free = not leads_on(words[at - 1]) and words[at - 1] not in _AGAIN and not is_thing(words[at - 1]) and not _DEED_IN_CAPITALS.search(f" {behind} ")
        if free and (is_thing(words[at]) or words[at].strip(",") in _PAPERS) and any(map(VERB.match, words[:at])):
            earlier = _cut_in_capitals(" ".join(words[:at]), "")
            return (earlier[0], f"{earlier[1]} {behind} {rest}") if earlier[1] else (" ".join(words[:at]), f"{behind} {rest}")
    return activity, rest


def _is_next(line: str, above: str) -> bool:
    """Whether a line goes on with the sentence above: small, behind an open end, or a deed in a row of capitals."""
    if line[0].islower() or leads_on(above):
        return True
    return line.isupper() and (_JOINING.match(line) is not None or _DEED_IN_CAPITALS.search(line) is not None)


def _goes_on(activity: str, cut: re.Match[str]) -> bool:
    """Whether the sentence goes on over a capital letter: with a short name, or because a deed or an addressee follows."""
    behind = activity[cut.start("word") :]
    short = re.match(r"[A-Z]{2,}(?![^\W_])", behind)
    ended = cut["before"].endswith(".")
    if _SHORT_NAME_INSIDE.match(behind) or (short and not ended and short[0] not in _PAPERS):
        return True
    found = _SENTENCE_GOES_ON.search(behind)
    return found is not None and not time_spans(behind[: found.start()], None)


def _listed(activity: str, cut: re.Match[str]) -> bool:
    """Whether the capital letter begins an item of a list: `- Jelas asal sekolah`."""
    return activity[cut.end("before") : cut.start("word")].strip(" ") in {"-", "\u2022"}


def _code_before(word: str, following: str) -> bool:
    """Whether a thing's name follows a short name or that of an office: `aplikasi SIAK | Komputer`, `Bupati | Surat`."""
    named = word.isupper() and word not in _NAMES_OF_PAPERS and not following.isupper()
    return (named or _LAST_NAME.fullmatch(word) is not None) and (is_thing(following) or following in _PAPERS)


def split_off_values(text: str) -> tuple[str, str]:
    """The last activity and the values of all steps behind it."""
    first, _, rest = text.partition("\n")
    if rest and times_in(rest) and not times_in(first):
        return first, rest
    activity, things = split_activity(" ".join(text.split()))
    shape = re.search(r"\bselesai\b", activity, re.IGNORECASE)
    if shape and shape.end() < len(activity):
        return activity[: shape.start()], f"{activity[shape.end() :]} {things}"
    if things:
        return activity, things
    spans = time_spans(activity, None)
    return (activity[: spans[0][0]], activity[spans[0][0] :]) if spans else (activity, "")
