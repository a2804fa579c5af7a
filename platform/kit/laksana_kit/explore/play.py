"""A case that is played with its letters: each act given, what it asks for issued at once."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from laksana_engine.commands import Command, RecordIssued
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Decision
from laksana_engine.state import CaseState, LetterStage
from laksana_kit.explore.acts import HASH, Act
from laksana_kit.explore.case_run import CaseRun, acting
from laksana_kit.explore.letters import Correspondence, Letter
from laksana_sdk.procedure import Procedure

Observer = Callable[[CaseState, Command, Decision, CaseState], None]
"""Told of every command: the case before it, the command, the decision, and the case after it."""


class Play:
    """A case of the procedure, its letters so far, and who is told of every command."""

    def __init__(self, procedure: Procedure, *, observe: Observer | None = None) -> None:
        self.run = CaseRun(procedure)
        self.letters: list[Letter] = []
        self.post = Correspondence(self.run)
        self._observe = observe

    def forked(self) -> "Play":
        """The same case, which goes its own way from now on."""
        other = copy(self)
        other.run = self.run.forked()
        other.letters = list(self.letters)
        other.post = self.post.forked(other.run)
        return other

    def give(self, act: Act, form: Mapping[str, Any] | None) -> Decision:
        """What becomes of the act with this form; where it is accepted, its letters are made."""
        before = self.run.case
        command = self.run.command(act.kind, act.by, form=form, **act.details)
        decision = self.decided(command)
        if isinstance(decision, Accepted):
            self.post.told(act.words, decision.events)
            self.letters.extend(self.post.made(command, decision.events))
            self._issue(before)
        return decision

    def decided(self, command: Command) -> Decision:
        """What becomes of a command; the case goes on where it is accepted."""
        before = self.run.case
        decision = decide(self.run.procedure, before, command)
        if isinstance(decision, Accepted):
            self.run.happens(command, decision)
        if self._observe is not None:
            self._observe(before, command, decision, self.run.case)
        return decision

    def _issue(self, before: CaseState) -> None:
        """The papers that an act asked for are issued at once, as the job would."""
        for letter in list(self.run.case.letters.values()):
            if letter.stage is LetterStage.REQUESTED and letter.id not in before.letters:
                register = self.run.procedure.template(letter.kind).register
                number = f"400.9/{self.run.case.version}/2026" if register else None
                by = acting(self.run.procedure.intake.by.code)
                issued = {"letter_id": letter.id, "number": number, "final_sha256": HASH, "submission": None}
                self.decided(self.run.command(RecordIssued, by, **issued))
