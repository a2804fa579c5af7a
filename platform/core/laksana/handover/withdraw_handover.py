"""Take a hand-over back before it is answered."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import case_for_update
from laksana.handover.inputs import SentHandoverAct
from laksana.handover.pack import require_sender
from laksana.handover.sent import sent_handover, tell_chain
from laksana.handover.views import ANSWERABLE, HandoverChanged, HandoverStatus
from laksana.jobs.defer import defer
from laksana_engine.commands import WithdrawHandover
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Conflict

TAKING_BACK = "take_back_handover"
_WITHDRAWABLE = (*ANSWERABLE, HandoverStatus.RETURNED)


async def withdraw_handover(asked: SentHandoverAct, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over taken back: at once from an institution, WITHDRAWING until the other office's row says so too.

    An answer that an office has given by then stands. Raises Forbidden for who may not hand the case over, NotFound,
    and Conflict when the hand-over has come to its end.
    """
    async with unit_of_work():
        stored = await claim("withdraw_handover", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        sent = await sent_handover(asked.handover_id, locked=True)
        case = await case_for_update(sent.case_id)
        require_sender(case, by)
        if sent.status not in _WITHDRAWABLE:
            against = findings.error("handover.not_now", status=sent.status.label)
            raise Conflict("handover", sent.id, against)
        # What was returned lies before nobody: there is no answer that could be faster.
        at_once = sent.to_institution is not None or sent.status is HandoverStatus.RETURNED
        status = HandoverStatus.WITHDRAWN if at_once else HandoverStatus.WITHDRAWING
        await execute(
            "update handover_sent set status = $3, withdrawn_at = $4 where tenant_id = $1 and id = $2",
            current_scope().tenant_id, sent.id, status.value, now(),
        )  # fmt: skip
        await tell_chain(case, WithdrawHandover, by=by, handover_id=sent.id)
        if sent.to_office is not None:
            await defer(TAKING_BACK, {"sent_handover_id": sent.id}, lock=f"handover/{sent.id}")
        changed = HandoverChanged(handover_id=sent.id, status=status, round=sent.round, case_id=case.id)
        return await settle(key, changed, by=by)
