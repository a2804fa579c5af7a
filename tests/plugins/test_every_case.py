"""The laws of every case hold for every installed SOP, from the counter to every end.

In the suite a seeded sample walks until it has come to every step and every early end. To go deep, say how many walks
and random sequences each SOP gets: `LAKSANA_DEEP=500 pytest tests/plugins/test_every_case.py` (about a minute a
hundred); the seed of the walks is then the day's.
"""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.case_machine import case_machine
from tests.support.case_walk import walked

from laksana.procedures.loader import LoadedRelease, load_registry

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
SEED = 4
AT_MOST = 40
RELEASES = pytest.mark.parametrize("release", load_registry().releases.values(), ids=lambda release: release.slug)


@RELEASES
def test_walks_through_every_step_to_every_early_end_break_no_law_of_a_case(release: LoadedRelease) -> None:
    procedure = release.procedure

    seen = walked(procedure, SEED, at_most=AT_MOST)

    assert {*seen.nodes} - {""} == {node.slug for node in procedure.steps}
    assert {*seen.exits} == {*procedure.exits}
    assert len(procedure.exits) == 8
    assert seen.ended >= len(procedure.exits)


@pytest.mark.skipif(not DEEP, reason="only with LAKSANA_DEEP: many walks take minutes")
@RELEASES
def test_many_walks_break_no_law_of_a_case(release: LoadedRelease) -> None:
    day = datetime.now(UTC).toordinal()

    seen = walked(release.procedure, day, at_most=DEEP, on_and_on=True)

    # A walk has a bounded number of turns; through four levels of disposisi one in three is still under way then.
    assert seen.ended >= DEEP // 2


@pytest.mark.skipif(not DEEP, reason="only with LAKSANA_DEEP: the small procedure's machine runs in the suite")
@RELEASES
def test_no_sequence_of_commands_breaks_the_laws_of_a_case(release: LoadedRelease) -> None:
    many = settings(
        phases=(Phase.reuse, Phase.generate, Phase.shrink),
        max_examples=DEEP,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )

    run_state_machine_as_test(case_machine(release.procedure), settings=many)
