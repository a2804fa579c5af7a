"""Each letter in every shape that a case of its SOP can bring it to: a seeded sample, all with LAKSANA_EVERY_LETTER=1.

The explorer of the kit plays the cases; of the letters that these come to, the fewest are set that between them show
whatever can stand in one or be missing from it.
"""

import io
import os
from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from pypdf import PdfReader
from tests.support import pictures

from laksana.procedures.loader import LoadedRelease, load_registry
from laksana.verification import stamp
from laksana_kit.explore.explorer import Explorer
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.office import typeset
from laksana_kit.explore.shapes import representatives
from laksana_sdk.withdrawal import SURAT_PENCABUTAN
from laksana_typeset import Typesetter

EVERY = bool(os.environ.get("LAKSANA_EVERY_LETTER"))
SEED = 4
CASES = 300 if EVERY else 20
SAMPLE = None if EVERY else 6
"""Letters set per SOP; there are some two hundred."""
RELEASES = pytest.mark.parametrize("release", load_registry().releases.values(), ids=lambda release: release.slug)


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    stamp.install("https://laksana.contoh.go.id")
    with Typesetter(processes=1) as running:
        yield running


def letters(release: LoadedRelease) -> list[Letter]:
    """Of each kind the fewest letters that show every shape of it that the explored cases come to."""
    by_kind: dict[str, list[Letter]] = defaultdict(list)
    for walked in Explorer(release.procedure, SEED).walks(CASES, on_and_on=EVERY):
        for letter in walked.letters:
            by_kind[letter.template.kind].append(letter)
    if EVERY:
        own = {template.kind for template in release.procedure.templates()}
        assert {*by_kind} >= own | {SURAT_PENCABUTAN.kind}
    return [letter for some in by_kind.values() for letter in representatives((one, one.said) for one in some)]


@RELEASES
def test_every_shape_of_every_letter_is_a_whole_final_with_one_code(
    typesetter: Typesetter, release: LoadedRelease
) -> None:
    every = letters(release)
    drawn = Random(7).sample(every, SAMPLE or len(every))  # noqa: S311

    wrong = []
    for letter in drawn:
        kind = letter.template.kind
        final = typeset(
            release.templates, letter.template, letter.said, on=letter.on, final=True, replaces=letter.replaces
        )
        document = pictures.stamped(final)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(typesetter.compile(document))).pages]

        text = "\n".join(pages)
        codes = text.count(pictures.CODE)
        lonely = [page for page in pages if len(page.split()) <= ALONE]
        if "KONSEP" in text or lonely or codes != (0 if kind in WITHOUT_CODE else 1):
            wrong.append((kind, codes, lonely, letter.said))
    assert wrong == []


WITHOUT_CODE = {"surat_permohonan_desa"}
"""Not the office's own paper."""

ALONE = 40
"""A last page with fewer words would hold the signature alone: block, code and running head have so many."""
