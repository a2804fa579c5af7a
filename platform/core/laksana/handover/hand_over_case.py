"""Hand a case over to another office, or to an institution of the office's register."""

from datetime import datetime
from uuid import UUID

import msgspec

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import LoadedCase, case_for_update
from laksana.cases.office import office
from laksana.cases.usable import refuse_unusable
from laksana.handover.envelope import sealed
from laksana.handover.inputs import HandOverCase
from laksana.handover.link import issue_link
from laksana.handover.pack import Packed, pack, require_known_fields, require_sender
from laksana.handover.sent import awaiting, reminder, tell_chain
from laksana.handover.views import HandoverChanged, HandoverField, HandoverStatus
from laksana.jobs.defer import defer
from laksana_engine.commands import SendHandover
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor, TenantKind
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.errors import Conflict, Invalid
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.views import InstitutionView, TenantView

DELIVERY = "deliver_handover"
REMINDER = "remind_of_handover"

Receiver = TenantView | InstitutionView


async def hand_over_case(asked: HandOverCase, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over on its way: an envelope with the chosen fields and papers.

    To an office a job delivers it once; to an institution it is opened by the link that `link_id` names.
    Raises Invalid with the findings that stand against it, Forbidden for who may not send the case away, NotFound, and
    Conflict when the case is handed over already or someone was first.
    """
    refuse_unusable(asked)
    fields = require_known_fields(asked.fields)
    named = await tenant_by_slug(asked.to_office) if asked.to_office else None
    async with unit_of_work():
        stored = await claim("hand_over_case", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        # The case first: to an office that does not have it, nothing else about the hand-over is wrong or right.
        case = await case_for_update(asked.case_id, asked.expected_version)
        receiver = await _receiver(asked, named)
        require_sender(case, by)
        await _refuse_running(case)
        packed = await pack(case, fields, asked.papers, asked.note)
        handover_id = new_id()
        await tell_chain(case, SendHandover, by=by, handover_id=handover_id, round=1, receiver=receiver.slug)
        await _insert(handover_id, case, receiver, fields, packed, by)
        link_id = await start_out(handover_id, receiver, by)
        changed = HandoverChanged(
            handover_id=handover_id, status=HandoverStatus.SENT, round=1, case_id=case.id, link_id=link_id
        )
        return await settle(key, changed, by=by)


async def start_out(handover_id: UUID, receiver: Receiver, by: Actor) -> UUID | None:
    """The id of the link that opens a round to an institution; one to an office is delivered by a job."""
    if isinstance(receiver, InstitutionView):
        return await issue_link(handover_id, officer_id=by.officer_id)
    await defer(DELIVERY, {"sent_handover_id": handover_id}, lock=f"handover/{handover_id}")
    return None


async def set_reminder(handover_id: UUID, case: LoadedCase, receiver: Receiver) -> datetime:
    """When the sender is to be reminded of this round; a job will do it, once, unless it is answered before."""
    wait = awaiting(case, receiver) if isinstance(receiver, InstitutionView) else None
    at = reminder(await office(), wait)
    await defer(REMINDER, {"sent_handover_id": handover_id}, at=at)
    return at


async def _receiver(asked: HandOverCase, office_named: TenantView | None) -> Receiver:
    if asked.to_institution is None:
        return _office(office_named, asked.to_office or "")
    if asked.to_office is not None:
        raise Invalid((findings.error("handover.two_receivers", field="to_institution"),))
    found = await institution_by_slug(asked.to_institution, (await office()).day(now()))
    if found is None:
        slug = asked.to_institution[:60]
        raise Invalid((findings.error("case.unknown_institution", field="to_institution", institution=slug),))
    return found


def _office(found: TenantView | None, slug: str) -> TenantView:
    """The office that was named; raises Invalid for none, for a province, and for the office itself."""
    if found is None or found.kind is not TenantKind.OFFICE:
        raise Invalid((findings.error("handover.no_such_office", field="to_office", office=slug[:63]),))
    if found.id == current_scope().tenant_id:
        raise Invalid((findings.error("handover.to_itself", field="to_office", office=found.name),))
    return found


async def _refuse_running(case: LoadedCase) -> None:
    # The case's lock makes this look safe; the unique key stands behind it.
    running = await fetch_one(
        "select coalesce(to_office, to_institution) as receiver, status from handover_sent"
        " where tenant_id = $1 and case_id = $2 and (status in ('SENT', 'DELIVERED', 'QUEUED', 'RETURNED',"
        " 'WITHDRAWING') or (status = 'ACCEPTED' and to_office is not null))",
        current_scope().tenant_id, case.id,
    )  # fmt: skip
    if running is not None:
        state = HandoverStatus(running["status"]).label
        found = findings.error("handover.under_way", office=running["receiver"], status=state)
        raise Conflict("case", case.id, found)


async def _insert(
    handover_id: UUID,
    case: LoadedCase,
    receiver: Receiver,
    fields: tuple[HandoverField, ...],
    packed: Packed,
    by: Actor,
) -> None:
    at, outside = now(), isinstance(receiver, InstitutionView)
    await execute(
        "insert into handover_sent (tenant_id, id, case_id, to_office, to_institution, round, status, fields, papers,"
        " sealed, sent_by, first_sent_at, sent_at, remind_at, minutes_there, answers)"
        " values ($1, $2, $3, $4, $5, 1, $6, $7::jsonb, $8::jsonb, $9, $10, $11, $11, $12, 0, 0)",
        current_scope().tenant_id, handover_id, case.id, None if outside else receiver.slug,
        receiver.slug if outside else None, HandoverStatus.SENT.value, listed(fields), paired(packed.files),
        sealed(packed.envelope, handover_id=handover_id, key=case.key), by.officer_id, at,
        await set_reminder(handover_id, case, receiver),
    )  # fmt: skip


def listed(fields: tuple[HandoverField, ...]) -> str:
    """The chosen fields as they are stored."""
    return msgspec.json.encode([name.value for name in fields]).decode()


def paired(files: dict[UUID, UUID]) -> str:
    """Each paper's id in the envelope with the case's own file, as they are stored."""
    return msgspec.json.encode([[paper_id, attachment_id] for paper_id, attachment_id in files.items()]).decode()
