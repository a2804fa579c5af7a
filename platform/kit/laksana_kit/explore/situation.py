"""What a case looks like to whoever asks what can be done with it: two cases alike here can go the same ways."""

from typing import NamedTuple

from laksana_engine.signing import letter_under_way
from laksana_engine.standing import current
from laksana_engine.state import CaseState
from laksana_engine.withdrawing import unsigned_withdrawals
from laksana_sdk.procedure import Procedure, SignedLetter, Step


class Situation(NamedTuple):
    """A case without its history: where it stands and what lies open there, in codes."""

    step: str
    status: str
    exit: str
    emergency: str
    letter: str
    papers: str
    disposisi: str
    open_withdrawal: bool


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
        disposisi="" if given is None else " ".join(given.pending),
        open_withdrawal=bool(unsigned_withdrawals(case)),
    )
