"""Hand-overs of an office, sent and received, without what names a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from laksana.cases.office import office
from laksana.handover.views import HandoverField, HandoverStatus, ReceivedHandoverView, SentHandoverView
from laksana_engine.worktime import Calendar, office_minutes_between
from laksana_infra.clock import now
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope
from laksana_tenants.errors import NotFound

PAGE_LIMIT = 100

_RECEIVED = f"select {', '.join(column.name for column in fields(ReceivedHandoverView))} from handover_received"  # noqa: S608
_SENT = (
    "select s.id, case_id, to_office, to_institution, status, round, fields::text as fields, papers::text as papers,"
    " sent_by, first_sent_at, sent_at, delivered_at, answered_at, opened_at, reminded_at, withdrawn_at, minutes_there,"
    " l.expires_at as link_until from handover_sent s left join handover_link l on l.tenant_id = s.tenant_id"
    " and l.handover_id = s.id and l.revoked_at is null"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPosition:
    """Where a page of received hand-overs begins: after this one, newest first."""

    received_at: datetime
    id: UUID


async def handovers_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[SentHandoverView, ...]]:
    """The hand-overs of each of these cases, oldest first."""
    rows = await fetch(
        f"{_SENT} where s.tenant_id = $1 and case_id = any($2::uuid[]) order by s.id",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    found: dict[UUID, list[SentHandoverView]] = {case_id: [] for case_id in case_ids}
    if rows:
        calendar = (await office()).calendar
        for row in rows:
            found[row["case_id"]].append(_sent(row, calendar))
    return {case_id: tuple(views) for case_id, views in found.items()}


async def received_page(
    status: HandoverStatus | None, *, size: int, after: ReceivedPosition | None = None
) -> tuple[ReceivedHandoverView, ...]:
    """Up to `size` + 1 received hand-overs, newest first; of one status where it is given."""
    rows = await fetch(
        f"{_RECEIVED} where tenant_id = $1 and ($2::text is null or status = $2)"
        " and ($3::timestamptz is null or (received_at, id) < ($3, $4::uuid))"
        " order by received_at desc, id desc limit $5",
        current_scope().tenant_id, status.value if status else None, after.received_at if after else None,
        after.id if after else None, min(size, PAGE_LIMIT) + 1,
    )  # fmt: skip
    return tuple(_received(row) for row in rows)


async def received_unanswered() -> tuple[ReceivedHandoverView, ...]:
    """The received hand-overs that wait for the office's answer, oldest first, at most 500."""
    rows = await fetch(
        f"{_RECEIVED} where tenant_id = $1 and status = 'DELIVERED' order by delivered_at, id limit 500",
        current_scope().tenant_id,
    )
    return tuple(_received(row) for row in rows)


async def sent_to_look_at() -> tuple[SentHandoverView, ...]:
    """The sent hand-overs whose answer nobody has taken note of, or that nobody answered in time; at most 500."""
    rows = await fetch(
        f"{_SENT} where s.tenant_id = $1 and ((status in ('ACCEPTED', 'QUEUED', 'RETURNED', 'REFUSED')"
        " and noted_at is null) or (status in ('SENT', 'DELIVERED') and reminded_at is not null))"
        " order by s.id limit 500",
        current_scope().tenant_id,
    )
    calendar = (await office()).calendar if rows else None
    return tuple(_sent(row, calendar) for row in rows if calendar is not None)


async def received_by_id(handover_id: UUID) -> ReceivedHandoverView:
    """The received hand-over; raises NotFound, for another office's too."""
    found = await received_by_ids([handover_id])
    if handover_id not in found:
        raise NotFound("handover", handover_id)
    return found[handover_id]


async def received_by_ids(handover_ids: Sequence[UUID]) -> Mapping[UUID, ReceivedHandoverView]:
    """Those of these received hand-overs that the office has."""
    rows = await fetch(
        f"{_RECEIVED} where tenant_id = $1 and id = any($2)", current_scope().tenant_id, list(handover_ids)
    )
    return {row["id"]: _received(row) for row in rows}


def _received(row: Mapping[str, Any]) -> ReceivedHandoverView:
    return ReceivedHandoverView(**{**row, "status": HandoverStatus(row["status"])})


def _sent(row: Mapping[str, Any], calendar: Calendar) -> SentHandoverView:
    papers = msgspec.json.decode(row["papers"], type=list[tuple[UUID, UUID]])
    return SentHandoverView(
        **{
            **{name: row[name] for name in row if name != "papers"},
            "status": HandoverStatus(row["status"]),
            "fields": tuple(HandoverField(name) for name in msgspec.json.decode(row["fields"])),
            "attachment_ids": tuple(attachment_id for _, attachment_id in papers),
            "minutes_here": office_minutes_between(
                calendar, row["first_sent_at"], row["answered_at"] or row["withdrawn_at"] or now()
            ),
        }
    )
