"""The laws that every case keeps, judged from its events alone and apart from the engine's own state."""

from uuid import UUID

from laksana_engine import events as happened
from laksana_engine.events import Event
from laksana_engine.state import CaseState
from laksana_sdk.procedure import Close, Dispatch, Disposisi, Finish, Intake, Procedure, SignedLetter, Step, Wait
from laksana_sdk.states import Status

# What must have happened, in the same breath, before a case may leave a step of that kind forward.
DONE = {
    Intake: happened.CaseReceived,
    Step: happened.StepPerformed,
    Disposisi: happened.DisposisiAnswered,
    SignedLetter: happened.LetterSigned,
    Dispatch: happened.LetterDispatched,
    Wait: happened.OutsideAnswered,
    Finish: happened.StepPerformed,
}


class CaseLaws:
    """What has been seen of one case: where it stood, and who initialled which draft."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.step: str | None = None
        self.ended = False
        self.exit: str | None = None
        self.back_to: str | None = None
        self.round = 0
        self.drafts: dict[UUID, tuple[str, str]] = {}
        self.parafs: dict[UUID, list[str]] = {}
        self.finals: dict[UUID, str] = {}

    def hold(self, before: CaseState, events: tuple[Event, ...], after: CaseState) -> None:
        """Assert every law for one batch of events."""
        if before.status.ended:
            assert {type(event) for event in events} == {happened.LetterIssued}
            assert (after.status, after.step, after.outcome) == (before.status, before.step, before.outcome)
        for place, event in enumerate(events):
            self._judge(event, events[:place])
        assert after.ended_at is None or after.status.ended
        assert (after.status is Status.RETURNED) is (after.back_to is not None)

    def _judge(self, event: Event, earlier: tuple[Event, ...]) -> None:
        match event:
            case happened.CaseOpened():
                self.step = event.step
            case happened.StepEntered():
                self._step_follows(event, earlier)
                self.step, self.back_to = event.step, None
            case happened.CaseReturned():
                self.round += 1
                assert event.round == self.round
                self.back_to = event.back_to
            case happened.ExitDecided():
                assert self.exit is None
                self.exit = event.exit
            case happened.CaseEnded():
                self._end_follows(event, earlier)
                self.ended = True
            case _:
                self._judge_letter(event)

    def _judge_letter(self, event: Event) -> None:
        match event:
            case happened.LetterDrafted():
                assert event.letter_id not in self.finals
                self.drafts[event.letter_id] = (event.letter, event.draft_sha256)
                self.parafs[event.letter_id] = []
            case happened.LetterParafed():
                assert event.draft_sha256 == self.drafts[event.letter_id][1]
                self.parafs[event.letter_id].append(event.role)
            case happened.LetterReturned():
                assert event.letter_id not in self.finals
                self.parafs[event.letter_id] = ["void"]
            case happened.LetterFinalised():
                kind, draft = self.drafts[event.letter_id]
                template = self.procedure.template(kind)
                assert event.draft_sha256 == draft
                assert self.parafs[event.letter_id] == [role.code for role in template.paraf]
                assert event.role == template.signer.code
                assert not (template.strategic and event.capacity in {"PLT", "PLH"})
                assert event.letter_id not in self.finals
                self.finals[event.letter_id] = event.final_sha256
            case happened.LetterSigned():
                assert self.finals[event.letter_id] == event.final_sha256
            case _:
                pass

    def _step_follows(self, event: happened.StepEntered, earlier: tuple[Event, ...]) -> None:
        """No step is skipped: a case comes back where it left, leaves by an exit, or follows the table of contents."""
        assert self.step is not None
        if any(isinstance(one, happened.CaseResubmitted) for one in earlier):
            assert event.step == self.back_to
            return
        if any(isinstance(one, happened.ExitDecided) for one in earlier):
            assert event.step == self.procedure.exits[self.exit or ""].through
            return
        node = self.procedure.step(self.step)
        assert event.step in [target for target in node.targets() if isinstance(target, str)]
        assert any(isinstance(one, DONE[type(node)]) for one in earlier)
        if isinstance(node, Disposisi):
            assert isinstance(earlier[-1], happened.DisposisiAnswered)
            assert earlier[-1].answer == "CARRIED_OUT"

    def _end_follows(self, event: happened.CaseEnded, earlier: tuple[Event, ...]) -> None:
        assert not self.ended
        assert event.status.ended
        if self.exit is not None:
            assert event.status is self.procedure.exits[self.exit].status
            return
        assert self.step is not None
        node = self.procedure.step(self.step)
        closes = [target for target in node.targets() if isinstance(target, Close)]
        assert event.status in {close.status for close in closes}
        assert any(isinstance(one, DONE[type(node)]) for one in earlier)
