"""Lines of an office's log of reads, newest first."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from laksana.audit.views import LoggedReadView, ReaderKind, ReadKind, ReadPurpose
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope

PAGE_LIMIT = 100

_COLUMNS = ", ".join(column.name for column in fields(LoggedReadView))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPosition:
    """Where a page of the log begins: after this line, newest first."""

    read_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFilter:
    """Which lines are wanted, None means any; `since` counts, `until` does not."""

    person_id: UUID | None = None
    case_id: UUID | None = None
    officer_id: UUID | None = None
    kind: ReadKind | None = None
    since: datetime | None = None
    until: datetime | None = None


async def logged_reads(
    wanted: ReadFilter, *, size: int, after: ReadPosition | None = None
) -> tuple[LoggedReadView, ...]:
    """Up to `size` + 1 lines (the extra one says that there are more)."""
    said, values = _conditions(wanted, after)
    rows = await fetch(
        f"select {_COLUMNS} from logged_read where tenant_id = $1{said} order by read_at desc, id desc limit $2",  # noqa: S608
        current_scope().tenant_id, min(size, PAGE_LIMIT) + 1, *values,
    )  # fmt: skip
    return tuple(
        LoggedReadView(
            **{
                **row,
                "reader": ReaderKind(row["reader"]),
                "kind": ReadKind(row["kind"]),
                "purpose": ReadPurpose(row["purpose"]) if row["purpose"] else None,
            }
        )
        for row in rows
    )


def _conditions(wanted: ReadFilter, after: ReadPosition | None) -> tuple[str, list[object]]:
    """Only what is asked stands in the statement, so that each question walks the index that was made for it."""
    asked = (
        ("person_id =", wanted.person_id),
        ("case_id =", wanted.case_id),
        ("officer_id =", wanted.officer_id),
        ("kind =", wanted.kind.value if wanted.kind else None),
        ("read_at >=", wanted.since),
        ("read_at <", wanted.until),
    )
    texts, values = list[str](), list[object]()
    for text, value in asked:
        if value is not None:
            values.append(value)
            texts.append(f" and {text} ${len(values) + 2}")
    if after is not None:
        texts.append(f" and (read_at, id) < (${len(values) + 3}, ${len(values) + 4})")
        values += (after.read_at, after.id)
    return "".join(texts), values
