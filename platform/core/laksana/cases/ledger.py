"""The one way a case changes: load it under lock, decide, append events to its chain, write every projection."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from laksana.audit.chain import Cause, link
from laksana.cases.codec import canonical, event_from
from laksana.cases.kept import capacity_used, payload_of
from laksana.cases.projection import projected_case, projected_tasks
from laksana.cases.service_projection import project_services
from laksana.cases.views import CaseChanged, Notice
from laksana.cases.words import Words, stored_words
from laksana.correspondence.projection import project_letters
from laksana.procedures.installed import registry
from laksana.vault.keys import office_key, unwrap_case_key
from laksana_engine.commands import Acting, Command, Grant
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.events import DisposisiGiven, Event, LetterDrafted, LetterIssued, LetterRequested, TaskEscalated
from laksana_engine.evolve import evolve, replay
from laksana_engine.moves import new_ids_needed
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar
from laksana_infra import telemetry
from laksana_infra.changes import Change, execute_together
from laksana_infra.crypto import SecretKey
from laksana_infra.database import after_commit, fetch, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor, Holding
from laksana_tenants.errors import Conflict, Invalid, NotFound

_CASE = "select sop_slug, release, client_id, head_hash, wrapped_key from case_ where tenant_id = $1 and id = $2"
_HISTORY = """
select coalesce(array_agg(kind order by seq), '{}') as kinds, coalesce(array_agg(data order by seq), '{}') as data
from case_event where tenant_id = $1 and case_id = $2
"""
_LOCKED_CASE = f"{_CASE} for update"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCase:
    """A case with its history folded, pinned procedure and key."""

    id: UUID
    client_id: UUID
    state: CaseState
    head_hash: bytes
    procedure: Procedure
    release: str
    templates: Mapping[str, bytes] = field(repr=False)
    key: SecretKey = field(repr=False)


async def case_for_update(case_id: UUID, expected_version: int | None = None) -> LoadedCase:
    """The case under a row lock until the unit of work ends.

    Raises NotFound (another office's case too), and Conflict when it is not at the version the caller saw.
    """
    case = await _load(case_id, locked=True)
    if expected_version is not None:
        await refuse_stale(case, expected_version)
    return case


async def refuse_stale(case: LoadedCase, seen: int) -> None:
    """Nothing when the case, under its lock, stands as it did at the version seen; else Conflict.

    Papers that the worker has issued since, and tasks that it showed to the post above, do not count: they change
    nothing that a person decides upon.
    """
    if seen == case.state.version:
        return
    changed = await fetch_one(
        "select 1 from case_event where tenant_id = $1 and case_id = $2 and seq > $3 and kind <> all($4) limit 1",
        current_scope().tenant_id, case.id, seen, [LetterIssued.kind, TaskEscalated.kind],
    )  # fmt: skip
    if changed is not None or seen > case.state.version:
        raise Conflict("case", case.id)


async def load_case(case_id: UUID) -> LoadedCase:
    """The case as it is now, without a lock; raises NotFound."""
    return await _load(case_id, locked=False)


async def case_key_of(case_id: UUID) -> SecretKey:
    """The key that seals what belongs to this case; raises NotFound."""
    keys = await case_keys_of([case_id])
    if case_id not in keys:
        raise NotFound("case", case_id)
    return keys[case_id]


async def case_keys_of(case_ids: Collection[UUID]) -> Mapping[UUID, SecretKey]:
    """The keys of those of these cases that exist in this office."""
    rows = await fetch(
        "select id, wrapped_key from case_ where tenant_id = $1 and id = any($2)",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    if not rows:
        return {}
    office = await office_key()
    return {row["id"]: unwrap_case_key(office, row["id"], row["wrapped_key"]) for row in rows}


def acting(by: Actor, *, signing: bool = False) -> Acting:
    """The actor as the engine knows them; `signing` adds the roles they may sign for (a.n., u.b.)."""
    named = by.roles | by.signing_roles if signing else by.roles
    grants = {role: (by.signing_for(role) if signing else None) or by.holding_for(role) for role in named}
    return Acting(officer_id=by.officer_id, roles={role: _grant(held) for role, held in grants.items() if held})


async def record(
    case: LoadedCase,
    command: Command,
    *,
    calendar: Calendar,
    words: Sequence[Words] = (),
    performed_by: str | None = None,
    against: tuple[Finding, ...] = (),
    settle: Callable[[CaseChanged], Change] | None = None,
) -> CaseChanged:
    """The case after the command, its events chained and every projection written, inside the caller's unit of work.

    `settle` gives the change that stores this very result under the caller's key. Raises Invalid with every finding
    when the engine refuses or something else `against` it blocks; then nothing has been written. Doubts among them
    become notices.
    """
    decision = decide(case.procedure, case.state, command)
    act = telemetry.ActOnCase(tenant_id=current_scope().tenant_id, sop=case.procedure.slug, act=command.kind)
    refused = (*decision.findings, *against) if isinstance(decision, Refusal) else against
    if isinstance(decision, Refusal) or any(found.blocks for found in refused):
        telemetry.count_refusals(act, [found.code for found in refused if found.blocks])
        raise Invalid(refused)
    appended = _appended(case, command, decision.events, words, performed_by)
    after_commit(partial(telemetry.count_act, act, [event.kind for event in decision.events]))
    after = appended.state
    changed = CaseChanged(
        case_id=case.id,
        version=after.version,
        status=after.status,
        step=after.step,
        ids=_created(decision.events),
        notices=tuple(Notice.of(found) for found in (*decision.warnings, *against)),
    )
    await execute_together(
        (
            *stored_words(case.id, words, command.at),
            *appended.changes,
            projected_case(case.id, after, decision.events, command.at, head_hash=appended.head_hash),
            *await projected_tasks(case.id, case.procedure, after, calendar),
            *((settle(changed),) if settle else ()),
        )
    )
    await project_services(case.id, decision.events)
    await project_letters(case.id, case.procedure, decision.events, command)
    return changed


async def _load(case_id: UUID, *, locked: bool) -> LoadedCase:
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        _LOCKED_CASE if locked else _CASE,
        tenant_id, case_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("case", case_id)
    # One row of two columns: a row an event costs more in transport than all that is in it.
    history = await fetch_one(_HISTORY, tenant_id, case_id)
    assert history is not None  # noqa: S101 - an aggregate always has its row
    release = registry().release(row["sop_slug"], row["release"])
    return LoadedCase(
        id=case_id,
        client_id=row["client_id"],
        state=replay(map(event_from, history["kinds"], history["data"])),
        head_hash=bytes(row["head_hash"]),
        procedure=release.procedure,
        release=release.name,
        templates=release.templates,
        key=unwrap_case_key(await office_key(), case_id, row["wrapped_key"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Appended:
    """The case's state after a batch of events, the new head of its chain, and what stores the batch."""

    state: CaseState
    head_hash: bytes
    changes: tuple[Change, ...]


def _appended(
    case: LoadedCase, command: Command, events: Sequence[Event], words: Sequence[Words], performed_by: str | None
) -> _Appended:
    tenant_id, cause = current_scope().tenant_id, _cause(case, command, events, words, performed_by)
    state, head, digest, rows = case.state, case.head_hash, cause.digest(), []
    for event in events:
        state = evolve(state, event)
        data = canonical(event)
        following = link(head, seq=state.version, cause=digest, kind=event.kind, data=data)
        rows.append((new_id(), state.version, event.kind, event.at, data, head, following))
        head = following
    stored = Change.of(
        "insert into case_event (tenant_id, case_id, batch_id, id, seq, kind, at, data, previous_hash, hash)"
        " select $1, $2, $3, e.* from unnest($4::uuid[], $5::int[], $6::text[], $7::timestamptz[], $8::text[],"
        " $9::bytea[], $10::bytea[]) as e",
        tenant_id, case.id, cause.id, *(list(column) for column in zip(*rows, strict=True)),
    )  # fmt: skip
    return _Appended(state=state, head_hash=head, changes=(_stored(case.id, cause), stored))


def _cause(
    case: LoadedCase, command: Command, events: Sequence[Event], words: Sequence[Words], performed_by: str | None
) -> Cause:
    role, grant = capacity_used(case.procedure, case.state, command, events)
    outsider = next((by for by in (getattr(fact, "performed_by", None) for fact in events) if by), None)
    return Cause(
        id=new_id(),
        first_seq=case.state.version + 1,
        command=command.kind,
        payload=payload_of(command),
        officer_id=command.by.officer_id,
        role=role,
        post_id=grant.post_id if grant else None,
        capacity=grant.capacity if grant else None,
        performed_by=performed_by or outsider,
        submission_ids=[str(written.id) for written in words],
        at=command.at,
    )


def _stored(case_id: UUID, cause: Cause) -> Change:
    return Change.of(
        "insert into case_batch (tenant_id, id, case_id, first_seq, command, payload, officer_id, role, post_id,"
        " capacity, performed_by, submission_ids, at)"
        " values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12::jsonb, $13)",
        current_scope().tenant_id, cause.id, case_id, cause.first_seq, cause.command, canonical(cause.payload),
        cause.officer_id, cause.role, cause.post_id, cause.capacity, cause.performed_by,
        canonical(cause.submission_ids), cause.at,
    )  # fmt: skip


def _created(events: Iterable[Event]) -> dict[str, str]:
    made: dict[str, str] = {}
    for event in events:
        match event:
            case LetterDrafted():
                made["letter_id"] = str(event.letter_id)
            case LetterRequested():
                made[f"letter_id.{event.letter}"] = str(event.letter_id)
            case DisposisiGiven():
                made["disposisi_id"] = str(event.disposisi_id)
            case _:
                pass
    return made


def _grant(holding: Holding) -> Grant:
    return Grant(post_id=holding.post_id, capacity=holding.capacity.value)


def command_frame(
    by: Actor,
    at: datetime,
    calendar: Calendar,
    *,
    procedure: Procedure,
    signing: bool = False,
    words: Words | None = None,
) -> dict[str, Any]:
    """The fields that every command brings, as keyword arguments of its class."""
    return {
        "by": acting(by, signing=signing),
        "at": at,
        "calendar": calendar,
        "submission": words.ref if words else None,
        "new_ids": tuple(new_id() for _ in range(new_ids_needed(procedure))),
    }


__all__ = [
    "LoadedCase",
    "acting",
    "case_for_update",
    "case_key_of",
    "case_keys_of",
    "command_frame",
    "load_case",
    "record",
    "refuse_stale",
]
