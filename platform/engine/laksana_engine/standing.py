"""Where a case stands, and who may act on it there."""

from collections.abc import Iterable
from typing import TypeVar, assert_never

from laksana_engine.commands import Acting
from laksana_engine.decision import Refusal
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import (
    AnyNode,
    Dispatch,
    Disposisi,
    Finish,
    Intake,
    Node,
    Paper,
    Procedure,
    SignedLetter,
    Step,
    Wait,
)
from laksana_sdk.roles import ROLES, Role
from laksana_sdk.states import Status

NodeT = TypeVar("NodeT", bound=Node)


def current(procedure: Procedure, case: CaseState) -> AnyNode:
    """The step the case stands at. Raises KeyError when the procedure is not the one the case was run under."""
    return procedure.intake if case.step is None else procedure.step(case.step)


def standing_at(procedure: Procedure, case: CaseState, kind: type[NodeT], named: str | None = None) -> NodeT | Refusal:
    """The current step when it is of that kind (and of that slug), otherwise the refusal that says what is awaited."""
    if (against := out_of_work(procedure, case)) is not None:
        return Refusal((against,))
    node = current(procedure, case)
    if named is not None and named != node.slug:
        return Refusal((_elsewhere(procedure, node, named),))
    if not isinstance(node, kind):
        return Refusal((awaited(node),))
    return node


def unopened_or_ended(case: CaseState) -> Finding | None:
    """Why nothing at all can happen to this case, None when it is open."""
    if not case.exists:
        return findings.error("case.not_opened")
    if case.status.ended:
        return findings.error("case.ended", status=case.status.label)
    return None


def out_of_work(procedure: Procedure, case: CaseState) -> Finding | None:
    """Why no step can be worked on: not opened, ended, still a draft, or outside for completion; otherwise None."""
    if (against := unopened_or_ended(case)) is not None:
        return against
    intake = procedure.intake
    if case.status is Status.DRAFT:
        return findings.error("case.not_received", step=intake.label, role=intake.by.label)
    if case.status is Status.RETURNED:
        until = case.complete_until.isoformat() if case.complete_until else "-"
        return findings.error("case.returned", until=until, role=intake.by.label)
    return None


def awaited(node: AnyNode) -> Finding:
    """What the case waits for at this step, said to somebody who tried something else."""
    step, role = node.label, node.by.label
    match node:
        case Intake():
            return findings.error("step.awaits_receipt", step=step, role=role)
        case Step():
            return findings.error("step.awaits_work", step=step, role=role)
        case Disposisi():
            return findings.error("step.awaits_disposisi", step=step, role=role)
        case SignedLetter():
            return findings.error("step.awaits_letter", step=step, role=role, letter=node.letter.title)
        case Dispatch():
            return findings.error("step.awaits_dispatch", step=step, role=role, letter=node.letter.title)
        case Wait():
            return findings.error("step.awaits_outside", step=step, role=role, outside=node.on.label)
        case Finish():
            return findings.error("step.awaits_completion", step=step, role=role)
        case _:
            assert_never(node)


def not_held(by: Acting, *roles: Role) -> tuple[Finding, ...]:
    """The finding that names who is asked instead, when the person holds none of these roles."""
    if any(role.code in by.roles for role in roles):
        return ()
    held = ", ".join(_label(code) for code in sorted(by.roles)) or "-"
    return (findings.error("role.not_held", role=" / ".join(role.label for role in roles), held=held),)


def not_theirs(procedure: Procedure, case: CaseState, node: Node, by: Acting) -> tuple[Finding, ...]:
    """Why this person may not do the step's work: the role is another's, or the step is assigned to somebody else."""
    against = not_held(by, node.by)
    assignee = case.assigned.get(node.slug)
    if assignee is None or assignee == by.officer_id:
        return against
    asked = " / ".join(role.label for role in procedure.assigners) or node.by.label
    return (
        *against,
        findings.error("assign.to_somebody_else", step=node.label, officer_id=str(assignee), role=asked),
    )


def papers_of(procedure: Procedure) -> dict[str, Paper]:
    """Every paper the procedure knows, by slug, in the order in which the applicant meets them."""
    checked = (paper for node in procedure.steps if isinstance(node, Step) for paper in node.papers)
    return {paper.slug: paper for paper in (*procedure.papers, *checked)}


def listed(items: Iterable[str]) -> str:
    """The items as a sentence names them, `-` for none."""
    return ", ".join(items) or "-"


def _label(code: str) -> str:
    return ROLES[code].label if code in ROLES else code


def _elsewhere(procedure: Procedure, node: AnyNode, named: str) -> Finding:
    known = {step.slug: step.label for step in procedure.steps}
    if named not in known:
        return findings.error("step.unknown", value=named[:60], step=node.label)
    return findings.error("step.not_current", named=known[named], step=node.label, role=node.by.label)
