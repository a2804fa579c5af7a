"""The laws of every case, under random commands by random people; `LAKSANA_DEEP=N` tries N sequences."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.case_machine import case_machine
from tests.support.small_procedure import SMALL

# Shrinking a broken case takes minutes; the notes of an unshrunk one already tell its story.
ENOUGH = settings(
    phases=(Phase.reuse, Phase.generate),
    max_examples=max(int(os.environ.get("LAKSANA_DEEP", "0")), 30),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def test_no_sequence_of_commands_breaks_the_laws_of_a_case() -> None:
    run_state_machine_as_test(case_machine(SMALL), settings=ENOUGH)
