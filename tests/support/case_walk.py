"""Whole cases walked to their ends: what is asked is done with valid forms, and now and then something else."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, assert_never

from tests.support.case_laws import CaseLaws
from tests.support.case_run import CaseRun, acting, named_id
from tests.support.likely_forms import Filler

from laksana_engine import commands as ask
from laksana_engine.commands import Acting, Command
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision
from laksana_engine.deviating import ways_past
from laksana_engine.evolve import replay
from laksana_engine.owing import checker_of
from laksana_engine.standing import current
from laksana_engine.state import LetterStage
from laksana_engine.tasks import Task, TaskKind, open_tasks
from laksana_engine.withdrawing import WITHDRAWABLE
from laksana_sdk import findings
from laksana_sdk.forms import Form
from laksana_sdk.procedure import (
    AnyNode,
    Disposisi,
    Exit,
    Finish,
    Outcome,
    Procedure,
    Return,
    SignedLetter,
    Step,
    Target,
    Wait,
)

HASH = "a" * 64
TRIES = 12
TURNS = 120
FILLED = (
    ask.PerformStep, ask.GiveDisposisi, ask.DraftLetter, ask.DispatchLetter, ask.RecordOutsideAnswer, ask.CompleteCase,
)  # fmt: skip


@dataclass
class Seen:
    """What walks have come to so far: steps, results of steps, early ends that closed a case, commands accepted."""

    nodes: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    ended: int = 0


class Walk:
    """One case from the counter to its end; with `leaving` it ends by that exit as soon as that is open."""

    def __init__(self, procedure: Procedure, seed: int, seen: Seen, *, leaving: str | None = None) -> None:
        self.procedure = procedure
        self.chance = Random(seed)  # noqa: S311 - a walk must come out the same again
        self.seen = seen
        self.leaving = leaving
        # An early end comes early or late.
        self.patience = self.chance.randint(0, 25)
        self.run = CaseRun(procedure)
        self.laws = CaseLaws(procedure)

    def to_its_end(self) -> Seen:
        """What has been seen, this walk included."""
        for turn in range(TURNS):
            if self.run.case.status.ended:
                break
            self._leave() if self._wants_out(turn) else self._go_on()
            self.run.now += timedelta(minutes=self.chance.choice((1, 10, 700, 3_000)))
        if self.run.case.status.ended:
            self.seen.ended += 1
            if self.run.case.exit:
                self.seen.exits[self.run.case.exit] += 1
            self._beside()
        assert replay(self.run.events) == self.run.case
        return self.seen

    def _go_on(self) -> None:
        if self.chance.random() < 0.15:
            self._beside()
            return
        tasks = open_tasks(self.procedure, self.run.case, self.run.calendar)
        if not tasks:
            self._fill(ask.OpenCase, acting(self.procedure.intake.by.code), self.procedure.intake, {})
            return
        task = self.chance.choice(tasks)
        by = acting(task.role)
        kind, details = self._answer(task)
        asking = current(self.procedure, self.run.case) if kind in FILLED else None
        self._fill(kind, by, asking, details)

    def _wants_out(self, turn: int) -> bool:
        leaving = self.procedure.exits.get(self.leaving) if self.leaving else None
        if leaving is None or self.run.case.exit or not self.run.case.exists or turn < self.patience:
            return False
        return leaving.after is None or leaving.after in self.run.case.visited

    def _leave(self) -> None:
        leaving = self.procedure.exits[self.leaving or ""]
        details = {
            "exit": self.leaving,
            "reason": self.chance.choice(list(leaving.reasons)),
            "institution": "dinas_kesehatan",
            "other_case": named_id("another case") if self.leaving == "duplicate" else None,
            "region": "62.09" if self.leaving == "moved" else None,
            "case_id": named_id("this case"),
        }
        if not isinstance(self._fill(ask.LeaveCase, acting(leaving.by[0].code), leaving, details), Accepted):
            self.leaving = None

    def _fill(
        self,
        kind: type[Command],
        by: Acting,
        asking: AnyNode | Exit | None,
        details: dict[str, Any],
    ) -> Decision:
        """The command with a form that stands up to its validators, where a few attempts find one."""
        form: type[Form] | None = getattr(asking, "form", None)
        filler = Filler(self.chance, self.run.now.date())
        raw = filler.filled(form) if form else None
        for _ in range(TRIES):
            decision = self._give(kind, by, form=raw, **details)
            if isinstance(decision, Accepted) or form is None or raw is None:
                break
            raw = filler.amended(form, raw, decision.findings)
        return decision

    def _give(self, kind: type[Command], by: Acting, **details: Any) -> Decision:  # noqa: ANN401
        case, command = self.run.case, self.run.command(kind, by, **details)
        decision = decide(self.procedure, case, command)
        said = decision.warnings if isinstance(decision, Accepted) else decision.findings
        for finding in said:
            assert findings.text(finding, "id").strip()
            assert findings.text(finding, "en").strip()
        if isinstance(decision, Accepted):
            self.run.happens(command, decision)
            self.laws.hold(case, decision.events, self.run.case)
            self.seen.commands[kind.kind] += 1
            self.seen.nodes[self.run.case.step or ""] += 1
            if "outcome" in details and case.step:
                self.seen.outcomes[(case.step, details["outcome"])] += 1
        else:
            assert any(finding.blocks for finding in decision.findings)
        return decision

    def _answer(self, task: Task) -> tuple[type[Command], dict[str, Any]]:
        """What does the task, by the way that was gone least."""
        case = self.run.case
        node = self.procedure.step(task.step)
        letter = {"letter_id": task.letter_id}
        match task.kind:
            case TaskKind.RECEIVE:
                return ask.ReceiveCase, {"agenda_number": "17"}
            case TaskKind.COMPLETE_FILE:
                return ask.ResubmitCase, {"papers": case.missing or tuple(p.slug for p in self.procedure.papers)[:1]}
            case TaskKind.PERFORM:
                assert isinstance(node, Step)
                return self._performed(node)
            case TaskKind.GIVE_DISPOSISI:
                assert isinstance(node, Disposisi)
                some = self.chance.sample([role.code for role in node.to], self.chance.randint(1, len(node.to)))
                return ask.GiveDisposisi, {"to": tuple(some), "instructions": ("PROSES_LEBIH_LANJUT",)}
            case TaskKind.ANSWER_DISPOSISI:
                return ask.AnswerDisposisi, {"answer": self.chance.choice(("CARRIED_OUT",) * 5 + ("NEEDS_STUDY",))}
            case TaskKind.DRAFT:
                assert isinstance(node, SignedLetter)
                return ask.DraftLetter, {"letter": node.letter.kind, "draft_sha256": HASH}
            case TaskKind.PARAF:
                return ask.ParafLetter, {**letter, "draft_sha256": HASH}
            case TaskKind.FINALISE:
                assert isinstance(node, SignedLetter)
                number = "460/1/2026" if node.letter.register else None
                fixed = {"draft_sha256": HASH, "final_sha256": HASH, "number": number, "dated": self.run.now.date()}
                return ask.FinaliseLetter, {**letter, **fixed}
            case TaskKind.SIGN | TaskKind.SIGN_WITHDRAWAL:
                final = case.letters[task.letter_id].final_sha256 if task.letter_id else HASH
                scan = {"scan_id": named_id("scan"), "scan_sha256": HASH}
                return ask.SignLetter, {**letter, "final_sha256": final or HASH, **scan}
            case TaskKind.DISPATCH:
                sent = {"courier": "JNE", "sent_on": self.run.now.date()}
                return ask.DispatchLetter, {"institution": "sentra_budi_perkasa", **sent}
            case TaskKind.OUTSIDE:
                assert isinstance(node, Wait)
                return ask.RecordOutsideAnswer, {"outcome": self._rarest(node), "answered_on": self.run.now.date()}
            case TaskKind.COMPLETE:
                assert isinstance(node, Finish)
                return ask.CompleteCase, {"outcome": self._rarest(node)}
            case TaskKind.CONFIRM_EMERGENCY:
                return ask.ConfirmEmergency, {}
            case TaskKind.OWED_PAPERS:
                owed = [slug for slug in case.owed if checker_of(self.procedure, case, slug).slug == task.step]
                return ask.CheckPapers, {"results": dict.fromkeys(owed, "ACCEPTED")}
            case _:
                assert_never(task.kind)

    def _performed(self, node: Step) -> tuple[type[Command], dict[str, Any]]:
        case = self.run.case
        lacking = [p.slug for p in node.papers if p.required and case.papers.get(p.slug) != "ACCEPTED"]
        if lacking and (case.emergency is None or self.chance.random() < 0.5) and self.chance.random() < 0.9:
            return ask.CheckPapers, {"results": dict.fromkeys(lacking, "ACCEPTED")}
        back = bool(lacking) and case.emergency is None
        return ask.PerformStep, {"step": node.slug, "outcome": self._rarest(node, back=back)}

    def _rarest(self, node: Step | Wait | Finish, *, back: bool = True) -> str | None:
        """Mostly what leads soonest to a step not seen yet, then what was chosen least.

        Returns are bounded, or a file would never come to its end.
        """
        back = back and self.run.case.round < 2
        onward = [outcome for outcome in node.outcomes if back or not isinstance(outcome.then, Return)]
        if not onward:
            return None
        if self.chance.random() < 0.3:
            return self.chance.choice(onward).code

        def rank(outcome: Outcome) -> tuple[int, int, float]:
            gone = self.seen.outcomes[(node.slug, outcome.code)]
            return self._far_from_news(outcome.then), gone, self.chance.random()

        return min(onward, key=rank).code

    def _far_from_news(self, target: Target) -> int:
        """How many steps lie from there to one not seen yet."""
        far, reached, front = 0, set[str](), {target} if isinstance(target, str) else set[str]()
        while front:
            if any(not self.seen.nodes[slug] for slug in front):
                return far
            reached |= front
            onward = (then for slug in front for then in self.procedure.step(slug).targets() if isinstance(then, str))
            far, front = far + 1, set(onward) - reached
        return len(self.procedure.steps)

    def _beside(self) -> None:
        """Somebody who holds every role does something that nobody asked for."""
        case, node = self.run.case, current(self.procedure, self.run.case)
        everybody = acting(*[role.code for role in self.procedure.roles()])
        signed = [letter.id for letter in case.letters.values() if letter.stage in WITHDRAWABLE]
        drafts = [letter.id for letter in case.letters.values() if letter.stage is LetterStage.DRAFTED]
        rule = self.procedure.emergency
        danger = {
            "authorised_by": named_id("Kabid"),
            "authoriser_roles": frozenset(role.code for role in rule.authorised_by) if rule else frozenset(),
            "channel": "PHONE",
            "told_at": self.run.now,
        }
        ways = list(ways_past(node))
        leaving: Exit | None = self.procedure.exits.get(self.leaving or "")
        choices: list[tuple[type[Command], dict[str, Any]]] = [
            (ask.DeclareEmergency, danger),
            (ask.ReopenCase, {}),
            (ask.RetractExit, {}),
            *((ask.WithdrawLetter, {"letter_id": one}) for one in signed),
            *((ask.ReturnLetter, {"letter_id": one}) for one in drafts),
            *((ask.SkipStep, {"step": node.slug, "outcome": way}) for way in ways),
        ]
        kind, details = self.chance.choice(choices)
        # A walk to an end keeps its end; another may take it back.
        if kind is ask.RetractExit and leaving is not None and self.chance.random() < 0.7:
            return
        self._give(kind, everybody, **details)
        late = {"posts_above": dict.fromkeys([role.code for role in self.procedure.roles()], named_id("above"))}
        self._give(ask.EscalateOverdue, Acting(officer_id=None, roles={}), **late, submission=None)


def walked(procedure: Procedure, seed: int, *, at_most: int, on_and_on: bool = False) -> Seen:
    """What walks see until they have come to every step and every early end; the same for the same seed.

    Every other walk is for an early end that is still missing. `on_and_on` they go the whole number.
    """
    seen = Seen()
    for number in range(at_most):
        missing = [name for name in procedure.exits if not seen.exits[name]] or [*procedure.exits]
        leaving = missing[number // 2 % len(missing)] if number % 2 else None
        Walk(procedure, seed * 10_000 + number, seen, leaving=leaving).to_its_end()
        complete = seen.nodes.keys() >= {node.slug for node in procedure.steps} and seen.exits.keys() >= {
            *procedure.exits
        }
        if complete and not on_and_on:
            break
    return seen
