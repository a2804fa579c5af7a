"""The sweep: every act of every situation of a procedure is tried, and what it finds does not depend on chance."""

from dataclasses import replace

from tests.support.small_procedure import SMALL, Kunjungan, Permohonan

from laksana_kit.explore.situation import Situation
from laksana_kit.explore.sweep import Sweep
from laksana_sdk.facts import CaseFacts
from laksana_sdk.findings import Finding, error
from laksana_sdk.procedure import Procedure, Step

FEW_ENDS = replace(
    SMALL, emergency=None, batch=None, not_found=None, moved=None, duplicate=None, refused_by_client=None
)


def swept(procedure: Procedure, seed: int) -> tuple[Sweep, set[tuple[Situation, str]]]:
    sweep = Sweep(procedure, seed)
    for _ in sweep.tries():
        pass
    return sweep, {(here, act) for here, place in sweep.places.items() for act in place.done}


def of_known_age(_form: Kunjungan, facts: CaseFacts) -> tuple[Finding, ...]:
    opened = facts.forms["terima"]
    known = isinstance(opened, Permohonan) and opened.born is not None
    return () if known else (error("service.name_missing", field="people", label="-", because="-"),)


def with_visit_barred_where_nobody_knows_the_age() -> Procedure:
    visits = {node.slug: node for node in FEW_ENDS.steps if isinstance(node, Step) and node.form is Kunjungan}
    steps = tuple(
        replace(visits[node.slug], validators=(of_known_age,)) if node.slug in visits else node
        for node in FEW_ENDS.steps
    )
    return replace(FEW_ENDS, steps=steps)


def test_a_procedure_is_swept_to_its_end_and_another_seed_finds_the_same() -> None:
    sweep, done = swept(FEW_ENDS, 1)
    _, again = swept(FEW_ENDS, 2)

    assert (len(sweep.places), len(done)) == (177, 643)
    assert {here.step for here in sweep.places if here.step} == {node.slug for node in FEW_ENDS.steps}
    assert done == again


def test_an_act_that_earlier_answers_bar_is_done_by_a_case_that_gave_others() -> None:
    _, free = swept(FEW_ENDS, 1)

    sweep, done = swept(with_visit_barred_where_nobody_knows_the_age(), 1)

    assert [place.barred for place in sweep.places.values() if place.barred] == []
    assert done == free
