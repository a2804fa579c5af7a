"""What a time cell says: `15 Menit`, `±2 menit`, `1 x 24 jam`, `7 hari dengan bupati; 2 hari dengan Kadin`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from laksana_sdk.sheet import PrintedTime, TimeBasis, TimeKind


class Unit(StrEnum):
    """A unit of time that sheets print, as an ISO 8601 duration writes it: those of a day stand behind its T."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    YEAR = "Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A duration in a text: where it stands, its number (two: from and to), its unit as far as it is printed."""

    start: int
    end: int
    amounts: tuple[Fraction, ...]
    unit: Unit | None
    basis: TimeBasis


NO_TIME = PrintedTime(printed=None, iso=None, kind=TimeKind.NONE, basis=TimeBasis.UNKNOWN)
BLANK = re.compile(r"[\s\-\u2013\u2014_.\u2026:]*")

_UNITS = MappingProxyType(
    {
        **dict.fromkeys(("menit", "mnt", "mnit", "menut", "mt", "min", "m", "'", "\u2019", "\u2032"), Unit.MINUTE),
        **dict.fromkeys(("jam", "j"), Unit.HOUR),
        **dict.fromkeys(("hari", "hr", "h"), Unit.DAY),
        **dict.fromkeys(("minggu", "mg", "mgg", "pekan"), Unit.WEEK),
        **dict.fromkeys(("bulan", "bln"), Unit.MONTH),
        **dict.fromkeys(("tahun", "thn"), Unit.YEAR),
        **dict.fromkeys(("detik", "dtk"), Unit.SECOND),
    }
)
_WORDS: Mapping[str, int | Fraction] = MappingProxyType(
    {
        "satu": 1,
        "dua": 2,
        "tiga": 3,
        "empat": 4,
        "lima": 5,
        "enam": 6,
        "tujuh": 7,
        "delapan": 8,
        "sembilan": 9,
        "sepuluh": 10,
        "lima belas": 15,
        "dua puluh": 20,
        "tiga puluh": 30,
        "empat puluh lima": 45,
        "setengah": Fraction(1, 2),
    }
)
_PARTS = MappingProxyType({"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)})
_NUMBER = r"\d{1,2}\s*/\s*[24](?!\d)|\d{1,4}(?:[.,]\d{1,2})?|[½¼¾]|" + "|".join(
    sorted((rf"\b{word}\b" for word in _WORDS), key=len, reverse=True)
)
_IN_WORDS = r"(?:\s*\(\s*(?!hari\b)[^\W\d][^()\d]{1,30}\))?"
# A torn "M enit" or "ha ri" is the same word; one letter alone is a unit only right behind its number.
_UNIT = (
    r"(?:m\s?e\s?n\s?i\s?t|menut|mnit|mnt|mt|min|j\s?a\s?m|h\s?a\s?r\s?i|hr|minggu|mgg|mg|pekan|bulan|bln|tahun|thn"
    r"|detik|dtk|(?<=\d)\s?['\u2019\u2032]|(?<=\d)[mjh](?![^\W_]))"
)
_TO = r"\s*(?:-|\u2013|\u2014|s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|hingga|~)\s*"
_SPAN = re.compile(
    rf"(?<![\w./,])(?:(?P<times>\d{{1,2}})\s*[xX\u00d7]\s*)?"
    rf"(?P<first>{_NUMBER}){_IN_WORDS}"
    rf"(?:{_TO}(?P<second>{_NUMBER}){_IN_WORDS}(?=\s*{_UNIT}|\W*$))?\s*(?P<unit>{_UNIT}(?![^\W\d_]))?\.?"
    rf"(?P<working>\s*\(?\s*kerja\b\)?)?(?P<calendar>\s*\(?\s*kalender\b\)?)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"[\u00b1\u2213+]|\bkurang\s+lebih\b|\bsekitar\b|\bkira\s*-?\s*kira\b|\blk\.|\u2248|~\s*\d",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\(?\s*\b(?:hari|minggu|tahap)\s*-?\s*(?:ke\s*-?\s*)?\d+\b(?!\s*(?:hari|jam|menit))\s*\)?", re.IGNORECASE
)
_ORDER = (Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND)


def unit_of_head(head: str) -> Unit | None:
    """The unit that a column's head gives to the bare numbers below it: `WAKTU (menit)`."""
    for word in re.findall(r"[^\W\d_]+", re.sub(r"\s+", " ", head.lower())):
        if word in _UNITS and len(word) > 1:
            return _UNITS[word]
    return None


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing: empty, dashes, dots."""
    return BLANK.fullmatch(cell) is not None


def is_time(cell: str) -> bool:
    """Whether the cell holds a duration with its unit and no other words."""
    spans = times_in(cell)
    return bool(spans) and spans[0].start <= 2 and len(cell) - spans[-1].end <= 1


def read_time(cell: str, *, unit: Unit | None = None) -> PrintedTime:
    """The cell's time; `unit` is the column head's, for cells that print a bare number.

    A cell whose words name no duration (`Kondisional`) keeps its text and says no time.
    """
    printed = " ".join(cell.split())
    if is_blank(printed):
        return NO_TIME
    durations = _durations(printed, _with_unit(printed, unit))
    isos = [_iso(duration, place) for duration in durations for place in range(len(duration[0].amounts))]
    if not isos or None in isos:
        return PrintedTime(printed=printed, iso=None, kind=TimeKind.NONE, basis=TimeBasis.UNKNOWN)
    bases = [span.basis for duration in durations for span in duration]
    basis = next((known for known in bases if known is not TimeBasis.UNKNOWN), TimeBasis.UNKNOWN)
    if len(durations[0][0].amounts) == 2 or _is_range(printed, durations):
        kind = TimeKind.RANGE
    elif len(isos) > 1:
        kind = TimeKind.ALTERNATIVES
    else:
        kind = TimeKind.APPROXIMATE if _ABOUT.search(printed) else TimeKind.EXACT
    return PrintedTime(printed=printed, iso="/".join(iso for iso in isos if iso), kind=kind, basis=basis)


def _is_range(printed: str, durations: list[list[Span]]) -> bool:
    between = printed[durations[0][-1].end : durations[1][0].start] if len(durations) == 2 else ""
    return re.fullmatch(_TO, between, re.IGNORECASE) is not None


def times_in(text: str) -> tuple[Span, ...]:
    """Every duration with a unit in a running text, in order; one that goes on (`1 jam 30 menit`) is one span."""
    named = [span for span in _spans(text) if span.unit is not None]
    return tuple(
        Span(
            start=duration[0].start,
            end=duration[-1].end,
            amounts=duration[0].amounts,
            unit=duration[0].unit,
            basis=duration[0].basis,
        )
        for duration in _durations(text, named)
    )


def _spans(text: str) -> list[Span]:
    # "16 Menit ( hari 1)" says when, not how long.
    without = _ORDINAL.sub(lambda found: " " * len(found[0]), text)
    return [_span(match) for match in _SPAN.finditer(without)]


def _with_unit(printed: str, head: Unit | None) -> list[Span]:
    found = _spans(printed)
    named = [span for span in found if span.unit is not None]
    if (
        named
        or head is None
        or len(found) != 1
        or not re.fullmatch(r"\W*\d[\d.,/\s\u2013-]*\W*(?:\([^()]*\))?\W*", printed)
    ):
        return named
    only = found[0]
    return [Span(start=only.start, end=only.end, amounts=only.amounts, unit=head, basis=_basis(head))]


def _span(match: re.Match[str]) -> Span:
    unit = match["unit"]
    known = _UNITS[re.sub(r"\s", "", unit).lower()] if unit else None
    basis = _basis(known)
    if match["working"]:
        basis = TimeBasis.WORKING_DAYS
    elif match["calendar"] or (match["times"] and known is Unit.HOUR):
        basis = TimeBasis.CALENDAR
    times = int(match["times"] or 1)
    numbers = [match["first"], *([match["second"]] if match["second"] else [])]
    amounts = tuple(times * _number(number) for number in numbers)
    end = match.start() + len(match[0].rstrip())
    return Span(start=match.start(), end=end, amounts=amounts, unit=known, basis=basis)


def _number(written: str) -> Fraction:
    word = " ".join(written.lower().split())
    if word in _WORDS:
        return Fraction(_WORDS[word])
    if word in _PARTS:
        return _PARTS[word]
    if "/" in word:
        above, below = word.split("/")
        return Fraction(int(above), int(below))
    return Fraction(word.replace(",", "."))


def _basis(unit: Unit | None) -> TimeBasis:
    return TimeBasis.OFFICE_TIME if unit in {Unit.SECOND, Unit.MINUTE, Unit.HOUR} else TimeBasis.UNKNOWN


def _durations(text: str, spans: list[Span]) -> list[list[Span]]:
    """Neighbours of falling units (`1 jam 30 menit`) belong to one duration."""
    durations: list[list[Span]] = []
    for span in spans:
        before = durations[-1][-1] if durations else None
        if before is not None and _goes_on(text, before, span):
            durations[-1].append(span)
        else:
            durations.append([span])
    return durations


def _goes_on(text: str, before: Span, span: Span) -> bool:
    if before.basis is TimeBasis.WORKING_DAYS and span.basis is TimeBasis.OFFICE_TIME:
        return False
    if before.unit not in _ORDER or span.unit not in _ORDER or len(before.amounts) + len(span.amounts) != 2:
        return False
    falls = _ORDER.index(before.unit) < _ORDER.index(span.unit)
    return falls and text[before.end : span.start].strip(" ,") in {"", "dan", "lebih"}


def _iso(duration: list[Span], place: int) -> str | None:
    """The duration in the units that are printed; parts of an hour or a day's half in the next smaller unit."""
    days, clock = "", ""
    for span in duration:
        amount, unit = span.amounts[place], span.unit
        if unit is Unit.HOUR and amount.denominator != 1:
            amount, unit = amount * 60, Unit.MINUTE
        if amount.denominator != 1 or unit is None or amount == 0:
            return None
        if unit.value.startswith("T"):
            clock += f"{amount}{unit.value[1:]}"
        else:
            days += f"{amount}{unit.value}"
    return f"P{days}" + (f"T{clock}" if clock else "")
