"""Each letter in every state in which a case of its SOP makes it: a seeded sample, all with LAKSANA_EVERY_LETTER=1.

The kit tries every act of every situation, and plays whole cases for their forms; of the letters that these come to,
the fewest are set that between them show whatever can stand in one or be missing from it.
"""

import io
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, islice
from random import Random

import pytest
from pypdf import PdfReader
from tests.support import pictures
from tests.support.branches import TAKEN, Branch, branches
from tests.support.one_way import ONE_WAY

from laksana.procedures.loader import LoadedRelease, load_registry
from laksana.verification import stamp
from laksana_kit.explore.explorer import Explorer
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.office import typeset
from laksana_kit.explore.shapes import representatives
from laksana_kit.explore.sweep import Sweep
from laksana_sdk.letters import LetterFacts
from laksana_sdk.withdrawal import SURAT_PENCABUTAN
from laksana_typeset import TypesetError, Typesetter

EVERY = bool(os.environ.get("LAKSANA_EVERY_LETTER"))
SEED = 4
CASES = 300 if EVERY else 0
ACTS = None if EVERY else 1200
SAMPLE = None if EVERY else 6
"""Letters set per SOP; there are some two hundred."""
REASONS = {
    "paper.missing": "a file that lacks a paper is not complete",
    "paper.unchecked": "nor one whose papers nobody has looked at",
    "paper.unreadable": "nor one with a paper that cannot be read",
    "case.nothing_missing": "a complete file is not sent back",
    "emergency.no_return": "in an emergency the steps run ahead, and the papers follow",
    "exit.letter_final": "a letter that bears its number tells of the end; it is withdrawn first",
}
"""Why an act is refused in a situation that offers it, whatever stands in the forms."""


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    stamp.install("https://laksana.contoh.go.id")
    with Typesetter(processes=1) as running:
        yield running


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """A release, the situations that were come to, and the letters made there, by kind."""

    release: LoadedRelease
    sweep: Sweep
    letters: dict[str, list[Letter]]


@pytest.fixture(scope="module", params=load_registry().releases.values(), ids=lambda release: release.slug)
def explored(request: pytest.FixtureRequest) -> Explored:
    release: LoadedRelease = request.param
    sweep, walks = Sweep(release.procedure, SEED), Explorer(release.procedure, SEED)
    tried = (letter for one in islice(sweep.tries(), ACTS) for letter in one.letters)
    walked = (letter for one in walks.walks(CASES, on_and_on=True) for letter in one.letters)
    letters: dict[str, list[Letter]] = defaultdict(list)
    for letter in chain(tried, walked):
        letters[letter.template.kind].append(letter)
    return Explored(release=release, sweep=sweep, letters=letters)


@pytest.fixture(scope="module")
def shapes(explored: Explored) -> list[Letter]:
    """The fewest of the letters that between them show every shape, of each kind the most telling one first."""
    return [letter for some in explored.letters.values() for letter in representatives((one, one.said) for one in some)]


def test_what_a_situation_offers_is_done_there_or_refused_for_a_known_reason(explored: Explored) -> None:
    procedure, places = explored.release.procedure, explored.sweep.places

    refused = [(here.step, act, codes) for here, place in places.items() for act, codes in place.refused.items()]

    assert refused
    assert [(step, act, codes) for step, act, codes in refused if not {*codes} & {*REASONS}] == []
    if EVERY:
        assert [(here, *place.barred) for here, place in places.items() if place.barred] == []
        assert {here.step for here in places if here.step} == {node.slug for node in procedure.steps}
        batch = {procedure.batch.kind} if procedure.batch else set()
        own = {template.kind for template in procedure.templates()}
        assert {*explored.letters} == own | batch | {SURAT_PENCABUTAN.kind}


def test_every_shape_of_every_letter_is_a_whole_final_with_one_code(
    typesetter: Typesetter, explored: Explored, shapes: list[Letter]
) -> None:
    release = explored.release
    drawn = Random(7).sample(shapes, SAMPLE or len(shapes))  # noqa: S311

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


@pytest.mark.skipif(not EVERY, reason="only every letter goes every way: LAKSANA_EVERY_LETTER=1")
def test_every_condition_of_every_template_goes_both_ways_in_some_letter(
    typesetter: Typesetter, explored: Explored, shapes: list[Letter]
) -> None:
    release = explored.release
    bare: LetterFacts = import_module(f"plugins.{release.slug}.tests.example").bare_facts()
    of_little = [Letter(template=one, said=one.context(bare), on=bare.today) for one in release.procedure.templates()]
    own = {template.template for template in release.procedure.templates()}

    def goes(way: Branch, letter: Letter, *, final: bool) -> bool:
        files = way.stopping(release.templates)
        try:
            typesetter.compile(typeset(files, letter.template, letter.said, on=letter.on, final=final))
        except TypesetError as refused:
            if TAKEN not in str(refused):
                raise
            return True
        return False

    def gone(way: Branch, letters: list[Letter]) -> bool:
        # A file that is no letter of its own is a part of others.
        able = [one for one in letters if one.template.template == way.file or way.file not in own]
        return any(goes(way, letter, final=final) for letter in able for final in (True, False))

    never = [way for way in branches(release.templates) if not gone(way, shapes)]

    assert {str(way) for way in never} == {*ONE_WAY[release.slug]}
    assert [str(way) for way in never if not gone(way, of_little)] == []


WITHOUT_CODE = {"surat_permohonan_desa"}
"""Not the office's own paper."""

ALONE = 40
"""A last page with fewer words would hold the signature alone: block, code and running head have so many."""
