"""A case that leaves with others under one covering letter: from where it may, what happens, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.support.case_run import CaseRun, acting, named_id
from tests.support.small_case import TODAY, drafted, finalised, initialled, small_case
from tests.support.small_procedure import REKAP, SMALL, Kunjungan

from laksana_engine import commands as ask
from laksana_engine.batching import BatchWay, way_in_batch
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Refusal
from laksana_engine.events import LeftInBatch
from laksana_engine.evolve import replay
from laksana_engine.state import BatchState, LetterStage
from laksana_sdk.procedure import Procedure, ProcedureError
from laksana_sdk.states import Status

DISPATCH = named_id("dispatch")


def in_batch(**others: object) -> dict[str, Any]:
    asked = {"dispatch_id": DISPATCH, "institution": "sentra_bp", "courier": " JNE ", "dated": TODAY, "sent_on": TODAY}
    return {**asked, **others}


def refused(run: CaseRun, role: str = "TU", **others: object) -> list[str]:
    decision = decide(run.procedure, run.case, run.command(ask.LeaveInBatch, acting(role), **in_batch(**others)))
    assert isinstance(decision, Refusal)
    return [finding.code for finding in decision.findings]


def test_a_case_leaves_from_the_letter_that_the_batch_replaces() -> None:
    run = small_case("surat")
    drafted(run)

    run.does(ask.LeaveInBatch, "TU", **in_batch())

    left = next(event for event in run.events if isinstance(event, LeftInBatch))
    assert (left.dispatch_id, left.letter, left.steps) == (DISPATCH, "rekap_usulan", ("surat", "kirim"))
    assert (left.institution, left.sent_on, left.role) == ("sentra_bp", TODAY, "TU")
    assert (run.case.step, run.case.status) == ("jawaban", Status.AWAITING_OUTSIDE)
    assert run.case.batch == BatchState(dispatch_id=DISPATCH, institution="sentra_bp", sent_on=TODAY)
    assert replay(run.events) == run.case


def test_a_case_whose_own_letter_is_signed_leaves_from_the_dispatch_and_its_letter_stays_signed() -> None:
    run = small_case("kirim")

    run.does(ask.LeaveInBatch, "TU", **in_batch())

    letter = run.case.letter_of("pengantar")
    assert letter is not None
    assert letter.stage is LetterStage.SIGNED
    assert run.case.step == "jawaban"


def test_the_answer_to_a_batch_belongs_to_the_case_alone_and_follows_the_day_of_sending() -> None:
    run = small_case("surat")
    run.does(ask.LeaveInBatch, "TU", **in_batch())
    early = {"outcome": "ditolak", "answered_on": date(2026, 11, 20)}

    decision = decide(SMALL, run.case, run.command(ask.RecordOutsideAnswer, acting("STAF"), **early))
    assert isinstance(decision, Refusal)
    assert [finding.code for finding in decision.findings] == ["outside.before_dispatch"]

    run.does(ask.RecordOutsideAnswer, "STAF", outcome="ditolak", answered_on=TODAY)
    referral = next(event for event in run.events if event.kind == "REFERRAL_ANSWERED")
    assert getattr(referral, "institution", None) == "sentra_bp"
    assert run.case.step == "tutup"


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"institution": ""}, "dispatch.institution_missing"),
        ({"institution": "Bukan Kode"}, "dispatch.institution_malformed"),
        ({"courier": "  "}, "dispatch.courier_missing"),
        ({"sent_on": date(2026, 11, 24)}, "outside.in_future"),
        ({"dated": date(2026, 11, 24)}, "dispatch.before_letter"),
        ({"form": {"x": "1"}}, "step.takes_no_form"),
    ],
)
def test_a_batch_is_sent_as_carefully_as_one_letter(others: dict[str, Any], code: str) -> None:
    assert refused(small_case("surat"), **others) == [code]


def test_whoever_does_not_send_letters_sends_no_batch() -> None:
    assert refused(small_case("surat"), "STAF") == ["role.not_held"]


def test_a_case_elsewhere_on_its_way_is_not_taken() -> None:
    assert refused(small_case("disposisi")) == ["batch.not_here"]
    assert refused(small_case("jawaban")) == ["batch.not_here"]


def test_a_letter_that_bears_its_number_already_goes_its_own_way() -> None:
    run = small_case("surat")
    drafted(run)
    initialled(run, "KABID", "SEKRETARIS")
    finalised(run)

    assert refused(run) == ["batch.letter_final"]


def test_an_sop_without_a_batch_letter_sends_each_file_alone() -> None:
    run = small_case("surat")
    alone = replace(SMALL, batch=None)

    way = way_in_batch(alone, run.case)

    assert isinstance(way, Refusal)
    assert [finding.code for finding in way.findings] == ["batch.none"]
    assert isinstance(way_in_batch(SMALL, run.case), BatchWay)


def test_a_case_may_only_be_sent_once() -> None:
    run = small_case("surat")
    run.does(ask.LeaveInBatch, "TU", **in_batch())

    assert refused(run) == ["batch.not_here"]


def asks_for_a_form(procedure: Procedure) -> Procedure:
    steps = tuple(replace(node, form=Kunjungan) if node.slug == "surat" else node for node in procedure.steps)
    return replace(procedure, steps=steps)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda: replace(SMALL, batch=replace(REKAP, kind="pengantar")), "has the kind of another letter"),
        (lambda: replace(SMALL, batch=replace(REKAP, at=("surat",))), "carries out 'surat', which is no Dispatch"),
        (lambda: replace(SMALL, batch=replace(REKAP, by=())), "must name the dispatches"),
        (lambda: asks_for_a_form(SMALL), "leads past 'surat', whose form nobody would fill in"),
    ],
)
def test_a_batch_that_does_not_fit_its_procedure_is_named(spoil: Callable[[], Procedure], says: str) -> None:
    with pytest.raises(ProcedureError, match=says):
        spoil()


def test_a_refused_batch_changes_nothing() -> None:
    run = small_case("surat")
    before = run.case

    refused(run, courier="")

    assert run.case == before
    assert isinstance(decide(SMALL, run.case, run.command(ask.LeaveInBatch, acting("TU"), **in_batch())), Accepted)
