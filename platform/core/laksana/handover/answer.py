"""The frame of every answer to a received hand-over: claim the key, lock, answer once, tell the sender by a job."""

from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.office import office
from laksana.cases.usable import refuse_unusable
from laksana.handover.envelope import Answer, sealed
from laksana.handover.inputs import AnswerHandover
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana.jobs.defer import defer
from laksana.vault.keys import office_key
from laksana_engine.worktime import office_minutes_between
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.roles import ANALIS, KABID, KADIS, KASI, SEKRETARIS
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Conflict, Forbidden, Invalid, NotFound

MIRROR = "mirror_handover"
ANSWERED_BY = (KASI, ANALIS, KABID, SEKRETARIS, KADIS)
"""Who decides what the office takes on; no SOP says it before there is a case."""


async def answer_once(
    operation: str, asked: AnswerHandover, status: HandoverStatus, *, by: Actor, key: str, must_say_why: bool = False
) -> HandoverChanged:
    """The hand-over with this answer, which a job carries to the office that sent it.

    Raises Invalid for a reason that is missing, Forbidden for who does not decide, NotFound, and Conflict when it has
    been answered.
    """
    refuse_unusable(asked)
    reason = asked.reason.strip()
    tenant_id, at = current_scope().tenant_id, now()
    async with unit_of_work():
        stored = await claim(operation, key, asked, by=by, result=HandoverChanged)
        if stored is not None:
            return stored
        row = await fetch_one(
            "select status, round, delivered_at from handover_received where tenant_id = $1 and id = $2 for update",
            tenant_id, asked.handover_id,
        )  # fmt: skip
        if row is None:
            raise NotFound("handover", asked.handover_id)
        _require_decider(by)
        if row["status"] != HandoverStatus.DELIVERED:
            state = HandoverStatus(row["status"])
            code = "handover.withdrawn" if state is HandoverStatus.WITHDRAWN else "handover.answered"
            raise Conflict("handover", asked.handover_id, findings.error(code, status=state.label))
        if must_say_why and not reason:
            raise Invalid((findings.error("handover.no_reason", field="reason"),))
        minutes = office_minutes_between((await office()).calendar, row["delivered_at"], at)
        await execute(
            "update handover_received set status = $3, answered_at = $4, answered_by = $5, sealed_answer = $6,"
            " minutes = minutes + $7 where tenant_id = $1 and id = $2",
            tenant_id, asked.handover_id, status.value, at, by.officer_id,
            sealed(Answer(reason=reason), handover_id=asked.handover_id, key=await office_key()) if reason else None,
            minutes,
        )  # fmt: skip
        await tell_sender(asked.handover_id)
        changed = HandoverChanged(handover_id=asked.handover_id, status=status, round=row["round"])
        return await settle(key, changed, by=by)


async def tell_sender(handover_id: UUID) -> None:
    """A job that carries what stands at this office to the one that sent the hand-over; inside the unit of work."""
    await defer(MIRROR, {"handover_id": handover_id}, lock=f"handover/{handover_id}")


def _require_decider(by: Actor) -> None:
    if not by.roles & {role.code for role in ANSWERED_BY}:
        roles = ", ".join(role.label for role in ANSWERED_BY)
        raise Forbidden(findings.error("handover.answer_not_yours", roles=roles))
