"""Cases read by one office: a case, pages of cases, timelines, and what waits for somebody and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from uuid import UUID

import msgspec

from laksana.cases.views import CaseView, TaskView, TimelineEntry
from laksana_engine.tasks import TaskKind
from laksana_infra.database import as_records, fetch, fetch_as
from laksana_infra.scope import current_scope
from laksana_sdk.states import Status
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound

PAGE_LIMIT = 100
FIRST_ID, LAST_ID = UUID(int=0), UUID(int=2**128 - 1)
"""No id comes before or after them: where a first page begins."""

_CASE_COLUMNS = ", ".join(column.name for column in fields(CaseView))
_TASK_COLUMNS = ", ".join(column.name for column in fields(TaskView))

_AFTER = "(since, id) > (coalesce($6, '-infinity'::timestamptz), $7::uuid)"
# Each role and post walks its own index to its oldest few; one condition over all would sort all that is open.
_INBOX = f"""
select t.* from unnest($2::text[]) asked cross join lateral (
    select {_TASK_COLUMNS} from case_task
    where tenant_id = $1 and role = asked and (officer_id is null or officer_id = $4) and {_AFTER}
    order by since, id limit $8) t
union
select t.* from unnest($3::text[]) asked cross join lateral (
    select {_TASK_COLUMNS} from case_task where tenant_id = $1 and role = asked and kind = 'FINALISE'
    and (officer_id is null or officer_id = $4) and {_AFTER} order by since, id limit $8) t
union
select t.* from unnest($5::uuid[]) above cross join lateral (
    select {_TASK_COLUMNS} from case_task
    where tenant_id = $1 and escalated_post = above and escalated_post is not null and {_AFTER}
    order by since, id limit $8) t
order by since, id limit $8
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a page of cases begins: after this case, newest first."""

    opened_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPosition:
    """Where a page of tasks begins: after this task, oldest first, whether or not it is still open."""

    since: datetime
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are wanted; None means any."""

    sop_slug: str | None = None
    status: Status | None = None
    agenda_number: str | None = None
    client_id: UUID | None = None


async def case_by_id(case_id: UUID) -> CaseView:
    """The case; raises NotFound, for another office's case too."""
    found = await cases_of_ids([case_id])
    if case_id not in found:
        raise NotFound("case", case_id)
    return found[case_id]


async def cases_page(wanted: CaseFilter, *, size: int, after: Position | None = None) -> tuple[CaseView, ...]:
    """Up to `size` + 1 cases, newest first (the extra one says that there are more)."""
    page = (after.opened_at if after else None, after.id if after else LAST_ID, min(size, PAGE_LIMIT) + 1)
    return await fetch_as(CaseView, cases_page_sql(wanted), current_scope().tenant_id, *page, *_given(wanted).values())


def cases_page_sql(wanted: CaseFilter) -> str:
    """The statement of such a page: office, position, id, size, then what is wanted in the filter's order.

    Only what is wanted is said: "is null or equal" would hide each column from its index.
    """
    narrowed = "".join(f" and {column} = ${place}" for place, column in enumerate(_given(wanted), 5))
    return (
        f"select {_CASE_COLUMNS} from case_ where tenant_id = $1{narrowed}"  # noqa: S608 - names of two dataclasses
        " and (opened_at, id) < (coalesce($2, 'infinity'::timestamptz), $3::uuid)"
        " order by opened_at desc, id desc limit $4"
    )


def _given(wanted: CaseFilter) -> dict[str, object]:
    """The columns that are wanted, with the value each has to have."""
    return {column: value for column, value in asdict(wanted).items() if value is not None}


async def cases_of_ids(case_ids: Sequence[UUID]) -> Mapping[UUID, CaseView]:
    """The cases of these ids that exist in this office."""
    cases = await fetch_as(
        CaseView,
        f"select {_CASE_COLUMNS} from case_ where tenant_id = $1 and id = any($2)",  # noqa: S608
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    return {case.id: case for case in cases}


async def timelines_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[TimelineEntry, ...]]:
    """Every event of these cases in order, with who caused it."""
    rows = await fetch(
        "select e.case_id, e.seq, e.kind, e.at, e.data, b.officer_id, b.role, b.capacity, b.performed_by"
        " from case_event e join case_batch b on b.tenant_id = e.tenant_id and b.id = e.batch_id"
        " where e.tenant_id = $1 and e.case_id = any($2) order by e.case_id, e.seq",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    found: dict[UUID, list[TimelineEntry]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        row["data"] = msgspec.json.decode(row["data"])
    for row, entry in zip(rows, as_records(TimelineEntry, rows), strict=True):
        found[row["case_id"]].append(entry)
    return {case_id: tuple(entries) for case_id, entries in found.items()}


async def tasks_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[TaskView, ...]]:
    """Who is asked now in each of these cases."""
    tasks = await fetch_as(
        TaskView,
        f"select {_TASK_COLUMNS} from case_task where tenant_id = $1 and case_id = any($2) order by since, id",  # noqa: S608
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    found: dict[UUID, list[TaskView]] = {case_id: [] for case_id in case_ids}
    for task in tasks:
        found[task.case_id].append(task)
    return {case_id: tuple(waiting) for case_id, waiting in found.items()}


async def inbox(by: Actor, *, size: int, after: TaskPosition | None = None) -> tuple[TaskView, ...]:
    """Up to `size` + 1 open tasks of the roles the actor holds, oldest first, without those given to someone else.

    Who only signs for a role (a.n., u.b.) is asked for the signatures of that role alone. What is past its time and was
    escalated comes to the post above too; `escalated_post` tells it from what the actor is asked.
    """
    above = [held.post_id for held in by.holdings if not held.capacity.only_signs]
    return await fetch_as(
        TaskView, _INBOX, current_scope().tenant_id,
        sorted(by.roles), sorted(by.signing_roles - by.roles), by.officer_id, above,
        after.since if after else None, after.id if after else FIRST_ID, min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip


async def inbox_with_cases(
    by: Actor, *, size: int, after: TaskPosition | None = None
) -> tuple[tuple[TaskView, ...], Mapping[UUID, CaseView]]:
    """The inbox, with the cases of its tasks by id."""
    tasks = await inbox(by, size=size, after=after)
    return tasks, await cases_of_ids([task.case_id for task in tasks])


async def overdue_cases(roles: Collection[str], at: datetime) -> tuple[UUID, ...]:
    """The cases with a task of these roles that is past its time and not escalated yet; no outsider's turn counts."""
    rows = await fetch(
        "select distinct case_id from case_task where tenant_id = $1 and due < $2 and role = any($3)"
        " and escalated_post is null and kind <> all($4) order by case_id",
        current_scope().tenant_id, at, sorted(roles), [TaskKind.OUTSIDE.value, TaskKind.COMPLETE_FILE.value],
    )  # fmt: skip
    return tuple(row["case_id"] for row in rows)
