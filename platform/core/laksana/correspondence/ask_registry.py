"""Ask the registry anew for the numbers that letters wait for, after the office's registers have changed."""

from dataclasses import dataclass
from uuid import UUID

from laksana.cases.ledger import case_for_update
from laksana.cases.office import office
from laksana.cases.projection import projected_tasks
from laksana.correspondence.projection import ISSUE_JOB
from laksana.jobs.app import handler
from laksana.jobs.defer import defer
from laksana_engine.state import LetterStage
from laksana_infra.changes import execute_together
from laksana_infra.database import fetch, unit_of_work
from laksana_infra.scope import current_scope

ASK_REGISTRY_JOB = "ask_registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRegistry:
    """The payload of the job: nothing, it is about the whole office."""


@handler(ASK_REGISTRY_JOB)
async def ask_registry(_: AskRegistry) -> None:
    """TU is asked for the number of each letter whose register is kept by hand now, and of no other.

    A paper that waited for the registry is issued when its register is the service's own again.
    """
    calendar = (await office()).calendar
    for case_id in await _cases_with_unnumbered_letters():
        async with unit_of_work():
            case = await case_for_update(case_id)
            await execute_together(await projected_tasks(case.id, case.procedure, case.state, calendar))
            for letter in case.state.letters.values():
                if letter.stage is LetterStage.REQUESTED:
                    payload = {"case_id": str(case_id), "letter_id": str(letter.id)}
                    await defer(ISSUE_JOB, payload, lock=f"case/{case_id}")


async def _cases_with_unnumbered_letters() -> tuple[UUID, ...]:
    rows = await fetch(
        "select distinct case_id from letter where tenant_id = $1 and stage in ('DRAFTED', 'REQUESTED')"
        " order by case_id",
        current_scope().tenant_id,
    )
    return tuple(row["case_id"] for row in rows)
