"""What a case would be under another release, decided again from what it kept; no database."""

import os
from dataclasses import replace
from functools import partial

import pytest
from tests.support.kept_cases import KeptCase, kept_cases
from tests.support.two_releases.loaded import SLUG, two_releases

from laksana.cases.kept import given_again
from laksana.procedures.loader import LoadedRelease, load_registry
from laksana_engine.redeciding import Redecided, SameState, redecided
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_sdk.procedure import Procedure

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
CASES = DEEP or 2
RELEASES = pytest.mark.parametrize("release", load_registry().releases.values(), ids=lambda release: release.slug)
R1, R2 = (two_releases().release(SLUG, name).procedure for name in ("r1", "r2"))


def decided(case: KeptCase, under: Procedure, instead_of: Procedure, *, acts: int | None = None) -> Redecided:
    kept = case.batches[:acts]
    again = partial(given_again, kept, case.words, calendar=ORDINARY_CALENDAR)
    return redecided(again, under=under, instead_of=instead_of)


@RELEASES
def test_every_case_stands_under_a_copy_of_its_release_where_it_stands(release: LoadedRelease) -> None:
    copy = replace(release.procedure, name="Salinan")

    found = [decided(case, copy, release.procedure) for case in kept_cases(release.procedure, 11, at_most=CASES)]

    assert set(map(type, found)) == {SameState}
    assert len(found) == CASES
