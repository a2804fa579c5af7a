"""The laws that every case keeps, judged from its events alone and apart from the engine's own state."""

from datetime import datetime
from uuid import UUID

from tests.support.letter_laws import LetterLaws

from laksana_engine import events as happened
from laksana_engine.events import Event
from laksana_engine.state import CaseState
from laksana_sdk.procedure import Close, Dispatch, Disposisi, Finish, Intake, Procedure, SignedLetter, Step, Wait
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import ServiceItem

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
# All that may still happen to a case that has ended; none of it changes where or how it ended.
AFTERWARDS = (
    {happened.LetterIssued},
    {happened.LetterWithdrawn, happened.LetterRequested},
    {happened.LetterSigned},
    {happened.CaseReopened},
    {happened.HandoverSent},
    {happened.HandoverAnswered},
    {happened.HandoverWithdrawn},
)


class CaseLaws:
    """What has been seen of one case: where it stood, how it came there, and what must still follow."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.letters = LetterLaws(procedure)
        self.step: str | None = None
        self.way: list[str] = []
        self.ended = False
        self.reopened = False
        self.exit: str | None = None
        self.left: tuple[str | None, list[str], str | None] | None = None
        self.back_to: str | None = None
        self.round = 0
        self.accepted: set[str] = set()
        self.owed: set[str] = set()
        self.emergency: str | None = None
        self.owner: str | None = None
        self.escalated: set[tuple[str, str, datetime]] = set()
        self.handovers: dict[UUID, tuple[int, str]] = {}

    def hold(self, before: CaseState, events: tuple[Event, ...], after: CaseState) -> None:
        """Assert every law for one batch of events."""
        if before.status.ended:
            assert {type(event) for event in events} in AFTERWARDS
            assert (after.status, after.step, after.outcome) == (before.status, before.step, before.outcome)
            assert after.ended_at == before.ended_at
        for place, event in enumerate(events):
            self._judge(event, events[:place])
            self.letters.judge(event)
        assert after.ended_at is None or after.status.ended
        assert (after.status is Status.RETURNED) is (after.back_to is not None)
        assert set(after.owed) == self.owed

    def _judge(self, event: Event, earlier: tuple[Event, ...]) -> None:
        match event:
            case happened.CaseOpened():
                self.step, self.way = event.step, [event.step]
            case happened.StepEntered():
                self._step_follows(event, earlier)
                self.step, self.back_to = event.step, None
                known = self.way.index(event.step) if event.step in self.way else len(self.way)
                self.way = [*self.way[:known], event.step]
            case happened.CaseReturned():
                self.round += 1
                assert event.round == self.round
                self.back_to = event.back_to
                self.accepted -= set(event.missing)
            case happened.ExitDecided():
                assert self.exit is None
                assert (event.other_case is not None) is (event.exit == "duplicate")
                assert (event.region is not None) is (event.exit == "moved")
                exit_ = self.procedure.exits[event.exit]
                assert not set(exit_.before) & set(self.way)
                self.left = (self.step, self.way, self.back_to)
                self.exit, self.way = event.exit, []
            case happened.ExitRetracted():
                assert self.left is not None
                assert event.exit == self.exit
                self.exit, (self.step, self.way, back_to) = None, self.left
                assert event.step == self.step
                assert (event.back_to is None) is (back_to is None)
                self.back_to = event.back_to
            case happened.CaseEnded():
                self._end_follows(event, earlier)
                self.ended = True
            case happened.CaseReopened():
                assert self.ended
                assert not self.reopened
                assert event.role in {role.code for role in self.procedure.reopened_by}
                self.reopened = True
            case happened.LetterWithdrawn():
                assert event.back_to is None or event.back_to in self.way
                self.back_to = event.back_to or self.back_to
            case _:
                self._judge_papers(event)
                self._judge_delivery(event)

    def _judge_papers(self, event: Event) -> None:
        rule = self.procedure.emergency
        match event:
            case happened.PapersChecked():
                came = {slug for slug, result in event.results.items() if result == "ACCEPTED"}
                self.accepted = self.accepted - set(event.results) | came
                self.owed -= came
            case happened.CaseResubmitted():
                self.accepted -= set(event.papers)
            case happened.EmergencyDeclared():
                assert rule is not None
                assert self.emergency is None
                assert event.authoriser_role in {role.code for role in rule.authorised_by}
                self.emergency = "DECLARED"
            case happened.EmergencyConfirmed():
                assert rule is not None
                assert self.emergency == "DECLARED"
                assert event.role in {role.code for role in rule.confirmed_by}
                self.emergency = "CONFIRMED"
            case happened.PapersOwed():
                assert self.emergency is not None
                assert event.papers
                assert not set(event.papers) & (self.accepted | self.owed)
                self.owed |= set(event.papers)
            case _:
                pass

    def _judge_delivery(self, event: Event) -> None:
        match event:
            case happened.ServicesGiven():
                assert event.items
                assert set(event.items) <= set(ServiceItem)
            case happened.SpmOwnerChanged():
                assert event.step == self.step
                assert event.owner != self.owner
                self.owner = event.owner
            case happened.TaskEscalated():
                assert event.due < event.at
                assert (event.task, event.role, event.since) not in self.escalated
                self.escalated.add((event.task, event.role, event.since))
            case happened.ReferralAnswered():
                node = self.procedure.step(event.step)
                assert isinstance(node, Wait)
                assert node.slug == self.step
            case _:
                self._judge_handover(event)

    def _judge_handover(self, event: Event) -> None:
        """Sent again only when returned, in hand at one receiver at a time; answered in its round, taken back once."""
        in_hand = {"SENT", "QUEUED", "RETURNED"}
        match event:
            case happened.HandoverSent():
                round_, standing = self.handovers.pop(event.handover_id, (0, "RETURNED"))
                assert (event.round, standing) == (round_ + 1, "RETURNED")
                assert not any(standing in in_hand for _, standing in self.handovers.values())
                self.handovers[event.handover_id] = (event.round, "SENT")
            case happened.HandoverAnswered():
                round_, standing = self.handovers[event.handover_id]
                assert event.round == round_
                # An office may have answered before it learnt of the withdrawal.
                assert standing in {"SENT", "QUEUED", "WITHDRAWN"}
                self.handovers[event.handover_id] = (round_, event.answer)
            case happened.HandoverWithdrawn():
                round_, standing = self.handovers[event.handover_id]
                assert standing in in_hand
                self.handovers[event.handover_id] = (round_, "WITHDRAWN")
            case _:
                pass

    def _step_follows(self, event: happened.StepEntered, earlier: tuple[Event, ...]) -> None:
        """A case comes back where it left or to a letter withdrawn, leaves by an exit, or follows the contents.

        Nothing but a recorded deviation leads past a step whose act was not done.
        """
        assert self.step is not None
        kinds = {type(one) for one in earlier}
        if kinds & {happened.CaseResubmitted, happened.EmergencyDeclared}:
            assert event.step == self.back_to
            return
        if happened.ExitDecided in kinds:
            assert event.step == self.procedure.exits[self.exit or ""].through
            return
        if happened.LetterWithdrawn in kinds:
            self._goes_back(event, earlier)
            return
        if happened.ExitRetracted in kinds:
            # A letter withdrawn while the end was pending is made anew.
            assert event.step in self.way[:-1]
            assert isinstance(self.procedure.step(event.step), SignedLetter)
            return
        if happened.LeftInBatch in kinds:
            self._leaves_in_batch(event, earlier)
            return
        node = self.procedure.step(self.step)
        assert event.step in [target for target in node.targets() if isinstance(target, str)]
        if happened.StepSkipped in kinds:
            self._deviates(event, earlier)
            return
        assert any(isinstance(one, DONE[type(node)]) for one in earlier)
        if isinstance(node, Step):
            required = {paper.slug for paper in node.papers if paper.required}
            assert required <= self.accepted | self.owed
        if isinstance(node, Disposisi):
            answers = [one for one in earlier if isinstance(one, happened.DisposisiAnswered)]
            assert answers[-1].answer == "CARRIED_OUT"

    def _goes_back(self, event: happened.StepEntered, earlier: tuple[Event, ...]) -> None:
        assert event.step in self.way[:-1]
        node = self.procedure.step(event.step)
        assert isinstance(node, SignedLetter)
        assert isinstance(earlier[0], happened.LetterWithdrawn)
        assert node.letter.kind == earlier[0].letter

    def _leaves_in_batch(self, event: happened.StepEntered, earlier: tuple[Event, ...]) -> None:
        """The steps covered begin where the case stood, each leads to the next, and a Dispatch of the batch is last."""
        left = earlier[0]
        assert isinstance(left, happened.LeftInBatch)
        assert self.procedure.batch is not None
        assert left.letter == self.procedure.batch.kind
        assert left.steps[0] == self.step
        assert left.steps[-1] in self.procedure.batch.at
        for slug, following in zip(left.steps, (*left.steps[1:], event.step), strict=True):
            assert self.procedure.step(slug).targets() == (following,)
        assert all(isinstance(self.procedure.step(slug), SignedLetter) for slug in left.steps[:-1])

    def _deviates(self, event: happened.StepEntered, earlier: tuple[Event, ...]) -> None:
        (skipped,) = earlier
        assert isinstance(skipped, happened.StepSkipped)
        assert skipped.step == self.step != event.step
        assert isinstance(self.procedure.step(skipped.step), Step | Disposisi | Dispatch | Wait)
        assert skipped.role in {role.code for role in self.procedure.deviation_by}

    def _end_follows(self, event: happened.CaseEnded, earlier: tuple[Event, ...]) -> None:
        assert not self.ended
        assert event.status.ended
        if event.status is Status.COMPLETED:
            assert not self.owed
            assert self.emergency in {None, "CONFIRMED"}
        if self.exit is not None:
            assert event.status is self.procedure.exits[self.exit].status
            return
        assert self.step is not None
        node = self.procedure.step(self.step)
        closes = [target for target in node.targets() if isinstance(target, Close)]
        assert event.status in {close.status for close in closes}
        assert any(isinstance(one, DONE[type(node)]) for one in earlier)
