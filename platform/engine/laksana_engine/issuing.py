"""Papers that are issued without a signature chain: the job has rendered a requested one."""

from laksana_engine.commands import RecordIssued
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.events import LetterIssued
from laksana_engine.state import CaseState, LetterStage
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure


def record_issued(procedure: Procedure, case: CaseState, command: RecordIssued) -> Decision:
    """The paper issued, by whoever runs the job and also after the case has ended: rendering may come late."""
    letter = case.letters.get(command.letter_id)
    if letter is None:
        return Refusal((findings.error("letter.unknown", field="letter_id", value=str(command.letter_id)),))
    title = procedure.template(letter.kind).title
    done = findings.error("letter.not_requested", letter=title, stage=letter.stage.value)
    issued = LetterIssued(
        at=command.at,
        letter_id=letter.id,
        letter=letter.kind,
        number=command.number,
        final_sha256=command.final_sha256,
        awaits_signature=letter.withdraws is not None,
    )
    return conclude(() if letter.stage is LetterStage.REQUESTED else (done,), lambda: (issued,))
