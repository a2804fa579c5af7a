"""An act is given with a form that stands up to its validators, where a few attempts find one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from laksana_engine.commands import LeaveCase
from laksana_engine.decision import Accepted, Decision
from laksana_kit.explore.acts import Act
from laksana_kit.explore.filler import Filler
from laksana_kit.explore.play import Play
from laksana_kit.explore.rarest import Rarest
from laksana_sdk.procedure import Exit

TRIES: Final = 16
OF_THE_STATE: Final = ("paper.", "case.", "emergency.", "exit.", "letter.", "disposisi.", "role.", "assign.")
"""Codes of findings against a case as it stands, which no other form would cure."""


def stands_for_good(act: Act, against: Collection[str]) -> bool:
    """Whether these findings stand against the act whatever is filled in."""
    return act.wanted is None or any(code.startswith(OF_THE_STATE) for code in against)


class Attempt:
    """Gives acts to one case; `held` is what stands in the forms that were accepted, place by place."""

    def __init__(self, play: Play, choices: Rarest, *, plain: bool = False) -> None:
        self.play, self.choices, self.plain = play, choices, plain
        self.held: dict[str, str] = {}

    def give(self, act: Act, known: Mapping[str, Any] | None = None) -> Decision:
        """What became of the act in the end; `known` is a form to begin with."""
        details = dict(act.details)
        if act.kind is LeaveCase and isinstance(act.asking, Exit):
            details["reason"] = self.choices.choose(act.name, list(act.asking.reasons))
        ground = "ground" not in act.words or self.choices.choose("ground", (True, False))
        told = replace(act, details=details, words=act.words if ground else {})
        form = act.wanted
        if form is None:
            return self.play.give(told, act.form)
        filler = Filler(self.choices, self.play.run.today, plain=self.plain)
        raw = dict(known) if known is not None else filler.filled(form)
        for _ in range(TRIES):
            decision = self.play.give(told, raw)
            if isinstance(decision, Accepted):
                self.held |= filler.held
                break
            amended = filler.amended(form, raw, decision.findings)
            if amended == raw:
                break
            raw = amended
        return decision
