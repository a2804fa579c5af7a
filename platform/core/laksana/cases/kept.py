"""A command as its batch keeps it, and the same command given again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID, uuid5

import msgspec

from laksana.cases.codec import canonical, decoded
from laksana.cases.words import OpenedWords
from laksana_engine.commands import COMMANDS, Acting, AssignCase, Command, Grant, LeaveCase
from laksana_engine.events import Event
from laksana_engine.moves import new_ids_needed
from laksana_engine.redeciding import Kept
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar
from laksana_sdk.procedure import Procedure

NOT_KEPT = frozenset({"by", "at", "calendar", "form", "forms", "client_birth_date", "courier"})
"""What a payload leaves out: columns say who and when, the submission holds words, the office's pack the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBatch:
    """A batch as it is stored: who gave which command when, its codes and ids (`payload`), and the events it had."""

    first_seq: int
    command: str
    payload: bytes
    officer_id: UUID | None
    role: str | None
    post_id: UUID | None
    capacity: str | None
    submission_ids: tuple[UUID, ...]
    at: datetime
    events: tuple[Event, ...]


def payload_of(command: Command) -> dict[str, Any]:
    """The command's codes and ids as its batch keeps them, as plain JSON."""
    names = [name for name in command.__dataclass_fields__ if name not in NOT_KEPT]
    return decoded(canonical({name: getattr(command, name) for name in names}), dict)


def capacity_used(
    procedure: Procedure, case: CaseState, command: Command, events: Sequence[Event]
) -> tuple[str | None, Grant | None]:
    """The role in which the command was given: as its events say, as its kind asks for, else the step's own."""
    held = command.by.roles
    asked = [role for role in (getattr(event, "role", None) for event in events) if role]
    match command:
        case LeaveCase():
            asked += [role.code for role in procedure.exits[command.exit].by]
        case AssignCase():
            asked += [role.code for role in procedure.assigners]
        case _:
            node = procedure.step(case.step) if case.step else procedure.intake
            asked += [node.by.code, *(role.code for role in procedure.roles())]
    role = next((role for role in (*asked, *sorted(held)) if role in held), None)
    return role, held[role] if role else None


def missing_words(batches: Sequence[KeptBatch], words: Mapping[UUID, OpenedWords]) -> UUID | None:
    """The first submission that a batch refers to and that is not among these words."""
    return next((named for batch in batches for named in batch.submission_ids if named not in words), None)


def given_again(
    batches: Sequence[KeptBatch], words: Mapping[UUID, OpenedWords], procedure: Procedure, calendar: Calendar
) -> tuple[Kept, ...]:
    """The case's commands as the platform would give them under this procedure, with what people wrote at each.

    Everybody acts in the one role in which the batch says that they acted. The new ids are those of then, so that what
    is made again bears the same ids; a procedure that needs more gets others, the same each time.
    """
    return tuple(_given_again(batches, words, procedure, calendar))


def _given_again(
    batches: Sequence[KeptBatch], words: Mapping[UUID, OpenedWords], procedure: Procedure, calendar: Calendar
) -> Iterator[Kept]:
    wanted, before = new_ids_needed(procedure), _Before(procedure=procedure)
    for batch in batches:
        kind = COMMANDS[batch.command]
        stored = msgspec.json.decode(batch.payload, type=_payload_type(batch.command))
        told = {name: getattr(stored, name) for name in stored.__struct_fields__}
        written = [words[submission_id] for submission_id in batch.submission_ids]
        content = {name: value for one in written for name, value in one.content.items()}
        if "form" in content:
            told |= {"form": content["form"], "forms": dict(before.forms), "client_birth_date": before.birth_date()}
        if "courier" in content:
            told["courier"] = content["courier"]
        told["new_ids"] = _enough(told["new_ids"], wanted, batch)
        yield Kept(
            command=kind(by=_acting(batch), at=batch.at, calendar=calendar, **told),
            first_seq=batch.first_seq,
            events=batch.events,
        )
        before.forms |= {one.step: one.content["form"] for one in written if one.step and "form" in one.content}


@dataclass(slots=True, kw_only=True)
class _Before:
    """What people had written before the act at hand: the latest form of each step."""

    procedure: Procedure
    forms: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _known: tuple[Mapping[str, Any], date | None] | None = None

    def birth_date(self) -> date | None:
        """The client's, as this release reads the form of its intake."""
        intake = self.procedure.intake
        raw = self.forms.get(intake.slug)
        if raw is None or intake.form is None:
            return None
        if self._known is None or self._known[0] is not raw:
            form, _ = self.procedure.read(intake.form, raw)
            self._known = (raw, intake.client(form).birth_date if form is not None else None)
        return self._known[1]


def _acting(batch: KeptBatch) -> Acting:
    if batch.role is None or batch.post_id is None or batch.capacity is None:
        return Acting(officer_id=batch.officer_id, roles={})
    return Acting(
        officer_id=batch.officer_id, roles={batch.role: Grant(post_id=batch.post_id, capacity=batch.capacity)}
    )


def _enough(taken: tuple[UUID, ...], wanted: int, batch: KeptBatch) -> tuple[UUID, ...]:
    if not taken:
        return ()
    return (*taken, *(uuid5(taken[0], f"{batch.first_seq} {place}") for place in range(len(taken), wanted)))


@cache
def _payload_type(command: str) -> type[msgspec.Struct]:
    """What a payload of this command holds; what older ones lack has its default."""
    kind = COMMANDS[command]
    hints = get_type_hints(kind)
    wanted: list[Any] = []
    for one in fields(kind):
        if one.name in NOT_KEPT:
            continue
        if one.default is not MISSING:
            wanted.append((one.name, hints[one.name], one.default))
        elif one.default_factory is not MISSING:
            wanted.append((one.name, hints[one.name], msgspec.field(default_factory=one.default_factory)))
        else:
            wanted.append((one.name, hints[one.name]))
    return msgspec.defstruct(f"Kept{kind.__name__}", wanted, frozen=True, kw_only=True)
