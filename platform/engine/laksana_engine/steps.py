"""The work of a step: performed with its form and outcome, given to one person, and the last one that closes a case."""

from laksana_engine.commands import AssignCase, CompleteCase, PerformStep
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.delivered import delivered
from laksana_engine.events import CaseAssigned, Event, PapersOwed, StepPerformed
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import chosen, ends_as, issue, lead_on, unaccepted
from laksana_engine.owing import unsettled
from laksana_engine.papers import not_in_order, send_back_from
from laksana_engine.standing import current, not_held, not_theirs, standing_at, unopened_or_ended
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Finish, Outcome, Procedure, Return, Step, Target
from laksana_sdk.states import Status


def perform_step(procedure: Procedure, case: CaseState, command: PerformStep) -> Decision:
    """The current step done; with an outcome that returns the file, the same as sending it back."""
    node = standing_at(procedure, case, Step, command.step)
    if isinstance(node, Refusal):
        return node
    outcome = _outcome(node, command.outcome)
    if isinstance(outcome, Outcome) and isinstance(outcome.then, Return):
        return send_back_from(procedure, case, command, node, ())
    filled = fill(procedure, node, command, command.outcome)
    unresolved = (outcome,) if isinstance(outcome, Finding) else ()
    taken = outcome if isinstance(outcome, Outcome) else None
    target = None if unresolved else _target(node, taken)
    lacking = unaccepted(procedure, case)

    def happens() -> tuple[Event, ...]:
        performed = StepPerformed(
            at=command.at,
            step=node.slug,
            outcome=command.outcome,
            complete=bool(node.papers) and not lacking,
            submission=command.submission,
        )
        return (
            performed,
            *_owed(case, command, node, target, lacking),
            *core_of(case, command, node, filled.form, taken.core if taken else None),
            *delivered(case, command, node, filled.form, taken),
            *issue(command, node.by, *node.letters, taken.letter if taken else None),
            *lead_on(procedure, case, command, _target(node, taken), outcome=taken),
        )

    against = (
        *not_theirs(procedure, case, node, command.by),
        *unresolved,
        *not_in_order(case, node, follow=ends_as(procedure, case, target) is not Status.COMPLETED),
        *unsettled(procedure, case, target),
    )
    return conclude((*against, *filled.findings), happens)


def complete_case(procedure: Procedure, case: CaseState, command: CompleteCase) -> Decision:
    """The case closed at its last step, with an outcome for its statistics."""
    node = standing_at(procedure, case, Finish)
    if isinstance(node, Refusal):
        return node
    outcome = chosen(node.outcomes, command.outcome)
    filled = fill(procedure, node, command, command.outcome)
    against = (*not_theirs(procedure, case, node, command.by), *filled.findings)
    if isinstance(outcome, Finding):
        return Refusal((*against, outcome))
    against = (*against, *unsettled(procedure, case, outcome.then))

    def happens() -> tuple[Event, ...]:
        performed = StepPerformed(at=command.at, step=node.slug, outcome=outcome.code, submission=command.submission)
        return (
            performed,
            *core_of(case, command, node, filled.form, outcome.core),
            *delivered(case, command, node, filled.form, outcome),
            *issue(command, node.by, *node.letters, outcome.letter),
            *lead_on(procedure, case, command, outcome.then, outcome=outcome),
        )

    return conclude(against, happens)


def assign_case(procedure: Procedure, case: CaseState, command: AssignCase) -> Decision:
    """The current step given to one person who holds its role."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    node = current(procedure, case)
    holds = node.by.code in command.assignee_roles
    unfit = findings.error("assign.role_not_held", field="officer_id", step=node.label, role=node.by.label)
    return conclude(
        (*not_held(command.by, *procedure.assigners), *(() if holds else (unfit,))),
        lambda: (CaseAssigned(at=command.at, step=node.slug, officer_id=command.officer_id),),
    )


def _outcome(node: Step, code: str | None) -> Outcome | Finding | None:
    if node.outcomes:
        return chosen(node.outcomes, code)
    if code is not None:
        return findings.error("step.outcome_surplus", field="outcome", value=code[:60], step=node.label)
    return None


def _owed(
    case: CaseState, command: PerformStep, node: Step, target: Target | None, lacking: tuple[str, ...]
) -> tuple[PapersOwed, ...]:
    owed = tuple(slug for slug in lacking if slug not in case.owed)
    return (PapersOwed(at=command.at, step=node.slug, papers=owed),) if owed and isinstance(target, str) else ()


def _target(node: Step, outcome: Outcome | None) -> Target:
    return outcome.then if outcome is not None else node.targets()[0]
