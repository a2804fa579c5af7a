"""Letter numbers as an office writes them: its pattern, what is wrong with one, the number written and read back."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter

from laksana_sdk.numerals import roman_month
from laksana_tenants.views import NumberFormat

TOKENS = ("kode", "urut", "unit", "bulan_romawi", "bulan", "tahun")
NUMBER_LENGTH = 120
AGENDA_LENGTH = 40
"""How long a written number may be: a letter's, and one of the agenda of incoming letters."""

_HIGHEST = 99_999
_WIDTH = re.compile(r"0[2-6]")
_READ: Mapping[str, str] = {"urut": r"(?P<urut>\d+)", "kode": r"[\w.\-]+", "bulan": r"\d{2}", "tahun": r"\d{4}"}

Piece = tuple[str, str | None, str]
"""Plain text, the token after it (None at the end), and how the token is to be written."""


def pattern_fault(pattern: str) -> tuple[str, dict[str, str | int]] | None:
    """What is wrong with the pattern first, as the code of a pack's finding with its values; None for a usable one.

    A usable pattern holds `{urut}` (or `{urut:03}` for at least three digits) once, away from other digits and tokens:
    then two serials of a year never give one number, and a number tells its serial.
    """
    try:
        pieces = _pieces(pattern)
    except ValueError:
        return "number_pattern_braces", {}
    tokens = [token for _, token, _ in pieces if token is not None]
    if any(token not in TOKENS for token in tokens):
        return "number_pattern", {"tokens": ", ".join("{" + token + "}" for token in TOKENS)}
    repeated = next((token for token in tokens if tokens.count(token) > 1), None)
    if repeated is not None or "urut" not in tokens:
        return "number_pattern_once", {"token": repeated or "urut"}
    if any(spec and not (token == "urut" and _WIDTH.fullmatch(spec)) for _, token, spec in pieces):  # noqa: S105
        return "number_pattern_width", {}
    if any(map(str.isdigit, _beside_serial(pieces))):
        return "number_pattern_beside", {}
    return None


def written(number_format: NumberFormat, serial: int, dated: date, kind: str | None = None) -> str:
    """The number as the office writes it on the letter's day; a kind of letter may have a class of its own."""
    return _filled(number_format, serial, dated, number_format.class_of(kind, on=dated))


def _filled(number_format: NumberFormat, serial: int, dated: date, code: str | None) -> str:
    return number_format.pattern.format_map(
        {
            "kode": code or "",
            "urut": serial,
            "unit": number_format.unit or "",
            "bulan": f"{dated.month:02d}",
            "bulan_romawi": roman_month(dated.month),
            "tahun": str(dated.year),
        }
    )


def longest(number_format: NumberFormat) -> int:
    """How many characters the register's longest number has; August is the longest month in Roman numerals."""
    followers = (one.successor for one in number_format.successions)
    codes = (number_format.classification or "", *number_format.classes.values(), *followers)
    return max(len(_filled(number_format, _HIGHEST, date(2028, 8, 1), code)) for code in codes)


def serial_of(number_format: NumberFormat, number: str) -> int | None:
    """The serial that a number of this register shows, None for one that is written in another way."""
    found = re.fullmatch("".join(_reading(number_format)), number)
    return int(found["urut"]) if found else None


def _pieces(pattern: str) -> list[Piece]:
    pieces: list[Piece] = []
    for text, token, spec, conversion in Formatter().parse(pattern):
        if conversion or "{" in text or "}" in text or (token is not None and not re.fullmatch(r"\w*", token)):
            raise ValueError(pattern)
        pieces.append((text, token, spec or ""))
    return pieces


def _beside_serial(pieces: list[Piece]) -> tuple[str, str]:
    """The characters directly before and after the serial; a token's neighbour counts as a digit."""
    at = next(place for place, (_, token, _) in enumerate(pieces) if token == "urut")  # noqa: S105 - a placeholder
    text = pieces[at][0]
    before = text[-1:] or ("0" if at else "-")
    after = pieces[at + 1] if at + 1 < len(pieces) else ("", None, "")
    return before, after[0][:1] or ("-" if after[1] is None else "0")


def _reading(number_format: NumberFormat) -> Iterator[str]:
    for text, token, _ in _pieces(number_format.pattern):
        yield re.escape(text)
        match token:
            case None:
                pass
            case "unit":
                yield re.escape(number_format.unit or "")
            case "bulan_romawi":
                yield "[IVX]+"
            case _:
                yield _READ[token]
