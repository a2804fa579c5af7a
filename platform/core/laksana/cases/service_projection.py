"""What statistics ask beside the case's row: who owns the client for SPM, what was delivered, how referrals went."""

from collections.abc import Iterable
from uuid import UUID

from laksana_engine.events import Event, ReferralAnswered, ServicesGiven, SpmOwnerChanged
from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.vocabulary import ReferralResult

STILL_OPEN = (ReferralResult.QUEUED.value, ReferralResult.MORE_PAPERS.value, ReferralResult.ASSESSMENT_SCHEDULED.value)
"""Results after which the same referral will be answered again."""


async def project_services(case_id: UUID, events: Iterable[Event]) -> None:
    """Bring ownership, services and referrals of the case up to these events; its row is locked."""
    for event in events:
        match event:
            case SpmOwnerChanged():
                await _owned(case_id, event)
            case ServicesGiven():
                await _given(case_id, event)
            case ReferralAnswered():
                await _answered(case_id, event)
            case _:
                pass


async def _owned(case_id: UUID, event: SpmOwnerChanged) -> None:
    await execute(
        "update spm_ownership set until = $3 where tenant_id = $1 and case_id = $2 and until is null",
        current_scope().tenant_id, case_id, event.at,
    )  # fmt: skip
    await execute(
        "insert into spm_ownership (tenant_id, id, case_id, owner, since) values ($1, $2, $3, $4, $5)",
        current_scope().tenant_id, new_id(), case_id, event.owner, event.at,
    )  # fmt: skip


async def _given(case_id: UUID, event: ServicesGiven) -> None:
    await execute(
        "insert into service_given (tenant_id, case_id, at, id, item)"
        " select $1, $2, $3, s.* from unnest($4::uuid[], $5::text[]) as s",
        current_scope().tenant_id, case_id, event.at, [new_id() for _ in event.items], list(event.items),
    )  # fmt: skip


async def _answered(case_id: UUID, event: ReferralAnswered) -> None:
    """One row a referral: after an answer that leaves it open the next one changes it; days not said again stay."""
    tenant_id = current_scope().tenant_id
    latest = await fetch_one(
        "select id from referral where tenant_id = $1 and case_id = $2 and step = $3"
        " and institution is not distinct from $4 and result = any($5) order by id desc limit 1",
        tenant_id, case_id, event.step, event.institution, list(STILL_OPEN),
    )  # fmt: skip
    told = (event.result, event.answered_on, event.queued_on, event.queue_position, event.admitted_on, event.at)
    if latest is None:
        await execute(
            "insert into referral (tenant_id, id, case_id, step, institution, result, answered_on, queued_on,"
            " queue_position, admitted_on, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            tenant_id, new_id(), case_id, event.step, event.institution, *told,
        )  # fmt: skip
        return
    # A place in the queue holds for the answer that names it; the day on which the waiting began stays.
    await execute(
        "update referral set result = $3, answered_on = $4, queued_on = coalesce($5, queued_on), queue_position = $6,"
        " admitted_on = coalesce($7, admitted_on), updated_at = $8 where tenant_id = $1 and id = $2",
        tenant_id, latest["id"], *told,
    )  # fmt: skip
