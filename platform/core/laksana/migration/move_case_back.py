"""Move one case of a plan back to the release that it came from, unless somebody has acted in it since."""

from laksana.cases.change_release import change_release
from laksana.cases.kept_queries import KeptCase, hold_case
from laksana.cases.ledger import case_for_update
from laksana.cases.office import office
from laksana.migration.decide_again import Decided, decided_again
from laksana.migration.move_case import release_move, still_pending
from laksana.migration.verdict import Undecidable
from laksana.migration.views import Held, Phase, PlannedCaseView, PlanView, Standing
from laksana.procedures.installed import registry
from laksana_engine.commands import Acting, RevertMigration
from laksana_engine.events import LetterIssued, TaskEscalated
from laksana_engine.redeciding import SameState
from laksana_infra.clock import now
from laksana_infra.database import execute
from laksana_infra.scope import current_scope

NO_ACTS = (LetterIssued, TaskEscalated)
"""What the worker does by itself: it stands in nobody's way back."""


async def move_case_back(plan: PlanView, moved: PlannedCaseView) -> None:
    """The case under its former release again, or the reason why it stays, inside the caller's unit of work."""
    if not await still_pending(plan, moved, Phase.REVERTING, Standing.MOVED):
        return
    await hold_case(moved.case_id)
    decided = (await decided_again([moved.case_id], to_release=moved.from_release))[moved.case_id]
    held = _held(plan, moved, decided)
    if held is not None:
        await _stays(moved, held)
        return
    former = registry().release(plan.sop_slug, moved.from_release)
    command = RevertMigration(
        by=Acting(officer_id=plan.reverted.officer_id, roles={}),
        at=now(),
        calendar=(await office()).calendar,
        move=release_move(plan, decided.case, to_release=former.name, to_hash=former.hash),
    )
    changed = await change_release(await case_for_update(moved.case_id), former, command)
    await execute(
        "update migration_case set standing = $3, version = $4 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, moved.id, Standing.REVERTED.value, changed.version,
    )  # fmt: skip


def _held(plan: PlanView, moved: PlannedCaseView, decided: Decided) -> Held | None:
    if decided.case.status.ended:
        return Held.ENDED
    if decided.case.release != plan.to_release:
        return Held.MOVED_ON
    if _acted_in(decided.case, since=moved.version or 0):
        return Held.ACTED_IN
    match decided.verdict:
        case SameState():
            return None
        case Undecidable():
            return Held.UNREADABLE
        case _:
            return Held.DIFFERS


def _acted_in(case: KeptCase, *, since: int) -> bool:
    later = (batch for batch in case.batches if batch.first_seq > since)
    return any(not isinstance(event, NO_ACTS) for batch in later for event in batch.events)


async def _stays(moved: PlannedCaseView, held: Held) -> None:
    await execute(
        "update migration_case set held = $3 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, moved.id, held.value,
    )  # fmt: skip
