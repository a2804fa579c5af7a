"""Remind the sender of a hand-over that nobody has answered."""

from uuid import UUID

import msgspec

from laksana.handover.hand_over_case import REMINDER
from laksana.jobs.app import handler
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope


class RemindOfHandover(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which hand-over of the office may need a reminder."""

    sent_handover_id: UUID


@handler(REMINDER)
async def remind_of_handover(asked: RemindOfHandover) -> None:
    """That nobody has answered in time is recorded, once a round; nothing for one that was answered or withdrawn."""
    async with unit_of_work():
        await execute(
            "update handover_sent set reminded_at = $3 where tenant_id = $1 and id = $2 and remind_at <= $3"
            " and reminded_at is null and status in ('SENT', 'DELIVERED')",
            current_scope().tenant_id, asked.sent_handover_id, now(),
        )  # fmt: skip
