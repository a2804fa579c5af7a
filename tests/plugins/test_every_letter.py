"""Each letter in every variant that a choice in a form gives it: a seeded sample, all with LAKSANA_EVERY_LETTER=1."""

import io
import json
import os
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from random import Random
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from pypdf import PdfReader
from tests.support import pictures

from laksana.verification import stamp
from laksana_sdk.forms import Form, read
from laksana_sdk.letters import LetterFacts, LetterTemplate
from laksana_typeset import Typesetter

SOPS = ("asistensi_rehabilitasi", "lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia")
SAMPLE = None if os.environ.get("LAKSANA_EVERY_LETTER") else 20
"""Letters set per SOP; there are some seven hundred."""


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    stamp.install("https://laksana.contoh.go.id")
    with Typesetter(processes=1) as running:
        yield running


def choices(form: type[Form]) -> Iterator[tuple[str, str]]:
    """Each value of each closed list that the form asks for."""
    for name, hint in get_type_hints(form).items():
        for kind in (hint, *get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, Enum):
                yield from ((name, option.value) for option in kind)


def facts(example: ModuleType) -> Iterator[LetterFacts]:
    """The example's case, then with one choice made otherwise, for every choice of every form."""
    known: dict[str, Form] = example.all_forms()
    yield example.full_facts()
    for step, form in known.items():
        for name, value in choices(type(form)):
            changed, _ = read(type(form), {**example.RAW[step], name: value})
            if changed is not None:
                yield example.full_facts(forms={**known, step: changed})


def variants(example: ModuleType) -> list[tuple[LetterTemplate, LetterFacts]]:
    """Each letter once for each different context that the facts give it."""
    found: dict[tuple[str, str], Any] = {}
    for known in facts(example):
        for template in example.PROCEDURE.templates():
            said = json.dumps(template.context(known), sort_keys=True)
            found.setdefault((template.kind, said), (template, known))
    return list(found.values())


@pytest.mark.parametrize("slug", SOPS)
def test_every_variant_of_every_letter_is_a_whole_final_with_one_code(typesetter: Typesetter, slug: str) -> None:
    example = import_module(f"plugins.{slug}.tests.example")
    every = variants(example)
    drawn = Random(7).sample(every, SAMPLE or len(every))  # noqa: S311

    for template, known in drawn:
        document = pictures.stamped(example.document(template, known, final=True))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(typesetter.compile(document))).pages]

        text = "\n".join(pages)
        assert "KONSEP" not in text, template.kind
        assert text.count(pictures.CODE) == (0 if template.kind in WITHOUT_CODE else 1), template.kind
        assert [page for page in pages if len(page.split()) <= ALONE] == [], template.kind


WITHOUT_CODE = {"surat_permohonan_desa"}
"""Not the office's own paper."""

ALONE = 40
"""A last page with fewer words would hold the signature alone: block, code and running head have so many."""
