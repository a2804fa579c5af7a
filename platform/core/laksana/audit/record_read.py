"""Write down that personal data are read: who, in which capacity, what for, what, and about whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from laksana.audit.views import Concerned, Reader, Reading, ReadKind, ReadPurpose, Standing
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope

SEEN_AGAIN_AFTER = timedelta(hours=1)
"""What is merely shown is written down once within this time: a page that is loaded anew is the same reading."""

_INSERT = """
insert into logged_read (tenant_id, read_at, reader, officer_id, link_id, reader_name, id, kind, purpose, role,
    capacity, post, case_id, person_id, attachment_id, letter_id, dispatch_id, handover_id)
select $1, $2, $3, $4, $5, $6, r.* from unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
    $12::text[], $13::uuid[], $14::uuid[], $15::uuid[], $16::uuid[], $17::uuid[], $18::uuid[])
    as r(id, kind, purpose, role, capacity, post, case_id, person_id, attachment_id, letter_id, dispatch_id,
        handover_id)
"""
_SEEN_BEFORE = """
select r.place from unnest($4::text[], $5::text[], $6::uuid[], $7::uuid[]) with ordinality
    as r(kind, purpose, case_id, person_id, place)
where exists (
    select from logged_read l where l.tenant_id = $1 and l.person_id = r.person_id and l.read_at > $2
        and l.officer_id = $3 and l.kind = r.kind and l.case_id is not distinct from r.case_id
        and l.purpose is not distinct from r.purpose)
"""

_log = structlog.stdlib.get_logger("laksana.audit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing that was shown to somebody in one standing and for one purpose."""

    kind: ReadKind
    purpose: ReadPurpose | None
    standing: Standing
    concerned: Concerned
    attachment_id: UUID | None = None
    letter_id: UUID | None = None
    dispatch_id: UUID | None = None
    handover_id: UUID | None = None


async def record_read(reading: Reading, purpose: ReadPurpose | None, reader: Reader) -> None:
    """The reading stands in the office's log, once for each person concerned.

    Call it before anything is given out, outside any unit of work: who cannot be written down reads nothing.
    """
    rows = [
        Shown(
            kind=reading.kind,
            purpose=purpose,
            standing=reader.standing,
            concerned=concerned,
            attachment_id=reading.attachment_id,
            letter_id=reading.letter_id,
            dispatch_id=reading.dispatch_id,
            handover_id=reading.handover_id,
        )
        for concerned in reading.concerned
    ]
    async with unit_of_work():
        await execute(_INSERT, *_frame(reader, now()), *_columns(rows))
    _note(reader, reading.kind, purpose)


async def record_opened(opened: Sequence[Shown], reader: Reader) -> None:
    """Each of several things that are opened stands in the office's log, whatever was opened before.

    One statement, however much it is. Call it as `record_read`.
    """
    if not opened:
        return
    async with unit_of_work():
        await execute(_INSERT, *_frame(reader, now()), *_columns(opened))
    for one in opened:
        _note(reader, one.kind, one.purpose)


async def record_shown(shown: Sequence[Shown], reader: Reader, *, at: datetime | None = None) -> None:
    """What this reader saw stands in the office's log, unless it does so already since less than an hour.

    One statement looks, however much was shown, and one writes where something is new. No unique key would do: two
    requests would wait for each other's rows, and a reader must never wait for another. `at` is when it was, or now.
    """
    if not shown:
        return
    seen_at = at or now()
    known = await fetch(
        _SEEN_BEFORE,
        current_scope().tenant_id,
        seen_at - SEEN_AGAIN_AFTER,
        reader.officer_id,
        [one.kind.value for one in shown],
        [one.purpose.value if one.purpose else None for one in shown],
        [one.concerned.case_id for one in shown],
        [one.concerned.person_id for one in shown],
    )
    places = {row["place"] for row in known}
    unseen = [one for place, one in enumerate(shown, start=1) if place not in places]
    if unseen:
        async with unit_of_work():
            await execute(_INSERT, *_frame(reader, seen_at), *_columns(unseen))


def _note(reader: Reader, kind: ReadKind, purpose: ReadPurpose | None) -> None:
    _log.info(
        "data_read",
        officer_id=str(reader.officer_id),
        reader=reader.kind.value,
        purpose=purpose.value if purpose else None,
        kind=kind.value,
    )


def _frame(reader: Reader, at: datetime) -> tuple[object, ...]:
    """What all rows of one reading share."""
    return (current_scope().tenant_id, at, reader.kind.value, reader.officer_id, reader.link_id, reader.name)


def _columns(shown: Sequence[Shown]) -> tuple[list[object], ...]:
    """What differs from row to row, each column as an array."""
    return (
        [new_id() for _ in shown],
        [row.kind.value for row in shown],
        [row.purpose.value if row.purpose else None for row in shown],
        [row.standing.role for row in shown],
        [row.standing.capacity for row in shown],
        [row.standing.post for row in shown],
        [row.concerned.case_id for row in shown],
        [row.concerned.person_id for row in shown],
        [row.attachment_id for row in shown],
        [row.letter_id for row in shown],
        [row.dispatch_id for row in shown],
        [row.handover_id for row in shown],
    )
