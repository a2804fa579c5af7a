"""The steps of an attempt, each a guarded statement: of two processes that take one step, one has taken it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana.jobs.defer import defer
from laksana.signing.queries import attempt_by_id
from laksana.signing.views import LEASE, Attempt, SignatureState
from laksana.vault.keys import office_key
from laksana_infra.clock import now
from laksana_infra.crypto import open_sealed, seal
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_infra.signing.port import Provider

FINISH_JOB = "finish_signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs which final, in which role and capacity, with what."""

    bearer: Bearer
    bearer_id: UUID
    final_sha256: str
    officer_id: UUID
    post_id: UUID
    role: str
    capacity: str
    provider: Provider
    certificate_id: UUID | None
    nik_digest: bytes | None


async def request(signing: Signing, at: datetime) -> UUID:
    """The id of a new attempt, inside the caller's unit of work; a job goes on with it when its lease is over."""
    signature_id = new_id()
    await execute(
        f"insert into electronic_signature (tenant_id, id, {signing.bearer.value}, final_sha256, state, provider,"  # noqa: S608
        " officer_id, post_id, role, capacity, certificate_id, nik_digest, requested_at, updated_at)"
        " values ($1, $2, $3, $4, 'REQUESTED', $5, $6, $7, $8, $9, $10, $11, $12, $12)",
        current_scope().tenant_id, signature_id, signing.bearer_id, signing.final_sha256, signing.provider.value,
        signing.officer_id, signing.post_id, signing.role, signing.capacity, signing.certificate_id,
        signing.nik_digest, at,
    )  # fmt: skip
    await defer(FINISH_JOB, {"signature_id": str(signature_id)}, at=at + LEASE)
    return signature_id


async def keep_signed(attempt: Attempt, *, appendix: bytes, signed_sha256: str) -> Attempt:
    """The attempt with what its signature adds to the final, safe before anything else is done with it."""
    async with unit_of_work():
        sealed = seal(await office_key(), appendix, associated=_place(attempt.id))
        await execute(
            "update electronic_signature set state = 'SIGNED', sealed_appendix = $3, signed_sha256 = $4,"
            " updated_at = $5 where tenant_id = $1 and id = $2 and state = 'REQUESTED'",
            current_scope().tenant_id, attempt.id, sealed, signed_sha256, now(),
        )  # fmt: skip
    return await attempt_by_id(attempt.id)


async def appendix_of(attempt: Attempt) -> bytes:
    """What the signature of a SIGNED attempt adds to the final."""
    if attempt.sealed_appendix is None:
        raise RuntimeError(f"the attempt {attempt.id} is {attempt.state}; only a SIGNED one keeps its appendix")
    return open_sealed(await office_key(), attempt.sealed_appendix, associated=_place(attempt.id))


async def keep_stored(attempt: Attempt, *, signed_key: str) -> Attempt:
    """The attempt whose signed document lies in the storage; the appendix is no longer needed."""
    async with unit_of_work():
        await execute(
            "update electronic_signature set state = 'STORED', signed_key = $3, sealed_appendix = null,"
            " updated_at = $4 where tenant_id = $1 and id = $2 and state = 'SIGNED'",
            current_scope().tenant_id, attempt.id, signed_key, now(),
        )  # fmt: skip
    return await attempt_by_id(attempt.id)


async def mark_verified(attempt: Attempt, *, certificate_serial: str) -> bool:
    """Whether it was us who made it VERIFIED, inside the caller's unit of work."""
    row = await fetch_one(
        "update electronic_signature set state = 'VERIFIED', certificate_serial = $3, updated_at = $4"
        " where tenant_id = $1 and id = $2 and state = 'STORED' returning id",
        current_scope().tenant_id, attempt.id, certificate_serial, now(),
    )  # fmt: skip
    return row is not None


async def fail(attempt: Attempt, code: str) -> Attempt:
    """The attempt as FAILED with the code of the finding that says why, unless it has moved on since."""
    async with unit_of_work():
        await execute(
            "update electronic_signature set state = 'FAILED', failure = $4, sealed_appendix = null, updated_at = $5"
            " where tenant_id = $1 and id = $2 and state = $3",
            current_scope().tenant_id, attempt.id, attempt.state.value, code, now(),
        )  # fmt: skip
    return await attempt_by_id(attempt.id)


async def mark_lost(attempt: Attempt, officer_id: UUID) -> bool:
    """Whether the unanswered attempt is LOST now on this person's word, inside the caller's unit of work."""
    row = await fetch_one(
        "update electronic_signature set state = $3, declared_by = $4, updated_at = $5"
        " where tenant_id = $1 and id = $2 and state = 'REQUESTED' returning id",
        current_scope().tenant_id, attempt.id, SignatureState.LOST.value, officer_id, now(),
    )  # fmt: skip
    return row is not None


def _place(signature_id: UUID) -> bytes:
    return b"electronic_signature/" + signature_id.bytes
