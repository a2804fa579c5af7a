"""Take note of the answer to a hand-over, so that nobody is asked to look at it any more."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import load_case
from laksana.handover.inputs import SentHandoverAct
from laksana.handover.pack import require_sender
from laksana.handover.sent import sent_handover
from laksana.handover.views import HandoverChanged
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_tenants.actor import Actor


async def note_answer(asked: SentHandoverAct, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over, its answer taken note of; raises NotFound, and Forbidden for who may not hand the case over."""
    async with unit_of_work():
        stored = await claim("note_answer", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        sent = await sent_handover(asked.handover_id, locked=True)
        require_sender(await load_case(sent.case_id), by)
        await execute(
            "update handover_sent set noted_at = $3 where tenant_id = $1 and id = $2 and answered_at is not null",
            current_scope().tenant_id, sent.id, now(),
        )  # fmt: skip
        changed = HandoverChanged(handover_id=sent.id, status=sent.status, round=sent.round, case_id=sent.case_id)
        return await settle(key, changed, by=by)
