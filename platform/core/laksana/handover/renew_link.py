"""Give an institution a new link to its hand-over."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import load_case
from laksana.handover.inputs import SentHandoverAct
from laksana.handover.link import issue_link
from laksana.handover.pack import require_sender
from laksana.handover.sent import sent_handover
from laksana.handover.views import HandoverChanged
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def renew_link(asked: SentHandoverAct, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over with a new link, the only one that opens it from now on; its envelope stays as it is.

    Raises Invalid for a hand-over to an office, Forbidden for who may not hand the case over, and NotFound.
    """
    async with unit_of_work():
        stored = await claim("renew_link", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        sent = await sent_handover(asked.handover_id, locked=True)
        require_sender(await load_case(sent.case_id), by)
        if sent.to_office is not None:
            raise Invalid((findings.error("handover.answers_itself", field="handover_id", office=sent.to_office),))
        changed = HandoverChanged(
            handover_id=sent.id,
            status=sent.status,
            round=sent.round,
            case_id=sent.case_id,
            link_id=await issue_link(sent.id, officer_id=by.officer_id),
        )
        return await settle(key, changed, by=by)
