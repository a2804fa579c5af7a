"""Enter the answer that an institution gave by letter or telephone."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import load_case
from laksana.cases.usable import refuse_unusable
from laksana.handover.inputs import EnterReply
from laksana.handover.pack import require_sender
from laksana.handover.sent import sent_handover
from laksana.handover.take_reply import take_reply
from laksana.handover.views import HandoverChanged
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def enter_reply(asked: EnterReply, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over as the institution answered it; who answered and who entered it differ.

    Raises Invalid with the findings that stand against it, Forbidden for who may not hand the case over, NotFound, and
    Conflict when it can no longer be answered.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("enter_reply", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        sent = await sent_handover(asked.handover_id, locked=True)
        require_sender(await load_case(sent.case_id), by)
        if sent.to_office is not None:
            raise Invalid((findings.error("handover.answers_itself", field="handover_id", office=sent.to_office),))
        status = await take_reply(sent, asked, answered_on=asked.answered_on, by=by, by_party=False)
        changed = HandoverChanged(handover_id=sent.id, status=status, round=sent.round, case_id=sent.case_id)
        return await settle(key, changed, by=by)
