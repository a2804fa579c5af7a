"""A case leaves the office together with others, under one covering letter over all of them."""

from dataclasses import dataclass

from laksana_engine.commands import LeaveInBatch
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.delivered import delivered
from laksana_engine.events import Event, LeftInBatch
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import issue, lead_on
from laksana_engine.outside import before_letter, in_future, no_courier, no_institution
from laksana_engine.signing import letter_under_way
from laksana_engine.standing import current, listed, not_theirs, out_of_work
from laksana_engine.state import CaseState, LetterStage
from laksana_sdk import findings
from laksana_sdk.batches import BatchLetter
from laksana_sdk.procedure import Dispatch, Procedure, SignedLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWay:
    """How a case leaves in a batch: the dispatch that is carried out, after the letter of its own that is replaced."""

    dispatch: Dispatch
    replaced: SignedLetter | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that the batch covers, in order."""
        return (*((self.replaced.slug,) if self.replaced else ()), self.dispatch.slug)


def way_in_batch(procedure: Procedure, case: CaseState) -> BatchWay | Refusal:
    """How the case, as it stands now, would leave in a batch, or why it cannot."""
    batch = procedure.batch
    if batch is None:
        return Refusal((findings.error("batch.none", sop=procedure.name),))
    if (against := out_of_work(procedure, case)) is not None:
        return Refusal((against,))
    node = current(procedure, case)
    if isinstance(node, Dispatch) and node.slug in batch.at:
        return BatchWay(dispatch=node)
    if isinstance(node, SignedLetter) and node.then in batch.at:
        return _replacing(procedure, case, node)
    return Refusal((findings.error("batch.not_here", step=node.label, places=_places(procedure, batch)),))


def leave_in_batch(procedure: Procedure, case: CaseState, command: LeaveInBatch) -> Decision:
    """The case sent to an institution under the covering letter that it shares with other cases."""
    way, batch = way_in_batch(procedure, case), procedure.batch
    if isinstance(way, Refusal):
        return way
    node = way.dispatch
    filled = fill(procedure, node, command)
    against = (
        *not_theirs(procedure, case, node, command.by),
        *no_institution(command.institution),
        *no_courier(command.courier.strip()),
        *in_future(command, "sent_on", command.sent_on),
        *before_letter(command.dated, command.sent_on),
        *filled.findings,
    )

    def happens() -> tuple[Event, ...]:
        left = LeftInBatch(
            at=command.at,
            dispatch_id=command.dispatch_id,
            letter=batch.kind if batch else "",
            steps=way.steps,
            institution=command.institution,
            sent_on=command.sent_on,
            role=node.by.code,
            submission=command.submission,
            letter_sha256=command.letter_sha256,
        )
        replaced = way.replaced
        return (
            left,
            *(delivered(case, command, replaced) if replaced else ()),
            *core_of(case, command, node, filled.form),
            *delivered(case, command, node, filled.form),
            *issue(command, node.by, *(replaced.letters if replaced else ()), *node.letters),
            *lead_on(procedure, case, command, node.then),
        )

    return conclude(against, happens)


def _replacing(procedure: Procedure, case: CaseState, node: SignedLetter) -> BatchWay | Refusal:
    # A draft has no standing yet; a final bears a number of the register and must go its own way.
    letter = letter_under_way(case, node)
    if letter is not None and letter.stage is LetterStage.FINAL:
        number = letter.number or "-"
        return Refusal((findings.error("batch.letter_final", letter=node.letter.title, number=number),))
    dispatch = procedure.step(str(node.then))
    if not isinstance(dispatch, Dispatch):
        raise TypeError(f"{procedure.slug}: the batch names {dispatch.slug!r}, which is no Dispatch")
    return BatchWay(dispatch=dispatch, replaced=node)


def _places(procedure: Procedure, batch: BatchLetter) -> str:
    before = (node for node in procedure.steps if isinstance(node, SignedLetter) and node.then in batch.at)
    return listed(f'"{node.label}"' for node in (*before, *(procedure.step(slug) for slug in batch.at)))
