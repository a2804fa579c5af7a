"""What somebody can do with a case now: every way to do what is asked, and what is decided beside the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

import msgspec

from laksana_engine import commands as ask
from laksana_engine.batching import BatchWay, way_in_batch
from laksana_engine.commands import Acting, Command
from laksana_engine.deviating import ways_past
from laksana_engine.owing import checker_of
from laksana_engine.signing import letter_under_way
from laksana_engine.standing import current
from laksana_engine.state import Answer, LetterStage, PaperResult
from laksana_engine.tasks import Task, TaskKind, open_tasks
from laksana_kit.explore.case_run import CaseRun, acting, named_id
from laksana_kit.explore.filler import INSTITUTIONS, REGIONS
from laksana_kit.explore.situation import open_ends, withdrawable
from laksana_sdk.forms import Form
from laksana_sdk.procedure import AnyNode, Disposisi, Exit, Finish, Return, SignedLetter, Step, Wait, step_of_exit
from laksana_sdk.replies import HandoverAnswer, ReplyFacts
from laksana_sdk.states import Status

HASH: Final = "a" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A command that fits the case, but for its form; `name` is the same for the same choice at the same step.

    `asking` is the step or early end whose form it brings, `form` a form that is given, where somebody else filled
    it in. `words` are what is told with it, by name: a note, a ground, the letter that came in.
    """

    name: str
    kind: type[Command]
    by: Acting
    details: Mapping[str, Any] = field(default_factory=dict)
    asking: AnyNode | Exit | None = None
    form: Mapping[str, Any] | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> type[Form] | None:
        """The form to be filled in, None where there is none or it is given."""
        return self.asking.form if self.asking is not None and self.form is None else None

    @property
    def filled_at(self) -> str | None:
        """Under which name its form is kept, None where it asks for none."""
        match self.asking:
            case None:
                return None
            case Exit():
                return step_of_exit(self.details["exit"])
            case _:
                return self.asking.slug


def asked(run: CaseRun) -> tuple[Act, ...]:
    """Every way to do what somebody is asked to do now; at first to open the case, none after its end."""
    if not run.case.exists:
        intake = run.procedure.intake
        return (Act(name="OPEN", kind=ask.OpenCase, by=acting(intake.by.code), asking=intake),)
    return tuple(act for task in open_tasks(run.procedure, run.case, run.calendar) for act in answers(run, task))


def answers(run: CaseRun, task: Task) -> tuple[Act, ...]:
    """Every way to do the task, by whoever it is asked of."""
    return tuple(
        Act(name=_named(kind, option), kind=kind, by=acting(task.role), details=details, **more)
        for kind, option, details, more in _answers(run, task)
    )


Way = tuple[type[Command], str, dict[str, Any], dict[str, Any]]
"""A command's kind, the name of the choice made with it, its details, and what else the act has."""


def _answers(run: CaseRun, task: Task) -> Iterator[Way]:
    case, node = run.case, current(run.procedure, run.case)
    match task.kind:
        case TaskKind.RECEIVE:
            yield ask.ReceiveCase, "", {"agenda_number": "17/2026"}, {}
            letter = {"letter_number": "140/21/DS/2026", "letter_date": run.today.isoformat()}
            yield ask.ReceiveCase, "with a letter", {"agenda_number": "17/2026"}, {"words": letter}
        case TaskKind.COMPLETE_FILE:
            papers = case.missing or tuple(paper.slug for paper in run.procedure.papers)[:1]
            yield ask.ResubmitCase, "", {"papers": papers}, {}
        case TaskKind.PERFORM | TaskKind.OUTSIDE | TaskKind.COMPLETE:
            yield from _worked(run, node)
        case TaskKind.GIVE_DISPOSISI | TaskKind.ANSWER_DISPOSISI:
            yield from _disposisi(run, task.kind, node)
        case TaskKind.CONFIRM_EMERGENCY:
            yield ask.ConfirmEmergency, "", {}, {}
        case TaskKind.OWED_PAPERS:
            owed = [slug for slug in case.owed if checker_of(run.procedure, case, slug).slug == task.step]
            yield ask.CheckPapers, "owed", {"results": dict.fromkeys(owed, PaperResult.ACCEPTED.value)}, {}
        case TaskKind.DISPATCH:
            sent = {"institution": INSTITUTIONS[0], "courier": "JNE", "sent_on": run.today}
            yield ask.DispatchLetter, "", sent, {"asking": node}
        case (
            TaskKind.DRAFT | TaskKind.PARAF | TaskKind.FINALISE | TaskKind.SIGN | TaskKind.SIGN_WITHDRAWAL
        ):  # fmt: skip
            yield _lettered(run, task, node)
        case _:
            assert_never(task.kind)


def _worked(run: CaseRun, node: AnyNode) -> Iterator[Way]:
    match node:
        case Step():
            yield from _checked(node)
            if any(isinstance(outcome.then, Return) for outcome in node.outcomes):
                for some in (node.papers[:1], node.papers):
                    named = {"step": node.slug, "missing": tuple(paper.slug for paper in some)}
                    yield ask.ReturnCase, f"for {len(some)}", named, {}
            codes: list[str | None] = [outcome.code for outcome in node.outcomes]
            for code in codes or [None]:
                back = any(one.code == code and isinstance(one.then, Return) for one in node.outcomes)
                filled = {} if back else {"asking": node}
                yield ask.PerformStep, code or "", {"step": node.slug, "outcome": code}, filled
        case Wait():
            for outcome in node.outcomes:
                told = {"outcome": outcome.code, "answered_on": run.today}
                yield ask.RecordOutsideAnswer, outcome.code, told, {"asking": node}
            yield from _replied(run, node)
        case Finish():
            for outcome in node.outcomes:
                yield ask.CompleteCase, outcome.code, {"outcome": outcome.code}, {"asking": node}
        case _:
            return


def _checked(node: Step) -> Iterator[Way]:
    """The papers of the step found in order, one of them not, all of them not, or with those that may be lacking."""
    required = [paper.slug for paper in node.papers if paper.required]
    every = [paper.slug for paper in node.papers]
    fine, absent, spoilt = PaperResult.ACCEPTED.value, PaperResult.MISSING.value, PaperResult.UNREADABLE.value
    results = {
        "required": dict.fromkeys(required, fine),
        "every": dict.fromkeys(every, fine),
        "none": dict.fromkeys(every, absent),
        "one missing": {**dict.fromkeys(every, fine), **dict.fromkeys(required[:1], absent)},
        "one unreadable": {**dict.fromkeys(every, fine), **dict.fromkeys(required[-1:], spoilt)},
    }
    for name, found in results.items():
        if found:
            yield ask.CheckPapers, name, {"results": found}, {}


def _replied(run: CaseRun, node: Wait) -> Iterator[Way]:
    """What an institution answers by itself, over the hand-over's link."""
    if node.replies is None:
        return
    today = run.today
    for answer, code in node.replies.outcomes.items():
        reasons = node.replies.reasons
        refused = reasons is not None and answer is HandoverAnswer.REFUSED
        facts = ReplyFacts(
            answer=answer,
            answered_on=today,
            admitted_on=today if answer is HandoverAnswer.ACCEPTED else None,
            bed="Wisma 3" if answer is HandoverAnswer.ACCEPTED else None,
            queue_position=4 if answer is HandoverAnswer.QUEUED else None,
            papers_wanted="Hasil rontgen paru" if answer is HandoverAnswer.RETURNED else None,
            reason_code=next(iter(reasons)).value if reasons and refused else None,
            reason="Tempat penuh" if answer is HandoverAnswer.REFUSED else None,
            replied_by="Meri Kapuas",
            replied_as="Kepala Seksi Pelayanan",
        )
        form = msgspec.to_builtins(node.replies.form(facts))
        told = {"outcome": code, "answered_on": today, "by_party": True}
        yield ask.RecordOutsideAnswer, f"{answer.value} over the link", told, {"asking": node, "form": form}


def _disposisi(run: CaseRun, kind: TaskKind, node: AnyNode) -> Iterator[Way]:
    if not isinstance(node, Disposisi):
        return
    if kind is TaskKind.ANSWER_DISPOSISI:
        for answer in Answer:
            yield ask.AnswerDisposisi, answer.value, {"answer": answer.value}, {}
        return
    every = tuple(role.code for role in node.to)
    for to in dict.fromkeys((code,) for code in every):
        yield (
            ask.GiveDisposisi,
            f"to {to[0]}",
            {"to": to, "instructions": ("PROSES_LEBIH_LANJUT", "SIAPKAN_SURAT")},
            {"asking": node},
        )
    details = {"to": every, "instructions": (), "due": run.today}
    yield ask.GiveDisposisi, "by a note", details, {"asking": node, "words": {"note": "Mohon ditindaklanjuti."}}
    if node.returns is not None:
        papers = tuple(paper.slug for paper in run.procedure.papers)[:2]
        yield ask.ReturnCase, "", {"step": node.slug, "missing": papers}, {}


def _lettered(run: CaseRun, task: Task, node: AnyNode) -> Way:
    """The next act on the letter that is made at this step, or on a Surat Pencabutan."""
    letter = run.case.letters.get(task.letter_id) if task.letter_id else None
    named: dict[str, Any] = {"letter_id": task.letter_id}
    if task.kind in {TaskKind.SIGN, TaskKind.SIGN_WITHDRAWAL}:
        final = letter.final_sha256 if letter else None
        signed = {**named, "final_sha256": final or HASH, "scan_id": named_id("scan"), "scan_sha256": HASH}
        return ask.SignLetter, "" if task.kind is TaskKind.SIGN else "withdrawal", signed, {}
    if not isinstance(node, SignedLetter):
        raise TypeError(f"{task.kind} is asked at {node.slug!r}, which makes no letter")
    if task.kind is TaskKind.DRAFT:
        return ask.DraftLetter, "", {"letter": node.letter.kind, "draft_sha256": HASH}, {"asking": node}
    if task.kind is TaskKind.PARAF:
        return ask.ParafLetter, task.role, {**named, "draft_sha256": HASH}, {}
    number = f"400.9/{run.case.version}/2026" if node.letter.register else None
    fixed = {"draft_sha256": HASH, "final_sha256": HASH, "number": number, "dated": run.today}
    return ask.FinaliseLetter, "", {**named, **fixed}, {}


def beside(run: CaseRun) -> tuple[Act, ...]:
    """What may be decided now though nobody asks for it, by somebody who holds every role: early ends and the way
    back, emergencies, steps passed over, letters sent back or withdrawn, a joint dispatch, a new episode."""
    return tuple(
        Act(name=_named(kind, option), kind=kind, by=run.everybody, details=details, **more)
        for kind, option, details, more in (*_ends(run), *_deviations(run), *_letters_undone(run), *_batch(run))
    )


def _ends(run: CaseRun) -> Iterator[Way]:
    case = run.case
    if case.status.ended:
        if case.reopened_at is None:
            yield ask.ReopenCase, "", {}, {}
        return
    if not case.exists:
        return
    if case.exit is not None:
        yield ask.RetractExit, "", {}, {}
        return
    for name in open_ends(run.procedure, case):
        details = {
            "exit": name,
            "institution": INSTITUTIONS[1] if name == "forward" else None,
            "other_case": named_id("another case") if name == "duplicate" else None,
            "case_id": named_id("this case"),
            "region": REGIONS[1][:5] if name == "moved" else None,
        }
        told = {"asking": run.procedure.exits[name], "words": {"ground": "Keluarga mampu merawat."}}
        yield ask.LeaveCase, name, details, told


def _deviations(run: CaseRun) -> Iterator[Way]:
    case, rule = run.case, run.procedure.emergency
    if case.status.ended or not case.exists:
        return
    if rule is not None and case.emergency is None:
        details = {
            "authorised_by": named_id("Kabid"),
            "authoriser_roles": frozenset(role.code for role in rule.authorised_by),
            "channel": "PHONE",
            "told_at": run.now,
        }
        yield ask.DeclareEmergency, "", details, {}
    if case.status not in {Status.DRAFT, Status.RETURNED}:
        node = current(run.procedure, case)
        for way in ways_past(node):
            yield ask.SkipStep, way or "", {"step": node.slug, "outcome": way}, {}


def _letters_undone(run: CaseRun) -> Iterator[Way]:
    case = run.case
    node = current(run.procedure, case)
    draft = letter_under_way(case, node) if isinstance(node, SignedLetter) and not case.status.ended else None
    if draft is not None and draft.stage is LetterStage.DRAFTED:
        yield ask.ReturnLetter, "", {"letter_id": draft.id}, {}
    for letter in withdrawable(case):
        yield ask.WithdrawLetter, letter.kind, {"letter_id": letter.id}, {"words": {"reason": "Nama keliru."}}


def _batch(run: CaseRun) -> Iterator[Way]:
    way = way_in_batch(run.procedure, run.case) if run.procedure.batch is not None and run.case.exists else None
    if isinstance(way, BatchWay):
        today = run.today
        sent = {"institution": INSTITUTIONS[0], "courier": "JNE", "dated": today, "sent_on": today}
        yield ask.LeaveInBatch, "", {"dispatch_id": named_id("dispatch"), **sent}, {"asking": way.dispatch}


def _named(kind: type[Command], option: str) -> str:
    return f"{kind.kind} {option}" if option else kind.kind
