"""The sweep: every act of every situation of a procedure is tried, and what it finds does not depend on chance."""

from dataclasses import replace
from typing import TypeVar

from tests.support.small_procedure import PENOLAKAN, SMALL, Kunjungan, Permohonan

from laksana_kit.explore.situation import Situation
from laksana_kit.explore.sweep import Sweep
from laksana_sdk.facts import CaseFacts
from laksana_sdk.findings import Finding, error
from laksana_sdk.procedure import Finish, Intake, Outcome, Procedure, SignedLetter, Step
from laksana_sdk.roles import KABID

FEW_ENDS = replace(
    SMALL, emergency=None, batch=None, not_found=None, moved=None, duplicate=None, refused_by_client=None
)


def swept(procedure: Procedure, seed: int) -> tuple[Sweep, set[tuple[Situation, str]]]:
    sweep = Sweep(procedure, seed)
    for _ in sweep.tries():
        pass
    return sweep, {(here, act) for here, place in sweep.places.items() for act in place.done}


BARRED = error("service.name_missing", field="people", label="-", because="-")


def age_is_known(facts: CaseFacts) -> bool:
    opened = facts.forms["terima"]
    return isinstance(opened, Permohonan) and opened.born is not None


def of_known_age(_form: Kunjungan, facts: CaseFacts) -> tuple[Finding, ...]:
    return () if age_is_known(facts) else (BARRED,)


def as_the_age_says(_form: Kunjungan, facts: CaseFacts) -> tuple[Finding, ...]:
    return () if facts.outcome == ("tahu" if age_is_known(facts) else "tidak_tahu") else (BARRED,)


def once_visited(_form: Kunjungan, facts: CaseFacts) -> tuple[Finding, ...]:
    return () if "kunjungan" in facts.forms else (BARRED,)


def with_visit_barred_where_nobody_knows_the_age() -> Procedure:
    visits = {node.slug: node for node in FEW_ENDS.steps if isinstance(node, Step) and node.form is Kunjungan}
    steps = tuple(
        replace(visits[node.slug], validators=(of_known_age,)) if node.slug in visits else node
        for node in FEW_ENDS.steps
    )
    return replace(FEW_ENDS, steps=steps)


def with_two_letters_and_a_choice_between_them() -> Procedure:
    """The choice lies between a letter that may be withdrawn and one that stands when the choice is made again."""
    opens, first = the(Intake), the(SignedLetter)
    choice = Step(
        "kunjungan", label="Kunjungan", row=2, by=KABID, form=Kunjungan, validators=(as_the_age_says,),
        outcomes=(Outcome("tahu", "-", then="lain"), Outcome("tidak_tahu", "-", then="lain")),
    )  # fmt: skip
    second = SignedLetter(
        "lain", label="Surat lain", row=3, by=KABID, letter=PENOLAKAN, form=Kunjungan, validators=(once_visited,),
        then="tutup",
    )  # fmt: skip
    steps = (
        replace(opens, then="surat"),
        replace(first, then="kunjungan"),
        choice,
        second,
        replace(the(Finish), row=4, implied=None),
    )
    return replace(FEW_ENDS, steps=steps, reject=replace(SMALL.reject, through=None, after=None), deceased=None)


NodeT = TypeVar("NodeT")


def the(kind: type[NodeT]) -> NodeT:
    """The first step of that kind in the small procedure."""
    return next(node for node in SMALL.steps if isinstance(node, kind))


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


def test_a_choice_that_the_way_there_excludes_is_made_by_a_case_that_chose_otherwise_before() -> None:
    sweep, done = swept(with_two_letters_and_a_choice_between_them(), 1)

    both_signed = {
        here
        for here in sweep.places
        if here.ends and (here.step, here.withdrawable) == ("kunjungan", "pengantar penolakan")
    }
    assert both_signed
    assert [place.barred for place in sweep.places.values() if place.barred] == []
    assert {(here, f"PERFORM_STEP {code}") for here in both_signed for code in ("tahu", "tidak_tahu")} <= done
