"""Paraf in stages: beside each other within one, one stage after the other, and always on exactly the current draft."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.case_run import CaseRun, acting, codes
from tests.support.letter_laws import LetterLaws
from tests.support.small_case import DRAFT_A, DRAFT_B, FINAL, TODAY, drafted, finalised, letter_id, small_case
from tests.support.small_procedure import PENGANTAR, REKAP, SMALL

from laksana_engine import commands as ask
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted
from laksana_engine.state import LetterStage
from laksana_engine.tasks import TaskKind, open_tasks
from laksana_sdk.paraf import ParafChain, asked_now, initialling, stages
from laksana_sdk.procedure import Dispatch, Procedure, ProcedureError, SignedLetter
from laksana_sdk.roles import ANALIS, KABID, KADIS, KASI, SEKRETARIS, SENTRA, TU, Role
from laksana_sdk.states import Status

BESIDE: ParafChain = (KASI, (KABID, SEKRETARIS))
AT_LETTER = small_case("surat")


def chained(chain: ParafChain) -> Procedure:
    """The small procedure with that chain on its letter."""
    letter = replace(PENGANTAR, paraf=chain)
    steps = tuple(
        replace(node, letter=letter) if isinstance(node, SignedLetter | Dispatch) and node.letter is PENGANTAR else node
        for node in SMALL.steps
    )
    return replace(SMALL, steps=steps)


def at_letter(chain: ParafChain) -> CaseRun:
    """A case that stands before the first draft of its letter."""
    run = CaseRun(chained(chain))
    run.case, run.events, run.now, run.given = AT_LETTER.case, AT_LETTER.events, AT_LETTER.now, AT_LETTER.given
    return run


def asked_for(run: CaseRun) -> list[tuple[TaskKind, str]]:
    return [(task.kind, task.role) for task in open_tasks(run.procedure, run.case, run.calendar)]


def initials(run: CaseRun, role: str, draft: str = DRAFT_A) -> None:
    run.does(ask.ParafLetter, role, letter_id=letter_id(run), draft_sha256=draft)


@pytest.mark.parametrize("order", [("KABID", "SEKRETARIS"), ("SEKRETARIS", "KABID")], ids="-".join)
def test_paraf_beside_each_other_come_in_any_order_once_the_stage_below_is_complete(
    order: tuple[str, str],
) -> None:
    run = at_letter(BESIDE)
    drafted(run)
    paraf = {"letter_id": letter_id(run), "draft_sha256": DRAFT_A}
    assert asked_for(run) == [(TaskKind.PARAF, "KASI")]
    assert codes(run.tries(ask.ParafLetter, order[0], **paraf)) == ["role.not_held"]

    initials(run, "KASI")
    assert asked_for(run) == [(TaskKind.PARAF, "KABID"), (TaskKind.PARAF, "SEKRETARIS")]
    initials(run, order[0])
    assert asked_for(run) == [(TaskKind.PARAF, order[1])]
    assert run.case.status is Status.AWAITING_PARAF
    final = {**paraf, "final_sha256": FINAL, "number": "460/1/2026", "dated": TODAY}
    assert codes(run.tries(ask.FinaliseLetter, "KADIS", **final)) == ["letter.paraf_missing"]
    initials(run, order[1])

    assert (asked_for(run), run.case.status) == ([(TaskKind.FINALISE, "KADIS")], Status.AWAITING_SIGNATURE)
    finalised(run)
    assert run.case.letters[letter_id(run)].parafs == ("KASI", *order)


def test_a_role_gives_its_paraf_once_on_a_draft_and_anew_on_the_next() -> None:
    run = at_letter(BESIDE)
    drafted(run)
    initials(run, "KASI")
    initials(run, "SEKRETARIS")
    again = run.tries(ask.ParafLetter, "SEKRETARIS", letter_id=letter_id(run), draft_sha256=DRAFT_A)
    assert codes(again) == ["letter.paraf_given"]

    drafted(run, DRAFT_B)

    assert asked_for(run) == [(TaskKind.PARAF, "KASI")]
    late = run.tries(ask.ParafLetter, "KASI", letter_id=letter_id(run), draft_sha256=DRAFT_A)
    assert codes(late) == ["letter.draft_changed"]
    initials(run, "KASI", DRAFT_B)
    initials(run, "SEKRETARIS", DRAFT_B)


def test_somebody_who_holds_both_roles_of_a_stage_gives_a_paraf_for_each() -> None:
    run = at_letter(((KABID, SEKRETARIS),))
    drafted(run)
    both = acting("KABID", "SEKRETARIS")

    run.does(ask.ParafLetter, both, letter_id=letter_id(run), draft_sha256=DRAFT_A)
    run.does(ask.ParafLetter, both, letter_id=letter_id(run), draft_sha256=DRAFT_A)

    assert run.case.letters[letter_id(run)].parafs == ("KABID", "SEKRETARIS")


@pytest.mark.parametrize("role", ["KASI", "KABID", "SEKRETARIS", "KADIS"])
def test_any_role_of_the_paraf_chain_sends_the_draft_back_and_every_paraf_is_void(role: str) -> None:
    run = at_letter(BESIDE)
    drafted(run)
    initials(run, "KASI")
    initials(run, "KABID")

    (returned,) = run.does(ask.ReturnLetter, role, letter_id=letter_id(run))

    letter = run.case.letters[letter_id(run)]
    assert (letter.stage, letter.parafs) == (LetterStage.RETURNED, ())
    assert getattr(returned, "role", None) == role
    assert asked_for(run) == [(TaskKind.DRAFT, "STAF")]


@pytest.mark.parametrize(
    ("chain", "because"),
    [
        ((KABID, (SEKRETARIS, KABID)), "asks KABID twice for paraf"),
        (((),), "has an empty stage of paraf"),
        ((KABID, KADIS), "asks its signer KADIS for paraf"),
        ((SENTRA,), "asks the outside role SENTRA for paraf"),
    ],
    ids=["twice", "empty", "signer", "outside"],
)
def test_a_paraf_chain_that_no_draft_could_complete_is_refused_with_its_procedure(
    chain: ParafChain, because: str
) -> None:
    with pytest.raises(ProcedureError, match=f"the letter 'pengantar' {because}"):
        chained(chain)
    with pytest.raises(ProcedureError, match=f"the batch letter 'rekap_usulan' {because}"):
        replace(SMALL, batch=replace(REKAP, paraf=chain))


@st.composite
def chains(draw: st.DrawFn) -> ParafChain:
    roles = draw(st.permutations((TU, KASI, ANALIS, KABID, SEKRETARIS)))[: draw(st.integers(0, 5))]
    chain: list[Role | tuple[Role, ...]] = []
    while roles:
        size = draw(st.integers(1, len(roles)))
        chain.append(tuple(roles[:size]) if size > 1 else roles[0])
        roles = roles[size:]
    return tuple(chain)


ACTS = st.tuples(
    st.sampled_from([ask.ParafLetter] * 8 + [ask.FinaliseLetter, ask.ReturnLetter, ask.DraftLetter]),
    st.sampled_from(["TU", "KASI", "ANALIS", "KABID", "SEKRETARIS", "KADIS", "STAF"]),
    st.sampled_from([DRAFT_A] * 4 + [DRAFT_B]),
)


@settings(max_examples=60)
@given(chains(), st.lists(ACTS, max_size=25))
def test_no_interleaving_of_paraf_reaches_a_signature_before_the_chain_is_complete_on_this_draft(
    chain: ParafChain, acts: list[tuple[type[ask.Command], str, str]]
) -> None:
    run = at_letter(chain)
    laws, seen = LetterLaws(run.procedure), len(run.events)
    drafted(run)
    for kind, role, draft in acts:
        details: dict[str, Any] = {"letter_id": letter_id(run), "draft_sha256": draft}
        if kind is ask.ReturnLetter:
            del details["draft_sha256"]
        elif kind is ask.DraftLetter:
            details = {"letter": "pengantar", "draft_sha256": draft}
        elif kind is ask.FinaliseLetter:
            details |= {"final_sha256": FINAL, "number": "460/1/2026", "dated": TODAY}
        command = run.command(kind, role, **details)
        decision = decide(run.procedure, run.case, command)
        if isinstance(decision, Accepted):
            run.happens(command, decision)
    for event in run.events[seen:]:
        laws.judge(event)


@given(chains(), st.data())
def test_every_paraf_chain_is_completed_by_asking_whoever_it_names_in_any_order(
    chain: ParafChain, data: st.DataObject
) -> None:
    given_so_far: list[str] = []
    while asked := asked_now(chain, given_so_far):
        given_so_far.append(data.draw(st.sampled_from(asked)).code)

    assert sorted(given_so_far) == sorted(role.code for role in initialling(chain))
    places = [[given_so_far.index(role.code) for role in stage] for stage in stages(chain)]
    assert [place for stage in places for place in sorted(stage)] == list(range(len(given_so_far)))
