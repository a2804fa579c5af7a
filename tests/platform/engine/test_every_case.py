"""The laws of every case, under random commands by random people."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.case_machine import case_machine
from tests.support.small_procedure import SMALL

ENOUGH = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def test_no_sequence_of_commands_breaks_the_laws_of_a_case() -> None:
    run_state_machine_as_test(case_machine(SMALL), settings=ENOUGH)
