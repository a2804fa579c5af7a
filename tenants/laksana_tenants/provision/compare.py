"""Compare a pack with what is stored: which rows are added, changed or ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from laksana_tenants.provision.check_pack import holder_clash, role_clash
from laksana_tenants.provision.faults import Fault
from laksana_tenants.provision.pack import KINDS, POST, POST_HOLDER, ROLE_POST, Key, Kind, Pack, PackRow, Value
from laksana_tenants.provision.plan import Change, FieldChange, PlanRow, shown
from laksana_tenants.provision.stored import StoredOffice, StoredRow

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that differs: the values to write, and the id of the stored row unless it is new."""

    change: Change
    kind: Kind
    key: Key
    id: UUID | None
    values: Mapping[str, Value]
    before: Mapping[str, Value]

    def as_plan_row(self) -> PlanRow:
        """The difference as a person reads it."""
        return PlanRow(
            change=self.change,
            kind=self.kind.name,
            key=self.key,
            fields=field_changes(self.before, self.values),
        )


def field_changes(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[FieldChange, ...]:
    """The fields whose value is another one afterwards; of a mapping, the entries that are."""
    found: list[FieldChange] = []
    for name, value in after.items():
        old = before.get(name)
        if old == value:
            continue
        if isinstance(old, dict) and isinstance(value, dict):
            entries = {**dict.fromkeys(old), **value}
            found += [
                FieldChange(name=f"{name}.{change.name}", before=change.before, after=change.after)
                for change in field_changes(old, entries)
            ]
        else:
            found.append(FieldChange(name=name, before=shown(old), after=shown(value)))
    return tuple(found)


def differences(pack: Pack, office: StoredOffice, *, today: date) -> tuple[Difference, ...]:
    """Every row of the office that the pack changes; what left the pack ends yesterday, so that today it is over."""
    return tuple(
        difference
        for kind in KINDS
        for difference in (
            *_ended(kind, {row.key for row in pack.of(kind)}, office, today),
            *_wanted(pack.of(kind), office.of(kind)),
        )
    )


def history_faults(pack: Pack, office: StoredOffice, *, today: date) -> Iterator[Fault]:
    """Faults of rows that cannot stand beside history: beside stored rows that are not in the pack any more."""
    shared = {row.values["code"] for row in pack.of(POST) if row.values["is_shared"]}
    for kind in (POST_HOLDER, ROLE_POST):
        keys = {row.key for row in pack.of(kind)}
        for stored in (row for row in office.of(kind).values() if row.key not in keys):
            past = stored.as_pack_row(**({} if stored.is_decided else {kind.ends_with: _end(stored, today)}))
            for row in pack.of(kind):
                if kind is POST_HOLDER:
                    yield from holder_clash(past, row, shared=row.values["post"] in shared)
                else:
                    yield from role_clash(past, row)


def _wanted(rows: tuple[PackRow, ...], stored: Mapping[Key, StoredRow]) -> Iterator[Difference]:
    for row in rows:
        # A row that was ended and stands in the pack again counts again.
        values = {row.kind.ends_with: None, **row.values}
        found = stored.get(row.key)
        if found is None:
            yield _difference(Change.ADDED, row.kind, row.key, None, values)
            continue
        changed = {name: value for name, value in values.items() if found.values[name] != value}
        if changed:
            yield _difference(Change.CHANGED, row.kind, row.key, found, changed)


def _ended(kind: Kind, keys: set[Key], office: StoredOffice, today: date) -> Iterator[Difference]:
    for key, row in office.of(kind).items():
        end = _end(row, today)
        if key not in keys and not row.is_decided and row.values[kind.ends_with] != end:
            yield _difference(Change.ENDED, kind, key, row, {kind.ends_with: end})


def _end(row: StoredRow, today: date) -> date:
    # What is over keeps its end; what has not begun yet ends on the day before, so that it counts on no day.
    until, since = row.values[row.kind.ends_with], row.values.get(row.kind.begins_with or "")
    over = today - _ONE_DAY
    if isinstance(since, date):
        over = max(over, since - _ONE_DAY)
    return min(until, over) if isinstance(until, date) else over


def _difference(
    change: Change, kind: Kind, key: Key, stored: StoredRow | None, values: Mapping[str, Value]
) -> Difference:
    return Difference(
        change=change,
        kind=kind,
        key=key,
        id=stored.id if stored else None,
        values=values,
        before=stored.values if stored else {},
    )
