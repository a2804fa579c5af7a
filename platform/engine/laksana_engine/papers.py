"""The applicant's papers: checked one by one, sent back for completion, brought again."""

from collections.abc import Iterable

from laksana_engine.commands import CheckPapers, Command, ResubmitCase, ReturnCase
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.events import CaseResubmitted, Event, PapersChecked, StepEntered
from laksana_engine.moves import issue, send_back, unaccepted
from laksana_engine.owing import checker_of, owed_papers
from laksana_engine.standing import (
    awaited,
    current,
    listed,
    not_held,
    not_theirs,
    out_of_work,
    papers_of,
    standing_at,
    unopened_or_ended,
)
from laksana_engine.state import CaseState, PaperResult
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.procedure import Disposisi, Node, Paper, Procedure, Return, Step
from laksana_sdk.states import Status


def check_papers(procedure: Procedure, case: CaseState, command: CheckPapers) -> Decision:
    """What the check of some papers found; the others keep their last result. Owed papers can be checked anywhere."""
    if (stands := out_of_work(procedure, case)) is not None:
        return Refusal((stands,))
    node = current(procedure, case)
    here = node.papers if isinstance(node, Step) else ()
    known = {paper.slug: paper for paper in (*here, *owed_papers(procedure, case))}
    if not known:
        none = findings.error("paper.none_here", step=node.label) if isinstance(node, Step) else awaited(node)
        return Refusal((none,))
    named = (*command.results, *command.attachments, *command.originals_seen)
    meant = [slug for slug in named if slug in known] or list(known)[:1]
    checkers = {one.slug: one for one in (checker_of(procedure, case, slug) for slug in meant)}
    against = (
        *(found for one in checkers.values() for found in not_theirs(procedure, case, one, command.by)),
        *(() if named else (findings.error("paper.nothing_checked", papers=_names(known.values())),)),
        *_unknown(named, known),
        *_misjudged(command, known),
    )

    def happens() -> tuple[Event, ...]:
        checked = PapersChecked(
            at=command.at,
            step=node.slug,
            results=dict(command.results),
            attachments=dict(command.attachments),
            originals_seen=command.originals_seen,
            role=next((one.by.code for one in checkers.values() if one.slug != node.slug), None),
            complete=not here and all(command.results.get(slug) == PaperResult.ACCEPTED for slug in case.owed),
        )
        return (checked,)

    return conclude(against, happens)


def return_case(procedure: Procedure, case: CaseState, command: ReturnCase) -> Decision:
    """The file sent back for completion by whoever checks it, or by the giver of a disposisi who may order that."""
    node = standing_at(procedure, case, Node, command.step)
    if isinstance(node, Refusal):
        return node
    if not isinstance(node, Step | Disposisi):
        return Refusal((findings.error("case.no_return", step=node.label),))
    return send_back_from(procedure, case, command, node, command.missing)


def send_back_from(
    procedure: Procedure, case: CaseState, command: Command, node: Step | Disposisi, missing: tuple[str, ...]
) -> Decision:
    """The return from that step; without named papers, what is required or asked for and was not accepted."""
    way = _way_back(node)
    if way is None:
        return Refusal((findings.error("case.no_return", step=node.label),))
    order, letter = way
    known = papers_of(procedure)
    asked = tuple(dict.fromkeys(missing)) or _lacking(procedure, case, order)
    open_disposisi = isinstance(node, Disposisi) and case.open_disposisi is not None
    against = (
        *not_theirs(procedure, case, node, command.by),
        *_unknown(asked, known),
        *(() if asked else (findings.error("case.nothing_missing", papers=_names(known.values())),)),
        *((findings.error("disposisi.still_open", step=node.label),) if open_disposisi else ()),
        *((findings.error("emergency.no_return"),) if case.emergency else ()),
    )

    def happens() -> tuple[Event, ...]:
        return (send_back(procedure, case, command, order, asked), *issue(command, node.by, letter))

    return conclude(against, happens)


def resubmit_case(procedure: Procedure, case: CaseState, command: ResubmitCase) -> Decision:
    """The completed file taken in again, at the step that it left."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    if case.status is not Status.RETURNED:
        return Refusal((findings.error("case.not_returned", status=case.status.label),))
    known = papers_of(procedure)
    brought = tuple(dict.fromkeys((*command.papers, *command.attachments)))
    nothing = not brought and case.missing
    wanted = _names(known[slug] for slug in case.missing if slug in known)

    def happens() -> tuple[Event, ...]:
        resubmitted = CaseResubmitted(
            at=command.at,
            round=case.round,
            performed_by=case.returned_to or procedure.intake.performed_by.code,
            papers=brought,
            attachments=dict(command.attachments),
        )
        step = case.back_to or current(procedure, case).slug
        return (resubmitted, StepEntered(at=command.at, step=step, status=Status.RECEIVED))

    reasons = (
        *not_held(command.by, procedure.intake.by),
        *_unknown(brought, known),
        *((findings.error("paper.nothing_brought", field="papers", papers=wanted),) if nothing else ()),
    )
    return conclude(reasons, happens)


def not_in_order(case: CaseState, node: Step, *, follow: bool) -> tuple[Finding, ...]:
    """Every required paper of the step that no check has accepted, each by name.

    In an emergency they only warn, where the case goes on or ends so that they can `follow` or are not needed.
    """
    codes = {
        None: "paper.unchecked",
        PaperResult.MISSING.value: "paper.missing",
        PaperResult.UNREADABLE.value: "paper.unreadable",
    }
    ahead = follow and case.emergency is not None
    lacking = [p for p in node.papers if p.required and case.papers.get(p.slug) != PaperResult.ACCEPTED]
    return tuple(
        findings.warning("paper.follows", field=f"papers.{paper.slug}", paper=paper.label)
        if ahead
        else findings.error(codes[case.papers.get(paper.slug)], field=f"papers.{paper.slug}", paper=paper.label)
        for paper in lacking
    )


def _way_back(node: Step | Disposisi) -> tuple[Return, LetterTemplate | None] | None:
    if isinstance(node, Disposisi):
        return None if node.returns is None else (node.returns, node.returns_letter)
    for outcome in node.outcomes:
        if isinstance(outcome.then, Return):
            return outcome.then, outcome.letter
    return None


def _lacking(procedure: Procedure, case: CaseState, order: Return) -> tuple[str, ...]:
    asked = (paper.slug for paper in order.asks if case.papers.get(paper.slug) != PaperResult.ACCEPTED)
    return tuple(dict.fromkeys((*unaccepted(procedure, case), *asked)))


def _unknown(named: Iterable[str], known: dict[str, Paper]) -> tuple[Finding, ...]:
    return tuple(
        findings.error("paper.unknown", field="papers", value=slug[:60], papers=listed(known))
        for slug in dict.fromkeys(named)
        if slug not in known
    )


def _misjudged(command: CheckPapers, known: dict[str, Paper]) -> tuple[Finding, ...]:
    results = {result.value for result in PaperResult}
    return tuple(
        findings.error(
            "paper.result_unknown",
            field=f"papers.{slug}",
            value=result[:60],
            paper=known[slug].label,
            choices=listed(sorted(results)),
        )
        for slug, result in command.results.items()
        if slug in known and result not in results
    )


def _names(papers: Iterable[Paper]) -> str:
    return listed(paper.label for paper in papers)
