"""Deviation from the SOP: a step is passed without its act, by order and with a reason."""

from collections.abc import Mapping
from types import MappingProxyType

from laksana_engine.commands import SkipStep
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import Event, StepSkipped
from laksana_engine.moves import chosen, lead_on
from laksana_engine.standing import listed, not_held, standing_at
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Dispatch, Disposisi, Node, Procedure, Step, Wait

NOWHERE: Mapping[str | None, str] = MappingProxyType({})


def skip_step(procedure: Procedure, case: CaseState, command: SkipStep) -> Decision:
    """The current step passed over; whoever reads the case later finds who ordered it and why."""
    node = standing_at(procedure, case, Node, command.step)
    if isinstance(node, Refusal):
        return node
    ways = ways_past(node)
    if not ways:
        return Refusal((findings.error("skip.not_here", step=node.label),))
    unsaid = findings.error("skip.reason_missing", field="reason", step=node.label)
    against = (
        *not_held(command.by, *procedure.deviation_by),
        *_no_way(node, ways, command.outcome),
        *(() if command.submission is not None else (unsaid,)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        skipped = StepSkipped(
            at=command.at,
            step=node.slug,
            role=next(role.code for role in procedure.deviation_by if role.code in command.by.roles),
            outcome=command.outcome,
            submission=command.submission,
        )
        # Not the outcome's own state: a file that nobody checked is not verified.
        return (skipped, *lead_on(procedure, case, command, ways[command.outcome]))

    return conclude(against, happens)


def ways_past(node: Node) -> Mapping[str | None, str]:
    """Where a skip of this step may lead, by outcome (None: the one successor); nowhere for what cannot be skipped.

    A signature, the intake and the end have no substitute; a skip never returns the file, ends the case or stays.
    """
    match node:
        case Disposisi() | Dispatch():
            return {None: node.then}
        case Step(outcomes=()):
            return {None: node.then} if isinstance(node.then, str) else NOWHERE
        case Step() | Wait():
            onward = {outcome.code: outcome.then for outcome in node.outcomes}
            return {code: then for code, then in onward.items() if isinstance(then, str) and then != node.slug}
        case _:
            return NOWHERE


def _no_way(node: Node, ways: Mapping[str | None, str], code: str | None) -> tuple[Finding, ...]:
    if code in ways:
        return ()
    if code is not None and None in ways:
        return (findings.error("step.outcome_surplus", field="outcome", value=code[:60], step=node.label),)
    outcomes = node.outcomes if isinstance(node, Step | Wait) else ()
    wanted = chosen(outcomes, code)
    if isinstance(wanted, Finding):
        return (wanted,)
    choices = listed(f"{outcome.code} ({outcome.label})" for outcome in outcomes if outcome.code in ways)
    return (findings.error("skip.outcome_unfit", field="outcome", outcome=wanted.label, choices=choices),)
