"""Send a returned hand-over once more."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import case_for_update
from laksana.cases.office import office
from laksana.cases.usable import refuse_unusable
from laksana.handover.envelope import sealed
from laksana.handover.hand_over_case import Receiver, listed, paired, set_reminder, start_out
from laksana.handover.inputs import ResendHandover
from laksana.handover.pack import pack, require_known_fields, require_sender
from laksana.handover.sent import SentHandover, sent_handover, tell_chain
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana_engine.commands import SendHandover
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.errors import Conflict, NotFound
from laksana_tenants.queries import tenant_by_slug


async def resend_handover(asked: ResendHandover, *, by: Actor, key: str) -> HandoverChanged:
    """The returned hand-over on its way again, with what was asked for: its next round, to an institution a new link.

    Raises Invalid with the findings that stand against it, Forbidden for who may not send the case away, NotFound, and
    Conflict when it has not been returned.
    """
    refuse_unusable(asked)
    fields = require_known_fields(asked.fields)
    receiver = await _receiver(await sent_handover(asked.handover_id))
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        stored = await claim("resend_handover", key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        sent = await sent_handover(asked.handover_id, locked=True)
        case = await case_for_update(sent.case_id)
        require_sender(case, by)
        if sent.status is not HandoverStatus.RETURNED:
            against = findings.error("handover.not_returned", status=sent.status.label)
            raise Conflict("handover", sent.id, against)
        packed, next_round = await pack(case, fields, asked.papers, asked.note), sent.round + 1
        await tell_chain(case, SendHandover, by=by, handover_id=sent.id, round=next_round, receiver=receiver.slug)
        await execute(
            "update handover_sent set round = $3, status = $4, fields = $5::jsonb, papers = $6::jsonb,"
            " sealed = $7, sent_by = $8, sent_at = $9, remind_at = $10, delivered_at = null, answered_at = null,"
            " sealed_answer = null, reminded_at = null, noted_at = null where tenant_id = $1 and id = $2",
            tenant_id, sent.id, next_round, HandoverStatus.SENT.value, listed(fields), paired(packed.files),
            sealed(packed.envelope, handover_id=sent.id, key=case.key), by.officer_id, now(),
            await set_reminder(sent.id, case, receiver),
        )  # fmt: skip
        changed = HandoverChanged(
            handover_id=sent.id,
            status=HandoverStatus.SENT,
            round=next_round,
            case_id=case.id,
            link_id=await start_out(sent.id, receiver, by),
        )
        return await settle(key, changed, by=by)


async def _receiver(sent: SentHandover) -> Receiver:
    """Whom it was sent to; raises NotFound for an institution that the register no longer counts."""
    found: Receiver | None
    slug = sent.to_institution or sent.to_office or ""
    if sent.to_institution is not None:
        found = await institution_by_slug(slug, (await office()).day(now()))
    else:
        found = await tenant_by_slug(slug)
    if found is None:
        raise NotFound("institution" if sent.to_institution else "tenant", slug)
    return found
