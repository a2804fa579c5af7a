"""Tell the other office that a hand-over is withdrawn: whoever is first at its row, the answer or this, is right."""

from uuid import UUID

import msgspec
import structlog

from laksana.handover.sent import sent_handover
from laksana.handover.views import HandoverStatus
from laksana.handover.withdraw_handover import TAKING_BACK
from laksana.jobs.app import handler
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope, entering_other_office
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import current_tenant, tenant_by_slug

_log = structlog.stdlib.get_logger("laksana.handover")


class TakeBackHandover(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which hand-over of the office is withdrawn."""

    sent_handover_id: UUID


@handler(TAKING_BACK)
async def take_back_handover(asked: TakeBackHandover) -> None:
    """The other office's row is WITHDRAWN and the sender's too, unless the other office has answered before.

    Killed at any point and run again it ends the same; raises NotFound for a hand-over that the office never sent.
    """
    sent, here = await sent_handover(asked.sent_handover_id), await current_tenant()
    other = await tenant_by_slug(sent.to_office or "")
    if other is None:
        raise NotFound("tenant", sent.to_office or "")
    with entering_other_office(other.id, "the office that was offered a case learns that the offer is withdrawn"):
        answered = await _withdraw_there(sent.id, here.slug)
    if answered:
        # The other office's own job tells the answer.
        return
    async with unit_of_work():
        await execute(
            "update handover_sent set status = 'WITHDRAWN' where tenant_id = $1 and id = $2 and status = 'WITHDRAWING'",
            current_scope().tenant_id, sent.id,
        )  # fmt: skip
    _log.info("handover_withdrawn", handover_id=str(sent.id), tenant_id=str(here.id))


async def _withdraw_there(handover_id: UUID, from_office: str) -> bool:
    """Whether the office in scope had answered already; otherwise its row, where it has one, is WITHDRAWN now."""
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        await execute(
            "update handover_received set status = 'WITHDRAWN', withdrawn_at = $4"
            " where tenant_id = $1 and id = $2 and from_office = $3 and status in ('DELIVERED', 'RETURNED')",
            tenant_id, handover_id, from_office, now(),
        )  # fmt: skip
        row = await fetch_one(
            "select status from handover_received where tenant_id = $1 and id = $2 and from_office = $3",
            tenant_id, handover_id, from_office,
        )  # fmt: skip
    return row is not None and row["status"] != HandoverStatus.WITHDRAWN
