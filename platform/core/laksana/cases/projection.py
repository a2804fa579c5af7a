"""A case's row and its open tasks, written from its state in the transaction of its events."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from laksana.correspondence.wanted import GIVE_NUMBER, numbers_wanted
from laksana_engine.events import CaseEnded, Event, ExitDecided, ExitRetracted
from laksana_engine.state import CaseState
from laksana_engine.tasks import open_tasks
from laksana_engine.worktime import Calendar
from laksana_infra.changes import Change
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.procedure import Procedure
from laksana_sdk.roles import TU
from laksana_sdk.states import Status

_INSERT_TASKS = """
insert into case_task (tenant_id, case_id, id, kind, step, role, officer_id, letter_id, since, due, escalated_post,
    escalated_at)
select $1, $2, t.* from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[],
    $9::timestamptz[], $10::timestamptz[], $11::uuid[], $12::timestamptz[]) as t
"""


def projected_case(
    case_id: UUID, state: CaseState, events: Iterable[Event], at: datetime, *, head_hash: bytes
) -> Change:
    """What brings the case's row up to its state and the head of its chain; the common core is part of the state."""
    happened = tuple(events)
    ended = any(isinstance(event, CaseEnded) for event in happened)
    repeats = [event.other_case for event in happened if isinstance(event, ExitDecided) and event.other_case]
    retracted = any(isinstance(event, ExitRetracted) for event in happened)
    core, emergency = state.core, state.emergency
    return Change.of(
        "update case_ set status = $3, step = $4, version = $5, agenda_number = $6, round = $7, received_at = $8,"
        " received_complete_at = $9, completed_at = coalesce(completed_at, $10), closed_at = coalesce(closed_at, $11),"
        " updated_at = $12, ppks_category = $13, spm_code = $14, kecamatan = $15, sex = $16, birth_year = $17,"
        " guardian_consent = $18, outcome = $19, spm_owner = $20, reopened_at = $21, episode_of = $22,"
        " duplicate_of = case when $26 then null else coalesce($23, duplicate_of) end, emergency_confirm_by = $24,"
        " owed_papers = $25, head_hash = $27"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, case_id, state.status.value, state.step, state.version, state.agenda_number,
        state.round, state.received_at, state.received_complete_at,
        at if ended and state.status is Status.COMPLETED else None, at if ended else None, at,
        core.ppks_category, core.spm_code, core.kecamatan, core.sex, core.birth_year, core.guardian_consent,
        core.outcome or state.outcome, state.spm_owner, state.reopened_at, state.episode_of,
        repeats[-1] if repeats else None,
        emergency.confirm_by if emergency and emergency.confirmed_at is None else None, len(state.owed),
        retracted, head_hash,
    )  # fmt: skip


async def projected_tasks(case_id: UUID, procedure: Procedure, state: CaseState, calendar: Calendar) -> list[Change]:
    """What replaces the case's open tasks by those of its state."""
    tenant_id = current_scope().tenant_id
    changes = [Change.of("delete from case_task where tenant_id = $1 and case_id = $2", tenant_id, case_id)]
    tasks = open_tasks(procedure, state, calendar)
    asked = [
        (
            *(new_id(), task.kind.value, task.step, task.role, task.officer_id, task.letter_id, task.since, task.due),
            *((task.escalated.post_id, task.escalated.at) if task.escalated else (None, None)),
        )
        for task in tasks
    ]
    asked += [
        (
            *(new_id(), GIVE_NUMBER, state.step or letter.kind, TU.code, None, letter.id),
            *(letter.changed_at or since, None, None, None),
        )
        for letter in await numbers_wanted(procedure, state, tasks)
        if (since := state.step_since)
    ]
    if asked:
        columns = [list(column) for column in zip(*asked, strict=True)]
        changes.append(Change.of(_INSERT_TASKS, tenant_id, case_id, *columns))
    return changes
