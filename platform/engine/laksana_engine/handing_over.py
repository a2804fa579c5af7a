"""A case is handed over to another office or an institution, which answers; or the hand-over is taken back."""

from laksana_engine.commands import AnswerHandover, Command, SendHandover, WithdrawHandover
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.events import HandoverAnswered, HandoverSent, HandoverWithdrawn
from laksana_engine.standing import current
from laksana_engine.state import CaseState, HandoverStanding, HandoverState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Procedure, Wait
from laksana_sdk.replies import HandoverAnswer
from laksana_sdk.roles import Role
from laksana_sdk.states import Status

OPEN = frozenset({HandoverStanding.SENT, HandoverStanding.QUEUED, HandoverStanding.RETURNED})
"""Where the case is still in the receiver's hands, or waits to be sent to it again."""
# An answer may have been faster than the withdrawal: then it stands.
_ANSWERABLE = frozenset({HandoverStanding.SENT, HandoverStanding.QUEUED, HandoverStanding.WITHDRAWN})
# A case that has ended otherwise is no longer anybody's to take on.
_ENDED_FOR_ANOTHER = frozenset({Status.FORWARDED, Status.MOVED})


def handed_over_by(procedure: Procedure, case: CaseState) -> tuple[Role, ...]:
    """Who may hand the case over: who forwards it or records a move, and who waits for an answer where it stands."""
    node = current(procedure, case)
    waiting = [node.by] if isinstance(node, Wait) and not case.status.ended else []
    return tuple(dict.fromkeys((*_sending(procedure), *waiting)))


def told_of_answers(procedure: Procedure) -> tuple[Role, ...]:
    """Who looks at what becomes of a hand-over, wherever the case stands by then."""
    waiting = [node.by for node in procedure.steps if isinstance(node, Wait)]
    return tuple(dict.fromkeys((*_sending(procedure), *waiting)))


def send_handover(procedure: Procedure, case: CaseState, command: SendHandover) -> Decision:
    """The envelope on its way, for the first time or again after it was returned."""
    against = (*_unfit(case), *_not_sender(procedure, case, command), *_under_way(case, command))

    def happens() -> tuple[HandoverSent, ...]:
        sent = HandoverSent(
            at=command.at, handover_id=command.handover_id, round=command.round, receiver=command.receiver
        )
        return (sent,)

    return conclude(against, happens)


def answer_handover(procedure: Procedure, case: CaseState, command: AnswerHandover) -> Decision:
    """The receiver's answer to the round that lies before it."""
    known = case.handovers.get(command.handover_id)
    if known is None or known.round != command.round:
        return Refusal((_unknown(command.handover_id),))
    strange = findings.error("handover.unknown_answer", field="answer", value=command.answer[:40])
    against = (
        *_not_at(known, _ANSWERABLE),
        *(() if command.answer in HandoverAnswer.__members__ else (strange,)),
    )

    def happens() -> tuple[HandoverAnswered, ...]:
        answered = HandoverAnswered(
            at=command.at,
            handover_id=known.id,
            round=known.round,
            answer=command.answer,
            performed_by=command.performed_by,
            submission=command.submission,
        )
        return (answered,)

    return conclude(against, happens)


def withdraw_handover(procedure: Procedure, case: CaseState, command: WithdrawHandover) -> Decision:
    """The hand-over taken back by one of those who may send the case away."""
    known = case.handovers.get(command.handover_id)
    if known is None:
        return Refusal((_unknown(command.handover_id),))
    against = (*_not_sender(procedure, case, command), *_not_at(known, OPEN))

    def happens() -> tuple[HandoverWithdrawn, ...]:
        return (HandoverWithdrawn(at=command.at, handover_id=known.id, round=known.round),)

    return conclude(against, happens)


def _sending(procedure: Procedure) -> list[Role]:
    exits = procedure.exits
    return [role for name in ("forward", "moved") if name in exits for role in exits[name].by]


def _unfit(case: CaseState) -> tuple[Finding, ...]:
    if not case.exists:
        return (findings.error("case.not_opened"),)
    status = case.status
    if status is Status.DRAFT or (status.ended and status not in _ENDED_FOR_ANOTHER):
        return (findings.error("handover.case_unfit", field="case_id", status=status.label),)
    return ()


def _under_way(case: CaseState, command: SendHandover) -> tuple[Finding, ...]:
    again = case.handovers.get(command.handover_id)
    if command.round != (1 if again is None else again.round + 1):
        return (_unknown(command.handover_id),)
    if again is not None:
        return _not_at(again, frozenset({HandoverStanding.RETURNED}))
    return tuple(
        findings.error("handover.under_way", office=one.receiver, status=_label(one))
        for one in case.handovers.values()
        if one.standing in OPEN
    )


def _not_sender(procedure: Procedure, case: CaseState, command: Command) -> tuple[Finding, ...]:
    allowed = handed_over_by(procedure, case)
    if any(role.code in command.by.roles for role in allowed):
        return ()
    return (findings.error("handover.not_yours", roles=", ".join(role.label for role in allowed)),)


def _not_at(handover: HandoverState, wanted: frozenset[HandoverStanding]) -> tuple[Finding, ...]:
    if handover.standing in wanted:
        return ()
    return (findings.error("handover.not_now", status=_label(handover)),)


def _unknown(handover_id: object) -> Finding:
    return findings.error("handover.unknown", field="handover_id", handover=str(handover_id))


def _label(handover: HandoverState) -> str:
    standing = handover.standing
    if standing is HandoverStanding.SENT:
        return "Dikirim"
    return "Ditarik" if standing is HandoverStanding.WITHDRAWN else HandoverAnswer[standing.value].label
