"""Joint dispatches read by one office: pages of them, their cases with each one's result, and the initials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from laksana.audit.views import Concerned
from laksana.cases.queries import cases_of_ids, timelines_of_cases
from laksana.cases.views import CaseView, TimelineEntry
from laksana.dispatches.seals import open_reason
from laksana.dispatches.views import DispatchItemView, DispatchParafView, DispatchStatus, DispatchView
from laksana.procedures.installed import registry
from laksana_engine.events import LeftInBatch, OutsideAnswered
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope
from laksana_sdk.letters import Register
from laksana_sdk.paraf import asked_now
from laksana_sdk.procedure import Procedure, Wait
from laksana_sdk.roles import Role
from laksana_tenants.errors import NotFound

PAGE_LIMIT = 100
ENDED = (DispatchStatus.SENT, DispatchStatus.DISCARDED, DispatchStatus.WITHDRAWN)
OPEN = tuple(status for status in DispatchStatus if status not in ENDED)

_COLUMNS = ", ".join(column.name for column in fields(DispatchView))
_PARAF_COLUMNS = ", ".join(column.name for column in fields(DispatchParafView))


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPosition:
    """Where a page of joint dispatches begins: after this one, newest first."""

    created_at: datetime
    id: UUID


async def dispatch_by_id(dispatch_id: UUID) -> DispatchView:
    """The joint dispatch; raises NotFound, for another office's too."""
    found = await dispatches_by_ids([dispatch_id])
    if dispatch_id not in found:
        raise NotFound("dispatch", dispatch_id)
    return found[dispatch_id]


async def dispatches_by_ids(dispatch_ids: Sequence[UUID]) -> Mapping[UUID, DispatchView]:
    """Those of these joint dispatches that the office has."""
    rows = await fetch(
        f"select {_COLUMNS} from dispatch where tenant_id = $1 and id = any($2)",  # noqa: S608 - a dataclass's columns
        current_scope().tenant_id, list(dispatch_ids),
    )  # fmt: skip
    return {row["id"]: view_of(row) for row in rows}


async def dispatches_page(
    *, status: DispatchStatus | None = None, size: int, after: DispatchPosition | None = None
) -> tuple[DispatchView, ...]:
    """Up to `size` + 1 joint dispatches, newest first (the extra one says that there are more)."""
    rows = await fetch(
        f"select {_COLUMNS} from dispatch where tenant_id = $1 and ($2::text is null or status = $2)"  # noqa: S608
        " and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))"
        " order by created_at desc, id desc limit $5",
        current_scope().tenant_id, status.value if status else None, after.created_at if after else None,
        after.id if after else None, min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    return tuple(view_of(row) for row in rows)


async def dispatches_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[DispatchView, ...]]:
    """The joint dispatches that each of these cases is or was in, oldest first."""
    columns = ", ".join(f"d.{column.name}" for column in fields(DispatchView))
    rows = await fetch(
        f"select i.case_id, {columns} from dispatch_item i join dispatch d"  # noqa: S608 - a dataclass's columns
        " on d.tenant_id = i.tenant_id and d.id = i.dispatch_id"
        " where i.tenant_id = $1 and i.case_id = any($2) order by d.created_at, d.id",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    found: dict[UUID, list[DispatchView]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        found[row.pop("case_id")].append(view_of(row))
    return {case_id: tuple(views) for case_id, views in found.items()}


async def open_dispatches() -> tuple[DispatchView, ...]:
    """The joint dispatches of the office on which somebody still has something to do, oldest first, at most 500."""
    rows = await fetch(
        f"select {_COLUMNS} from dispatch where tenant_id = $1 and status = any($2) order by updated_at, id limit 500",  # noqa: S608
        current_scope().tenant_id, [status.value for status in OPEN],
    )  # fmt: skip
    return tuple(view_of(row) for row in rows)


async def reasons_of_dispatches(dispatch_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Why each of these joint dispatches that ever was sent back or discarded last was so; may name persons."""
    rows = await fetch(
        "select id, sealed_reason from dispatch"
        " where tenant_id = $1 and id = any($2) and sealed_reason is not null",
        current_scope().tenant_id, list(dispatch_ids),
    )  # fmt: skip
    return {row["id"]: await open_reason(bytes(row["sealed_reason"]), row["id"]) for row in rows}


async def parafs_of_dispatches(dispatch_ids: Sequence[UUID]) -> Mapping[UUID, tuple[DispatchParafView, ...]]:
    """Every paraf ever given on these letters, void ones included, oldest first."""
    rows = await fetch(
        f"select {_PARAF_COLUMNS} from dispatch_paraf where tenant_id = $1 and dispatch_id = any($2) order by at, id",  # noqa: S608
        current_scope().tenant_id, list(dispatch_ids),
    )  # fmt: skip
    found: dict[UUID, list[DispatchParafView]] = {dispatch_id: [] for dispatch_id in dispatch_ids}
    for row in rows:
        found[row["dispatch_id"]].append(DispatchParafView(**row))
    return {dispatch_id: tuple(views) for dispatch_id, views in found.items()}


async def items_of_dispatches(dispatch_ids: Sequence[UUID]) -> Mapping[UUID, tuple[DispatchItemView, ...]]:
    """The cases of these joint dispatches in the order of their letters, each with its own result so far."""
    rows = await fetch(
        "select dispatch_id, case_id, place, sent_version from dispatch_item"
        " where tenant_id = $1 and dispatch_id = any($2) order by dispatch_id, place",
        current_scope().tenant_id, list(dispatch_ids),
    )  # fmt: skip
    cases = await cases_of_ids([row["case_id"] for row in rows])
    timelines = await timelines_of_cases([row["case_id"] for row in rows if row["sent_version"] is not None])
    found: dict[UUID, list[DispatchItemView]] = {dispatch_id: [] for dispatch_id in dispatch_ids}
    for row in rows:
        case = cases[row["case_id"]]
        found[row["dispatch_id"]].append(_item(row, case, timelines.get(case.id, ())))
    return {dispatch_id: tuple(views) for dispatch_id, views in found.items()}


async def concerned_in_dispatches(dispatch_ids: Sequence[UUID]) -> Mapping[UUID, tuple[Concerned, ...]]:
    """The cases under each of these covering letters with their clients, in the order of the letter."""
    rows = await fetch(
        "select dispatch_id, case_id from dispatch_item where tenant_id = $1 and dispatch_id = any($2) order by place",
        current_scope().tenant_id, list(dispatch_ids),
    )  # fmt: skip
    cases = await cases_of_ids([row["case_id"] for row in rows])
    found: dict[UUID, list[Concerned]] = {dispatch_id: [] for dispatch_id in dispatch_ids}
    for row in rows:
        found[row["dispatch_id"]].append(Concerned.in_case(cases[row["case_id"]]))
    return {dispatch_id: tuple(concerned) for dispatch_id, concerned in found.items()}


def roles_asked(view: DispatchView, parafs: Sequence[DispatchParafView]) -> tuple[Role, ...]:
    """The roles whose turn it is: who drafts, who initial in any order, who decides to sign, binds the scan, sends."""
    batch = registry().release(view.sop_slug, view.release).procedure.batch
    if batch is None:
        return ()
    match view.status:
        case DispatchStatus.DRAFT | DispatchStatus.FINAL:
            return batch.by[:1]
        case DispatchStatus.AWAITING_PARAF:
            return asked_now(batch.paraf, [paraf.role for paraf in parafs if paraf.void_at is None])
        case DispatchStatus.AWAITING_SIGNATURE:
            return (batch.signer,)
        case DispatchStatus.SIGNED:
            procedure = registry().release(view.sop_slug, view.release).procedure
            return tuple(dict.fromkeys(procedure.step(slug).by for slug in batch.at))
        case DispatchStatus.SENT | DispatchStatus.DISCARDED | DispatchStatus.WITHDRAWN:
            return ()
        case _:
            assert_never(view.status)


def register_of(view: DispatchView) -> Register | None:
    """The register from which the dispatch's letter has its number; None for a letter that bears none."""
    batch = registry().release(view.sop_slug, view.release).procedure.batch
    return batch.register if batch is not None else None


def view_of(row: Mapping[str, Any]) -> DispatchView:
    """The stored row as callers see it."""
    return DispatchView(**{**row, "status": DispatchStatus(row["status"])})


def _item(row: Mapping[str, Any], case: CaseView, timeline: Sequence[TimelineEntry]) -> DispatchItemView:
    answer = _answer(row["dispatch_id"], timeline)
    procedure = registry().release(case.sop_slug, case.release).procedure
    return DispatchItemView(
        dispatch_id=row["dispatch_id"],
        case_id=case.id,
        place=row["place"],
        case_status=case.status,
        case_open=not case.status.ended,
        result=answer["outcome"] if answer else None,
        result_label=_label(procedure, answer["step"], answer["outcome"]) if answer else None,
        answered_on=date.fromisoformat(answer["answered_on"]) if answer else None,
    )


def _answer(dispatch_id: UUID, timeline: Sequence[TimelineEntry]) -> Mapping[str, Any] | None:
    """The latest answer since the case left with this dispatch, up to its next joint dispatch."""
    answer, within = None, False
    for entry in timeline:
        if entry.kind == LeftInBatch.kind:
            within = entry.data["dispatch_id"] == str(dispatch_id)
        elif entry.kind == OutsideAnswered.kind and within:
            answer = entry.data
    return answer


def _label(procedure: Procedure, step: str, outcome: str) -> str:
    node = procedure.step(step)
    outcomes = node.outcomes if isinstance(node, Wait) else ()
    return next((one.label for one in outcomes if one.code == outcome), outcome)
