"""What a case would be under another release, decided again from what it kept; no database."""

import os
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from uuid import UUID

import pytest
from tests.support.kept_cases import KeptCase, kept_cases
from tests.support.two_releases.loaded import SLUG, two_releases

from laksana.cases.kept import given_again
from laksana.migration.told import PARTS, told
from laksana.migration.views import Held, PlannedCaseView, Standing, Verdict, Why
from laksana.procedures.loader import LoadedRelease, load_registry
from laksana_engine.redeciding import COMPARED, Differs, Redecided, Refused, SameState, Unproven, redecided
from laksana_kit.explore.case_run import MONDAY
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_sdk.findings import error, text
from laksana_sdk.procedure import Procedure

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
CASES = DEEP or 1
MISSING = UUID(int=0)
OF_WORDS = {Why.DESTROYED, Why.UNREADABLE}
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


@cache
def loans() -> list[KeptCase]:
    """Cases of the SOP with two releases, played under r1."""
    return kept_cases(R1, 5, at_most=DEEP or 24)


def test_each_difference_between_two_releases_is_named_with_its_event() -> None:
    """r2 visits whoever must be seen, and asks for the chair's number."""
    found = {type(verdict): (case, verdict) for case in loans() for verdict in [decided(case, R2, R1)]}

    assert set(found) == {SameState, Differs, Refused}
    case, differs = found[Differs]
    assert isinstance(differs, Differs)
    assert "step" in differs.parts
    (since,) = (batch for batch in case.batches if batch.first_seq == differs.seq)
    assert b'"perlu_dilihat"' in since.payload
    codes = {
        finding.code
        for case in loans()
        if isinstance(verdict := decided(case, R2, R1), Refused)
        for finding in verdict.findings
    }
    assert {"step.awaits_work", "form.missing"} <= codes


def test_a_holiday_that_was_proclaimed_since_is_no_difference_between_releases() -> None:
    case = next(case for case in loans() if "RETURN" in {one.command for one in case.batches})
    until = case.batches[-1].at.date() + timedelta(days=90)
    days = frozenset(case.batches[0].at.date() + timedelta(days=count) for count in range((until - MONDAY.date()).days))
    closed = replace(ORDINARY_CALENDAR, days_off=ORDINARY_CALENDAR.days_off | days)

    again = partial(given_again, case.batches, case.words, calendar=closed)

    assert redecided(again, under=replace(R1, name="Salinan"), instead_of=R1) == SameState()


def test_nothing_is_concluded_from_an_act_that_its_own_release_would_not_repeat() -> None:
    case = loans()[0]
    opened, received, *_ = case.batches
    nobody = (opened, replace(received, role=None, post_id=None, capacity=None))

    again = partial(given_again, nobody, case.words, calendar=ORDINARY_CALENDAR)

    verdict = redecided(again, under=R2, instead_of=R1)
    assert isinstance(verdict, Unproven)
    assert (verdict.seq, [found.code for found in verdict.findings]) == (received.first_seq, ["role.not_held"])


def test_every_part_of_a_case_that_is_compared_has_a_name_for_the_office() -> None:
    assert set(PARTS) == set(COMPARED)


def test_every_verdict_can_be_said() -> None:
    bare = PlannedCaseView(
        id=MISSING, case_id=MISSING, from_release="r1", verdict=Verdict.DIFFERS, seq=9, why=None, shown=("step",),
        standing=Standing.LISTED, held=None, version=9,
    )  # fmt: skip

    said = [told(replace(bare, verdict=verdict), to_release="r2") for verdict in Verdict]
    verdicts = {why: Verdict.UNDECIDABLE if why in OF_WORDS else Verdict.NEEDS_PERSON for why in Why}
    said += [told(replace(bare, verdict=verdict, why=why), to_release="r2") for why, verdict in verdicts.items()]
    said += [told(replace(bare, held=held, standing=Standing.MOVED), to_release="r2") for held in Held]
    said += [told(replace(bare, standing=standing), to_release="r2") for standing in Standing]

    assert len({text(found) for found in said if found}) == len(Verdict) + len(Why) - 2 + len(Held) + 2
    assert text(said[1] or error("")) == (
        "Menurut rilis r2 kasus ini berbeda sejak peristiwa ke-9: langkah. Kasus tetap di rilisnya."
    )
