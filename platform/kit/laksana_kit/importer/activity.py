"""Where an activity's words end and those of the next cell begin, in text that has lost its cells."""

import re
from typing import Final

from laksana_kit.importer.spans import time_spans
from laksana_kit.importer.steps import SHAPE, leads_on
from laksana_kit.importer.times import times_in
from laksana_kit.importer.vocabulary import NAMED, VERB, is_thing

_CUT: Final = re.compile(r"(?P<before>\S+)\s+(?=(?:1\s?[.)]\s*|a\s?[.)]\s*|[-\u2022]\s+)?(?P<word>[A-Z][A-Za-z]+))")
# "Mengarsipkan salinan surat | Salinan surat": what the activity handles is named again in the next cell.
_SAID_AGAIN: Final = re.compile(r"\s(?P<said>[a-z]\w+(?:\s\w+){0,4}?)\s+(?P<thing>(?=[A-Z])(?i:(?P=said)))\s*$")
# What such a short name is followed by is the rest of a paper's name: `SOP Surat Masuk`.
_NAMES_OF_PAPERS: Final = frozenset({"SOP", "SK", "SPT", "ND", "BA", "RI", "PT"})
# Such a name with small letters behind it belongs to the sentence: `terduga TBC di masyarakat`.
_SHORT_NAME_INSIDE: Final = re.compile(
    r"[A-Z][A-Z/.-]{1,12}\s+(?:di|dan|dalam|yang|ke|dari|untuk|pada|oleh|dengan|kepada|atau)\b"
)
# `tentang Rehsos pada pemohon`: what no paper is called, with a small word behind it.
_LINKED: Final = re.compile(r"[A-Z][\w/]+\s+(?:pada|di|ke|oleh|dengan|dalam)\s")
# Words that no thing's name has: behind them the sentence goes on.
_SENTENCE_GOES_ON: Final = re.compile(
    r"\b(?:kepada|agar|supaya|(?:dan|serta|lalu|kemudian|untuk)\s+(?:me|di)[a-z]{4,})\b"
)
# Papers and tools that short names stand for; other short names end a sentence as well as they begin a cell.
_PAPERS: Final = frozenset(
    {
        "SK",
        "KTP",
        "KK",
        "SPT",
        "ATK",
        "TOR",
        "DPA",
        "RKA",
        "KAK",
        "SPPD",
        "SPD",
        "LPJ",
        "BAP",
        "BA",
        "SKTM",
        "DTKS",
        "PC",
    }
    | {"FC", "LHP", "ND", "NPHD", "RAB", "SPM", "SPP", "SPJ", "KIP", "KIS", "STNK", "SIM", "SOP", "KTA", "IMB", "DUK"}
    | {"CPCL", "PKPT", "KKA", "RKAKL"}
)
_ITEM: Final = re.compile(r"[a-z\d]{1,2}[.)]")
# Names that end a sentence; behind `Kepala Bidang` the name goes on.
_LAST_NAME: Final = re.compile(
    r"(?:Bupati|Gubernur|Walikota|Camat|Lurah|Desa|Kadis|Kota|Kabupaten|Panti|Pemohon|Klien|Dinas|Sosial)"
)
_SHAPE_INSIDE: Final = re.compile(r"(?<=[\w).])\s+(?:Mulai|Selesai|MULAI|SELESAI)\s+(?=[A-Z])")
# `... ke pemohon 1. Sarana komunikasi`, where no colon leads to the list.
_LIST_BEGINS: Final = re.compile(r"(?<=[\w).])\s+(?=1\s?[.)]\s*[A-Z])")
_NOMINAL: Final = re.compile(r"PE[NMLR][A-Z]{3,}AN|[A-Z]{4,}[AK]SI")
_AGAIN: Final = frozenset({"KEMBALI", "ULANG"})
_JOINING: Final = re.compile(
    r"(?:DAN|ATAU|SERTA|KEPADA|KE|DARI|DENGAN|UNTUK|OLEH|PADA|DALAM|TENTANG|BERSAMA|YANG|DI)\s"
)
_DEED_IN_CAPITALS: Final = re.compile(r"(?:\bME[A-Z]{4,}|\s(?:BERSAMA|KEPADA|UNTUK|DAN\s+ME[A-Z]+)\s)")
_SHORT_FORM: Final = re.compile(r"[A-Z][a-z]{1,4}\.")
_LEADS_ON: Final = re.compile(
    r"(?:me[a-z]{3,}|dan|atau|serta|untuk|ke|dari|dengan|tentang|berupa|kepada|dalam|atas|pada|oleh|terhadap|di"
    r"|melalui|sesuai|berdasarkan|per|yang|hasil|isi|sebagai|tanpa|bersama|lalu|kemudian|cek|input|konsep|draf|draft"
    r"|surat|berkas|aplikasi|nomor|bahwa|maka|bila|jika|apabila|adalah|bagi|antara|.*[,/:&(-])",
    re.IGNORECASE,
)


def split_activity(text: str) -> tuple[str, str]:
    """The activity and what it needs, cut where a line or a thing's name begins behind a word in small letters."""
    lines = lines_of(text)
    if len(lines) > 1:
        taken = 1
        while taken < len(lines) and _is_next(lines[taken].strip(), lines[taken - 1]):
            taken += 1
        activity, rest = " ".join(lines[:taken]), " ".join(lines[taken:])
    else:
        activity, rest = " ".join(lines), ""
    if said_again := _SAID_AGAIN.search(activity):
        return activity[: said_again.start("thing")].strip(), f"{said_again['thing']} {rest}"
    for edge in (_SHAPE_INSIDE.search(activity), _LIST_BEGINS.search(activity)):
        if edge:
            return activity[: edge.start()], f"{activity[edge.end() :]} {rest}"
    if activity.isupper():
        return _cut_in_capitals(activity, rest)
    plain = sum(letter.isupper() for letter in activity) * 3 < len(activity)
    for match in _CUT.finditer(activity):
        word = match["before"]
        if _SHORT_FORM.fullmatch(word) or _ITEM.fullmatch(word) or _LEADS_ON.fullmatch(word):
            continue
        ends = (
            (word[0].islower() or word[-1] in ").;")
            and not NAMED.match(match["word"])
            and not _goes_on(activity, match)
        )
        if ends or _listed(activity, match) or (plain and _code_before(word, match["word"])):
            return activity[: match.end("before")], f"{activity[match.end() :]} {rest}"
    return activity, rest


def _cut_in_capitals(activity: str, rest: str) -> tuple[str, str]:
    """Where capitals say nothing, the next cell begins with a thing that no word of the sentence leads to."""
    words = activity.split()
    for at in range(2, len(words)):
        behind = " ".join(words[at:])
        half = len(words[at:])
        # What is named twice ends one cell and begins the next: `TANDA DAFTAR TANDA DAFTAR`.
        doubled = words[at - half : at] == words[at:] and at > half
        thing = is_thing(words[at]) or words[at].strip(",") in _PAPERS
        led = _LEADS_ON.fullmatch(words[at - 1]) or words[at - 1] in _AGAIN or is_thing(words[at - 1])
        begun = any(VERB.match(word) or _NOMINAL.fullmatch(word) for word in words[:at])
        if doubled or (thing and begun and not led and not _DEED_IN_CAPITALS.search(f" {behind} ")):
            return " ".join(words[:at]), f"{behind} {rest}"
    return activity, rest


def _is_next(line: str, above: str) -> bool:
    """Whether a line goes on with the sentence above: small, behind an open end, within a name, or with a deed."""
    if line[0].islower() or leads_on(above):
        return True
    first, last = line.split()[0], above.split()[-1]
    if not line.isupper() and not is_thing(first):
        return _SENTENCE_GOES_ON.search(line) is not None or bool(NAMED.match(first) and NAMED.match(last))
    return line.isupper() and (_JOINING.match(line) is not None or _DEED_IN_CAPITALS.search(line) is not None)


def _goes_on(activity: str, cut: re.Match[str]) -> bool:
    """Whether the sentence goes on over a capital letter: with a short name, or to a deed or an addressee."""
    behind = activity[cut.start("word") :]
    short = re.match(r"[A-Z]{2,}(?![^\W_])", behind)
    ended = cut["before"].endswith(".")
    if _SHORT_NAME_INSIDE.match(behind) or (short and not ended and short[0] not in _PAPERS):
        return True
    if not is_thing(cut["word"]) and _LINKED.match(behind):
        return True
    found = _SENTENCE_GOES_ON.search(behind)
    return found is not None and not time_spans(behind[: found.start()], None)


def _listed(activity: str, cut: re.Match[str]) -> bool:
    """Whether the capital letter begins an item of a list: `- Jelas asal sekolah`."""
    return activity[cut.end("before") : cut.start("word")].strip(" ") in {"-", "\u2022"}


def _code_before(word: str, following: str) -> bool:
    """Whether a thing follows a short name or that of an office: `aplikasi SIAK | Komputer`, `Bupati | Surat`."""
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


def lines_of(text: str) -> list[str]:
    """The lines that say something; a bare shape does not."""
    return [line for line in text.splitlines() if line.strip() and not SHAPE.fullmatch(line)]
