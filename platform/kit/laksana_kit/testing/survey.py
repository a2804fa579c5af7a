"""What cases of a procedure did when they were played until everything had been seen."""

from dataclasses import dataclass, field, replace
from typing import Final

from laksana_engine.commands import Command, LeaveCase, ReopenCase, RetractExit, SkipStep
from laksana_engine.decision import Accepted, Decision
from laksana_engine.events import CaseResubmitted, CaseReturned
from laksana_engine.state import CaseState
from laksana_engine.tasks import open_tasks
from laksana_kit.explore.explorer import Explorer
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_sdk import findings
from laksana_sdk.letters import Issue
from laksana_sdk.paraf import initialling
from laksana_sdk.procedure import Disposisi, Finish, Outcome, Procedure, Return, SignedLetter, Step, Wait

SEED: Final = 4
AT_LEAST: Final = 6
PAST_THE_STEP: Final = frozenset({SkipStep.kind, LeaveCase.kind, RetractExit.kind, ReopenCase.kind})
"""Commands that lead away from a step without doing what it asks."""
Chosen = tuple[str, str]
"""A step and the outcome chosen there."""


@dataclass(slots=True, kw_only=True)
class Seen:
    """By slug and code what happened in some case; `dead_ends` are paths on which nothing led on, with the findings."""

    steps: set[str] = field(default_factory=set)
    carried_out: set[str] = field(default_factory=set)
    outcomes: set[Chosen] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    resubmitted: set[str] = field(default_factory=set)
    reminded: set[str] = field(default_factory=set)
    exits: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)

    def covers(self, other: "Seen") -> bool:
        """Whether all that the other holds happened."""
        return all(getattr(self, name) >= getattr(other, name) for name in self.__slots__)


def expected(procedure: Procedure) -> Seen:
    """What must happen in some case of the procedure."""
    return Seen(
        steps={node.slug for node in procedure.steps},
        carried_out={node.slug for node in procedure.steps},
        outcomes={(node.slug, one.code) for node in procedure.steps for one in outcomes_of(node)},
        roles=_asked(procedure),
        returned=_returning(procedure),
        resubmitted=_returning(procedure),
        reminded={node.slug for node in procedure.steps if isinstance(node, Wait)},
        exits={*procedure.exits},
        letters={template.kind for template in procedure.templates()},
    )


def outcomes_of(node: object) -> tuple[Outcome, ...]:
    """The outcomes that the step offers."""
    return node.outcomes if isinstance(node, Step | Wait | Finish) else ()


def _is_return(outcome: Outcome) -> bool:
    return isinstance(outcome.then, Return)


def _returning(procedure: Procedure) -> set[str]:
    return {node.slug for node in procedure.steps if any(isinstance(to, Return) for to in node.targets())}


def _asked(procedure: Procedure) -> set[str]:
    """The roles that some task is asked of: whoever does a step, receives a disposisi, initials or signs."""
    roles = {node.by for node in procedure.steps}
    for node in procedure.steps:
        if isinstance(node, Disposisi):
            roles.update(node.to)
        if isinstance(node, SignedLetter) and node.letter.issue is Issue.SIGNED:
            roles.update((node.letter.signer, *initialling(node.letter.paraf)))
    return {role.code for role in roles}


@dataclass(slots=True, kw_only=True)
class Survey:
    """What was seen of a procedure, where cases got stuck, and by step which findings ever stood against a form."""

    procedure: Procedure
    seen: Seen = field(default_factory=Seen)
    dead_ends: list[str] = field(default_factory=list)
    against: dict[str, set[str]] = field(default_factory=dict)

    def watch(self, before: CaseState, command: Command, decision: Decision, after: CaseState) -> None:
        """One command and what became of it; every sentence that was said must be in the catalogue."""
        for finding in decision.warnings if isinstance(decision, Accepted) else decision.findings:
            findings.text(finding)
        seen, here = self.seen, before.step or self.procedure.intake.slug
        if not isinstance(decision, Accepted):
            if command.form is not None:
                self.against.setdefault(here, set()).update(one.code for one in decision.findings if one.blocks)
            return
        seen.steps.add(after.step or here)
        if command.kind not in PAST_THE_STEP:
            seen.carried_out |= {here} if after.step != before.step or after.status.ended else set()
            outcome = getattr(command, "outcome", None)
            seen.outcomes |= {(here, outcome)} if outcome is not None else set()
        if len(command.by.roles) == 1:
            seen.roles.update(command.by.roles)
        if after.status.ended and after.exit is not None:
            seen.exits.add(after.exit)
        kinds = {type(event) for event in decision.events}
        if CaseReturned in kinds:
            seen.returned.add(here)
            # Papers may be named instead of the outcome that sends the file back for them.
            seen.outcomes |= {(here, one.code) for one in outcomes_of(self.procedure.step(here)) if _is_return(one)}
        seen.resubmitted |= {after.step or here} if CaseResubmitted in kinds else set()
        if after.exists and not after.status.ended and isinstance(self.procedure.step(after.step or here), Wait):
            tasks = open_tasks(self.procedure, after, ORDINARY_CALENDAR)
            seen.reminded |= {task.step for task in tasks if task.waits_for and task.due}


def survey(procedure: Procedure, at_most: int) -> Survey:
    """Cases of the procedure played until all was seen that must happen; the same cases each time.

    First without emergencies: once papers may follow later, no file is sent back for them.
    """
    found, wanted = Survey(procedure=procedure), expected(procedure)
    ordinary = replace(procedure, emergency=None)
    for played in (ordinary, procedure) if procedure.emergency else (ordinary,):
        for place, walked in enumerate(Explorer(played, SEED, observe=found.watch).walks(at_most), start=1):
            found.seen.letters.update(letter.template.kind for letter in walked.letters)
            if walked.stuck and walked.path and not walked.status.ended:
                last = walked.path[-1]
                found.dead_ends.append(f"after {last.act} at {last.step}: {', '.join(walked.stuck)}")
            if place >= AT_LEAST and found.seen.covers(wanted):
                break
    return found
