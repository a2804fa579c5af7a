"""Bind the case that an office opens to the hand-over that it comes from."""

from uuid import UUID

from laksana.attachments.adopt import InspectedFile, adopt_inspected
from laksana.handover.answer import tell_sender
from laksana.handover.envelope import Envelope, opened, paper_key
from laksana.handover.views import HandoverStatus
from laksana.vault.keys import office_key
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.errors import Invalid


async def take_up(handover_id: UUID, case_id: UUID, *, officer_id: UUID) -> None:
    """The new case is the hand-over's, its papers are the case's own; inside the unit of work that opens the case.

    Raises Invalid when the office has no such hand-over, has not accepted it, or has opened a case from it before.
    """
    tenant_id, at = current_scope().tenant_id, now()
    row = await fetch_one(
        "select status, round, case_id, sealed from handover_received where tenant_id = $1 and id = $2 for update",
        tenant_id, handover_id,
    )  # fmt: skip
    if row is None:
        raise Invalid((findings.error("handover.unknown", field="handover_id", handover=str(handover_id)),))
    if row["status"] != HandoverStatus.ACCEPTED:
        state = HandoverStatus(row["status"]).label
        raise Invalid((findings.error("handover.not_accepted", field="handover_id", status=state),))
    if row["case_id"] is not None:
        raise Invalid((findings.error("handover.taken_up", field="handover_id", case=str(row["case_id"])),))
    envelope = opened(Envelope, bytes(row["sealed"]), handover_id=handover_id, key=await office_key())
    files = [
        InspectedFile(
            purpose=paper.purpose,
            file_name=paper.file_name,
            content_type=paper.content_type,
            length=paper.length,
            sha256=paper.sha256,
            object_key=paper_key(tenant_id, handover_id, row["round"], paper.id),
        )
        for paper in envelope.papers
    ]
    await adopt_inspected(case_id, files, officer_id=officer_id)
    await execute(
        "update handover_received set case_id = $3, opened_at = $4 where tenant_id = $1 and id = $2",
        tenant_id, handover_id, case_id, at,
    )  # fmt: skip
    await tell_sender(handover_id)
