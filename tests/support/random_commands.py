"""Details for commands that often fit a case, drawn at random, with or without nonsense among them."""

from datetime import timedelta
from operator import itemgetter
from typing import Any, assert_never
from uuid import UUID

from hypothesis import strategies as st
from tests.support.case_run import CaseRun, named_id

from laksana_engine import commands as ask
from laksana_engine.commands import Command
from laksana_engine.deviating import ways_past
from laksana_engine.owing import checker_of, unsettled
from laksana_engine.release_events import ReleaseMove
from laksana_engine.standing import current, papers_of
from laksana_engine.state import Answer, HandoverStanding, LetterStage, PaperResult
from laksana_engine.tasks import Task, TaskKind
from laksana_engine.withdrawing import WITHDRAWABLE
from laksana_kit.testing.inputs import filled
from laksana_sdk.procedure import AnyNode, Dispatch, Disposisi, Finish, Intake, Return, SignedLetter, Step, Wait
from laksana_sdk.replies import HandoverAnswer
from laksana_sdk.vocabulary import EmergencyChannel

Details = dict[str, st.SearchStrategy[Any]]
HASHES = st.sampled_from([letter * 64 for letter in "abc"])
NONSENSE = st.sampled_from(["", "tidak_ada", "{value}", "x" * 300, "🙂"])
WITH_FORM = (
    ask.OpenCase, ask.PerformStep, ask.GiveDisposisi, ask.DraftLetter, ask.DispatchLetter, ask.LeaveInBatch,
    ask.RecordOutsideAnswer, ask.CompleteCase,
)  # fmt: skip

BESIDE = (
    ask.RetractExit, ask.DeclareEmergency, ask.ConfirmEmergency, ask.SkipStep, ask.WithdrawLetter, ask.ReopenCase,
    ask.LeaveCase, ask.CheckPapers, ask.SendHandover, ask.AnswerHandover, ask.WithdrawHandover,
)  # fmt: skip


def beside(run: CaseRun) -> tuple[type[Command], ...]:
    """What may be decided beside the way, with what fits the case now standing first and oftenest."""
    case = run.case
    signed = any(letter.stage in WITHDRAWABLE for letter in case.letters.values())
    if case.status.ended:
        return (ask.ReopenCase, ask.WithdrawLetter, *BESIDE)
    first = ask.ConfirmEmergency if case.emergency else ask.DeclareEmergency
    return (*((ask.WithdrawLetter,) * 3 if signed else ()), ask.SkipStep, ask.SkipStep, first, first, *BESIDE)


def called_for(run: CaseRun) -> tuple[type[Command], ...]:
    """The commands that the case waits for now."""
    if not run.case.exists:
        return (ask.OpenCase,)
    if run.case.status == "DRAFT":
        return (ask.ReceiveCase,)
    if run.case.status == "RETURNED":
        return (ask.ResubmitCase, ask.DeclareEmergency)
    node: AnyNode = current(run.procedure, run.case)
    match node:
        case Step():
            return (ask.PerformStep, ask.PerformStep, ask.CheckPapers, ask.ReturnCase)
        case Disposisi():
            return (ask.AnswerDisposisi,) if run.case.open_disposisi else (ask.GiveDisposisi, ask.ReturnCase)
        case SignedLetter():
            chain = (ask.ParafLetter, ask.ParafLetter, ask.FinaliseLetter, ask.FinaliseLetter)
            return (*chain, ask.DraftLetter, ask.SignLetter, ask.ReturnLetter, ask.LeaveInBatch)
        case Dispatch():
            return (ask.DispatchLetter, ask.LeaveInBatch)
        case Wait():
            return (ask.RecordOutsideAnswer,)
        case Finish():
            return (ask.CompleteCase,)
        case Intake():
            return (ask.ReceiveCase,)


class Draw:
    """Details for one case; `sensible` keeps to what fits, otherwise slips and nonsense come too."""

    def __init__(self, run: CaseRun, *, sensible: bool) -> None:
        self.procedure = run.procedure
        self.case = run.case
        self.now = run.now
        # What is shared within one command must not be shared with the next one.
        self.once = str(run.given)
        self.today = run.now.date()
        self.sensible = sensible
        self.noise: st.SearchStrategy[Any] = st.nothing() if sensible else NONSENSE
        self.node = current(run.procedure, run.case)
        self.letter = self.case.letter_of(self.node.letter.kind) if isinstance(self.node, SignedLetter) else None
        self.papers = st.sampled_from(list(papers_of(run.procedure)) or ["tidak_ada"]) | self.noise
        self.roles = st.sampled_from([role.code for role in run.procedure.roles()])

    def details(self, kind: type[Command]) -> Details:
        """A strategy for each field of the command, but for its form."""
        # RETURN alone is a Python keyword.
        name = kind.kind.lower()
        drawn: Details = getattr(self, "return_" if name == "return" else name)()
        return drawn

    def open(self) -> Details:
        return {}

    def receive(self) -> Details:
        return {"agenda_number": st.sampled_from(["17", "462/013.a"]) | self.noise}

    def check_papers(self) -> Details:
        some = [PaperResult.ACCEPTED.value] * 4 + [result.value for result in PaperResult]
        return {"results": st.dictionaries(self.papers, st.sampled_from(some) | self.noise, min_size=2)}

    def perform_step(self) -> Details:
        return {"step": self._step(), "outcome": self._outcome()}

    def return_(self) -> Details:
        return {"step": self._step(), "missing": st.lists(self.papers, max_size=3).map(tuple)}

    def resubmit(self) -> Details:
        return {"papers": st.lists(self.papers, min_size=1, max_size=3).map(tuple)}

    def assign(self) -> Details:
        return {"officer_id": self.roles.map(named_id), "assignee_roles": st.frozensets(self.roles)}

    def give_disposisi(self) -> Details:
        codes = [role.code for role in self.node.to] if isinstance(self.node, Disposisi) else ["KABID"]
        told = st.just(("PROSES_LEBIH_LANJUT",)) | self.noise.map(lambda text: (text,))
        return {"to": st.lists(st.sampled_from(codes) | self.noise, min_size=1).map(tuple), "instructions": told}

    def answer_disposisi(self) -> Details:
        some = [Answer.CARRIED_OUT.value] + [answer.value for answer in Answer]
        return {"answer": st.sampled_from(some) | self.noise}

    def draft_letter(self) -> Details:
        kinds = [template.kind for template in self.procedure.templates()]
        own = [self.node.letter.kind] if isinstance(self.node, SignedLetter) else kinds
        return {"letter": st.sampled_from(own) | self.noise, "draft_sha256": HASHES}

    def paraf(self) -> Details:
        return {"letter_id": self._letter_id(), "draft_sha256": self._draft()}

    def return_letter(self) -> Details:
        return {"letter_id": self._letter_id()}

    def finalise_letter(self) -> Details:
        number = st.just(f"460/{self.case.version}/2026") | self.noise
        fixed = {"final_sha256": HASHES, "number": number, "dated": st.just(self.today)}
        return {"letter_id": self._letter_id(), "draft_sha256": self._draft(), **fixed}

    def sign(self) -> Details:
        known = st.just(self.letter.final_sha256) if self.letter and self.letter.final_sha256 else HASHES
        final = known if self.sensible else known | HASHES
        scan: Details = {"scan_id": st.just(named_id("scan")), "scan_sha256": HASHES}
        return {"letter_id": self._letter_id(), "final_sha256": final, **scan}

    def sign_withdrawal(self, letter_id: UUID | None) -> Details:
        notice = self.case.letters[letter_id] if letter_id else None
        known = {"letter_id": st.just(letter_id), "final_sha256": st.just(notice.final_sha256 if notice else None)}
        return {**self.sign(), **known}

    def record_issued(self) -> Details:
        waiting = [letter.id for letter in self.case.letters.values() if letter.stage is LetterStage.REQUESTED]
        ids = st.sampled_from([*waiting, *self._letter_ids()])
        return {"letter_id": ids, "number": st.none() | st.just("1"), "final_sha256": HASHES}

    def dispatch(self) -> Details:
        sent: Details = {"courier": st.just("JNE") | self.noise, "sent_on": self._day()}
        return {"institution": st.just("sentra_budi_perkasa") | self.noise, **sent}

    def leave_in_batch(self) -> Details:
        return {"dispatch_id": st.just(named_id("dispatch")), "dated": self._day(), **self.dispatch()}

    def record_outside_answer(self) -> Details:
        return {"outcome": self._outcome().map(lambda code: code or "tidak_ada"), "answered_on": self._day()}

    def complete(self) -> Details:
        return {"outcome": self._outcome().map(lambda code: code or "tidak_ada")}

    def leave(self) -> Details:
        exits = self.procedure.exits
        reasons = [code for leave in exits.values() for code in leave.reasons]
        named = st.shared(st.sampled_from(list(exits)) | self.noise, key=f"exit {self.once}")
        own = named.map(lambda name: next(iter(exits[name].reasons)) if name in exits else "tidak_ada")
        others: Details = {"other_case": st.none(), "region": st.none(), "form": st.none()}
        if self.sensible:
            others["other_case"] = named.map(lambda name: named_id("another case") if name == "duplicate" else None)
            others["region"] = named.map(lambda name: "62.09" if name == "moved" else None)
            others["form"] = named.flatmap(self._exit_form)
        return {
            "exit": named,
            "reason": own if self.sensible else st.sampled_from(reasons) | self.noise,
            "institution": st.just("dinas_kesehatan") if self.sensible else st.none() | self.noise,
            "case_id": st.just(named_id("this case")),
            **others,
        }

    def migrate(self) -> Details:
        zeros = "0" * 64
        move = ReleaseMove(plan_id=named_id("plan"), from_release="r1", from_hash=zeros, to_release="r2", to_hash=zeros)
        return {"move": st.just(move)}

    revert_migration = migrate

    def retract_exit(self) -> Details:
        return {}

    def escalate_overdue(self) -> Details:
        return {"posts_above": st.dictionaries(self.roles, st.just(named_id("the post above")))}

    def declare_emergency(self) -> Details:
        rule = self.procedure.emergency
        fit = st.just(frozenset(role.code for role in rule.authorised_by)) if rule else st.frozensets(self.roles)
        return {
            "authorised_by": st.just(named_id("Ibu Kabid")),
            "authoriser_roles": fit if self.sensible else st.frozensets(self.roles),
            "channel": st.sampled_from([channel.value for channel in EmergencyChannel]) | self.noise,
            "told_at": st.integers(0 if self.sensible else -9, 9).map(lambda hours: self.now - timedelta(hours=hours)),
        }

    def confirm_emergency(self) -> Details:
        return {}

    def skip_step(self) -> Details:
        onward = list(ways_past(self.node)) or [None]
        return {"step": self._step(), "outcome": st.sampled_from(onward) if self.sensible else self._outcome()}

    def withdraw_letter(self) -> Details:
        signed = [letter.id for letter in self.case.letters.values() if letter.stage in WITHDRAWABLE]
        return {"letter_id": st.sampled_from(signed if self.sensible and signed else self._letter_ids())}

    def reopen(self) -> Details:
        return {}

    def send_handover(self) -> Details:
        known = self.case.handovers.values()
        back = [(one.id, one.round + 1) for one in known if one.standing is HandoverStanding.RETURNED]
        new = (named_id(f"hand-over {len(known)}"), 1)
        sent = self._one_of("sent", back or [new] if self.sensible else [*back, new, *self._handovers()])
        return {**sent, "receiver": st.just("pstw_sinta_rangkang")}

    def answer_handover(self) -> Details:
        answers = st.sampled_from([answer.value for answer in HandoverAnswer]) | self.noise
        return {**self._one_of("answered", self._handovers()), "answer": answers}

    def withdraw_handover(self) -> Details:
        return {"handover_id": self._one_of("withdrawn", self._handovers())["handover_id"]}

    def _handovers(self) -> list[tuple[UUID, int]]:
        return [*((one.id, one.round) for one in self.case.handovers.values()), (named_id("nobody's hand-over"), 1)]

    def _one_of(self, act: str, handovers: list[tuple[UUID, int]]) -> Details:
        one = st.shared(st.sampled_from(handovers), key=f"{act} {self.once}")
        return {"handover_id": one.map(itemgetter(0)), "round": one.map(itemgetter(1))}

    def _exit_form(self, name: str) -> st.SearchStrategy[dict[str, Any] | None]:
        form = self.procedure.exits[name].form
        return st.none() if form is None else filled(form)

    def _step(self) -> st.SearchStrategy[str]:
        own = st.just(self.case.step or "")
        return own if self.sensible else own | st.sampled_from([node.slug for node in self.procedure.steps]) | NONSENSE

    def _outcome(self) -> st.SearchStrategy[str | None]:
        outcomes = self.node.outcomes if isinstance(self.node, Step | Wait | Finish) else ()
        chosen = st.sampled_from([outcome.code for outcome in outcomes]) if outcomes else st.none()
        return chosen | self.noise

    def _draft(self) -> st.SearchStrategy[str]:
        known = self.letter.draft_sha256 if self.letter else None
        if self.sensible:
            return HASHES if known is None else st.just(known)
        return HASHES.filter(lambda other: other != known)

    def _letter_ids(self) -> list[UUID]:
        return [*([self.letter.id] if self.letter else []), *self.case.letters, named_id("nobody's letter")]

    def _letter_id(self) -> st.SearchStrategy[UUID]:
        return st.just(self._letter_ids()[0]) if self.sensible else st.sampled_from(self._letter_ids())

    def _day(self) -> st.SearchStrategy[Any]:
        # No sensible day lies before the letter that it follows, which may bear today's date.
        days = st.just(0) if self.sensible else st.integers(-5, 5)
        return days.map(lambda count: self.today + timedelta(days=count))


def obedient(draw: Draw, task: Task) -> tuple[type[Command], Details]:
    """The command that does what the task asks, so that the case goes on."""
    match task.kind:
        case TaskKind.RECEIVE:
            return ask.ReceiveCase, draw.receive()
        case TaskKind.COMPLETE_FILE:
            brought = draw.case.missing or tuple(papers_of(draw.procedure))
            return ask.ResubmitCase, {"papers": st.just(brought)}
        case TaskKind.PERFORM:
            return _performed(draw)
        case TaskKind.GIVE_DISPOSISI:
            return ask.GiveDisposisi, draw.give_disposisi()
        case TaskKind.ANSWER_DISPOSISI:
            return ask.AnswerDisposisi, {"answer": st.just(Answer.CARRIED_OUT.value)}
        case TaskKind.DRAFT:
            return ask.DraftLetter, draw.draft_letter()
        case TaskKind.PARAF:
            return ask.ParafLetter, draw.paraf()
        case TaskKind.FINALISE:
            register = draw.node.letter.register if isinstance(draw.node, SignedLetter) else None
            number = {"number": st.none()} if register is None else {}
            return ask.FinaliseLetter, {**draw.finalise_letter(), **number}
        case TaskKind.SIGN:
            return ask.SignLetter, draw.sign()
        case TaskKind.SIGN_WITHDRAWAL:
            return ask.SignLetter, draw.sign_withdrawal(task.letter_id)
        case TaskKind.DISPATCH:
            return ask.DispatchLetter, draw.dispatch()
        case TaskKind.OUTSIDE:
            assert isinstance(draw.node, Wait)
            answer = {"outcome": st.sampled_from(_open_outcomes(draw, draw.node))}
            return ask.RecordOutsideAnswer, {**draw.record_outside_answer(), **answer}
        case TaskKind.COMPLETE:
            assert isinstance(draw.node, Finish)
            return ask.CompleteCase, {"outcome": st.sampled_from(_open_outcomes(draw, draw.node))}
        case TaskKind.CONFIRM_EMERGENCY:
            return ask.ConfirmEmergency, {}
        case TaskKind.OWED_PAPERS:
            asked = [slug for slug in draw.case.owed if checker_of(draw.procedure, draw.case, slug).slug == task.step]
            return ask.CheckPapers, {"results": st.just(dict.fromkeys(asked, PaperResult.ACCEPTED.value))}
        case _:
            assert_never(task.kind)


def _open_outcomes(draw: Draw, node: Step | Wait | Finish) -> list[str]:
    """The outcomes that go on with the case, or end it and may do so now."""
    onward = [outcome for outcome in node.outcomes if not isinstance(outcome.then, Return)]
    return [outcome.code for outcome in onward if not unsettled(draw.procedure, draw.case, outcome.then)]


def _performed(draw: Draw) -> tuple[type[Command], Details]:
    assert isinstance(draw.node, Step)
    unaccepted = {paper.slug for paper in draw.node.papers if paper.required} - {
        slug for slug, result in draw.case.papers.items() if result == PaperResult.ACCEPTED
    }
    if unaccepted and draw.case.emergency is None:
        return ask.CheckPapers, {"results": st.just(dict.fromkeys(sorted(unaccepted), PaperResult.ACCEPTED.value))}
    onward = _open_outcomes(draw, draw.node)
    outcome = st.sampled_from(onward) if onward else st.none()
    return ask.PerformStep, {"step": st.just(draw.node.slug), "outcome": outcome}
