"""One step in running text: its activity, what stands before its time, its time, and what stands behind."""

import re
from typing import Final

from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.steps import SHAPE, Step, branches_of, one_line
from laksana_kit.importer.times import Unit, read_time, times_in

_NO: Final = r"(?:Tidak|TIDAK|Tdk|TDK|Belum|BELUM)"
_QUALITY: Final = r"(?:lengkap|sesuai|setuju|disetujui|layak|memenuhi)"
_BRANCH: Final = re.compile(
    rf"(?<![\w-])(?:{_NO}\s+{_QUALITY}(?:[\s/]*(?i:{_QUALITY}|Ya))?|(?:{_NO}|Ya|YA|Y|T)(?:[\s/]*(?:{_NO}|Ya|YA|Y|T))?)"
    r"(?=\s+[A-Z\d]|\s*\n|\s*$)"
)
_SENTENCE_TIME: Final = re.compile(
    r"(?:selama|dalam|dalam\s+waktu|setelah|sebelum|tiap|setiap|lewat|minimal|usia|umur|berlaku)\s*$", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"(?:[\u00b1+~]\s*/?\s*-?|kurang\s+lebih|maks(?:imal|imum)?\.?|paling\s+lama|paling\s+lambat|min(?:imal)?\.?)\s*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*\(\s*(?:hari|minggu|tahap|per)\b[^)]{0,20}\)|\s*/\s*(?:berkas|orang|surat|kasus)\b", re.IGNORECASE
)
_BARE: Final = re.compile(r"(?<![\w./,:-])\d{1,3}(?:\s*-\s*\d{1,3})?(?=\s+[A-Z]|\s*\n|\s*$)")
_BARE_NO: Final = re.compile(r"(?:nomor|no|tahun|thn|pasal|form|model|tipe|lampiran)\.?\s*$", re.IGNORECASE)
_CUT: Final = re.compile(r"(?P<before>\S+)\s+(?=(?:1\s?[.)]\s*|a\s?[.)]\s*|[-\u2022]\s+)?(?P<word>[A-Z][A-Za-z]+))")
# Names that a sentence writes with a capital letter are no beginning of the next cell.
_NAMED: Final = re.compile(
    r"(?:Kepala|Ka|Kadis|Kadin|Kabid|Kasi|Kasie|Kasubbag|Kasubag|Sekretaris|Sekretariat|Sekda|Bupati|Wali|Walikota|Gubernur|Camat"
    r"|Lurah|Desa|Kelurahan|Kecamatan|Kabupaten|Kota|Provinsi|Prov|Dinas|Dinsos|Sosial|Bidang|Seksi|Sub|Bagian|Kementerian"
    r"|Kemensos|Pekerja|Petugas|Staf|Staff|Tim|Pemohon|Klien|Panti|Sentra|Polres|Polsek|Rumah|Sakit|RS|RSUD|Puskesmas|Tenaga"
    r"|Anak|Lanjut|Usia|Lansia|Penyandang|Disabilitas|Keluarga|Pejabat|Badan|Kantor|Indonesia|Front|Office|Operator|Via|JFU"
    r"|Bila|Jika|Apabila|Setelah|Selanjutnya|Kemudian|Dan|Untuk|Yang|Atau|Pengadministrasi|Analis|Umum|Tuna|Orang|Pelayanan|Rehabilitasi|Perlindungan|Jaminan|Pemberdayaan|SKPD|OPD|UPTD?)\b"
)
_LINE_LEADS_ON: Final = re.compile(
    r"(?:me[a-z]{3,}|dan|atau|serta|untuk|ke|dari|dengan|tentang|kepada|dalam|atas|pada|oleh|di|yang|.*[,/:&(-])",
    re.IGNORECASE,
)
_LEADS_ON: Final = re.compile(
    r"(?:me[a-z]{3,}|dan|atau|serta|untuk|ke|dari|dengan|tentang|berupa|kepada|dalam|atas|pada|oleh|terhadap|di"
    r"|melalui|sesuai|berdasarkan|per|yang|hasil|isi|sebagai|tanpa|bersama|lalu|kemudian|cek|input|konsep|draf|draft"
    r"|surat|berkas|aplikasi|nomor|bahwa|maka|bila|jika|apabila|adalah|bagi|antara|.*[,/:&(-])",
    re.IGNORECASE,
)


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


def read_segment(segment: str, *, no: str | None, place: str, unit: Unit | None, report: Report, at: int) -> Step:
    """The step that a piece of text holds; with two times or more none is taken."""
    step = Step(place=place, no=no, sureness=Sureness.LIKELY)
    text = _without_branches(segment, step)
    spans = time_spans(text, unit)
    if len(spans) > 1:
        report.doubt("import.several_times", f"langkah[{at}].waktu", times=len(spans))
        spans = _only(spans, text)
    if len(spans) == 1:
        start, end = spans[0]
        step.waktu = read_time(text[start:end], unit=unit)
        step.output = one_line(" ".join(_lines(text[end:])))
        text = text[:start]
    elif floating := _floating(text):
        step.waktu = read_time(floating)
        text = re.sub(r"(?m)^\s*(?:\d{1,3}|menit|jam|hari)\s*$", "", text, flags=re.IGNORECASE)
    activity, things = split_activity(text)
    step.kegiatan, step.kelengkapan = one_line(activity) or "", one_line(things)
    return step


def _only(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    alone = [(start, end) for start, end in spans if _is_line(text, start, end)]
    return alone if len(alone) == 1 else spans[:1]


def _floating(text: str) -> str | None:
    """A number on a line and its unit on another, at most two lines away."""
    found = re.search(r"(?:^|\n)\s*(\d{1,3})\s*\n(?:[^\n]*\n){0,2}\s*(menit|jam|hari)\s*(?:\n|$)", text, re.IGNORECASE)
    return f"{found[1]} {found[2]}" if found else None


def _without_branches(segment: str, step: Step) -> str:
    def taken(found: re.Match[str]) -> str:
        step.keputusan += branches_of(found[0])
        return ""

    return _BRANCH.sub(taken, segment)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not SHAPE.fullmatch(line)]


def split_activity(text: str) -> tuple[str, str]:
    """The activity and what it needs, cut where a line or a thing's name begins behind a word in small letters."""
    lines = _lines(text)
    if len(lines) > 1:
        taken = 1
        while taken < len(lines) and (lines[taken].strip()[0].islower() or _leads_on(lines[taken - 1])):
            taken += 1
        activity, rest = " ".join(lines[:taken]), " ".join(lines[taken:])
    else:
        activity, rest = " ".join(lines), ""
    for match in _CUT.finditer(activity):
        word, named = match["before"], _NAMED.match(match["word"])
        if (word[0].islower() or word[-1] in ").;") and not _LEADS_ON.fullmatch(word) and not named:
            return activity[: match.end("before")], f"{activity[match.end() :]} {rest}"
    return activity, rest


def _leads_on(line: str) -> bool:
    return _LINE_LEADS_ON.fullmatch(line.split()[-1]) is not None


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
