"""Hand a case over to another office."""

from uuid import UUID

import msgspec

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import LoadedCase, case_for_update
from laksana.cases.usable import refuse_unusable
from laksana.handover.envelope import sealed
from laksana.handover.inputs import HandOverCase
from laksana.handover.pack import Packed, pack, require_known_fields, require_sender
from laksana.handover.views import HandoverChanged, HandoverField, HandoverStatus
from laksana.jobs.defer import defer
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.states import Status
from laksana_tenants.actor import Actor, TenantKind
from laksana_tenants.errors import Conflict, Invalid
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.views import TenantView

DELIVERY = "deliver_handover"

# A case that has ended otherwise is no longer anybody's to take on.
_ENDED_FOR_ANOTHER = frozenset({Status.FORWARDED, Status.MOVED})


async def hand_over_case(asked: HandOverCase, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over on its way: an envelope with the chosen fields and papers, which a job delivers once.

    Raises Invalid with the findings that stand against it, Forbidden for who may not send the case away, NotFound, and
    Conflict when the case is handed over already or someone was first.
    """
    refuse_unusable(asked)
    fields = require_known_fields(asked.fields)
    named = await tenant_by_slug(asked.to_office)
    async with unit_of_work():
        stored = await claim("hand_over_case", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        # The case first: to an office that does not have it, nothing else about the hand-over is wrong or right.
        case = await case_for_update(asked.case_id, asked.expected_version)
        receiver = _receiver(named, asked.to_office)
        require_sender(case, by)
        await _refuse_unfit(case)
        packed = await pack(case, fields, asked.papers, asked.note)
        handover_id = await _insert(case, receiver, fields, packed, by)
        await defer(DELIVERY, {"sent_handover_id": handover_id}, lock=f"handover/{handover_id}")
        changed = HandoverChanged(handover_id=handover_id, status=HandoverStatus.SENT, round=1, case_id=case.id)
        return await settle(key, changed, by=by)


def _receiver(found: TenantView | None, slug: str) -> TenantView:
    """The office that was named; raises Invalid for none, for a province, and for the office itself."""
    if found is None or found.kind is not TenantKind.OFFICE:
        raise Invalid((findings.error("handover.no_such_office", field="to_office", office=slug[:63]),))
    if found.id == current_scope().tenant_id:
        raise Invalid((findings.error("handover.to_itself", field="to_office", office=found.name),))
    return found


async def _refuse_unfit(case: LoadedCase) -> None:
    status = case.state.status
    if status is Status.DRAFT or (status.ended and status not in _ENDED_FOR_ANOTHER):
        raise Invalid((findings.error("handover.case_unfit", field="case_id", status=status.label),))
    # The case's lock makes this look safe; the unique key stands behind it.
    running = await fetch_one(
        "select to_office, status from handover_sent where tenant_id = $1 and case_id = $2 and status <> 'REFUSED'",
        current_scope().tenant_id, case.id,
    )  # fmt: skip
    if running is not None:
        state = HandoverStatus(running["status"]).label
        raise Conflict("case", case.id, findings.error("handover.under_way", office=running["to_office"], status=state))


async def _insert(
    case: LoadedCase, receiver: TenantView, fields: tuple[HandoverField, ...], packed: Packed, by: Actor
) -> UUID:
    handover_id, at = new_id(), now()
    await execute(
        "insert into handover_sent (tenant_id, id, case_id, to_office, round, status, fields, papers, sealed, sent_by,"
        " first_sent_at, sent_at, minutes_there)"
        " values ($1, $2, $3, $4, 1, $5, $6::jsonb, $7::jsonb, $8, $9, $10, $10, 0)",
        current_scope().tenant_id, handover_id, case.id, receiver.slug, HandoverStatus.SENT.value, listed(fields),
        paired(packed.files), sealed(packed.envelope, handover_id=handover_id, key=case.key), by.officer_id, at,
    )  # fmt: skip
    return handover_id


def listed(fields: tuple[HandoverField, ...]) -> str:
    """The chosen fields as they are stored."""
    return msgspec.json.encode([name.value for name in fields]).decode()


def paired(files: dict[UUID, UUID]) -> str:
    """Each paper's id in the envelope with the case's own file, as they are stored."""
    return msgspec.json.encode([[paper_id, attachment_id] for paper_id, attachment_id in files.items()]).decode()
