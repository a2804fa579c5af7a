"""The laws of every case hold for every installed SOP, under random commands by random people."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.case_machine import case_machine

from laksana.procedures.loader import LoadedRelease, load_registry

A_FEW = settings(
    phases=(Phase.reuse, Phase.generate),
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("release", load_registry().releases.values(), ids=lambda release: release.slug)
def test_no_sequence_of_commands_breaks_the_laws_of_a_case(release: LoadedRelease) -> None:
    run_state_machine_as_test(case_machine(release.procedure), settings=A_FEW)
