"""What no letter could carry is known before anyone types it into one."""

import sys
import unicodedata
from pathlib import Path

import pytest
from font_coverage import coverage

import laksana_typeset
from laksana_typeset import TypesetError, Typesetter, TypstDocument, unsettable_characters
from tests.platform.typeset.example import SIGNED_ON

FONTS = Path(laksana_typeset.__file__).parent / "fonts"


@pytest.mark.parametrize(
    ("text", "unsettable"),
    [
        ("Siti Rohani, S.Sos.", set()),
        ("H. Ma’rūf bin ‘Abd al-Ḥaqq – Desa Sei/Ulu “A” №3 ½ é", set()),
        ("Siti\tRohani\r\nLahat\u00a0\u200b", set()),
        ("e\u0301 s\u0323", set()),
        ("Siti 😀👍🏽", {"😀", "👍", "🏽"}),
        ("شمس Rohani", {"ش", "م", "س"}),
        ("ꦱꦶꦠꦶ 中", {"ꦱ", "ꦶ", "ꦠ", "中"}),
        ("a\x00b\x07\ufffd\ud800", {"\x00", "\x07", "\ufffd", "\ud800"}),
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
    faces = '#let t = json("context.json")\n' + "".join(
        f'#text(font: "Liberation {family}", fallback: false)[#t #strong(t) #emph(t) #strong(emph(t))]\n'
        for family in ("Serif", "Sans")
    )

    with Typesetter(processes=1) as typesetter:
        document = TypstDocument(main=faces.replace("context.json", "teks.json"), context={}, date=SIGNED_ON)
        pdf = typesetter.compile(
            TypstDocument(
                main=faces.replace('json("context.json")', 'json("context.json").teks'),
                context={"teks": settable},
                date=document.date,
            )
        )

    assert len(settable) > 2000
    assert pdf.startswith(b"%PDF-")


def test_every_control_separator_and_format_character_is_judged_as_typst_judges_it() -> None:
    judged = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in {"Cc", "Cf", "Zs", "Zl", "Zp"}]
    refused = set()
    with Typesetter(processes=1) as typesetter:
        for character in judged:
            document = TypstDocument(
                main='#json("context.json").teks', context={"teks": f"a{character}b"}, date=SIGNED_ON
            )
            try:
                typesetter.compile(document)
            except TypesetError:
                refused.add(character)

    assert {c for c in judged if unsettable_characters(c)} == refused
