"""What no letter could carry is known before anyone types it into one."""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.platform.typeset.example import SIGNED_ON

import laksana_typeset
from font_coverage import coverage
from laksana_typeset import TypesetError, Typesetter, TypstDocument, unsettable_characters

FONTS = Path(laksana_typeset.__file__).parent / "fonts"


@pytest.mark.parametrize(
    ("text", "unsettable"),
    [
        ("Siti Rohani, S.Sos.", set()),
        ("H. Ma’rūf bin ‘Abd al-Ḥaqq – Desa Sei/Ulu “A” №3 ½ é", set()),  # noqa: RUF001
        ("Siti\tRohani\r\nLahat\u00a0", set()),
        ("e\u0301 s\u0323", set()),
        ("Siti 😀👍🏽", {"😀", "👍", "🏽"}),
        ("شمس Rohani", {"ش", "م", "س"}),
        ("ꦱꦶꦠꦶ 中", {"ꦱ", "ꦶ", "ꦠ", "中"}),
        ("a\x00b\x07\ufffd", {"\x00", "\x07", "\ufffd"}),
        ("a\ud800", {"\ud800"}),
    ],
)
def test_characters_that_no_letter_can_carry_are_named(text: str, unsettable: set[str]) -> None:
    assert unsettable_characters(text) == unsettable


def test_the_data_file_says_what_the_fonts_say() -> None:
    stored = (FONTS / "coverage.txt").read_text("ascii")

    assert stored == coverage(), "run python platform/typeset/font_coverage.py"


def test_every_character_called_settable_is_set_in_every_face() -> None:
    settable = "".join(
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) != "Cs" and not unsettable_characters(character)
    )
    faces = '#let t = json("context.json").teks\n' + "".join(
        f'#text(font: "Liberation {family}")[#t #strong(t) #emph(t) #strong(emph(t))]\n' for family in ("Serif", "Sans")
    )

    with Typesetter(processes=1) as typesetter:
        pdf = typesetter.compile(TypstDocument(main=faces, context={"teks": settable}, date=SIGNED_ON))

    assert len(settable) > 2000
    assert pdf.startswith(b"%PDF-")


SETTABLE_NAMES = st.text(
    st.characters(exclude_categories=["Cs", "M"]).filter(lambda character: not unsettable_characters(character))
    | st.sampled_from("\r\n\t -")
)


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(processes=1) as running:
        yield running


@settings(deadline=None, max_examples=150)
@given(text=SETTABLE_NAMES)
def test_a_text_without_findings_is_set_whatever_stands_beside_what(typesetter: Typesetter, text: str) -> None:
    document = TypstDocument(main='#json("context.json").teks', context={"teks": text}, date=SIGNED_ON)

    assert typesetter.compile(document).startswith(b"%PDF-")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\ufffd", "😀", "ش", "ꦱ", "中"])
def test_a_letter_with_an_unsettable_character_is_refused_rather_than_sent_with_a_gap(
    typesetter: Typesetter, character: str
) -> None:
    document = TypstDocument(main='#json("context.json").teks', context={"teks": f"a{character}b"}, date=SIGNED_ON)

    with pytest.raises(TypesetError, match="could not be displayed"):
        typesetter.compile(document)
