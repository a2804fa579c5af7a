"""Read what the other office answered to a hand-over."""

from uuid import UUID

from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.ledger import case_key_of
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.handover.envelope import Answer, opened
from laksana.procedures.installed import registry
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, NotFound


async def read_answer(handover_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str | None:
    """What the other office wrote with its answer, None when it wrote nothing; who read it is written down.

    Raises NotFound, and Forbidden for somebody who holds no role in the case's SOP.
    """
    row = await fetch_one(
        "select case_id, sealed_answer from handover_sent where tenant_id = $1 and id = $2",
        current_scope().tenant_id, handover_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("handover", handover_id)
    case = await case_by_id(row["case_id"])
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("handover.sent_reading_not_yours", roles=named(procedure)))
    if row["sealed_answer"] is None:
        return None
    await record_read(Reading.of_case(ReadKind.ANSWER, case), purpose, reader_in(procedure, by))
    key = await case_key_of(case.id)
    return opened(Answer, bytes(row["sealed_answer"]), handover_id=handover_id, key=key).reason
