"""Numbers as Indonesian letters write them: in words, in rupiah, with separators, in Roman months."""

from decimal import Decimal

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

LARGEST_IN_WORDS = 10**15 - 1

_UNITS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def in_words(number: int) -> str:
    """Terbilang: 1500000 is `satu juta lima ratus ribu`. Raises ValueError below 0 and above LARGEST_IN_WORDS."""
    if not 0 <= number <= LARGEST_IN_WORDS:
        raise ValueError(f"{number} cannot be put into words; use 0 to {LARGEST_IN_WORDS}")
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count == 1 and scale == 1000:
            words.append("seribu")
        elif count:
            words += [*_below_thousand(count), name]
    return " ".join([*words, *_below_thousand(number)])


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [] if hundreds == 0 else ["seratus"] if hundreds == 1 else [_UNITS[hundreds], "ratus"]
    tens, ones = divmod(rest, 10)
    if rest < 12:
        return words if rest == 0 else [*words, _UNITS[rest]]
    if rest < 20:
        return [*words, _UNITS[ones], "belas"]
    return [*words, _UNITS[tens], "puluh", *([_UNITS[ones]] if ones else [])]


def rupiah(amount: int) -> str:
    """`Rp1.500.000,00` from whole rupiah; a negative amount is `-Rp1.500,00`."""
    return f"{'-' if amount < 0 else ''}Rp{grouped(abs(amount))},00"


def rupiah_in_words(amount: int) -> str:
    """`satu juta lima ratus ribu rupiah`, as a kwitansi says it. Raises ValueError as `in_words` does."""
    return f"{in_words(amount)} rupiah"


def counted(number: int, unit: str) -> str:
    """`1 (satu) berkas`: a number, its words and what is counted. Raises ValueError as `in_words` does."""
    return f"{number} ({in_words(number)}) {unit}"


def grouped(number: int | Decimal) -> str:
    """`1.234.567,89`: points between thousands, a comma before decimals, digits as given."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def roman_month(month: int) -> str:
    """`VI` for June, as letter numbers write it. Raises ValueError for a month that no year has."""
    if not 1 <= month <= len(ROMAN_MONTHS):
        raise ValueError(f"{month} is no month; use 1 to 12")
    return ROMAN_MONTHS[month - 1]
