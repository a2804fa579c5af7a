"""The office's letters, written from a case's events in their transaction."""

from collections.abc import Iterable
from uuid import UUID

from laksana.cases.codec import canonical
from laksana.correspondence.numbers import mark_used
from laksana.jobs.defer import defer
from laksana.verification.marks import Mark, mark_bytes, mark_final
from laksana_engine.commands import Command
from laksana_engine.events import (
    Event,
    LetterDispatched,
    LetterDrafted,
    LetterFinalised,
    LetterIssued,
    LetterParafed,
    LetterRequested,
    LetterReturned,
    LetterSigned,
    LetterWithdrawn,
)
from laksana_infra.database import execute
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.procedure import Procedure

ISSUE_JOB = "issue_letter"


async def project_letters(case_id: UUID, procedure: Procedure, events: Iterable[Event], command: Command) -> None:
    """Bring the letter rows up to these events, and ask for papers that are to be issued."""
    for event in events:
        match event:
            case LetterDrafted():
                await _drafted(case_id, procedure, event)
            case LetterParafed():
                await _parafed(event, command)
            case LetterReturned():
                await _void_parafs(event.letter_id, event)
                await _stage(event.letter_id, "RETURNED", event)
            case LetterFinalised():
                await _finalised(event, command)
            case LetterSigned():
                await _signed(event)
            case LetterRequested():
                await _requested(case_id, procedure, event, command)
            case LetterIssued():
                await mark_used(event.letter_id, event.number)
                await _issued(event)
            case LetterDispatched():
                await _dispatched(case_id, event)
            case LetterWithdrawn():
                await _withdrawn(event)
            case _:
                pass


async def _drafted(case_id: UUID, procedure: Procedure, event: LetterDrafted) -> None:
    await _void_parafs(event.letter_id, event)
    await execute(
        "insert into letter (tenant_id, id, case_id, kind, title, stage, draft, draft_sha256, replaces, created_at,"
        " updated_at) values ($1, $2, $3, $4, $5, 'DRAFTED', $6, $7, $9, $8, $8) on conflict (tenant_id, id) do update"
        " set stage = 'DRAFTED', draft = excluded.draft, draft_sha256 = excluded.draft_sha256,"
        " updated_at = excluded.updated_at",
        current_scope().tenant_id, event.letter_id, case_id, event.letter, procedure.template(event.letter).title,
        event.draft, event.draft_sha256, event.at, event.replaces,
    )  # fmt: skip


async def _parafed(event: LetterParafed, command: Command) -> None:
    await execute(
        "insert into letter_paraf (tenant_id, id, letter_id, draft_sha256, role, officer_id, capacity, at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        current_scope().tenant_id, new_id(), event.letter_id, event.draft_sha256, event.role,
        command.by.officer_id, command.by.roles[event.role].capacity, event.at,
    )  # fmt: skip
    await _stage(event.letter_id, "DRAFTED", event)


async def _void_parafs(letter_id: UUID, event: Event) -> None:
    await execute(
        "update letter_paraf set void_at = $3 where tenant_id = $1 and letter_id = $2 and void_at is null",
        current_scope().tenant_id, letter_id, event.at,
    )  # fmt: skip


async def _stage(letter_id: UUID, stage: str, event: Event) -> None:
    await execute(
        "update letter set stage = $3, updated_at = $4 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, letter_id, stage, event.at,
    )  # fmt: skip


async def _finalised(event: LetterFinalised, command: Command) -> None:
    await mark_used(event.letter_id, event.number)
    await mark_final(event.letter_id, event.final_sha256, at=event.at)
    await execute(
        "update letter set stage = 'FINAL', number = $3, dated = $4, final_sha256 = $5, signer_id = $6, capacity = $7,"
        " updated_at = $8 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, event.letter_id, event.number, event.dated, event.final_sha256,
        command.by.officer_id, event.capacity, event.at,
    )  # fmt: skip


async def _signed(event: LetterSigned) -> None:
    if event.electronic is not None:
        await mark_bytes(Mark.SIGNED, event.letter_id, event.electronic.signed_sha256, at=event.at)
    elif event.scan_sha256 is not None:
        await mark_bytes(Mark.SCAN, event.letter_id, event.scan_sha256, at=event.at)
    await execute(
        "update letter set stage = 'SIGNED', scan_id = $3, certificate_serial = $4, signed_at = $5, updated_at = $5"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, event.letter_id, event.scan_id,
        event.electronic.certificate_serial if event.electronic else None, event.at,
    )  # fmt: skip


async def _requested(case_id: UUID, procedure: Procedure, event: LetterRequested, command: Command) -> None:
    grant = command.by.roles.get(event.role)
    asker = {
        "officer_id": command.by.officer_id,
        "role": event.role,
        "capacity": grant.capacity if grant else "DEFINITIF",
        "post_id": grant.post_id if grant else None,
    }
    await execute(
        "insert into letter (tenant_id, id, case_id, kind, title, stage, draft, requested_by, withdraws, created_at,"
        " updated_at) values ($1, $2, $3, $4, $5, 'REQUESTED', 0, $6::jsonb, $8, $7, $7)",
        current_scope().tenant_id, event.letter_id, case_id, event.letter, procedure.template(event.letter).title,
        canonical(asker), event.at, event.withdraws,
    )  # fmt: skip
    await defer(ISSUE_JOB, {"case_id": str(case_id), "letter_id": str(event.letter_id)}, lock=f"case/{case_id}")


async def _issued(event: LetterIssued) -> None:
    await mark_final(event.letter_id, event.final_sha256, at=event.at)
    await execute(
        "update letter set stage = $6, number = $3, final_sha256 = $4, updated_at = $5"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, event.letter_id, event.number, event.final_sha256, event.at,
        "FINAL" if event.awaits_signature else "ISSUED",
    )  # fmt: skip


async def _dispatched(case_id: UUID, event: LetterDispatched) -> None:
    await _stage(event.letter_id, "DISPATCHED", event)
    await execute(
        "insert into letter_dispatch (tenant_id, id, letter_id, case_id, institution, sent_on, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        current_scope().tenant_id, new_id(), event.letter_id, case_id, event.institution, event.sent_on, event.at,
    )  # fmt: skip


async def _withdrawn(event: LetterWithdrawn) -> None:
    # Number, date and final stay: what has left the office can be looked up, and what is said of it is that it is void.
    await execute(
        "update letter set stage = 'WITHDRAWN', withdrawn_at = $3, withdrawal_id = $4, updated_at = $3"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, event.letter_id, event.at, event.submission.id,
    )  # fmt: skip
