"""Show what is past its time to the post above."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from laksana.cases.ledger import case_for_update, record
from laksana.cases.office import office
from laksana.cases.queries import overdue_cases
from laksana.jobs.app import handler
from laksana.jobs.rounds import every_office
from laksana_engine.commands import Acting, EscalateOverdue
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_tenants.resolve import posts_above_roles

JOB = "escalate_overdue"
THE_SYSTEM = Acting(officer_id=None, roles={})


class OverdueRound(msgspec.Struct, frozen=True):
    """One round through an office; it needs to know nothing else."""


@every_office("*/5 * * * *")
@handler(JOB)
async def escalate_in_turn(_asked: OverdueRound) -> None:
    """One round of `escalate_overdue` through the office in scope."""
    await escalate_overdue()


async def escalate_overdue() -> int:
    """How many tasks of the office in scope were escalated: each past its time, once, to the post above its role.

    Which moment that is the business clock says, not the queue's. A case that somebody is at work on waits its turn.
    """
    here = await office()
    above = await posts_above_roles(here.day(now()))
    return sum([await _escalated(case_id, above) for case_id in await overdue_cases(above, now())])


async def _escalated(case_id: UUID, above: Mapping[str, UUID]) -> int:
    async with unit_of_work():
        case, here = await case_for_update(case_id), await office()
        command = EscalateOverdue(by=THE_SYSTEM, at=now(), calendar=here.calendar, posts_above=above)
        decision = decide(case.procedure, case.state, command)
        # Somebody did the task since it was looked up.
        if isinstance(decision, Refusal):
            return 0
        await record(case, command, calendar=here.calendar)
        return len(decision.events)
