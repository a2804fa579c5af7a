"""Send a returned hand-over once more."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import case_for_update
from laksana.cases.usable import refuse_unusable
from laksana.handover.envelope import sealed
from laksana.handover.hand_over_case import DELIVERY, listed, paired
from laksana.handover.inputs import ResendHandover
from laksana.handover.pack import pack, require_known_fields, require_sender
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana.jobs.defer import defer
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Conflict, NotFound


async def resend_handover(asked: ResendHandover, *, by: Actor, key: str) -> HandoverChanged:
    """The returned hand-over on its way again, with what was asked for: the next round of the same one.

    Raises Invalid with the findings that stand against it, Forbidden for who may not send the case away, NotFound, and
    Conflict when it has not been returned.
    """
    refuse_unusable(asked)
    fields = require_known_fields(asked.fields)
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        stored = await claim("resend_handover", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        row = await fetch_one(
            "select case_id, status, round from handover_sent where tenant_id = $1 and id = $2 for update",
            tenant_id, asked.handover_id,
        )  # fmt: skip
        if row is None:
            raise NotFound("handover", asked.handover_id)
        case = await case_for_update(row["case_id"])
        require_sender(case, by)
        if row["status"] != HandoverStatus.RETURNED:
            state = HandoverStatus(row["status"]).label
            raise Conflict("handover", asked.handover_id, findings.error("handover.not_returned", status=state))
        packed = await pack(case, fields, asked.papers, asked.note)
        await execute(
            "update handover_sent set round = round + 1, status = $3, fields = $4::jsonb, papers = $5::jsonb,"
            " sealed = $6, sent_by = $7, sent_at = $8, delivered_at = null, answered_at = null, sealed_answer = null"
            " where tenant_id = $1 and id = $2",
            tenant_id, asked.handover_id, HandoverStatus.SENT.value, listed(fields), paired(packed.files),
            sealed(packed.envelope, handover_id=asked.handover_id, key=case.key), by.officer_id, now(),
        )  # fmt: skip
        await defer(DELIVERY, {"sent_handover_id": asked.handover_id}, lock=f"handover/{asked.handover_id}")
        changed = HandoverChanged(
            handover_id=asked.handover_id, status=HandoverStatus.SENT, round=row["round"] + 1, case_id=case.id
        )
        return await settle(key, changed, by=by)
