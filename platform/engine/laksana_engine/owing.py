"""What must still follow before a case that ran ahead of its papers may be completed."""

from laksana_engine.moves import ends_as
from laksana_engine.standing import current, papers_of
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import AnyNode, Paper, Procedure, Return, Step, Target, Wait
from laksana_sdk.states import Status


def owed_papers(procedure: Procedure, case: CaseState) -> tuple[Paper, ...]:
    """The papers that must still follow after an emergency, in the order in which the case went past them."""
    known = papers_of(procedure)
    return tuple(known[slug] for slug in case.owed if slug in known)


def checker_of(procedure: Procedure, case: CaseState, slug: str) -> AnyNode:
    """The step whose role checks that paper now: the current one if it does, else the first that does, else intake."""
    for node in (current(procedure, case), *procedure.steps):
        if isinstance(node, Step) and any(paper.slug == slug for paper in node.papers):
            return node
    return procedure.intake


def unsettled(procedure: Procedure, case: CaseState, target: Target | None) -> tuple[Finding, ...]:
    """Why this target may not complete the case yet: papers still owed, an emergency that nobody confirmed.

    Any other end is free, and so is every way on.
    """
    if ends_as(procedure, case, target) is not Status.COMPLETED:
        return ()
    return (*_owed(procedure, case), *_unconfirmed(procedure, case))


def no_way_on(procedure: Procedure, case: CaseState, node: AnyNode) -> bool:
    """Whether every way from this step completes the case and may not do so yet."""
    # While an emergency stands no step of the office returns the file; only an answer from outside may.
    office = case.emergency is not None and not isinstance(node, Wait)
    onward = [target for target in node.targets() if not (office and isinstance(target, Return))]
    return all(unsettled(procedure, case, target) for target in onward)


def _owed(procedure: Procedure, case: CaseState) -> tuple[Finding, ...]:
    return tuple(
        findings.error(
            "emergency.paper_owed",
            field=f"papers.{paper.slug}",
            paper=paper.label,
            role=checker_of(procedure, case, paper.slug).by.label,
        )
        for paper in owed_papers(procedure, case)
    )


def _unconfirmed(procedure: Procedure, case: CaseState) -> tuple[Finding, ...]:
    stands = case.emergency
    if stands is None or stands.confirmed_at is not None:
        return ()
    asked = procedure.emergency.confirmed_by if procedure.emergency else procedure.deviation_by
    role = " / ".join(role.label for role in asked)
    return (findings.error("emergency.unconfirmed", role=role, until=stands.confirm_by.isoformat()),)
