"""Amounts, counts and months are written as Indonesian letters write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laksana_sdk.numerals import LARGEST_IN_WORDS, counted, grouped, in_words, roman_month, rupiah, rupiah_in_words

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def value(words: str) -> int:
    """What a reader makes of the words, by the rules of the language rather than those of the writer."""
    spelled = words
    for one, full in (
        *(("sepuluh", "satu puluh"), ("sebelas", "satu belas")),
        *(("seratus", "satu ratus"), ("seribu", "satu ribu")),
    ):
        spelled = spelled.replace(one, full)
    total = group = unit = 0
    for word in spelled.split():
        if word in SCALES:
            total += (group + unit) * SCALES[word]
            group = unit = 0
        elif word in {"belas", "puluh", "ratus"}:
            group += {"belas": unit + 10, "puluh": unit * 10, "ratus": unit * 100}[word]
            unit = 0
        else:
            unit = UNITS.index(word)
    return total + group + unit


@given(st.integers(min_value=0, max_value=LARGEST_IN_WORDS) | st.integers(min_value=0, max_value=2000))
def test_a_number_in_words_is_read_as_the_same_number(number: int) -> None:
    assert value(in_words(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (14, "empat belas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_111, "seribu seratus sebelas"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_000_000, "dua triliun"),
    ],
)
def test_numbers_are_spelled_as_a_receipt_spells_them(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, LARGEST_IN_WORDS + 1])
def test_a_number_without_words_is_refused_by_name(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} cannot be put into words"):
        in_words(number)


@given(st.integers())
def test_rupiah_are_read_back_from_what_is_printed(amount: int) -> None:
    printed = rupiah(amount)

    assert printed.endswith(",00")
    assert int(printed.removesuffix(",00").replace("Rp", "").replace(".", "")) == amount


def test_money_counts_and_months_are_written_the_indonesian_way() -> None:
    assert rupiah(1_500_000) == "Rp1.500.000,00"
    assert rupiah(-1_500) == "-Rp1.500,00"
    assert rupiah_in_words(1_500_000) == "satu juta lima ratus ribu rupiah"
    assert counted(14, "hari kerja") == "14 (empat belas) hari kerja"
    assert grouped(Decimal("1234567.89")) == "1.234.567,89"
    assert [roman_month(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    with pytest.raises(ValueError, match="13 is no month"):
        roman_month(13)
