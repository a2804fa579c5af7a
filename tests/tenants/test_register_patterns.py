"""How the numbers of a register are written: patterns that are refused, and what every accepted one promises."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laksana_tenants.classification import Succession, class_on
from laksana_tenants.numbering import TOKENS, pattern_fault, serial_of, written
from laksana_tenants.views import NumberFormat, NumberSource

SEPARATORS = st.text(alphabet="/.- ", min_size=1, max_size=2)
OTHERS = st.lists(st.sampled_from([token for token in TOKENS if token != "urut"]), unique=True)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """A pattern with the serial somewhere among other tokens, each set off from the next."""
    tokens = draw(OTHERS)
    tokens.insert(draw(st.integers(0, len(tokens))), draw(st.sampled_from(["urut", "urut:03"])))
    begun = draw(st.sampled_from(["", "TT/", "No. "]))
    return begun + "".join(f"{{{token}}}{draw(SEPARATORS)}" for token in tokens).rstrip("/.- ")


def number_format(pattern: str, **given: str | dict[str, str]) -> NumberFormat:
    """A register of this pattern."""
    values = {"classification": "400.9", "unit": "Dinsos.C", **given}
    return NumberFormat(register="SURAT_KELUAR", pattern=pattern, source=NumberSource.SYSTEM, **values)  # type: ignore[arg-type]


@given(pattern=patterns(), serials=st.sets(st.integers(1, 99_999), min_size=2, max_size=2), day=DAYS)
def test_in_a_register_two_serials_never_give_one_number_and_a_number_tells_its_serial(
    pattern: str, serials: set[int], day: date
) -> None:
    assert pattern_fault(pattern) is None
    numbers = {serial: written(number_format(pattern), serial, day) for serial in serials}

    assert len(set(numbers.values())) == 2
    assert {serial_of(number_format(pattern), number) for number in numbers.values()} == serials


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{kode}/{nomor}/{tahun}", "number_pattern"),
        ("{kode}/{urut/{tahun}", "number_pattern_braces"),
        ("{kode}/{urut!r}/{tahun}", "number_pattern_braces"),
        ("{kode}/{urut.real}/{tahun}", "number_pattern_braces"),
        ("{kode}/{{urut}}/{urut}", "number_pattern_braces"),
        ("{kode}/{unit}/{tahun}", "number_pattern_once"),
        ("{urut}/{unit}/{urut}", "number_pattern_once"),
        ("{kode}/{urut:9}/{tahun}", "number_pattern_width"),
        ("{kode:05}/{urut}", "number_pattern_width"),
        ("{urut}{bulan}/{tahun}", "number_pattern_beside"),
        ("{kode}{urut}/{tahun}", "number_pattern_beside"),
        ("460{urut}/{tahun}", "number_pattern_beside"),
    ],
)
def test_a_register_refuses_a_pattern_that_could_not_be_kept(pattern: str, code: str) -> None:
    fault = pattern_fault(pattern)

    assert fault is not None
    assert fault[0] == code


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{kode}/{urut:03}/{unit}", "400.9/007/Dinsos.C"),
        ("{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "400.9/7/Dinsos.C/XII/2026"),
        ("No. {urut} - {bulan}.{tahun}", "No. 7 - 12.2026"),
        ("{urut}", "7"),
    ],
)
def test_a_register_writes_its_numbers_as_its_pattern_says(pattern: str, number: str) -> None:
    assert written(number_format(pattern), 7, date(2026, 12, 31)) == number


def test_a_kind_of_letter_may_have_a_class_of_its_own_in_the_register() -> None:
    by_kind = number_format("{kode}/{urut}", classes={"surat_tugas": "100.3.5"})

    assert written(by_kind, 7, date(2026, 1, 2), "surat_tugas") == "100.3.5/7"
    assert written(by_kind, 7, date(2026, 1, 2), "surat_pengantar") == "400.9/7"


@pytest.mark.parametrize(
    ("day", "kind", "number"),
    [
        (date(2026, 12, 31), "surat_pengantar", "460/7"),
        (date(2027, 1, 1), "surat_pengantar", "400.9/7"),
        (date(2026, 12, 31), "surat_tugas", "090/7"),
        (date(2027, 1, 1), "surat_tugas", "090/7"),
        (date(2028, 1, 1), "surat_pengantar", "400.9.1/7"),
    ],
)
def test_a_letter_bears_the_class_that_its_office_used_on_the_letters_day(day: date, kind: str, number: str) -> None:
    office = replace(
        number_format("{kode}/{urut}", classification="460", classes={"surat_tugas": "090"}),
        successions=(
            Succession(code="400.9", until=date(2027, 12, 31), successor="400.9.1"),
            Succession(code="460", until=date(2026, 12, 31), successor="400.9"),
        ),
    )

    assert written(office, 7, day, kind) == number


def test_classes_that_follow_each_other_in_a_circle_do_not_hang() -> None:
    circle = (
        Succession(code="460", until=date(2026, 1, 1), successor="462"),
        Succession(code="462", until=date(2026, 2, 1), successor="460"),
    )

    assert class_on("460", circle, date(2026, 3, 1)) == "462"
