"""The laws of every case hold for every installed SOP, from the counter to every end.

In the suite the kit's explorer plays some cases, which come to every step and every early end. To go deep, say how many
cases and random sequences each SOP gets: `LAKSANA_DEEP=500 pytest tests/plugins/test_every_case.py` (about half a
minute a hundred); the seed of the cases is then the day's.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.case_laws import CaseLaws
from tests.support.case_machine import case_machine

from laksana.procedures.loader import LoadedRelease, load_registry
from laksana_engine.commands import Command
from laksana_engine.decision import Accepted, Decision
from laksana_engine.state import CaseState
from laksana_kit.explore.explorer import Explorer, Walked
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
SEED = 4
AT_MOST = 60
RELEASES = pytest.mark.parametrize("release", load_registry().releases.values(), ids=lambda release: release.slug)


@dataclass
class Court:
    """Holds every command of one explored case after another to the laws."""

    procedure: Procedure
    laws: CaseLaws = field(init=False)
    steps: set[str] = field(default_factory=set)
    exits: set[str] = field(default_factory=set)

    def judge(self, before: CaseState, command: Command, decision: Decision, after: CaseState) -> None:
        if not before.exists:
            self.laws = CaseLaws(self.procedure)
        said = decision.warnings if isinstance(decision, Accepted) else decision.findings
        for finding in said:
            assert findings.text(finding, "id").strip()
            assert findings.text(finding, "en").strip()
        if isinstance(decision, Accepted):
            self.laws.hold(before, decision.events, after)
            self.steps.add(after.step or "")
        else:
            assert any(finding.blocks for finding in decision.findings)
        if after.status.ended and after.exit is not None:
            self.exits.add(after.exit)

    @property
    def has_seen_all(self) -> bool:
        return self.steps >= {node.slug for node in self.procedure.steps} and self.exits >= {*self.procedure.exits}


def explored(procedure: Procedure, seed: int, *, at_most: int, on_and_on: bool = False) -> tuple[Court, list[Walked]]:
    """Cases until every step and every early end was come to; `on_and_on` the whole number."""
    court = Court(procedure)
    walked = []
    for one in Explorer(procedure, seed, observe=court.judge).walks(at_most, on_and_on=on_and_on):
        walked.append(one)
        if court.has_seen_all and not on_and_on:
            break
    return court, walked


@RELEASES
def test_cases_through_every_step_to_every_early_end_break_no_law(release: LoadedRelease) -> None:
    procedure = release.procedure

    court, walked = explored(procedure, SEED, at_most=AT_MOST)

    assert court.steps == {node.slug for node in procedure.steps}
    assert court.exits == {*procedure.exits}
    assert len(procedure.exits) == 8
    assert sum(one.status.ended for one in walked) >= len(walked) * 3 // 4


@pytest.mark.skipif(not DEEP, reason="only with LAKSANA_DEEP: many cases take minutes")
@RELEASES
def test_many_cases_break_no_law(release: LoadedRelease) -> None:
    day = datetime.now(UTC).toordinal()

    court, walked = explored(release.procedure, day, at_most=DEEP, on_and_on=True)

    assert court.steps == {node.slug for node in release.procedure.steps}
    assert sum(one.status.ended for one in walked) >= DEEP * 9 // 10


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
