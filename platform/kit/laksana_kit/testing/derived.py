"""Tests derived from a plugin's releases: what each says about a step, a role or a letter is a test of its own."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from laksana_kit.check.rules import PLAYING, RULES
from laksana_kit.testing import judged
from laksana_kit.testing.home import releases_beside
from laksana_kit.testing.survey import outcomes_of
from laksana_kit.testing.trial import Trial
from laksana_sdk.findings import Severity
from laksana_sdk.procedure import Return, Wait

Judge = Callable[[Trial, str], str | None]
"""What stands against one thing of a release, in a sentence; None where nothing does."""

CASES: Final = 60


def derive(file: str | Path, *, cases: int = CASES) -> type[object]:
    """The tests of every release of the plugin in whose folder the file lies, as a class for pytest to collect.

    At most so many cases are played for each release. Without a database, and the same each time.
    """
    trials = tuple(Trial(release, cases) for release in releases_beside(file))
    tests = {
        judge.__name__.replace("judge_", "test_", 1): _test(judge, params)
        for judge, things in JUDGED
        if (params := [pytest.param(trial, one, id=_id(trial, one)) for trial in trials for one in things(trial)])
    }
    return type("DerivedTests", (), tests)


def _test(judge: Judge, params: Iterable[Any]) -> Callable[..., None]:
    @pytest.mark.parametrize(("trial", "thing"), params)
    def test(_self: object, trial: Trial, thing: str) -> None:
        fault = judge(trial, thing)
        if fault is not None:
            pytest.fail(f"{trial.release.slug} {trial.release.name}: {fault}", pytrace=False)

    test.__name__, test.__doc__ = judge.__name__, judge.__doc__
    return test


def _id(trial: Trial, thing: str) -> str:
    return f"{trial.release.name}-{thing}" if thing else trial.release.name


def _whole(_trial: Trial) -> Iterable[str]:
    return ("",)


def _steps(trial: Trial) -> Iterable[str]:
    return [node.slug for node in trial.procedure.steps]


def _outcomes(trial: Trial) -> Iterable[str]:
    return [f"{node.slug}.{one.code}" for node in trial.procedure.steps for one in outcomes_of(node)]


def _returns(trial: Trial) -> Iterable[str]:
    return [node.slug for node in trial.procedure.steps if any(isinstance(to, Return) for to in node.targets())]


def _waits(trial: Trial) -> Iterable[str]:
    return [node.slug for node in trial.procedure.steps if isinstance(node, Wait)]


def _letters(trial: Trial) -> Iterable[str]:
    return [template.kind for template in trial.procedure.templates()]


def _rules(_trial: Trial) -> Iterator[str]:
    # What raises in a case shows when the cases are played.
    return (rule.code for rule in RULES if rule.severity is Severity.ERROR and rule.code not in PLAYING)


def _exits(trial: Trial) -> Iterable[str]:
    return trial.procedure.exits


def _asking(trial: Trial) -> Iterable[str]:
    return trial.asking


def _roles(trial: Trial) -> Iterable[str]:
    return sorted(trial.wanted.roles)


JUDGED: Final[tuple[tuple[Judge, Callable[[Trial], Iterable[str]]], ...]] = (
    (judged.judge_every_case_goes_on_to_an_end, _whole),
    (judged.judge_the_step_is_carried_out, _steps),
    (judged.judge_a_case_takes_the_outcome, _outcomes),
    (judged.judge_the_role_is_asked_and_acts, _roles),
    (judged.judge_a_returned_file_comes_back_to_the_step, _returns),
    (judged.judge_the_wait_reminds_somebody, _waits),
    (judged.judge_the_early_end_ends_a_case, _exits),
    (judged.judge_the_letter_is_made_and_has_its_template, _letters),
    (judged.judge_no_filled_form_makes_its_functions_raise, _asking),
    (judged.judge_the_letter_can_be_written_whatever_is_known, _letters),
    (judged.judge_the_check_has_no_error, _rules),
    (judged.judge_the_same_bytes_have_the_same_hash, _whole),
    (judged.judge_the_reading_fits_the_sheet, _whole),
)
"""Each judgement with the things of a release that it is made about."""
