"""What a case looks like to whoever asks what can be done with it: two cases alike here can go the same ways."""

from typing import NamedTuple

from laksana_engine.signing import letter_under_way
from laksana_engine.standing import current
from laksana_engine.state import CaseState, LetterState
from laksana_engine.withdrawing import WITHDRAWABLE, unsigned_withdrawals
from laksana_sdk.procedure import Procedure, SignedLetter, Step
from laksana_sdk.states import Status


class Situation(NamedTuple):
    """A case without its history: where it stands and what lies open there, in codes."""

    step: str
    status: str
    exit: str
    emergency: str
    letter: str
    papers: str
    missing: str
    disposisi: str
    open_withdrawal: bool
    withdrawable: str
    ends: str


def roughly(procedure: Procedure, case: CaseState) -> Situation:
    """The situation but for what only decisions beside the way depend on: enough to find one's way to an end by."""
    return situation(procedure, case)._replace(missing="", withdrawable="", ends="")


def open_ends(procedure: Procedure, case: CaseState) -> tuple[str, ...]:
    """The early ends that may be decided now, by name."""
    if not case.exists or case.status.ended or case.exit is not None:
        return ()
    return tuple(
        name
        for name, leave in procedure.exits.items()
        if (leave.after is None or leave.after in case.visited) and not {*leave.before} & {*case.trail}
    )


def withdrawable(case: CaseState) -> tuple[LetterState, ...]:
    """The letters of the case that may be withdrawn now, of each kind the latest."""
    signed = (one for one in case.letters.values() if one.stage in WITHDRAWABLE and one.withdraws is None)
    return tuple(one for one in signed if one == case.letter_of(one.kind))


def situation(procedure: Procedure, case: CaseState) -> Situation:
    """The situation that the case is in now."""
    node = current(procedure, case)
    letter = letter_under_way(case, node) if isinstance(node, SignedLetter) and case.exists else None
    required = [paper.slug for paper in node.papers if paper.required] if isinstance(node, Step) else []
    stands = case.emergency
    danger = "" if stands is None else ("confirmed" if stands.confirmed_at else "declared") + ("+" if case.owed else "")
    given = case.open_disposisi
    return Situation(
        step=case.step or "",
        status=case.status.value,
        exit=case.exit or "",
        emergency=danger,
        letter="" if letter is None else " ".join((letter.stage.value, *letter.parafs)),
        papers=" ".join(case.papers.get(slug, "-") for slug in required),
        missing=" ".join(case.missing) if case.status is Status.RETURNED else "",
        disposisi="" if given is None else " ".join(given.pending),
        open_withdrawal=bool(unsigned_withdrawals(case)),
        withdrawable=" ".join(sorted(letter.kind for letter in withdrawable(case))),
        ends=" ".join(open_ends(procedure, case)),
    )
