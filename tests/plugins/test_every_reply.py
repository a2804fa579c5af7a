"""What an institution answers by itself fits the step that waits for it, in every installed SOP."""

from datetime import date
from typing import Any

import msgspec
import pytest

from laksana.procedures.loader import load_registry
from laksana_sdk.facts import CaseFacts
from laksana_sdk.forms import read
from laksana_sdk.procedure import Wait
from laksana_sdk.replies import HandoverAnswer, ReplyFacts

TODAY = date(2026, 11, 16)
# As long as the page of the link takes it.
LONGEST: dict[HandoverAnswer, dict[str, Any]] = {
    HandoverAnswer.ACCEPTED: {"admitted_on": TODAY, "bed": "w" * 80, "conditions": "s" * 900},
    HandoverAnswer.QUEUED: {"queue_position": 9999},
    HandoverAnswer.RETURNED: {"papers_wanted": "b" * 1000},
    HandoverAnswer.REFUSED: {"reason": "a" * 1000},
}
WAITS = {
    f"{release.slug}.{node.slug}": node
    for release in load_registry().releases.values()
    for node in release.procedure.steps
    if isinstance(node, Wait) and node.replies is not None
}
TAKEN_IN = [(name, answer) for name, wait in WAITS.items() if wait.replies for answer in wait.replies.outcomes]


def reply(answer: HandoverAnswer, **others: Any) -> ReplyFacts:  # noqa: ANN401
    said = {**LONGEST[answer], **others}
    return ReplyFacts(answer=answer, answered_on=TODAY, replied_by="n" * 120, replied_as="j" * 120, **said)


@pytest.mark.parametrize(("name", "answer"), TAKEN_IN)
def test_the_longest_answer_is_an_outcome_and_a_form_against_which_nothing_stands(
    name: str, answer: HandoverAnswer
) -> None:
    wait = WAITS[name]
    assert wait.replies is not None
    assert wait.form is not None
    reasons = wait.replies.reasons
    code = next(iter(reasons.__members__)) if reasons and answer is HandoverAnswer.REFUSED else None

    form, found = read(wait.form, msgspec.to_builtins(wait.replies.form(reply(answer, reason_code=code))))

    facts = CaseFacts(today=TODAY, client_birth_date=None, outcome=wait.replies.outcomes[answer])
    assert found == ()
    assert [one for check in wait.validators for one in check(form, facts)] == []
    assert facts.outcome in {outcome.code for outcome in wait.outcomes}


def test_an_answer_says_what_the_institution_said() -> None:
    assert {name.split(".")[0] for name in WAITS} == {
        "lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia",
    }  # fmt: skip
    queued = reply(HandoverAnswer.QUEUED, queue_position=4)
    for wait in WAITS.values():
        assert wait.replies is not None
        form: Any = wait.replies.form(queued)
        assert (form.queue_position, form.queued_on) == (4, TODAY)
    panti = WAITS["lansia_terlantar.jawaban_panti"].replies
    assert panti is not None
    accepted: Any = panti.form(reply(HandoverAnswer.ACCEPTED, bed="Wisma 3", conditions="Membawa surat sehat"))
    assert (accepted.admitted_on, accepted.conditions) == (TODAY, "Wisma 3; Membawa surat sehat")
